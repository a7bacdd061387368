import type { Result } from "../evaluation/results";
import { coverageOf } from "./coverage";
import { rulesOf, type Report } from "./report";

/** Outcomes as label values, in the order in which they are written. */
const OUTCOMES: readonly (readonly [outcome: Result["outcome"], label: string])[] = [
  ["pass", "pass"],
  ["violation", "violation"],
  ["undetermined", "undetermined"],
  ["waived", "waived"],
  ["notApplicable", "not_applicable"],
];

interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

const MILLISECONDS_PER_SECOND = 1000;

/**
 * How much was judged and how it ended, in Prometheus' text format, for a push gateway or the text file collector of the node exporter:
 * so that a rule which never judges, and a run which no longer comes, can be alerted on.
 */
export function metricsReport(report: Report): string {
  return metricsOf(report)
    .filter(({ samples }) => samples.length > 0)
    .map(
      ({ name, help, samples }) =>
        `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${samples.map((sample) => line(name, sample)).join("")}`,
    )
    .join("");
}

function metricsOf(report: Report): readonly Metric[] {
  const { neverJudged } = coverageOf(report);
  const never = new Set(neverJudged.map(({ id }) => id));
  const stacks = report.stacks.map(({ stack, outcome, results }) => ({ stack, outcome, results }));
  const judged = stacks.flatMap(({ stack, results }) => (results === undefined ? [] : [{ stack, results }]));
  return [
    {
      name: "pharos_check_last_run_timestamp_seconds",
      help: "When the check began, in seconds since 1970.",
      samples: [{ labels: {}, value: Date.parse(report.startedAt) / MILLISECONDS_PER_SECOND }],
    },
    {
      name: "pharos_check_complete",
      help: "Whether every pack judged the whole stack (1), or the check ended before (0).",
      samples: stacks.map(({ stack, results }) => ({
        labels: { stack },
        value: results?.complete === true ? 1 : 0,
      })),
    },
    {
      name: "pharos_check_refused",
      help: "Whether a mandatory rule is violated in the stack (1) or not (0).",
      samples: stacks.map(({ stack, outcome }) => ({
        labels: { stack },
        value: outcome === "refused" ? 1 : 0,
      })),
    },
    {
      name: "pharos_check_resources",
      help: "Resources of the stack that a rule could have something to say about.",
      samples: judged.map(({ stack, results }) => ({ labels: { stack }, value: results.coverage.resources })),
    },
    {
      name: "pharos_check_types_without_rule",
      help: "Resource types of the stack that no rule looks at.",
      samples: judged.map(({ stack, results }) => ({
        labels: { stack },
        value: results.coverage.unknownTypes.length,
      })),
    },
    {
      name: "pharos_check_results",
      help: "Results of one rule in one stack by their outcome; undetermined is no pass.",
      samples: judged.flatMap(({ stack, results }) =>
        results.rules.flatMap(({ id, pack, severity, level }) => {
          const own = results.results.filter(({ rule }) => rule === id);
          return OUTCOMES.map(([outcome, label]) => ({
            labels: { stack, pack, rule: id, severity, level, outcome: label },
            value: own.filter((result) => result.outcome === outcome).length,
          }));
        }),
      ),
    },
    {
      name: "pharos_check_rule_alive",
      help: "Whether the rule judged anything in any stack of the run (1), or never did (0).",
      samples: rulesOf(report).map(({ id, pack }) => ({
        labels: { pack, rule: id },
        value: never.has(id) ? 0 : 1,
      })),
    },
    {
      name: "pharos_check_waiver_expiry_timestamp_seconds",
      help: "End of the last day on which a waiver in use holds, in seconds since 1970.",
      samples: waiversOf(report).map(({ id, policy, owner, expires }) => ({
        labels: { waiver: id, rule: policy, owner },
        value: Date.parse(`${expires}T23:59:59Z`) / MILLISECONDS_PER_SECOND,
      })),
    },
  ];
}

/** Every waiver in use once: several stacks may rest on one. */
function waiversOf({ stacks }: Report) {
  const all = stacks.flatMap(({ results }) => results?.waivers ?? []);
  return [...new Map(all.map((waiver) => [waiver.id, waiver])).values()];
}

function line(name: string, { labels, value }: Sample): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escape(text)}"`);
  return `${name}${pairs.length === 0 ? "" : `{${pairs.join(",")}}`} ${value}\n`;
}

function escape(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
