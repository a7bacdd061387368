import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { StackRule } from "../../evaluation/rule";
import { settingsOf, type Setting } from "../../evaluation/setting";
import { BUCKET, judgeStraySetting, versioningPlace, versionsKept } from "./buckets";

const FIX = "give the bucket a BucketVersioning with versioningConfiguration.status Enabled";

export const bucketsAreVersioned: StackRule = {
  id: "RET-S3-04",
  slug: "buckets-are-versioned",
  title: "Buckets are versioned",
  severity: "high",
  types: ["aws:s3/bucket:Bucket", "aws:s3/bucketVersioning:BucketVersioning"],
  controls: {
    soc2: ["A1.2", "CC7.5"],
    pci: ["10.3.2", "10.3.4"],
    gdpr: ["32(1)(b)", "32(1)(c)"],
    iso27001: ["A.8.13", "A.5.33"],
    sec17a4: ["17a-4(f)(2)(i)(A)"],
  },
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
  remediation: "Give the bucket a BucketVersioning with versioningConfiguration.status Enabled.",
  scope: "stack",
  siblings: [],
  check(resource, stack) {
    if (resource.type !== BUCKET) return judgeStraySetting(resource, stack, judgeSetting);
    const { found, doubts } = settingsOf(resource, stack, versioningPlace);
    if (found.length > 0) return allOf(found.map(judgeSetting));
    return doubts.length > 0 ? doubts : missing();
  },
};

function judgeSetting(setting: Setting): Outcome {
  const kept = versionsKept(setting);
  if (kept.state === "unknown") return undetermined(kept, setting.related);
  if (kept.state === "value" && kept.value) return pass;
  const property = setting.isInline ? "versioning.enabled" : "versioningConfiguration.status";
  return violation("suspended", {
    message: `'${property}' is not ${setting.isInline ? "true" : "Enabled"}, so that what is overwritten or deleted is gone; versions are required`,
    fix: FIX,
    property,
    ...(setting.related !== undefined && { related: setting.related }),
  });
}

function missing(): Outcome {
  return violation("not-versioned", {
    message:
      "the bucket keeps no versions, so that what is overwritten or deleted is gone; versions are required",
    fix: FIX,
    property: "versioning",
  });
}
