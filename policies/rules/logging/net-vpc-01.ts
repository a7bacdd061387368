import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import { judgedAlone, settingsOf } from "../../evaluation/setting";

const VPC = "aws:ec2/vpc:Vpc";
const FLOW_LOG = "aws:ec2/flowLog:FlowLog";

/** What a flow log may watch. */
const TARGETS = [
  "vpcId",
  "subnetId",
  "eniId",
  "transitGatewayId",
  "transitGatewayAttachmentId",
  "regionalNatGatewayId",
];

/** What shows an attack: everything, or what was refused. Accepted traffic alone does not. */
const TELLING = ["ALL", "REJECT"];

export const networksLogTheirFlows: StackRule = {
  id: "NET-VPC-01",
  slug: "networks-log-their-flows",
  title: "Every VPC has flow logs",
  severity: "medium",
  types: ["aws:ec2/vpc:Vpc", "aws:ec2/flowLog:FlowLog"],
  controls: {
    soc2: ["CC7.2", "CC6.6"],
    pci: ["10.2.1", "1.4.2", "11.5.1"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.15", "A.8.16", "A.8.20"],
  },
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html",
  remediation: "Give the VPC a FlowLog with vpcId and trafficType ALL.",
  scope: "stack",
  siblings: [],
  check(resource, stack) {
    if (resource.type === FLOW_LOG) {
      return judgedAlone(resource, stack, ["vpcId", VPC], () => judgeTarget(resource));
    }
    const { found, doubts } = settingsOf(resource, stack, { sibling: FLOW_LOG, property: "vpcId" });
    if (found.length > 0) return judgeTraffic(found.map(({ holder }) => holder));
    if (doubts.length > 0) return doubts;
    return violation("no-flow-log", {
      message: "no FlowLog names the VPC, so that nobody sees who connects to what; one is required",
      fix: "add a FlowLog with this vpcId, trafficType ALL and a log group or bucket",
    });
  },
};

/** One telling flow log is enough. */
function judgeTraffic(logs: readonly Resource[]): Outcome {
  const types = logs.map(({ inputs, urn }) => ({ read: inputs.at("trafficType").filledText(), urn }));
  if (types.some(({ read }) => read.state === "value" && TELLING.includes(read.value))) return pass;
  for (const { read, urn } of types) if (read.state === "unknown") return undetermined(read, urn);
  const { read, urn } = types[0]!;
  return violation("traffic-type", {
    message: `'trafficType' of the VPC's flow log is ${read.state === "value" ? `'${read.value}'` : "missing"}; ${TELLING.join(" or ")} is required, since what was refused shows an attack`,
    fix: "set trafficType to ALL",
    property: "trafficType",
    related: urn,
  });
}

function judgeTarget({ inputs }: Resource): readonly Outcome[] {
  const reads = TARGETS.map((name) => inputs.at(name).filledText());
  if (reads.some(({ state }) => state === "value")) return [pass];
  const open = reads.flatMap((read) => (read.state === "unknown" ? [undetermined(read)] : []));
  if (open.length > 0) return allOf(open);
  return [
    violation("no-target", {
      message: `the flow log names nothing to watch; one of ${TARGETS.join(", ")} is required`,
      fix: "set vpcId to the VPC to watch",
      property: "vpcId",
    }),
  ];
}
