import { judgeKey } from "../../evaluation/customer-keys";
import { violation } from "../../evaluation/outcome";
import type { ResourceRule } from "../../evaluation/rule";

export const uploadsUseCustomerKeys: ResourceRule = {
  id: "ENC-S3-05",
  slug: "s3-uploads-use-customer-managed-keys",
  title: "S3 objects and copies uploaded by the program use the CMK",
  severity: "low",
  scope: "resource",
  types: [
    "aws:s3/bucketObject:BucketObject",
    "aws:s3/bucketObjectv2:BucketObjectv2",
    "aws:s3/objectCopy:ObjectCopy",
  ],
  controls: {
    soc2: ["CC6.1", "C1.1"],
    pci: ["3.5.1", "3.6.1.2"],
    gdpr: ["32(1)(a)", "5(1)(f)"],
    iso27001: ["A.8.24"],
  },
  remediation: "Set kmsKeyId to a key of your own; the encryption is then KMS.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/specifying-kms-encryption.html",
  check({ inputs }) {
    const key = judgeKey(inputs.at("kmsKeyId"), {
      property: "kmsKeyId",
      otherwise: "a key of Amazon's encrypts the object",
    });
    if (key.kind !== "violation" || key.reason !== "no-key") return key;
    const algorithm = inputs.at("serverSideEncryption").filledText();
    if (algorithm.state === "unknown" || algorithm.state === "value") return key;
    return violation("not-stated", {
      message:
        "neither 'kmsKeyId' nor 'serverSideEncryption' is set: the default of the bucket decides, whatever it will be; a customer-managed key is required",
      fix: "set kmsKeyId to the ARN of a key of your own",
      property: "kmsKeyId",
    });
  },
};
