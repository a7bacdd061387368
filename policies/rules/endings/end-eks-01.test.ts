import { testRule, type RuleCase } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { eksVersionsAreSupported } from "./end-eks-01";

const cluster = (version: unknown, type = "aws:eks/cluster:Cluster"): [Given] => [
  { type, name: "platform", inputs: { name: "platform", version } },
];
const nodes = (version: unknown) => cluster(version, "aws:eks/nodeGroup:NodeGroup");
const FIX = "1.35 or 1.34 is allowed. To mend it: take 1.35 or 1.34, one minor version at a time.";

describe("END-EKS-01", () => {
  testRule(eksVersionsAreSupported("2026-12-02"), [
    { title: "the newest", resources: cluster("1.35"), expect: ["pass"] },
    { title: "on the last day of its support", resources: cluster("1.34"), expect: ["pass"] },
    { title: "with spaces", resources: cluster(" 1.35 "), expect: ["pass"] },
    { title: "nodes", resources: nodes("1.35"), expect: ["pass"] },
    { title: "nodes on the last day", resources: nodes("1.34"), expect: ["pass"] },
    {
      title: "none",
      resources: cluster(undefined),
      expect: ["notApplicable"],
      message: "it names no version: EKS takes its newest, or leaves what there is",
    },
    { title: "none, empty", resources: cluster(""), expect: ["notApplicable"] },
    { title: "nodes without", resources: nodes(undefined), expect: ["notApplicable"] },
    {
      title: "in extended support",
      resources: cluster("1.33"),
      expect: ["violation extended-support"],
      message: `'version' is 1.33, which has been out of standard support since 2026-07-29, costs six times as much an hour, and is upgraded by EKS after 2027-07-29; ${FIX}`,
    },
    { title: "nodes in extended support", resources: nodes("1.32"), expect: ["violation extended-support"] },
    {
      title: "ended",
      resources: cluster("1.31"),
      expect: ["violation ended"],
      message: `'version' is 1.31, which has been out of all support since 2026-11-26; EKS upgrades it by itself, whenever that is; ${FIX}`,
    },
    ...["1.30", "1.29"].map((version): RuleCase => ({
      title: version,
      resources: cluster(version),
      expect: ["violation ended"],
    })),
    {
      title: "older than the table",
      resources: cluster("1.21"),
      expect: ["violation ended"],
    },
    { title: "nodes older than the table", resources: nodes("1.9"), expect: ["violation ended"] },
    { title: "nodes that ended", resources: nodes("1.31"), expect: ["violation ended"] },
    {
      title: "newer than the table",
      resources: cluster("1.99"),
      expect: ["undetermined version"],
      message: "version is '1.99', of which content/versions.ts says no end of support",
    },
    { title: "not known", resources: cluster(UNKNOWN), expect: ["undetermined version"] },
  ]);
});
