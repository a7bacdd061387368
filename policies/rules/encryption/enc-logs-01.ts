import { namesCustomerKey } from "../../evaluation/customer-keys";
import type { ResourceRule } from "../../evaluation/rule";

export const logGroupsUseCustomerKeys: ResourceRule = {
  id: "ENC-LOGS-01",
  slug: "log-groups-use-customer-managed-keys",
  title: "CloudWatch log groups are encrypted with a CMK",
  severity: "medium",
  scope: "resource",
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  controls: {
    soc2: ["CC6.1", "CC7.2", "C1.1"],
    pci: ["3.5.1", "10.3.1", "10.3.2"],
    gdpr: ["32(1)(a)", "5(1)(f)"],
    iso27001: ["A.8.24", "A.8.15"],
  },
  remediation:
    "Set kmsKeyId to a key whose policy lets CloudWatch Logs of the region use it for this log group.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
  check: namesCustomerKey("kmsKeyId"),
};
