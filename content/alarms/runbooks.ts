import { RUNBOOK_FOLDER } from "../alerts/render";
import { severityMeaning } from "../severity";
import type { Alarm, Condition } from "./alarm";
import { splitMetric } from "./metrics";

/** CloudWatch takes no longer descriptions. */
const LONGEST_DESCRIPTION = 1024;

/** File of an alarm's runbook. */
export function alarmRunbookFile(alarm: Alarm): string {
  return `${alarm.name}.md`;
}

/** What a notification says: what is wrong, what to do, and where more stands. */
export function alarmDescription(alarm: Alarm): string {
  const { summary, runbook } = alarm;
  const text = `${summary}. ${runbook.act.join(" ")} Runbook: ${RUNBOOK_FOLDER}/${alarmRunbookFile(alarm)}`;
  if (text.length > LONGEST_DESCRIPTION)
    throw new RangeError(
      `the description of alarm ${alarm.name} has ${text.length} characters: shorten 'act'`,
    );
  return text;
}

/** The runbook of an alarm as Markdown: what `docs/runbooks/<alarm>.md` holds. */
export function renderAlarmRunbook(alarm: Alarm): string {
  const { title, pages } = severityMeaning[alarm.severity];
  const { cause, check, act } = alarm.runbook;
  return [
    `<!-- Generated from content/alarms; edit it there. -->`,
    ``,
    `# ${alarm.name}`,
    ``,
    `${alarm.summary}. An alarm of CloudWatch: it works when every cluster is down.`,
    ``,
    `- Severity ${alarm.severity} (${title}), ${pages ? "pages somebody" : "pages nobody"}`,
    `- Fires when ${describeCondition(alarm.condition)}, in ${inPeriods(alarm)}`,
    `- Why there: ${alarm.condition.because}`,
    `- A period without a value is ${missingMeaning[alarm.missing.means]}: ${alarm.missing.because}`,
    ``,
    `## Cause`,
    ``,
    ...cause.map((line) => `- ${line}`),
    ``,
    `## Check`,
    ``,
    ...check.map((line) => `- ${line}`),
    ``,
    `## Act`,
    ``,
    ...act.map((line, index) => `${index + 1}. ${line}`),
    ``,
    `## Series`,
    ``,
    ...Object.entries(alarm.series).map(([id, { metric, statistic }]) => {
      const { namespace, name } = splitMetric(metric);
      return `- \`${id}\`: ${namespace} \`${name}\`, ${statistic.toLowerCase()} of ${alarm.period} seconds`;
    }),
    ...(alarm.expression === undefined ? [] : [``, "```", alarm.expression, "```"]),
    ``,
  ].join("\n");
}

const missingMeaning = { bad: "bad", good: "good", unknown: "nothing to judge" } as const;

function describeCondition(condition: Condition): string {
  if ("deviations" in condition) {
    const side = condition.is === "above-band" ? "above" : "outside";
    return `the value is ${side} the band of ${condition.deviations} standard deviations that CloudWatch learned (${condition.unit})`;
  }
  const { threshold } = condition;
  const value = typeof threshold === "number" ? String(threshold) : `${threshold.percent} % of the limit of`;
  return `the value is ${condition.is === "at-least" ? "at least" : condition.is} ${value} ${condition.unit}`;
}

function inPeriods({ period, periods, badPeriods = periods }: Alarm): string {
  return badPeriods === periods
    ? `${periods} ${periods === 1 ? "period" : "periods"} of ${period} seconds`
    : `${badPeriods} of ${periods} periods of ${period} seconds`;
}
