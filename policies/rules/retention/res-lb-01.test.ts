import { testRule } from "../../testing/cases";
import { flagCases } from "../../testing/flag-cases";
import { UNKNOWN } from "../../testing/resources";
import { balancerProtectionDemand, loadBalancersResistDeletion } from "./res-lb-01";

const TYPE = "aws:lb/loadBalancer:LoadBalancer";

describe("RES-LB-01", () => {
  testRule(loadBalancersResistDeletion, [
    ...flagCases({
      type: TYPE,
      demand: balancerProtectionDemand,
      silence: "off",
      message:
        "'enableDeletionProtection' is missing, so that one request takes away what all clients connect to; true is required. To mend it: set enableDeletionProtection to true.",
    }),
    {
      title: "a trial has to be deletable",
      resources: [
        {
          type: TYPE,
          name: "judged",
          inputs: { tags: { "pharos:assurance": "trial", environment: "lab" } },
        },
      ],
      expect: ["notApplicable"],
      message: "it belongs to a trial, in which everything has to be deletable",
    },
    {
      title: "a trial that calls itself production",
      resources: [
        {
          type: TYPE,
          name: "judged",
          inputs: { tags: { "pharos:assurance": "trial", environment: "Prod" } },
        },
      ],
      expect: [`violation ${balancerProtectionDemand.reason}`],
    },
    {
      title: "perhaps a trial",
      resources: [{ type: TYPE, name: "judged", inputs: { tags: UNKNOWN } }],
      expect: ["undetermined tags"],
    },
  ]);
});
