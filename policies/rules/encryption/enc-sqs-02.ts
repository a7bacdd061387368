import { namesCustomerKey } from "../../evaluation/customer-keys";
import type { ResourceRule } from "../../evaluation/rule";

export const queuesUseCustomerKeys: ResourceRule = {
  id: "ENC-SQS-02",
  slug: "sqs-queues-use-customer-managed-keys",
  title: "SQS queues use a customer-managed key",
  severity: "low",
  scope: "resource",
  types: ["aws:sqs/queue:Queue"],
  controls: {
    soc2: ["CC6.1", "C1.1"],
    pci: ["3.6.1.2"],
    gdpr: ["32(1)(a)", "5(1)(f)"],
    iso27001: ["A.8.24"],
  },
  remediation: "Set kmsMasterKeyId to a key of your own whose policy lets the services that send use it.",
  url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html",
  check: namesCustomerKey("kmsMasterKeyId"),
};
