import { testRule } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { single } from "../../testing/single";
import { domainsSurviveAZone } from "./res-os-01";

const domain = single("aws:opensearch/domain:Domain");
const old = single("aws:elasticsearch/domain:Domain");

const sound = {
  dedicatedMasterEnabled: true,
  dedicatedMasterCount: 3,
  zoneAwarenessEnabled: true,
  instanceCount: 3,
};
const cluster = (change: Record<string, unknown>) => ({ clusterConfig: { ...sound, ...change } });

const ALL = ["violation no-masters", "violation one-zone", "violation too-few-nodes"];

describe("RES-OS-01", () => {
  testRule(domainsSurviveAZone, [
    domain("three of each", cluster({}), "pass"),
    old("three of each, in the old service", cluster({}), "pass"),
    domain("as texts", cluster({ zoneAwarenessEnabled: "true", instanceCount: "3" }), "pass"),
    domain("five masters, nine nodes", cluster({ dedicatedMasterCount: 5, instanceCount: 9 }), "pass"),
    domain("in a list of one", { clusterConfig: [sound] }, "pass"),
    domain("as many masters as the service takes", cluster({ dedicatedMasterCount: undefined }), "pass"),
    domain("a node of a fourth zone", cluster({ instanceCount: 4 }), "pass"),
    domain("with a standby", cluster({ multiAzWithStandbyEnabled: true }), "pass"),
    domain(
      "nothing said",
      {},
      ALL,
      "'clusterConfig.dedicatedMasterEnabled' is not true, so that data nodes elect themselves under load; 3 dedicated masters are required. To mend it: set dedicatedMasterEnabled to true and dedicatedMasterCount to 3.",
    ),
    old("nothing said in the old service", { clusterConfig: {} }, ALL),
    domain("no masters", cluster({ dedicatedMasterEnabled: false }), "violation no-masters"),
    domain(
      "two masters",
      cluster({ dedicatedMasterCount: 2 }),
      "violation too-few-masters",
      "'clusterConfig.dedicatedMasterCount' is 2, which is no quorum when one fails; at least 3 are required. To mend it: set dedicatedMasterCount to 3.",
    ),
    domain("one master", cluster({ dedicatedMasterCount: 1 }), "violation too-few-masters"),
    domain(
      "one zone",
      cluster({ zoneAwarenessEnabled: false }),
      "violation one-zone",
      "'clusterConfig.zoneAwarenessEnabled' is false, so that all data lies in one zone; true is required. To mend it: set clusterConfig.zoneAwarenessEnabled to true.",
    ),
    domain(
      "two nodes",
      cluster({ instanceCount: 2 }),
      "violation too-few-nodes",
      "'clusterConfig.instanceCount' is 2; at least 3 data nodes are required, one for each zone. To mend it: set instanceCount to 3 or more.",
    ),
    domain("as many nodes as the service takes", cluster({ instanceCount: undefined }), [
      "violation too-few-nodes",
    ]),
    old("two nodes in one zone", cluster({ instanceCount: 2, zoneAwarenessEnabled: undefined }), [
      "violation one-zone",
      "violation too-few-nodes",
    ]),
    domain(
      "nodes not known",
      cluster({ instanceCount: UNKNOWN }),
      "undetermined clusterConfig.instanceCount",
    ),
    domain("not known at all", { clusterConfig: UNKNOWN }, [
      "undetermined clusterConfig",
      "undetermined clusterConfig",
      "undetermined clusterConfig",
    ]),
  ]);
});
