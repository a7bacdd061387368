import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault } from "../../evaluation/reader";
import { claimOf, HOLDS_NO_RECORDS, LONGEST_KEPT, minimumOf } from "../../evaluation/record-class";
import type { Resource } from "../../evaluation/resource";
import type { ResourceRule } from "../../evaluation/rule";
import { TRIAL_GOES, unlessTrial } from "../../evaluation/trial";

const DATABASE = "aws:rds/instance:Instance";

/** Switches by which a deletion takes along what a resource holds. */
const FORCES: Readonly<Record<string, readonly string[]>> = {
  "aws:s3/bucket:Bucket": ["forceDestroy"],
  "aws:ecr/repository:Repository": ["forceDelete"],
  "aws:dynamodb/table:Table": [],
  [DATABASE]: ["skipFinalSnapshot"],
  "aws:backup/vault:Vault": ["forceDestroy"],
};

export const recordsAreNotSweptAway: ResourceRule = {
  id: "RET-S3-09",
  slug: "records-are-not-swept-away",
  title: "Retained buckets cannot be force-destroyed",
  severity: "high",
  types: [
    "aws:s3/bucket:Bucket",
    "aws:ecr/repository:Repository",
    "aws:dynamodb/table:Table",
    DATABASE,
    "aws:backup/vault:Vault",
  ],
  controls: {
    soc2: ["A1.2", "C1.1"],
    pci: ["10.3.2"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.5.33", "A.8.10"],
    sec17a4: ["17a-4(f)(2)(i)(B)", "4511(b)"],
  },
  url: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
  remediation:
    "Set forceDestroy, forceDelete and skipFinalSnapshot to false, and give what holds records the option protect: true.",
  scope: "resource",
  check(resource) {
    const claim = claimOf(resource, "resource", [LONGEST_KEPT]);
    if (claim.state === "unknown") return undetermined(claim);
    if (claim.state === "no-records") return notApplicable(HOLDS_NO_RECORDS);
    if (minimumOf(claim.classes).days === 0) {
      return notApplicable(`no law asks to keep records of class ${claim.because}`);
    }
    const outcomes = allOf([
      ...judgeForces(resource, claim.because),
      judgeProtection(resource, claim.because),
    ]);
    return unlessTrial(resource, outcomes, TRIAL_GOES);
  },
  remediate({ type, inputs }) {
    // Without a name for the last snapshot nobody could delete the database at all.
    if (type === DATABASE && inputs.at("finalSnapshotIdentifier").filledText().state === "absent") return [];
    return (FORCES[type] ?? []).map((name) => ({ at: [name], value: false }));
  },
};

function judgeForces({ type, inputs }: Resource, because: string): readonly Outcome[] {
  return (FORCES[type] ?? []).map((name) => {
    const force = orDefault(inputs.at(name).flag(), false);
    if (force.state === "unknown") return undetermined(force);
    if (!force.value) return pass;
    return violation("swept-away", {
      message: `'${name}' is true, so that a deletion takes along all that the resource holds; false is required (${because})`,
      fix: `set ${name} to false, or leave it out`,
      property: name,
    });
  });
}

function judgeProtection({ protect }: Resource, because: string): Outcome {
  if (protect) return pass;
  return violation("unprotected", {
    message: `the option protect is not true, so that a program without the resource deletes it; it is required (${because})`,
    fix: "give the resource the option protect: true",
  });
}
