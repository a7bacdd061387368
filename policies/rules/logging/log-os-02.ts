import type { ResourceRule } from "../../evaluation/rule";
import { judgeDomainLogs } from "./domain-logs";

export const domainsPublishDiagnosticLogs: ResourceRule = {
  id: "LOG-OS-02",
  slug: "search-domains-publish-diagnostic-logs",
  title: "OpenSearch application and slow logs",
  severity: "low",
  types: ["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"],
  controls: {
    soc2: ["CC7.2", "A1.1"],
    pci: ["10.2.1"],
    gdpr: ["32(1)(d)"],
    iso27001: ["A.8.15"],
  },
  url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html",
  remediation:
    "Add entries to logPublishingOptions with logType ES_APPLICATION_LOGS, INDEX_SLOW_LOGS and SEARCH_SLOW_LOGS, each with a log group.",
  scope: "resource",
  check: ({ inputs }) =>
    judgeDomainLogs(inputs, [
      { type: "ES_APPLICATION_LOGS", reason: "no-application-log", missing: "errors of the domain itself" },
      { type: "INDEX_SLOW_LOGS", reason: "no-index-log", missing: "which writes are slow" },
      { type: "SEARCH_SLOW_LOGS", reason: "no-search-log", missing: "which searches are slow" },
    ]),
};
