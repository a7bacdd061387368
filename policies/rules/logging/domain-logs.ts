import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault, type Read, type Reader } from "../../evaluation/reader";

/** A kind of log that a search domain can publish. */
export interface DomainLog {
  /** Its name in the service's API. */
  readonly type: string;
  /** Reason code where it is missing. */
  readonly reason: string;
  /** What nobody sees without it. */
  readonly missing: string;
}

const PROPERTY = "logPublishingOptions";

/** Judges whether a domain publishes all of the logs. */
export function judgeDomainLogs(inputs: Reader, logs: readonly DomainLog[]): readonly Outcome[] {
  const options = orDefault(inputs.at(PROPERTY).list(), []);
  if (options.state === "value" && logs.length > 1 && publishesNothing(options.value)) return [nothing(logs)];
  return allOf(
    logs.map((log) => (options.state === "unknown" ? undetermined(options) : judgeLog(log, options.value))),
  );
}

/** Whether no entry sends a log of any kind anywhere. */
function publishesNothing(options: readonly Reader[]): boolean {
  return options.every((option) => {
    const type = option.at("logType").filledText();
    if (type.state === "absent") return true;
    const answer = type.state === "unknown" ? type : publishes(option, type.value);
    return answer.state === "value" && !answer.value;
  });
}

function nothing(logs: readonly DomainLog[]): Outcome {
  const types = logs.map(({ type }) => type).join(", ");
  return violation("no-logs", {
    message: `'${PROPERTY}' has no enabled entry with a log group, so that the domain tells nothing; ${types} are required`,
    fix: `add entries with the logTypes ${types}, enabled true and cloudwatchLogGroupArn of a log group`,
    property: PROPERTY,
  });
}

function judgeLog(log: DomainLog, options: readonly Reader[]): Outcome {
  const answers = options.map((option) => publishes(option, log.type));
  if (answers.some((answer) => answer.state === "value" && answer.value)) return pass;
  const open = answers.find((answer) => answer.state === "unknown");
  if (open?.state === "unknown") return undetermined(open);
  return violation(log.reason, {
    message: `'${PROPERTY}' has no enabled entry for ${log.type} with a log group, so that nobody sees ${log.missing}`,
    fix: `add an entry with logType ${log.type}, enabled true and cloudwatchLogGroupArn of a log group`,
    property: PROPERTY,
  });
}

/** Whether an entry sends logs of a kind anywhere. */
function publishes(option: Reader, type: string): Read<boolean> {
  const no = { state: "value", value: false } as const;
  const named = option.at("logType").filledText();
  if (named.state === "unknown") return named;
  if (named.state === "absent" || named.value !== type) return no;
  const enabled = orDefault(option.at("enabled").flag(), true);
  if (enabled.state === "unknown") return enabled;
  const group = logGroupOf(option.at("cloudwatchLogGroupArn"));
  if (!enabled.value || group.state === "absent") return no;
  return group.state === "unknown" ? group : { state: "value", value: true };
}

/** The ARN of a log group; a number or an empty list is none. */
function logGroupOf(place: Reader): Read<string> {
  const list = place.list();
  if (list.state === "value" && list.value.length === 0) return { state: "absent" };
  const text = place.filledText();
  return text.state === "value" && /^\d+$/.test(text.value) ? { state: "absent" } : text;
}
