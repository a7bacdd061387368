import { judgeFlag, type FlagDemand } from "../../evaluation/flag";
import { orDefault, type Reader } from "../../evaluation/reader";
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
  check(resource) {
    const outcome = judgeFlag(resource, encryptionDemand);
    if (outcome.kind !== "violation" || !isSingleNode(resource.inputs.at("clusterConfig"))) return outcome;
    return { ...outcome, reason: "unencrypted-single-node", message: `${outcome.message} before it grows` };
  },
};

const encryptionDemand: FlagDemand = {
  property: "nodeToNodeEncryption.enabled",
  reason: "unencrypted",
  otherwise: "the nodes send documents to each other in clear",
};

/**
 * Whether there is nobody to talk to, yet. A domain grows in place, whereas encryption may have to replace it, so that it is asked for all
 * the same, by a reason of its own.
 */
function isSingleNode(config: Reader): boolean {
  const nodes = orDefault(config.at("instanceCount").number(), 1);
  const others = ["dedicatedMasterEnabled", "warmEnabled", "zoneAwarenessEnabled"].map((name) =>
    orDefault(config.at(name).flag(), false),
  );
  return (
    nodes.state === "value" &&
    nodes.value <= 1 &&
    others.every((other) => other.state === "value" && !other.value)
  );
}
