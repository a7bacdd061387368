import { testRule } from "../../testing/cases";
import { flagCases } from "../../testing/flag-cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { loadBalancersCrossZones } from "./res-lb-02";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";

const classic = (inputs: Record<string, unknown>): [Given] => [
  { type: "aws:elb/loadBalancer:LoadBalancer", name: "front", inputs },
];

describe("RES-LB-02", () => {
  testRule(loadBalancersCrossZones, [
    ...flagCases({
      types: [BALANCER],
      property: "enableCrossZoneLoadBalancing",
      reason: "one-zone",
      silence: "wrong",
      mends: true,
      beside: { loadBalancerType: "network" },
      message:
        "'enableCrossZoneLoadBalancing' is false, so that a zone with few targets is overloaded while others idle, and a client of an empty zone gets no answer; true is required. To mend it: set enableCrossZoneLoadBalancing to true.",
    }),
    { title: "a classic one, by default", resources: classic({}), expect: ["pass"] },
    {
      title: "a classic one, off",
      resources: classic({ crossZoneLoadBalancing: false }),
      expect: ["violation one-zone"],
    },
    {
      title: "an application load balancer",
      resources: [{ type: BALANCER, name: "front", inputs: { enableCrossZoneLoadBalancing: false } }],
      expect: ["notApplicable"],
      message: "application load balancers always serve all zones",
    },
    {
      title: "a gateway load balancer",
      resources: [{ type: BALANCER, name: "front", inputs: { loadBalancerType: "gateway" } }],
      expect: ["violation one-zone"],
    },
    {
      title: "of a kind that is not known",
      resources: [{ type: BALANCER, name: "front", inputs: { loadBalancerType: UNKNOWN } }],
      expect: ["undetermined loadBalancerType"],
    },
  ]);
});
