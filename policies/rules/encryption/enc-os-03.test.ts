import { testRule, type RuleCase } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { flagCases } from "../../testing/flag-cases";
import { searchNodesTalkEncrypted } from "./enc-os-03";

const OPENSEARCH = "aws:opensearch/domain:Domain";
const domain = (inputs: Record<string, unknown>): [Given] => [{ type: OPENSEARCH, name: "logs", inputs }];
const IN_CLEAR = "so that the nodes send documents to each other in clear; true is required";
const MEND = "To mend it: set nodeToNodeEncryption.enabled to true.";
const several = (title: string, clusterConfig: unknown): RuleCase => ({
  title,
  resources: domain({ clusterConfig }),
  expect: ["violation unencrypted"],
});

describe("ENC-OS-03", () => {
  testRule(searchNodesTalkEncrypted, [
    ...flagCases({
      types: [OPENSEARCH, "aws:elasticsearch/domain:Domain"],
      property: "nodeToNodeEncryption.enabled",
      reason: "unencrypted-single-node",
      silence: "wrong",
      message: `'nodeToNodeEncryption.enabled' is false, ${IN_CLEAR} before it grows. ${MEND}`,
    }),
    {
      ...several("three nodes", { instanceCount: 3 }),
      message: `'nodeToNodeEncryption.enabled' is missing, ${IN_CLEAR}. ${MEND}`,
    },
    several("two nodes, as text in a list", [{ instanceCount: "2" }]),
    several("one node and masters", { instanceCount: 1, dedicatedMasterEnabled: true }),
    several("one node and warm ones", { warmEnabled: "true" }),
    several("zones", { zoneAwarenessEnabled: true }),
    several("who knows how many", { instanceCount: UNKNOWN }),
    {
      title: "three nodes that talk encrypted",
      resources: domain({ clusterConfig: { instanceCount: 3 }, nodeToNodeEncryption: { enabled: true } }),
      expect: ["pass"],
    },
  ]);
});
