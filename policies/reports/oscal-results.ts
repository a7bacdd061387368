import type { StackResults } from "../evaluation/results";
import { itemUuid, observe, risksOf, type Observed } from "./oscal-observations";
import {
  controlsOf,
  digestOf,
  frameworkResource,
  metadata,
  property,
  uuidOf,
  type ControlRules,
} from "./oscal-parts";
import { nameOf, type JudgedStack, type Report } from "./report";

const PLAN = uuidOf("assessment-plan", "pharos");

/**
 * How the rules ended as OSCAL assessment results: one result a stack, with every resource as an item of the inventory, what was observed
 * of it, and for each control whether it is satisfied as far as rules look. What is undetermined satisfies nothing. A control for which
 * nothing was judged has no finding: nobody has looked.
 */
export function oscalAssessmentResults(report: Report): string {
  const { version, startedAt, endedAt, commit, stacks } = report;
  const titles = [
    ...new Set(
      stacks.flatMap(({ results }) => (results?.rules ?? []).flatMap((rule) => Object.keys(rule.controls))),
    ),
  ];
  const document = {
    "assessment-results": {
      uuid: uuidOf(
        "assessment-results",
        startedAt,
        digestOf(stacks.map(({ stack, results }) => [stack, results])),
      ),
      metadata: metadata(`Policy check of ${stacks.map(({ stack }) => stack).join(", ")}`, version, endedAt, [
        property("subject", report.subject),
        ...(commit === undefined ? [] : [property("commit", commit)]),
      ]),
      "import-ap": { href: `#${PLAN}` },
      results: stacks.map((stack) => resultOf(stack, report)),
      "back-matter": {
        resources: [
          {
            uuid: PLAN,
            title: "Assessment plan",
            description:
              "Every rule of every policy pack is applied to every resource of the stack by a program.",
          },
          ...titles.map(frameworkResource),
        ],
      },
    },
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function resultOf({ stack, outcome, errors, results }: JudgedStack, report: Report) {
  const observed = results === undefined ? [] : observe(results, report.endedAt);
  const judged = judgedControls(results, observed);
  const risks = results === undefined ? [] : risksOf(results);
  const findings = judged.map((control) => finding(stack, control, observed));
  return {
    uuid: uuidOf("result", report.startedAt, stack, digestOf(results ?? errors)),
    title: `Stack ${stack}`,
    description: describe(results, outcome, errors),
    start: report.startedAt,
    end: report.endedAt,
    props: [
      property("stack", stack),
      property("outcome", outcome),
      property("complete", String(results?.complete === true)),
    ],
    "local-definitions": { components: [tool(stack, report.version)], ...inventory(results) },
    "reviewed-controls": { "control-selections": [selection(judged)] },
    ...(observed.length > 0 && { observations: observed.map(({ observation }) => observation) }),
    ...(risks.length > 0 && { risks }),
    ...(findings.length > 0 && { findings }),
  };
}

function describe(
  results: StackResults | undefined,
  outcome: JudgedStack["outcome"],
  errors: readonly string[],
): string {
  if (results === undefined) return `Nothing was judged: the run ${outcome}. ${errors.join(" ")}`.trim();
  const { evaluated, violations, undetermined, waived, notApplicable, resources } = results.coverage;
  const part = results.complete ? "" : " The run ended before the whole stack was judged.";
  return `${evaluated} pairs of rule and resource judged on ${resources} resources: ${violations} violations, ${undetermined} undetermined, ${waived} waived, ${notApplicable} not applicable.${part}`;
}

function tool(stack: string, version: string) {
  return {
    uuid: uuidOf("tool", stack),
    type: "software",
    title: "Pharos",
    description: "The policy packs of Pharos, which judge a stack's resources.",
    props: [{ name: "version", value: version }],
    status: { state: "operational" },
  };
}

function inventory(results: StackResults | undefined) {
  const types = new Map((results?.results ?? []).map(({ urn, type }) => [urn, type]));
  if (types.size === 0) return {};
  return {
    "inventory-items": [...types]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([urn, type]) => ({
        uuid: itemUuid(urn),
        description: nameOf(urn),
        props: [property("urn", urn), property("type", type)],
      })),
  };
}

/** Controls for which a rule had something to say in this stack. */
function judgedControls(
  results: StackResults | undefined,
  observed: readonly Observed[],
): readonly ControlRules[] {
  const speaking = new Set(
    observed.filter(({ outcome }) => outcome !== "notApplicable").map(({ rule }) => rule),
  );
  return controlsOf((results?.rules ?? []).filter(({ id }) => speaking.has(id)));
}

function selection(controls: readonly ControlRules[]) {
  return controls.length === 0
    ? {
        description: "All controls were asked for; nothing was judged, so none has a finding.",
        "include-all": {},
      }
    : { "include-controls": controls.map(({ token }) => ({ "control-id": token })) };
}

function finding(stack: string, control: ControlRules, observed: readonly Observed[]) {
  const { framework, number, token, rules } = control;
  const own = observed.filter(
    ({ rule, outcome }) => outcome !== "notApplicable" && rules.some(({ id }) => id === rule),
  );
  const risks = own.flatMap(({ risk }) => risk ?? []);
  return {
    uuid: uuidOf("finding", stack, token, digestOf(own)),
    title: `${framework} ${number}`,
    description: `As far as these rules look: ${rules.map(({ id }) => id).join(", ")}.`,
    target: { type: "objective-id", "target-id": token, status: statusOf(own) },
    "related-observations": own.map(({ observation }) => ({ "observation-uuid": observation.uuid })),
    ...(risks.length > 0 && { "related-risks": risks.map((uuid) => ({ "risk-uuid": uuid })) }),
  };
}

function statusOf(observed: readonly Observed[]) {
  const has = (outcome: Observed["outcome"]) => observed.some((each) => each.outcome === outcome);
  if (has("violation")) return { state: "not-satisfied", reason: "fail" };
  if (has("undetermined")) {
    return { state: "not-satisfied", reason: "other", remarks: "Something could not be told yet." };
  }
  if (has("waived")) {
    return { state: "not-satisfied", reason: "other", remarks: "A deviation is approved for a time." };
  }
  return { state: "satisfied", reason: "pass" };
}
