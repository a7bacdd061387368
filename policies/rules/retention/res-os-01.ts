import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault, type Reader } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";

/** A quorum that survives the loss of one: with two masters, neither may decide alone. */
const MASTERS = 3;

/** One for each zone, so that the loss of a zone leaves two copies. */
const DATA_NODES = 3;

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
  check({ inputs }) {
    const cluster = inputs.at("clusterConfig");
    return allOf([judgeMasters(cluster), judgeZones(cluster), judgeNodes(cluster)]);
  },
};

function judgeMasters(cluster: Reader): Outcome {
  const enabled = orDefault(cluster.at("dedicatedMasterEnabled").flag(), false);
  if (enabled.state === "unknown") return undetermined(enabled);
  if (!enabled.value) {
    return violation("no-masters", {
      message: `'clusterConfig.dedicatedMasterEnabled' is not true, so that data nodes elect themselves under load; ${MASTERS} dedicated masters are required`,
      fix: `set dedicatedMasterEnabled to true and dedicatedMasterCount to ${MASTERS}`,
      property: "clusterConfig.dedicatedMasterEnabled",
    });
  }
  // The service takes three where no number is given.
  const count = orDefault(cluster.at("dedicatedMasterCount").number(), MASTERS);
  if (count.state === "unknown") return undetermined(count);
  if (count.value >= MASTERS) return pass;
  return violation("too-few-masters", {
    message: `'clusterConfig.dedicatedMasterCount' is ${count.value}, which is no quorum when one fails; at least ${MASTERS} are required`,
    fix: `set dedicatedMasterCount to ${MASTERS}`,
    property: "clusterConfig.dedicatedMasterCount",
  });
}

function judgeZones(cluster: Reader): Outcome {
  const spread = orDefault(cluster.at("zoneAwarenessEnabled").flag(), false);
  if (spread.state === "unknown") return undetermined(spread);
  if (spread.value) return pass;
  return violation("one-zone", {
    message:
      "'clusterConfig.zoneAwarenessEnabled' is not true, so that all data lies in one zone; true is required",
    fix: "set zoneAwarenessEnabled to true",
    property: "clusterConfig.zoneAwarenessEnabled",
  });
}

function judgeNodes(cluster: Reader): Outcome {
  const count = orDefault(cluster.at("instanceCount").number(), 1);
  if (count.state === "unknown") return undetermined(count);
  if (count.value >= DATA_NODES) return pass;
  return violation("too-few-nodes", {
    message: `'clusterConfig.instanceCount' is ${count.value}; at least ${DATA_NODES} data nodes are required, one for each zone`,
    fix: `set instanceCount to ${DATA_NODES} or more`,
    property: "clusterConfig.instanceCount",
  });
}
