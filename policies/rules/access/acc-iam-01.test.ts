import { testRule } from "../../testing/cases";
import { allow, policyCases, when } from "../../testing/policy-cases";
import { UNKNOWN } from "../../testing/resources";
import { nobodyIsAdministrator } from "./acc-iam-01";

const MESSAGE =
  "allows every action on every resource, which makes an administrator of whoever has it. To mend it: name the actions and resources that are needed; for administrators use permission sets with a session limit, outside of this stack.";
const admin = JSON.stringify({ Statement: [allow("*")] });

describe("ACC-IAM-01", () => {
  testRule(nobodyIsAdministrator, [
    ...policyCases({
      type: "aws:iam/policy:Policy",
      complies: {
        "some actions on some resources": allow(["s3:GetObject"], "arn:aws:s3:::logs/*"),
        "some actions on every resource": allow(["ec2:DescribeInstances"]),
        "every action of a service, which is another rule's business": allow("s3:*"),
        "every action on one bucket": allow("*", ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"]),
        "every action, denied": { ...allow("*"), Effect: "Deny" },
        "every action but some, which is another rule's business": {
          Effect: "Allow",
          NotAction: "iam:*",
          Resource: "*",
        },
        "a star in a name": allow("s3:Get*"),
      },
      breaks: {
        "every action": [allow("*"), ["administrator"], `statement number 1 ${MESSAGE}`],
        "every action, in lists": [allow(["*"], ["*"]), ["administrator"]],
        "every action of every service": [allow("*:*"), ["administrator"]],
        "every action beside another": [allow(["s3:GetObject", "*"]), ["administrator"]],
        "every action, with a second factor": [
          allow("*", "*", when("Bool", "aws:MultiFactorAuthPresent", "true")),
          ["administrator"],
        ],
        "every action on whatever has an ARN": [allow("*", "arn:aws:*:*:*:*"), ["administrator"]],
        "every action on everything but one": [
          { Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::logs" },
          ["administrator"],
        ],
        "every action of IAM": [
          allow(["IAM:*"]),
          ["iam-administrator"],
          "statement number 1 allows every action of IAM on every resource, with which whoever has it can become an administrator. To mend it: name the actions that are needed, and the roles and policies that they are for.",
        ],
        "every action after a harmless statement": [
          [allow("s3:GetObject"), allow("*", "*", { Sid: "All" })],
          ["administrator"],
          `statement 'All' ${MESSAGE}`,
        ],
      },
    }),
    ...["rolePolicy:RolePolicy", "userPolicy:UserPolicy", "groupPolicy:GroupPolicy"].flatMap((type) =>
      policyCases({
        type: `aws:iam/${type}`,
        complies: {},
        breaks: { [`every action in a ${type}`]: [allow("*"), ["administrator"]] },
      }),
    ),
    {
      title: "every action in a role's own policy",
      resources: [
        {
          type: "aws:iam/role:Role",
          name: "it",
          inputs: { inlinePolicies: [{ name: "all", policy: admin }] },
        },
      ],
      expect: ["violation administrator"],
    },
    {
      title: "a role's own policies that are not known",
      resources: [{ type: "aws:iam/role:Role", name: "it", inputs: { inlinePolicies: UNKNOWN } }],
      expect: ["undetermined inlinePolicies"],
    },
    {
      title: "every action in a trust policy",
      resources: [{ type: "aws:iam/role:Role", name: "it", inputs: { assumeRolePolicy: admin } }],
      expect: ["violation administrator"],
    },
  ]);
});
