import { allOf, undetermined, type Outcome } from "../../evaluation/outcome";
import type { Reader } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import { judgedAlone } from "../../evaluation/setting";
import type { Stack } from "../../evaluation/siblings";

export const BUCKET = "aws:s3/bucket:Bucket";
export const CONFIGURATION =
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

/** Where old programs and small ones configure the encryption: in the bucket itself. */
export const INLINE = "serverSideEncryptionConfiguration";

/** S3's own encryption, and those that use a KMS key: once, and for data that has to be encrypted twice. */
export const ALGORITHMS = ["AES256", "aws:kms", "aws:kms:dsse"];

/** Who holds encryption rules: the bucket or its configuration. */
interface Holder {
  readonly resource: Resource;
  /** From the resource to the list of rules. */
  readonly path: readonly [string, ...string[]];
  /** URN of the holder, where that is not the judged resource. */
  readonly related?: string;
}

/** What a rule of ours says of the encryption that it finds. */
export interface EncryptionJudge {
  /** One encryption rule; there can be several, for S3's sake only one. */
  rule(rule: Reader, holder: Holder): Outcome;
  /** There is none. @param holder whose list is empty; undefined where nobody has one */
  none(holder: Holder | undefined): Outcome;
}

/** Judges a bucket's encryption, wherever it is configured. */
export function judgeBucketEncryption(
  bucket: Resource,
  stack: Stack,
  judge: EncryptionJudge,
): readonly Outcome[] {
  const { certain, doubts } = stack.children(bucket, CONFIGURATION, "bucket");
  if (certain.length > 0) {
    return allOf(
      certain.flatMap((resource) => judgeRules({ resource, path: ["rules"], related: resource.urn }, judge)),
    );
  }
  const inline = bucket.inputs.at(INLINE);
  if (inline.state === "value") return allOf(judgeRules({ resource: bucket, path: [INLINE, "rule"] }, judge));
  const read = inline.text();
  const undecided = [
    ...(read.state === "unknown" ? [undetermined(read)] : []),
    ...doubts.map(({ unknown, urn }) => undetermined(unknown, urn)),
  ];
  return undecided.length > 0 ? undecided : [judge.none(undefined)];
}

/** Judges a configuration whose bucket is not in this stack; else it is the bucket's business. */
export function judgeStrayEncryption(
  resource: Resource,
  stack: Stack,
  judge: EncryptionJudge,
): readonly Outcome[] {
  return judgedAlone(resource, stack, ["bucket", BUCKET], () =>
    allOf(judgeRules({ resource, path: ["rules"] }, judge)),
  );
}

function judgeRules(holder: Holder, judge: EncryptionJudge): readonly Outcome[] {
  const rules = holder.resource.inputs.at(...holder.path).list();
  if (rules.state === "unknown") return [undetermined(rules, holder.related)];
  if (rules.state === "absent" || rules.value.length === 0) return [judge.none(holder)];
  return rules.value.map((rule) => judge.rule(rule, holder));
}
