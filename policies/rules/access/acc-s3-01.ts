import { isOpen, type Answer } from "../../evaluation/answer";
import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import type { Stack } from "../../evaluation/siblings";
import { PUBLIC_ACCESS_SETTINGS } from "./public-access";

const BUCKET = "aws:s3/bucket:Bucket";
const BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const ACCOUNT = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";

export const bucketsBlockPublicAccess: StackRule = {
  id: "ACC-S3-01",
  slug: "buckets-block-public-access",
  title: "S3 public access block: all four settings on",
  severity: "critical",
  controls: {
    soc2: ["CC6.1", "CC6.6"],
    pci: ["1.4.4", "7.2.1", "7.3.3"],
    gdpr: ["25(2)", "32(1)(b)"],
    iso27001: ["A.5.15", "A.8.3", "A.8.12"],
  },
  scope: "stack",
  types: [BUCKET, BLOCK, ACCOUNT],
  siblings: [],
  remediation: "Give the bucket a BucketPublicAccessBlock with all four settings true.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
  check(resource, stack) {
    switch (resource.type) {
      case BUCKET:
        return judgeBucket(resource, stack);
      case BLOCK:
        return judgeStray(resource, stack);
      default:
        return judgeBlock(resource);
    }
  },
};

function judgeBucket(bucket: Resource, stack: Stack): readonly Outcome[] {
  const accounts = stack.ofType(ACCOUNT).map(blocksAll);
  if (accounts.includes(true)) return [pass];
  const { certain, doubts } = stack.children(bucket, BLOCK, "bucket");
  const outcomes =
    certain.length > 0
      ? allOf(certain.flatMap((block) => judgeBlock(block, block.urn)))
      : doubts.length > 0
        ? doubts.map(({ unknown, urn }) => undetermined(unknown, urn))
        : [noBlock()];
  const waiting = accounts.find(isOpen);
  return waiting !== undefined && outcomes.some(({ kind }) => kind === "violation")
    ? [undetermined(waiting)]
    : outcomes;
}

/** New buckets have all four since April 2023, and the provider leaves them on; but who says nothing can take them off unseen. */
function noBlock(): Outcome {
  return violation("no-block", {
    message:
      "no BucketPublicAccessBlock of this stack names the bucket, so that nobody sees when somebody opens it; all four settings are required",
    fix: "give the bucket a BucketPublicAccessBlock with all four settings true",
  });
}

/** A block that belongs to a bucket of this stack is the bucket's business; else it is judged on its own. */
function judgeStray(block: Resource, stack: Stack): readonly Outcome[] {
  return stack.parents(block, "bucket", BUCKET).certain.length > 0 ? [] : judgeBlock(block);
}

function judgeBlock({ inputs }: Resource, related?: string): readonly Outcome[] {
  return allOf(
    PUBLIC_ACCESS_SETTINGS.map(({ name, reason, otherwise }) => {
      const flag = orDefault(inputs.at(name).flag(), false);
      if (flag.state === "unknown") return undetermined(flag, related);
      if (flag.value) return pass;
      return violation(reason, {
        message: `'${name}' is not true, so that ${otherwise}; all four settings are required`,
        fix: `set ${name} to true`,
        property: name,
        ...(related !== undefined && { related }),
      });
    }),
  );
}

function blocksAll(block: Resource): Answer {
  const outcomes = judgeBlock(block);
  if (outcomes.some(({ kind }) => kind === "violation")) return false;
  for (const { name } of PUBLIC_ACCESS_SETTINGS) {
    const flag = block.inputs.at(name).flag();
    if (flag.state === "unknown") return flag;
  }
  return true;
}
