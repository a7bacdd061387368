import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import type { Stack } from "../../evaluation/siblings";

const BUCKET = "aws:s3/bucket:Bucket";
const CONTROLS = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";

/** The owner of the bucket owns every object in it, and no ACL has effect. */
const ENFORCED = "BucketOwnerEnforced";

export const bucketAclsAreDisabled: StackRule = {
  id: "ACC-S3-03",
  slug: "bucket-acls-are-disabled",
  title: "S3 ACLs are disabled (BucketOwnerEnforced)",
  severity: "low",
  controls: {
    soc2: ["CC6.1"],
    pci: ["7.2.1"],
    gdpr: ["25(2)"],
    iso27001: ["A.8.3"],
  },
  scope: "stack",
  types: [CONTROLS, BUCKET],
  siblings: [],
  remediation: `Set rule.objectOwnership to ${ENFORCED}, or leave the ownership controls out: S3 takes it for new buckets.`,
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
  check: (resource, stack) =>
    resource.type === BUCKET ? judgeBucket(resource, stack) : judgeControls(resource),
};

/** Without controls S3 takes BucketOwnerEnforced since April 2023, and refuses every ACL but the owner's. */
function judgeBucket(bucket: Resource, stack: Stack): readonly Outcome[] {
  const { certain, doubts } = stack.children(bucket, CONTROLS, "bucket");
  if (certain.length > 0) return allOf(certain.map((controls) => judgeControls(controls, controls.urn)));
  return doubts.length > 0 ? doubts.map(({ unknown, urn }) => undetermined(unknown, urn)) : [pass];
}

function judgeControls({ inputs }: Resource, related?: string): Outcome {
  const ownership = inputs.at("rule", "objectOwnership").filledText();
  if (ownership.state === "unknown") return undetermined(ownership, related);
  if (ownership.state === "value" && ownership.value === ENFORCED) return pass;
  const found = ownership.state === "absent" ? "missing" : `'${ownership.value}'`;
  return violation("acls-enabled", {
    message: `'rule.objectOwnership' is ${found}, so that ACLs decide who may read objects, unseen by policies; ${ENFORCED} is required`,
    fix: `set rule.objectOwnership to ${ENFORCED}`,
    property: "rule.objectOwnership",
    ...(related !== undefined && { related }),
  });
}
