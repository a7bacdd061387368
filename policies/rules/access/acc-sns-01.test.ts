import { testRule } from "../../testing/cases";
import { policyCases, publicStatements } from "../../testing/policy-cases";
import { topicPoliciesAreNotPublic } from "./acc-sns-01";

describe("ACC-SNS-01", () => {
  testRule(topicPoliciesAreNotPublic, [
    ...policyCases({
      type: "aws:sns/topicPolicy:TopicPolicy",
      ...publicStatements("the topic", "sns:Publish"),
    }),
    ...policyCases({ type: "aws:sns/topic:Topic", ...publicStatements("the topic", "sns:Subscribe") }),
  ]);
});
