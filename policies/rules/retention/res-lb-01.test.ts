import { testRule } from "../../testing/cases";
import { flagCases } from "../../testing/flag-cases";
import { loadBalancersResistDeletion } from "./res-lb-01";

const TYPE = "aws:lb/loadBalancer:LoadBalancer";

describe("RES-LB-01", () => {
  testRule(loadBalancersResistDeletion, [
    ...flagCases({
      types: [TYPE],
      property: "enableDeletionProtection",
      reason: "deletable",
      silence: "wrong",
      mends: true,
      trialIsExempt: "it belongs to a trial, in which everything has to be deletable",
      message:
        "'enableDeletionProtection' is false, so that one request takes away what all clients connect to; true is required. To mend it: set enableDeletionProtection to true.",
    }),
  ]);
});
