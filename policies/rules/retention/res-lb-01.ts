import { flagRule, type FlagDemand } from "../../evaluation/flag";
import { TRIAL_GOES } from "../../evaluation/trial";

const balancerProtectionDemand: FlagDemand = {
  property: "enableDeletionProtection",
  reason: "deletable",
  otherwise: "one request takes away what all clients connect to",
};

export const loadBalancersResistDeletion = flagRule({
  id: "RES-LB-01",
  slug: "load-balancers-resist-deletion",
  title: "Load balancers have deletion protection",
  severity: "medium",
  types: ["aws:lb/loadBalancer:LoadBalancer"],
  controls: {
    soc2: ["A1.2"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.14"],
  },
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
  remediation: "Set enableDeletionProtection to true.",
  demand: balancerProtectionDemand,
  trialIsExempt: TRIAL_GOES,
});
