import { testRule } from "../../testing/cases";
import { pairCases, pairOf } from "../../testing/pairs";
import { UNKNOWN } from "../../testing/resources";
import { networksLogTheirFlows } from "./net-vpc-01";

const pair = {
  type: "aws:ec2/vpc:Vpc",
  identity: "vpc-1",
  output: "id",
  inputs: { cidrBlock: "10.0.0.0/16" },
  sibling: "aws:ec2/flowLog:FlowLog",
  property: "vpcId",
  sound: { trafficType: "ALL", logDestination: "arn:aws:logs:us-east-1:123456789012:log-group:flows" },
  missing: ["violation no-flow-log"],
  message:
    "no FlowLog names the VPC, so that nobody sees who connects to what; one is required. To mend it: add a FlowLog with this vpcId, trafficType ALL and a log group or bucket.",
};
const { first, second } = pairOf(pair);

describe("NET-VPC-01", () => {
  testRule(networksLogTheirFlows, [
    ...pairCases(pair),
    {
      title: "what was refused only",
      resources: [first(), second({ trafficType: "REJECT" })],
      expect: ["pass"],
    },
    {
      title: "what was accepted only",
      resources: [first(), second({ trafficType: "ACCEPT" })],
      expect: ["violation traffic-type"],
      message:
        "'trafficType' of the VPC's flow log is 'ACCEPT'; ALL or REJECT is required, since what was refused shows an attack. To mend it: set trafficType to ALL.",
    },
    {
      title: "no type",
      resources: [first(), second({ trafficType: undefined })],
      expect: ["violation traffic-type"],
    },
    {
      title: "a type that is not known",
      resources: [first(), second({ trafficType: UNKNOWN })],
      expect: ["undetermined trafficType"],
    },
    {
      title: "a flow log of a subnet",
      resources: [second({ vpcId: undefined, subnetId: "subnet-1" })],
      expect: ["pass"],
    },
    {
      title: "a flow log of nothing",
      resources: [second({ vpcId: undefined })],
      expect: ["violation no-target"],
      message:
        "the flow log names nothing to watch; one of vpcId, subnetId, eniId, transitGatewayId, transitGatewayAttachmentId, regionalNatGatewayId is required. To mend it: set vpcId to the VPC to watch.",
    },
    {
      title: "a flow log of what is not known",
      resources: [second({ vpcId: UNKNOWN })],
      expect: ["undetermined vpcId"],
    },
  ]);
});
