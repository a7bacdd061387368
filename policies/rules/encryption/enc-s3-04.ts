import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault, type Reader } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";
import { BUCKET, CONFIGURATION, INLINE } from "./bucket-encryption";

/** The only algorithm with bucket keys: the other does not ask KMS, and double encryption asks for every object. */
const WITH_BUCKET_KEYS = "aws:kms";

const pathOf = (type: string): readonly string[] => (type === BUCKET ? [INLINE, "rule"] : ["rules"]);

export const bucketsUseBucketKeys: ResourceRule = {
  id: "ENC-S3-04",
  slug: "buckets-use-bucket-keys",
  title: "S3 bucket keys are used with SSE-KMS",
  severity: "low",
  scope: "resource",
  types: [BUCKET, CONFIGURATION],
  controls: {
    soc2: ["A1.1"],
    iso27001: ["A.8.6"],
  },
  remediation: "Set bucketKeyEnabled to true: S3 then asks KMS once for many objects.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html",
  check({ type, inputs }) {
    const rules = inputs.at(...pathOf(type)).list();
    if (rules.state === "unknown") return undetermined(rules);
    const outcomes = rules.state === "value" ? rules.value.map(judgeRule) : [];
    return outcomes.length === 0 ? notApplicable("it configures no encryption") : allOf(outcomes);
  },
  remediate({ type, inputs }) {
    const rules = inputs.at(...pathOf(type)).list();
    if (rules.state !== "value") return [];
    return rules.value.flatMap((rule, index) =>
      judgeRule(rule).kind === "violation"
        ? [{ at: [...pathOf(type), index, "bucketKeyEnabled"], value: true }]
        : [],
    );
  },
};

function judgeRule(rule: Reader): Outcome {
  const algorithm = orDefault(
    rule.at("applyServerSideEncryptionByDefault", "sseAlgorithm").filledText(),
    "no algorithm",
  );
  const enabled = orDefault(rule.at("bucketKeyEnabled").flag(), false);
  if (enabled.state === "value" && enabled.value) return pass;
  if (algorithm.state === "value" && algorithm.value !== WITH_BUCKET_KEYS)
    return notApplicable(`there are no bucket keys with ${algorithm.value}`);
  for (const read of [algorithm, enabled]) if (read.state === "unknown") return undetermined(read);
  const property = `${rule.path}.bucketKeyEnabled`;
  return violation("no-bucket-key", {
    message: `'${property}' is not true, so that S3 asks KMS for every object; true is required`,
    fix: `set ${property} to true`,
    property,
  });
}
