import type { Result, RuleDescription, StackResults } from "../evaluation/results";
import { digestOf, property, uuidOf } from "./oscal-parts";
import { nameOf } from "./report";

/** What a rule was seen to say: one observation for each thing that is wrong, open or waived, one for all resources that are alike otherwise. */
export interface Observed {
  readonly rule: string;
  readonly outcome: Result["outcome"];
  /** UUID of the risk that a waiver accepts. */
  readonly risk?: string;
  /** As the document has it. */
  readonly observation: { readonly uuid: string; readonly [part: string]: unknown };
}

const WORDS: Readonly<Record<Result["outcome"], string>> = {
  pass: "complies",
  violation: "does not comply",
  undetermined: "could not be told",
  waived: "does not comply, and is waived",
  notApplicable: "is not asked anything",
};

/** The observations of one stack, rule by rule. */
export function observe(results: StackResults, collected: string): readonly Observed[] {
  return results.rules.flatMap((rule) => {
    const own = results.results.filter((result) => result.rule === rule.id);
    return groupsOf(own).map((group) => observed(results, rule, group, collected));
  });
}

/** Results that say the same: all passes of a rule, all to which it does not apply, and each other one alone. */
function groupsOf(results: readonly Result[]): readonly (readonly Result[])[] {
  const alike = (outcome: Result["outcome"]) => results.filter((result) => result.outcome === outcome);
  const alone = results.filter(({ outcome }) => outcome !== "pass" && outcome !== "notApplicable");
  return [alike("pass"), alike("notApplicable"), ...alone.map((result) => [result])].filter(
    ({ length }) => length > 0,
  );
}

function observed(
  { stack, waivers = [] }: StackResults,
  rule: RuleDescription,
  group: readonly Result[],
  collected: string,
): Observed {
  const first = group[0]!;
  const { outcome, reason, message, property: place, waiver: id } = first;
  const waiver = waivers.find((candidate) => candidate.id === id);
  const subject = group.length === 1 ? nameOf(first.urn) : `${group.length} resources`;
  const said = group.length === 1 && message !== undefined ? ` ${message}.` : "";
  return {
    rule: rule.id,
    outcome,
    ...(outcome === "waived" && { risk: riskUuid(stack, first) }),
    observation: {
      uuid: uuidOf("observation", stack, rule.id, outcome, digestOf(group)),
      title: `${rule.id}: ${WORDS[outcome]}`,
      description: `${subject}: ${WORDS[outcome]} with "${rule.title}".${said}`,
      props: [
        property("rule", rule.id),
        property("outcome", outcome),
        property("level", rule.level),
        ...(reason === undefined ? [] : [property("reason", reason)]),
        ...(place === undefined ? [] : [property("property", place)]),
      ],
      methods: ["TEST-AUTOMATED"],
      types: ["finding"],
      subjects: [...new Set(group.map(({ urn }) => urn))].map((urn) => ({
        "subject-uuid": itemUuid(urn),
        type: "inventory-item",
        title: nameOf(urn),
      })),
      "relevant-evidence": [
        {
          description: "SHA-256 of the results as JSON, as the JSON report has them",
          props: [property("sha256", digestOf(group))],
        },
      ],
      collected,
      // What is accepted for a time is not known to hold for longer.
      ...(waiver !== undefined && { expires: `${waiver.expires}T23:59:59Z` }),
    },
  };
}

/** Violations that waivers accept, as risks with their deadline. */
export function risksOf({ stack, results, waivers = [], rules }: StackResults) {
  return results
    .filter(({ outcome }) => outcome === "waived")
    .map((result) => {
      const waiver = waivers.find(({ id }) => id === result.waiver);
      const title = rules.find(({ id }) => id === result.rule)?.title ?? result.rule;
      return {
        uuid: riskUuid(stack, result),
        title: `${result.rule} is waived for ${nameOf(result.urn)}`,
        description: result.message ?? title,
        statement: waiver === undefined ? `Waiver ${result.waiver ?? ""}.` : waiver.reason.trim(),
        status: "deviation-approved",
        ...(waiver !== undefined && {
          props: [
            property("waiver", waiver.id),
            property("owner", waiver.owner),
            property("author", waiver.author),
            property("approver", waiver.approver),
            property("approved-on", waiver.approvedOn),
            property("ticket", waiver.ticket),
          ],
          "mitigating-factors": [
            {
              uuid: uuidOf("mitigating-factor", waiver.id),
              description: waiver.compensatingControl.trim(),
            },
          ],
          deadline: `${waiver.expires}T23:59:59Z`,
        }),
      };
    });
}

function riskUuid(stack: string, { rule, reason = "", urn, property: place = "" }: Result): string {
  return uuidOf("risk", stack, rule, reason, urn, place);
}

/** The UUID of a resource as an item of the inventory. */
export function itemUuid(urn: string): string {
  return uuidOf("inventory-item", urn);
}
