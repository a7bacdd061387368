import { namesCustomerKey } from "../../evaluation/customer-keys";
import type { ResourceRule } from "../../evaluation/rule";

export const topicsUseCustomerKeys: ResourceRule = {
  id: "ENC-SNS-02",
  slug: "sns-topics-use-customer-managed-keys",
  title: "SNS topics use a customer-managed key",
  severity: "medium",
  scope: "resource",
  types: ["aws:sns/topic:Topic"],
  controls: {
    soc2: ["CC6.1", "C1.1"],
    pci: ["3.6.1.2"],
    gdpr: ["32(1)(a)", "5(1)(f)"],
    iso27001: ["A.8.24"],
  },
  remediation:
    "Set kmsMasterKeyId to a key of your own whose policy lets the services that publish use it; they cannot use alias/aws/sns.",
  url: "https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
  check: namesCustomerKey("kmsMasterKeyId"),
};
