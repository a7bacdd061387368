import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { publicEntrancesHaveFirewall } from "./net-lb-01";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const STAGE = "aws:apigateway/stage:Stage";
const ARN = "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/it/1";
const balancer = (inputs: Record<string, unknown> = {}): Given => ({
  type: BALANCER,
  name: "it",
  inputs: { name: "it", ...inputs },
  outputs: { name: "it", arn: ARN },
});
const stage: Given = { type: STAGE, name: "it", inputs: { stageName: "v1" } };
const association = (resourceArn: unknown, from?: string): Given => ({
  type: "aws:wafv2/webAclAssociation:WebAclAssociation",
  name: "it",
  inputs: { webAclArn: "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/it/1", resourceArn },
  ...(from !== undefined && { from: { resourceArn: [from] } }),
});
const REST =
  "has no web firewall: no WebAclAssociation of this stack names it; one is required. To mend it: add a wafv2.WebAclAssociation with its ARN, or make it internal.";

describe("NET-LB-01", () => {
  testRule(publicEntrancesHaveFirewall, [
    { title: "a load balancer with a firewall", resources: [balancer(), association(ARN)], expect: ["pass"] },
    {
      title: "the same before it exists",
      resources: [{ ...balancer(), outputs: {} }, association(UNKNOWN, `${BALANCER} it`)],
      expect: ["pass"],
    },
    {
      title: "a firewall of the first version",
      resources: [
        { ...balancer(), outputs: {} },
        {
          ...association(UNKNOWN, `${BALANCER} it`),
          type: "aws:wafregional/webAclAssociation:WebAclAssociation",
        },
      ],
      expect: ["pass"],
    },
    {
      title: "a stage with a firewall",
      resources: [stage, association(UNKNOWN, `${STAGE} it`)],
      expect: ["pass"],
    },
    {
      title: "an internal one",
      resources: [balancer({ internal: true })],
      expect: ["notApplicable"],
      message: "it is internal",
    },
    {
      title: "an internal one, as text",
      resources: [balancer({ internal: "true" })],
      expect: ["notApplicable"],
    },
    {
      title: "a network load balancer",
      resources: [balancer({ loadBalancerType: "network" })],
      expect: ["notApplicable"],
      message: "a network load balancer reads no HTTP, and WAF cannot be associated with it",
    },
    { title: "a gateway", resources: [balancer({ loadBalancerType: "gateway" })], expect: ["notApplicable"] },
    { title: "an association", resources: [association(ARN)], expect: [] },
    {
      title: "a load balancer of unknown reach with a firewall",
      resources: [balancer({ internal: UNKNOWN }), association(ARN)],
      expect: ["pass"],
    },
    {
      title: "a load balancer alone",
      resources: [balancer()],
      expect: ["violation no-firewall"],
      message: `the load balancer faces the internet and ${REST}`,
    },
    {
      title: "one that says that it is not internal",
      resources: [balancer({ internal: false })],
      expect: ["violation no-firewall"],
    },
    {
      title: "one that says that it speaks HTTP",
      resources: [balancer({ loadBalancerType: "application" })],
      expect: ["violation no-firewall"],
    },
    {
      title: "another spelling of it",
      resources: [{ ...balancer(), type: "aws:alb/loadBalancer:LoadBalancer" }],
      expect: ["violation no-firewall"],
    },
    {
      title: "a firewall for another one",
      resources: [balancer(), association(`${ARN}0`)],
      expect: ["violation no-firewall"],
    },
    {
      title: "a firewall for another one that is still to be made",
      resources: [balancer(), association(UNKNOWN, `${BALANCER} other`), { type: BALANCER, name: "other" }],
      expect: ["violation no-firewall"],
    },
    {
      title: "a stage alone",
      resources: [stage],
      expect: ["violation no-firewall"],
      message: `the API's stage ${REST}`,
    },
    {
      title: "a stage beside a load balancer with a firewall",
      resources: [stage, balancer(), association(ARN)],
      expect: ["violation no-firewall"],
    },
    {
      title: "a reach that is not known",
      resources: [balancer({ internal: UNKNOWN })],
      expect: ["undetermined internal"],
      message: "internal is not known before the update",
    },
    {
      title: "a firewall for something that is not known",
      resources: [balancer(), association(UNKNOWN)],
      expect: ["undetermined resourceArn"],
    },
  ]);
});
