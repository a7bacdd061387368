import { every, some } from "../../evaluation/answer";
import { isUnconditional } from "../../evaluation/policy-document/conditions";
import type { Fault } from "../../evaluation/policy-document/demand";
import { isEveryone } from "../../evaluation/policy-document/principals";
import { selects, type Selection } from "../../evaluation/policy-document/selection";
import type { Answer } from "../../evaluation/answer";
import { documentRule } from "./document-rule";

/** Whoever may do neither cannot take the policy back. Only the account's root user still can, and it should have no keys. */
const MENDING = ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy"];

const locksOut: Fault = {
  reason: "locked-out",
  is: ({ denies, principals, actions, resources, conditions }) =>
    every([
      denies,
      principals?.except !== true,
      isEveryone(principals),
      ...MENDING.map((action) => selects(actions, action)),
      coversBucket(resources),
      isUnconditional(conditions),
    ]),
  says: () =>
    "denies everybody, administrators included, to change the bucket's policy, and no condition makes an exception: only the account's root user could undo it",
  fix: "add a condition that leaves the administrators out, such as ArnNotLike with aws:PrincipalArn, or deny less",
};

/** Actions on the policy are actions on the bucket: a statement about its objects only denies none of them. */
function coversBucket({ except, patterns, open }: Selection): Answer {
  if (except) return true;
  return some([patterns.some((pattern) => !pattern.includes("/")), ...open]);
}

export const bucketPoliciesLockNobodyOut = documentRule({
  id: "ACC-S3-06",
  slug: "bucket-policies-lock-nobody-out",
  title: "Bucket policy does not lock out its administrators",
  severity: "high",
  controls: {
    soc2: ["A1.2"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.3"],
    sec17a4: ["17a-4(j)"],
  },
  remediation: "Leave the administrators' roles out of statements that deny everything.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html",
  places: {
    "aws:s3/bucketPolicy:BucketPolicy": [["policy"]],
    "aws:s3/bucket:Bucket": [["policy"]],
  },
  faults: [locksOut],
});
