import {
  isRecordClass,
  retentionRules,
  staysInJurisdiction,
  type DataClassification,
} from "../../content/retention";
import { isRegionName, regionNames, regions, type Jurisdiction } from "../../content/regions";
import { notApplicable, pass, undetermined, violation, type Outcome } from "./outcome";
import type { Read, Unknown } from "./reader";
import type { Resource } from "./resource";
import { CLASSIFICATION_TAG, classificationOf, NO_RECORDS, RECORD_CLASS_TAG } from "./tags";

/** Where a resource lies: its own `region`, else its provider's. */
export function regionOf({ inputs, provider }: Resource): Read<string> {
  const own = inputs.at("region").filledText();
  if (own.state !== "absent") return own;
  const inherited = provider?.at("region").filledText();
  return inherited === undefined || inherited.state === "absent"
    ? { state: "unknown", path: "region", why: "is not said, and the provider's is not known" }
    : inherited;
}

/** The region that an ARN names; absent for ARNs without one, such as a bucket's. */
export function regionInArn(arn: Read<string>): Read<string> {
  if (arn.state !== "value") return arn;
  const [prefix, , , region] = arn.value.split(":");
  if (prefix !== "arn") return { state: "absent" };
  return region === undefined || region === "" ? { state: "absent" } : { state: "value", value: region };
}

/**
 * Whether what a resource holds has to stay in its jurisdiction. What holds data says so itself, by its classification or by its record
 * class; a provider's default for everything says nothing of this one, and what says nothing may hold anything.
 */
export function isBound(resource: Resource): Exclude<Read<boolean>, { readonly state: "absent" }> {
  const own = resource.inputs.at("tags", CLASSIFICATION_TAG).filledText();
  const recordClass = resource.inputs.at("tags", RECORD_CLASS_TAG).filledText();
  const answers: readonly Read<boolean>[] = [
    own.state === "value"
      ? { state: "value", value: staysInJurisdiction(own.value as DataClassification) }
      : own,
    recordClass.state === "value" && isRecordClass(recordClass.value)
      ? {
          state: "value",
          value: staysInJurisdiction(retentionRules[recordClass.value].classification),
        }
      : recordClass.state === "value"
        ? recordClass.value === NO_RECORDS
          ? { state: "value", value: false }
          : { state: "absent" }
        : recordClass,
  ];
  if (answers.some((answer) => answer.state === "value" && answer.value))
    return { state: "value", value: true };
  const unknown = answers.find((answer): answer is Unknown => answer.state === "unknown");
  if (unknown !== undefined) return unknown;
  const said = answers.some((answer) => answer.state === "value");
  return { state: "value", value: !said };
}

/** The same for what cannot carry tags: the provider's default is all that there is. */
export function isBoundByDefault(resource: Resource): Exclude<Read<boolean>, { readonly state: "absent" }> {
  const tag = classificationOf(resource);
  if (tag.state === "unknown") return tag;
  return {
    state: "value",
    value: tag.state === "absent" || staysInJurisdiction(tag.value as DataClassification),
  };
}

/** Somewhere that data goes. */
export interface Destination {
  readonly region: Read<string>;
  /** What goes there, as the subject of a sentence, such as "a replica". */
  readonly what: string;
  readonly property: string;
  readonly related?: string;
}

/** Judges whether data of a region may go to a destination. */
export function judgeDestination(
  { region, what, property, related }: Destination,
  source: Read<string>,
  bound: Read<boolean>,
): Outcome {
  if (region.state === "absent") return notApplicable(`${what} names no region`);
  if (region.state === "unknown") return undetermined(region, related);
  const at = { property, ...(related !== undefined && { related }) };
  if (!isRegionName(region.value)) {
    return violation("unapproved-region", {
      message: `${what} goes to '${region.value}', which is none of the approved regions (${regionNames.join(", ")})`,
      fix: "take an approved region of the same jurisdiction",
      ...at,
    });
  }
  if (source.state !== "value") {
    return bound.state === "value" && !bound.value
      ? pass
      : undetermined(source.state === "unknown" ? source : NO_SOURCE);
  }
  const [from, to] = [jurisdictionOf(source.value), regions[region.value].jurisdiction];
  if (from === to || (bound.state === "value" && !bound.value)) return pass;
  if (bound.state === "unknown") return undetermined(bound);
  return violation("other-jurisdiction", {
    message: `${what} goes from ${source.value} (${from ?? "no jurisdiction that is known"}) to ${region.value} (${to}); personal and regulated data, and data that does not say what it is, stays in its jurisdiction`,
    fix: `take a region of the jurisdiction of ${source.value}, or tag the data as what it is: '${CLASSIFICATION_TAG}' internal or confidential`,
    ...at,
  });
}

const NO_SOURCE: Unknown = { state: "unknown", path: "region", why: "is not said" };

/** The jurisdiction of a region, where it is known. */
export function jurisdictionOf(region: string): Jurisdiction | undefined {
  return isRegionName(region) ? regions[region].jurisdiction : undefined;
}
