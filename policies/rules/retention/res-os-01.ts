import { judgeFlag, type FlagDemand } from "../../evaluation/flag";
import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Resource } from "../../evaluation/resource";
import type { ResourceRule } from "../../evaluation/rule";
import { flagOf, numberOf } from "../../evaluation/stated";

/** A quorum that survives the loss of one: with two masters, neither may decide alone. */
const MASTERS = 3;

/** One for each zone, so that the loss of a zone leaves two copies. */
const DATA_NODES = 3;

const zonesDemand: FlagDemand = {
  property: "clusterConfig.zoneAwarenessEnabled",
  reason: "one-zone",
  otherwise: "all data lies in one zone",
};

export const domainsSurviveAZone: ResourceRule = {
  id: "RES-OS-01",
  slug: "search-domains-survive-a-zone",
  title: "OpenSearch has three masters, three zone-aware data nodes",
  severity: "medium",
  types: ["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"],
  controls: {
    soc2: ["A1.1", "A1.2"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.14", "A.8.6"],
    sec17a4: ["4370"],
  },
  url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-multiaz.html",
  remediation:
    "In clusterConfig, set dedicatedMasterEnabled to true with three masters, zoneAwarenessEnabled to true and instanceCount to three or more.",
  scope: "resource",
  check: (domain) => allOf([judgeMasters(domain), judgeFlag(domain, zonesDemand), judgeNodes(domain)]),
};

function judgeMasters(domain: Resource): Outcome {
  const enabled = flagOf(domain, "clusterConfig.dedicatedMasterEnabled");
  if (enabled.state === "unknown") return undetermined(enabled);
  if (!enabled.value) {
    return violation("no-masters", {
      message: `'clusterConfig.dedicatedMasterEnabled' is not true, so that data nodes elect themselves under load; ${MASTERS} dedicated masters are required`,
      fix: `set dedicatedMasterEnabled to true and dedicatedMasterCount to ${MASTERS}`,
      property: "clusterConfig.dedicatedMasterEnabled",
    });
  }
  const count = numberOf(domain, "clusterConfig.dedicatedMasterCount");
  if (count.state === "unknown") return undetermined(count);
  if (count.value >= MASTERS) return pass;
  return violation("too-few-masters", {
    message: `'clusterConfig.dedicatedMasterCount' is ${count.value}, which is no quorum when one fails; at least ${MASTERS} are required`,
    fix: `set dedicatedMasterCount to ${MASTERS}`,
    property: "clusterConfig.dedicatedMasterCount",
  });
}

function judgeNodes(domain: Resource): Outcome {
  const count = numberOf(domain, "clusterConfig.instanceCount");
  if (count.state === "unknown") return undetermined(count);
  if (count.value >= DATA_NODES) return pass;
  return violation("too-few-nodes", {
    message: `'clusterConfig.instanceCount' is ${count.value}; at least ${DATA_NODES} data nodes are required, one for each zone`,
    fix: `set instanceCount to ${DATA_NODES} or more`,
    property: "clusterConfig.instanceCount",
  });
}
