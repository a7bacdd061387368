import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { StackRule } from "../../evaluation/rule";
import { settingsOf, type Setting } from "../../evaluation/setting";
import { BUCKET, judgeStraySetting } from "./buckets";
import { lifecyclePlace, rulesOfSetting } from "./lifecycle";

export const bucketsHaveALifecycle: StackRule = {
  id: "RET-S3-05",
  slug: "buckets-have-a-lifecycle",
  title: "Buckets have a lifecycle configuration",
  severity: "medium",
  types: ["aws:s3/bucket:Bucket", "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"],
  controls: {
    soc2: ["C1.2", "A1.1"],
    pci: ["3.2.1", "10.5.1"],
    gdpr: ["5(1)(e)", "25(2)"],
    iso27001: ["A.8.10", "A.5.33"],
  },
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html",
  remediation:
    "Give the bucket a BucketLifecycleConfiguration with at least one rule whose status is Enabled.",
  scope: "stack",
  siblings: [],
  check(resource, stack) {
    if (resource.type !== BUCKET) return judgeStraySetting(resource, stack, judgeSetting);
    const { found, doubts } = settingsOf(resource, stack, lifecyclePlace);
    if (found.length > 0) return allOf(found.map(judgeSetting));
    return doubts.length > 0 ? doubts : missing("the bucket has no lifecycle");
  },
};

function judgeSetting(setting: Setting): Outcome {
  const rules = rulesOfSetting(setting);
  if (rules.state === "unknown") return undetermined(rules, setting.related);
  const enabled = rules.value.map((rule) => rule.enabled);
  if (enabled.some((read) => read.state === "value" && read.value)) return pass;
  const unknown = enabled.find((read) => read.state === "unknown");
  if (unknown?.state === "unknown") return undetermined(unknown, setting.related);
  return missing("the bucket's lifecycle has no rule that is enabled", setting.related);
}

function missing(what: string, related?: string): Outcome {
  return violation("no-lifecycle", {
    message: `${what}, so that whatever is put into it stays for ever; at least one enabled rule is required`,
    fix: "give the bucket a BucketLifecycleConfiguration with a rule whose status is Enabled",
    property: "lifecycleRules",
    ...(related !== undefined && { related }),
  });
}
