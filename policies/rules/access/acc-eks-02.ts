import { pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Reader } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";
import { type Day, eksVersions } from "../../../content/versions";

const NODES = "aws:eks/nodeGroup:NodeGroup";

/** @param today UTC: what AWS mends no more follows from the day */
export const clustersAreSupportedAndNodesClosed = (today: Day): ResourceRule => ({
  id: "ACC-EKS-02",
  slug: "clusters-are-supported-and-nodes-closed",
  title: "EKS node groups have no open SSH and clusters run supported versions",
  severity: "high",
  controls: {
    soc2: ["CC6.1", "CC7.1"],
    pci: ["6.3.3", "1.3.1"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.8", "A.8.20"],
  },
  scope: "resource",
  types: [NODES, "aws:eks/cluster:Cluster"],
  remediation:
    "Name sourceSecurityGroupIds beside ec2SshKey, or take remoteAccess out; ask for a version that EKS supports.",
  url: "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",
  check: ({ type, inputs }) =>
    type === NODES ? judgeAccess(inputs.at("remoteAccess")) : judgeVersion(inputs, oldestOn(today)),
});

/** The oldest minor version that AWS mends on a day, in standard or extended support. */
function oldestOn(today: Day): number {
  const mended = eksVersions.filter(({ endOfExtendedSupport }) => today <= endOfExtendedSupport);
  return Math.min(...mended.map(({ version }) => minorOf(version) ?? Number.POSITIVE_INFINITY));
}

/** EKS opens SSH to the whole internet where a key is given and no group. */
function judgeAccess(access: Reader): Outcome {
  const key = access.at("ec2SshKey").filledText();
  if (key.state === "absent") return pass;
  const groups = access.at("sourceSecurityGroupIds").list();
  if (groups.state === "value" && groups.value.length > 0) return pass;
  if (groups.state === "unknown") return undetermined(groups);
  if (key.state === "unknown") return undetermined(key);
  return violation("open-ssh", {
    message: `'remoteAccess.ec2SshKey' is '${key.value}' and 'sourceSecurityGroupIds' names no group, so that EKS opens SSH of every node to the internet; named groups are required`,
    fix: "take remoteAccess out and use Session Manager, or name sourceSecurityGroupIds",
    property: "remoteAccess.sourceSecurityGroupIds",
  });
}

/** EKS takes its newest default where nothing is said. */
function judgeVersion(inputs: Reader, oldest: number): Outcome {
  const version = inputs.at("version").filledText();
  if (version.state === "unknown") return undetermined(version);
  if (version.state === "absent") return pass;
  const minor = minorOf(version.value);
  if (minor !== undefined && minor >= oldest) return pass;
  return violation("unsupported-version", {
    message: `'version' is '${version.value}', which AWS mends no more; 1.${oldest} or newer is required`,
    fix: `upgrade, one minor version after the other, to 1.${oldest} or newer`,
    property: "version",
  });
}

function minorOf(version: string): number | undefined {
  const [, minor] = /^1\.(\d+)$/.exec(version.trim()) ?? [];
  return minor === undefined ? undefined : Number(minor);
}
