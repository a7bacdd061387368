import { pass, undetermined, violation } from "../../evaluation/outcome";
import type { StackRule } from "../../evaluation/rule";
import {
  ALGORITHMS,
  BUCKET,
  CONFIGURATION,
  INLINE,
  judgeBucketEncryption,
  judgeStrayEncryption,
  type EncryptionJudge,
} from "./bucket-encryption";

const FIX = "give the bucket a BucketServerSideEncryptionConfiguration with an sseAlgorithm";

/** S3 encrypts every object since January 2023, but with what, only a stated default tells and keeps. */
const statesAlgorithm: EncryptionJudge = {
  rule(rule, { related }) {
    const algorithm = rule.at("applyServerSideEncryptionByDefault", "sseAlgorithm").filledText();
    if (algorithm.state === "unknown") return undetermined(algorithm, related);
    if (algorithm.state === "value" && ALGORITHMS.includes(algorithm.value)) return pass;
    return violation("algorithm", {
      message: `'sseAlgorithm' is ${algorithm.state === "value" ? `'${algorithm.value}'` : "missing"}; one of ${ALGORITHMS.join(", ")} is required`,
      fix: `set sseAlgorithm to aws:kms, with a key of your own`,
      property: `${rule.path}.applyServerSideEncryptionByDefault.sseAlgorithm`,
      ...(related !== undefined && { related }),
    });
  },
  none(holder) {
    const property = holder?.path.join(".") ?? INLINE;
    const found =
      holder === undefined ? "the bucket has no default encryption of its own" : `'${property}' is empty`;
    return violation("no-configuration", {
      message: `${found}, so that S3 takes what it takes; a stated one is required`,
      fix: FIX,
      property,
      ...(holder?.related !== undefined && { related: holder.related }),
    });
  },
};

export const bucketsStateTheirEncryption: StackRule = {
  id: "ENC-S3-01",
  slug: "buckets-state-their-encryption",
  title: "S3 bucket has an explicit default-encryption configuration",
  severity: "low",
  scope: "stack",
  types: [BUCKET, CONFIGURATION],
  siblings: [],
  controls: {
    soc2: ["CC6.1", "C1.1"],
    pci: ["3.5.1", "3.6.1.2"],
    gdpr: ["32(1)(a)", "5(1)(f)"],
    iso27001: ["A.8.24"],
  },
  remediation: "Give the bucket a BucketServerSideEncryptionConfiguration.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html",
  check(resource, stack) {
    return resource.type === BUCKET
      ? judgeBucketEncryption(resource, stack, statesAlgorithm)
      : judgeStrayEncryption(resource, stack, statesAlgorithm);
  },
};
