import { namesCustomerKey } from "../../evaluation/customer-keys";
import type { ResourceRule } from "../../evaluation/rule";

export const trailsUseCustomerKeys: ResourceRule = {
  id: "ENC-CT-01",
  slug: "trails-use-customer-managed-keys",
  title: "CloudTrail trails and event data stores use a CMK",
  severity: "high",
  scope: "resource",
  types: ["aws:cloudtrail/trail:Trail", "aws:cloudtrail/eventDataStore:EventDataStore"],
  controls: {
    soc2: ["CC6.1", "CC7.2"],
    pci: ["3.5.1", "10.3.1", "10.3.2"],
    gdpr: ["32(1)(a)", "5(1)(f)"],
    iso27001: ["A.8.24", "A.8.15"],
  },
  remediation: "Set kmsKeyId to a key whose policy lets CloudTrail use it.",
  url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html",
  check: namesCustomerKey("kmsKeyId"),
};
