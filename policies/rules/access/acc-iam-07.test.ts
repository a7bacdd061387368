import { testRule } from "../../testing/cases";
import { allowTo, policyCases, when } from "../../testing/policy-cases";
import { trustGuardsAgainstConfusedDeputies } from "./acc-iam-07";

const OWN = "111122223333";
const FOREIGN = { AWS: "arn:aws:iam::444455556666:root" };
const trust = (principal: unknown, rest: object = {}) => allowTo(principal, "sts:AssumeRole", rest);
const FLOW = { Service: "vpc-flow-logs.amazonaws.com" };

describe("ACC-IAM-07", () => {
  testRule(
    trustGuardsAgainstConfusedDeputies,
    policyCases({
      type: "aws:iam/role:Role",
      property: "assumeRolePolicy",
      provider: { allowedAccountIds: [OWN] },
      complies: {
        "a foreign account with an external id": trust(
          FOREIGN,
          when("StringEquals", "sts:ExternalId", "98765"),
        ),
        "a foreign account with a second factor": trust(
          FOREIGN,
          when("Bool", "aws:MultiFactorAuthPresent", true),
        ),
        "a foreign account of the organization": trust(
          FOREIGN,
          when("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5"),
        ),
        "its own account": trust({ AWS: OWN }),
        "a service that says nothing of its source": trust({ Service: "ec2.amazonaws.com" }),
        "a service for its own account": trust(FLOW, when("StringEquals", "aws:SourceAccount", OWN)),
        "a service for one resource": trust(
          FLOW,
          when("ArnLike", "aws:SourceArn", `arn:aws:ec2:us-east-1:${OWN}:vpc-flow-log/*`),
        ),
        "a service that takes the account as external id": trust(
          { Service: "firehose.amazonaws.com" },
          when("StringEquals", "sts:ExternalId", OWN),
        ),
        "a foreign account, denied": { ...trust(FOREIGN), Effect: "Deny" },
      },
      breaks: {
        "a foreign account": [
          trust(FOREIGN),
          ["no-external-id"],
          "statement number 1 trusts account '444455556666' without an external id or a second factor, so that whoever that account serves can be made to use the role. To mend it: add a condition StringEquals on sts:ExternalId, or Bool on aws:MultiFactorAuthPresent for people; where the account is your own, name it in allowedAccountIds of the provider.",
        ],
        "an empty external id": [
          trust(FOREIGN, when("StringEquals", "sts:ExternalId", "")),
          ["no-external-id"],
        ],
        "any external id": [trust(FOREIGN, when("StringLike", "sts:ExternalId", "*")), ["no-external-id"]],
        "no second factor": [
          trust(FOREIGN, when("Bool", "aws:MultiFactorAuthPresent", "false")),
          ["no-external-id"],
        ],
        "a second factor if there happens to be one": [
          trust(FOREIGN, when("BoolIfExists", "aws:MultiFactorAuthPresent", "true")),
          ["no-external-id"],
        ],
        "a foreign account by its number": [trust({ AWS: ["444455556666"] }), ["no-external-id"]],
        "a service for anybody": [
          trust(FLOW),
          ["no-source"],
          "statement number 1 trusts vpc-flow-logs.amazonaws.com without saying for which account or resource, so that anybody can make the service use the role. To mend it: add a condition on aws:SourceAccount or aws:SourceArn.",
        ],
        "a service of a region for anybody": [
          trust({ Service: "logs.eu-west-1.amazonaws.com" }),
          ["no-source"],
        ],
        "a service for any source": [trust(FLOW, when("ArnLike", "aws:SourceArn", "*")), ["no-source"]],
      },
    }),
  );
});
