import { dataHolders, taggedInfrastructure } from "../../evaluation/data-holders";
import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Resource } from "../../evaluation/resource";
import { EVERY_AWS_TYPE, type ResourceRule } from "../../evaluation/rule";
import { CLASSIFICATION_TAG, RECORD_CLASS_TAG, tagOf } from "../../evaluation/tags";
import { allowedValues } from "./tag-values";

/** Who answers for a resource, where it belongs, and who pays. */
const OWNERSHIP = ["owner", "environment", "cost-center"];

/** What a store holds, and how much care it needs. */
const CONTENT = [RECORD_CLASS_TAG, CLASSIFICATION_TAG];

/** A name for people, which says nothing of a resource's purpose. */
const NAME = "name";

export const resourcesSayWhatTheyAre: ResourceRule = {
  id: "TAG-01",
  slug: "resources-say-what-they-are",
  title: "Required tags are present with allowed values",
  severity: "medium",
  types: [EVERY_AWS_TYPE],
  controls: {
    soc2: ["CC3.2", "C1.1"],
    pci: ["12.5.1", "9.4.2"],
    gdpr: ["30(1)"],
    iso27001: ["A.5.9", "A.5.12", "A.5.13"],
    sec17a4: ["4511(a)"],
  },
  url: "https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html",
  remediation:
    "Let the provider's defaultTags carry owner, environment and cost-center, and give every store its record-class and data-classification.",
  scope: "resource",
  check(resource) {
    const holdsData = dataHolders.has(resource.type);
    if (!holdsData && !taggedInfrastructure.has(resource.type)) return [];
    const wanted = holdsData ? [...CONTENT, ...OWNERSHIP] : OWNERSHIP;
    return allOf([...judgePresence(resource, wanted), ...CONTENT.map((name) => judgeValue(resource, name))]);
  },
};

function judgePresence(resource: Resource, wanted: readonly string[]): readonly Outcome[] {
  const reads = wanted.map((name) => tagOf(resource, name));
  const missing = wanted.filter((_, index) => reads[index]!.state === "absent");
  const open = reads.flatMap((read) => (read.state === "unknown" ? [undetermined(read)] : []));
  if (missing.length === 0) return open.length > 0 ? open.slice(0, 1) : [pass];
  const reason = missing.length === wanted.length && hasNoTags(resource) ? "untagged" : "missing-tag";
  return [
    violation(reason, {
      message: `the resource has no tag ${missing.map((name) => `'${name}'`).join(", ")}; ${wanted.join(", ")} are required`,
      fix: `add ${missing.join(", ")} to the resource's tags or the provider's defaultTags`,
      property: "tags",
    }),
  ];
}

/** Whether nothing is said but a name. */
function hasNoTags({ inputs, provider }: Resource): boolean {
  return [inputs.at("tags"), inputs.at("tagsAll"), provider?.at("defaultTags", "tags")].every((place) => {
    const fields = place?.fields();
    return fields?.state !== "value" || fields.value.every(([name]) => name.toLowerCase() === NAME);
  });
}

function judgeValue(resource: Resource, name: string): Outcome {
  const tag = tagOf(resource, name);
  const allowed = allowedValues[name] ?? [];
  if (tag.state === "absent" || (tag.state === "value" && allowed.includes(tag.value))) return pass;
  if (tag.state === "unknown") return undetermined(tag);
  return violation("unknown-value", {
    message: `tag '${name}' is '${tag.value}'; one of ${allowed.join(", ")} is expected`,
    fix: `set the tag '${name}' to what the resource holds`,
    property: `tags["${name}"]`,
  });
}
