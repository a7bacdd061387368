import type { ResourceRule } from "../../evaluation/rule";
import { judgeDomainLogs } from "./domain-logs";

export const domainsPublishAuditLogs: ResourceRule = {
  id: "LOG-OS-01",
  slug: "search-domains-publish-audit-logs",
  title: "OpenSearch audit logs",
  severity: "high",
  types: ["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"],
  controls: {
    soc2: ["CC7.2"],
    pci: ["10.2.1.1", "10.2.1.2"],
    gdpr: ["30(1)(g)"],
    iso27001: ["A.8.15"],
    sec17a4: ["17a-4(f)(2)(i)(A)"],
  },
  url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/audit-logs.html",
  remediation:
    "Add an entry to logPublishingOptions with logType AUDIT_LOGS and a log group, and turn on audit logs in the security plugin.",
  scope: "resource",
  check: ({ inputs }) =>
    judgeDomainLogs(inputs, [
      { type: "AUDIT_LOGS", reason: "no-audit-log", missing: "who read or changed which documents" },
    ]),
};
