import { testRule } from "../../testing/cases";
import { allow, policyCases, when } from "../../testing/policy-cases";
import { passRoleIsScoped } from "./acc-iam-05";

const ROLES = "arn:aws:iam::111122223333:role";
const MESSAGE =
  "allows to pass every role of the account to a service, and with it whatever the most powerful of them may do. To mend it: name the roles in Resource, and the service in a condition on iam:PassedToService.";

describe("ACC-IAM-05", () => {
  testRule(passRoleIsScoped, [
    ...policyCases({
      type: "aws:iam/policy:Policy",
      complies: {
        "one role": allow("iam:PassRole", `${ROLES}/nodes`),
        "roles that begin alike": allow("iam:PassRole", [`${ROLES}/nodes-*`]),
        "every role, to one service": allow(
          "iam:PassRole",
          "*",
          when("StringEquals", "iam:PassedToService", "ec2.amazonaws.com"),
        ),
        "every role for one kind of resource": allow(
          "iam:PassRole",
          "*",
          when("ArnLike", "iam:AssociatedResourceArn", "arn:aws:ec2:*:*:instance/*"),
        ),
        "every role with a tag": allow(
          "iam:PassRole",
          "*",
          when("StringEquals", "aws:ResourceTag/team", "x"),
        ),
        "every role, denied": { ...allow("iam:PassRole"), Effect: "Deny" },
        "another action": allow("iam:GetRole"),
        "everything but IAM": { Effect: "Allow", NotAction: "iam:*", Resource: "*" },
      },
      breaks: {
        "every role": [allow("iam:PassRole"), ["any-role"], `statement number 1 ${MESSAGE}`],
        "every role, in small letters": [allow(["iam:passrole"], ["*"]), ["any-role"]],
        "every role of every account": [allow("iam:PassRole", "arn:aws:iam::*:role/*"), ["any-role"]],
        "every role of one account": [allow("iam:PassRole", `${ROLES}/*`), ["any-role"]],
        "a prefix of it": [allow("iam:Pass*"), ["any-role"]],
        "every action of IAM": [allow("iam:*"), ["any-role"]],
        "every action": [allow("*"), ["any-role"]],
        "everything but a bucket": [{ Effect: "Allow", NotAction: "s3:*", Resource: "*" }, ["any-role"]],
        "every role, with a second factor": [
          allow("iam:PassRole", "*", when("Bool", "aws:MultiFactorAuthPresent", "true")),
          ["any-role"],
        ],
      },
    }),
    {
      title: "every role, in a role's own policy",
      resources: [
        {
          type: "aws:iam/role:Role",
          name: "it",
          inputs: { inlinePolicies: [{ name: "all", policy: { Statement: allow("iam:PassRole") } }] },
        },
      ],
      expect: ["violation any-role"],
    },
  ]);
});
