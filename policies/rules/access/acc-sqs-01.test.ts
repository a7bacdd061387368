import { testRule } from "../../testing/cases";
import { policyCases, guardedStatements } from "../../testing/policy-cases";
import { queuePoliciesAreNotPublic } from "./acc-sqs-01";

describe("ACC-SQS-01", () => {
  testRule(
    queuePoliciesAreNotPublic,
    policyCases({
      type: "aws:sqs/queuePolicy:QueuePolicy",
      ...guardedStatements("the queue", "sqs:SendMessage"),
    }),
  );
});
