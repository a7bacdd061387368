import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { clustersAreSupportedAndNodesClosed } from "./acc-eks-02";

const nodes = (remoteAccess: unknown): [Given] => [
  { type: "aws:eks/nodeGroup:NodeGroup", name: "it", inputs: { clusterName: "main", remoteAccess } },
];
const cluster = (version: unknown): [Given] => [
  { type: "aws:eks/cluster:Cluster", name: "it", inputs: { name: "it", version } },
];
const OLD = (version: string) =>
  `'version' is '${version}', which AWS mends no more; 1.31 or newer is required. To mend it: upgrade, one minor version after the other, to 1.31 or newer.`;

describe("ACC-EKS-02", () => {
  testRule(clustersAreSupportedAndNodesClosed("2026-11-26"), [
    { title: "nodes without remote access", resources: nodes(undefined), expect: ["pass"] },
    {
      title: "nodes with a key and a group",
      resources: nodes({ ec2SshKey: "ops", sourceSecurityGroupIds: ["sg-1"] }),
      expect: ["pass"],
    },
    {
      title: "nodes with a group that is still to be made",
      resources: nodes({ ec2SshKey: "ops", sourceSecurityGroupIds: [UNKNOWN] }),
      expect: ["pass"],
    },
    {
      title: "nodes with a group and no key",
      resources: nodes({ sourceSecurityGroupIds: ["sg-1"] }),
      expect: ["pass"],
    },
    { title: "an empty key", resources: nodes({ ec2SshKey: "" }), expect: ["pass"] },
    { title: "the newest version", resources: cluster("1.35"), expect: ["pass"] },
    { title: "a version in extended support", resources: cluster("1.33"), expect: ["pass"] },
    { title: "a version that is still to come", resources: cluster("1.40"), expect: ["pass"] },
    { title: "the version that EKS takes", resources: cluster(undefined), expect: ["pass"] },
    {
      title: "a key for everybody",
      resources: nodes({ ec2SshKey: "ops" }),
      expect: ["violation open-ssh"],
      message:
        "'remoteAccess.ec2SshKey' is 'ops' and 'sourceSecurityGroupIds' names no group, so that EKS opens SSH of every node to the internet; named groups are required. To mend it: take remoteAccess out and use Session Manager, or name sourceSecurityGroupIds.",
    },
    {
      title: "a key for no group",
      resources: nodes({ ec2SshKey: "ops", sourceSecurityGroupIds: [] }),
      expect: ["violation open-ssh"],
    },
    { title: "a key in a list", resources: nodes([{ ec2SshKey: "ops" }]), expect: ["violation open-ssh"] },
    {
      title: "a misspelt group",
      resources: nodes({ ec2SshKey: "ops", sourceSecurityGroupsIds: "sg-1" }),
      expect: ["violation open-ssh"],
    },
    { title: "the last day of extended support", resources: cluster("1.31"), expect: ["pass"] },
    {
      title: "the months after it",
      resources: cluster("1.30"),
      expect: ["violation unsupported-version"],
      message: OLD("1.30"),
    },
    {
      title: "an old version",
      resources: cluster("1.28"),
      expect: ["violation unsupported-version"],
      message: OLD("1.28"),
    },
    { title: "a very old version", resources: cluster("1.9"), expect: ["violation unsupported-version"] },
    {
      title: "a number",
      resources: cluster(1.2),
      expect: ["violation unsupported-version"],
      message: OLD("1.2"),
    },
    { title: "what is no version", resources: cluster("latest"), expect: ["violation unsupported-version"] },
    {
      title: "a version that is not known",
      resources: cluster(UNKNOWN),
      expect: ["undetermined version"],
      message: "version is not known before the update",
    },
    {
      title: "groups that are not known",
      resources: nodes({ ec2SshKey: "ops", sourceSecurityGroupIds: UNKNOWN }),
      expect: ["undetermined remoteAccess.sourceSecurityGroupIds"],
    },
  ]);
});
