import { flagRule } from "../../evaluation/flag";

export const searchDomainsAreEncrypted = flagRule({
  id: "ENC-OS-01",
  slug: "opensearch-domains-are-encrypted",
  title: "OpenSearch domains are encrypted at rest",
  severity: "high",
  types: ["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"],
  controls: {
    soc2: ["CC6.1", "C1.1"],
    pci: ["3.5.1", "3.6.1.2"],
    gdpr: ["32(1)(a)", "5(1)(f)"],
    iso27001: ["A.8.24"],
  },
  remediation:
    "Set encryptAtRest.enabled to true. Before Elasticsearch 6.7 that replaces the domain: restore a snapshot into the new one.",
  url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html",
  demand: {
    property: "encryptAtRest.enabled",
    reason: "unencrypted",
    otherwise: "indices, logs and snapshots lie open on the disks of the nodes",
  },
  byHand: true,
});
