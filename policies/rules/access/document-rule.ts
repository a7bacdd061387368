import { judgeDocuments, type Fault, type Places } from "../../evaluation/policy-document/demand";
import type { Resource } from "../../evaluation/resource";
import type { ResourceRule, RuleMetadata } from "../../evaluation/rule";

/** What a rule about policy documents is, beside its types: those come from the places. */
interface DocumentRule extends Omit<RuleMetadata, "types"> {
  readonly places: Places;
  /** The faults that no statement may have; with the resource where they depend on whose it is. */
  readonly faults: readonly Fault[] | ((resource: Resource) => readonly Fault[]);
}

/** A rule that no statement of a resource's policy documents has any of these faults. */
export function documentRule({ places, faults, ...metadata }: DocumentRule): ResourceRule {
  return {
    ...metadata,
    scope: "resource",
    types: Object.keys(places),
    check: (resource) =>
      judgeDocuments(resource, places, typeof faults === "function" ? faults(resource) : faults),
  };
}
