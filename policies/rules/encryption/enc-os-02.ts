import { namesCustomerKey } from "../../evaluation/customer-keys";
import type { ResourceRule } from "../../evaluation/rule";

export const searchDomainsUseCustomerKeys: ResourceRule = {
  id: "ENC-OS-02",
  slug: "opensearch-domains-use-customer-managed-keys",
  title: "OpenSearch encryption uses a CMK",
  severity: "medium",
  scope: "resource",
  types: ["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"],
  controls: {
    soc2: ["CC6.1", "C1.1"],
    pci: ["3.6.1.2"],
    gdpr: ["32(1)(a)", "5(1)(f)"],
    iso27001: ["A.8.24"],
  },
  remediation:
    "Set encryptAtRest.kmsKeyId to a key of your own. An existing domain is replaced by that: restore a snapshot into the new one.",
  url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html",
  check: namesCustomerKey("encryptAtRest.kmsKeyId"),
};
