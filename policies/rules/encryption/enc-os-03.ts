import { isTrue } from "../../evaluation/flags";
import type { ResourceRule } from "../../evaluation/rule";

export const searchNodesTalkEncrypted: ResourceRule = {
  id: "ENC-OS-03",
  slug: "opensearch-nodes-talk-encrypted",
  title: "OpenSearch node-to-node encryption",
  severity: "high",
  scope: "resource",
  types: ["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"],
  controls: {
    soc2: ["CC6.1", "CC6.7"],
    pci: ["4.2.1"],
    gdpr: ["32(1)(a)"],
    iso27001: ["A.8.24", "A.8.20"],
  },
  remediation:
    "Set nodeToNodeEncryption.enabled to true. Before Elasticsearch 6.7 that replaces the domain: restore a snapshot into the new one.",
  url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ntn.html",
  check: isTrue({
    property: "nodeToNodeEncryption.enabled",
    reason: "unencrypted",
    otherwise: "the nodes send documents to each other in clear",
  }),
};
