import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { flagCases } from "../../testing/flag-cases";
import { balancersRefuseOddRequests } from "./net-lb-02";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const balancer = (inputs: Record<string, unknown>): [Given] => [{ type: BALANCER, name: "it", inputs }];
const desync = (desyncMitigationMode: unknown) =>
  balancer({ dropInvalidHeaderFields: true, desyncMitigationMode });

describe("NET-LB-02", () => {
  testRule(balancersRefuseOddRequests, [
    ...flagCases({
      types: [BALANCER, "aws:alb/loadBalancer:LoadBalancer"],
      property: "dropInvalidHeaderFields",
      silence: "wrong",
      mends: true,
      beside: { loadBalancerType: "application" },
      reason: "invalid-headers",
      message:
        "'dropInvalidHeaderFields' is false, so that headers that HTTP does not allow reach the targets, which may read them as something else; true is required. To mend it: set dropInvalidHeaderFields to true.",
    }),
    { title: "the strictest", resources: desync("strictest"), expect: ["pass"] },
    { title: "defensive", resources: desync("defensive"), expect: ["pass"] },
    {
      title: "only counting",
      resources: desync("monitor"),
      expect: ["violation desync-monitor"],
      message:
        "'desyncMitigationMode' is 'monitor', which only counts requests that smuggle others; defensive or strictest is required. To mend it: set desyncMitigationMode to defensive, or leave it out.",
    },
    {
      title: "both wrong",
      resources: balancer({ desyncMitigationMode: "monitor" }),
      expect: ["violation invalid-headers", "violation desync-monitor"],
    },
    {
      title: "a network load balancer",
      resources: balancer({ loadBalancerType: "network" }),
      expect: ["notApplicable"],
      message: "a network load balancer reads no HTTP",
    },
    {
      title: "a kind that is not known, and right",
      resources: balancer({ loadBalancerType: UNKNOWN, dropInvalidHeaderFields: true }),
      expect: ["pass"],
    },
    {
      title: "a kind that is not known",
      resources: balancer({ loadBalancerType: UNKNOWN }),
      expect: ["undetermined loadBalancerType"],
    },
  ]);
});
