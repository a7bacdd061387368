import { isTrue } from "../../evaluation/flags";
import type { ResourceRule } from "../../evaluation/rule";

export const searchDomainsEnforceHttps: ResourceRule = {
  id: "ENC-OS-04",
  slug: "opensearch-domains-enforce-https",
  title: "OpenSearch enforces HTTPS",
  severity: "high",
  scope: "resource",
  types: ["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"],
  controls: {
    soc2: ["CC6.7"],
    pci: ["4.2.1", "2.2.7"],
    gdpr: ["32(1)(a)"],
    iso27001: ["A.8.24"],
  },
  remediation: "Set domainEndpointOptions.enforceHttps to true.",
  url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/infrastructure-security.html",
  check: isTrue({
    property: "domainEndpointOptions.enforceHttps",
    reason: "http",
    otherwise: "the domain also answers over HTTP, in clear",
  }),
  remediate: () => [{ at: ["domainEndpointOptions", "enforceHttps"], value: true }],
};
