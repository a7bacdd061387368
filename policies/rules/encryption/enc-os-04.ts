import { flagRule } from "../../evaluation/flag";

export const searchDomainsEnforceHttps = flagRule({
  id: "ENC-OS-04",
  slug: "opensearch-domains-enforce-https",
  title: "OpenSearch enforces HTTPS",
  severity: "high",
  types: ["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"],
  controls: {
    soc2: ["CC6.7"],
    pci: ["4.2.1", "2.2.7"],
    gdpr: ["32(1)(a)"],
    iso27001: ["A.8.24"],
  },
  remediation: "Set domainEndpointOptions.enforceHttps to true.",
  url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/infrastructure-security.html",
  demand: {
    property: "domainEndpointOptions.enforceHttps",
    reason: "http",
    otherwise: "the domain also answers over HTTP, in clear",
  },
});
