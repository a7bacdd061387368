import { testRule } from "../../testing/cases";
import { allow, policyCases, when } from "../../testing/policy-cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { noPrivilegeEscalation } from "./acc-iam-04";

const ROLE = "aws:iam/role:Role";
const FIX =
  "To mend it: take one of the actions out, name the resources that they are for, or limit them by a condition such as iam:PermissionsBoundary.";
const alone = (action: string) =>
  `the policy allows ${action} on every resource, with which whoever has it can become an administrator. ${FIX}`;

const document = (...actions: readonly string[]) => JSON.stringify({ Statement: [allow(actions)] });
const role = (name: string): Given => ({ type: ROLE, name, inputs: { name } });
const inline = (name: string, of: unknown, policy: unknown, from: readonly string[] = []): Given => ({
  type: "aws:iam/rolePolicy:RolePolicy",
  name,
  inputs: { role: of, policy },
  ...(from.length > 0 && { from: { role: from } }),
});
const managed = (name: string, policy: unknown): Given => ({
  type: "aws:iam/policy:Policy",
  name,
  inputs: { name, policy },
});
const attachment = (name: string, policy: string, of: string): Given => ({
  type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  name,
  inputs: { role: UNKNOWN, policyArn: UNKNOWN },
  from: { role: [`${ROLE} ${of}`], policyArn: [`aws:iam/policy:Policy ${policy}`] },
});

describe("ACC-IAM-04", function () {
  // Every case with every value replaced by every nonsense is ten thousand stacks.
  this.timeout(20_000);
  testRule(noPrivilegeEscalation, [
    ...policyCases({
      type: "aws:iam/groupPolicy:GroupPolicy",
      complies: {
        reading: allow(["iam:Get*", "iam:List*", "s3:GetObject"]),
        "half of a set": allow(["iam:PassRole"]),
        "the other half of it": allow(["ec2:RunInstances", "lambda:CreateFunction", "lambda:InvokeFunction"]),
        "one role's policies": allow("iam:PutRolePolicy", "arn:aws:iam::111122223333:role/app"),
        "policies within a boundary": allow(
          "iam:PutRolePolicy",
          "*",
          when("ArnEquals", "iam:PermissionsBoundary", "arn:aws:iam::111122223333:policy/edge"),
        ),
        "a set of which one action names its roles": [
          allow("iam:PassRole", "arn:aws:iam::111122223333:role/app"),
          allow("ec2:RunInstances"),
        ],
        "what another statement takes back": [
          allow("iam:*"),
          { Effect: "Deny", Action: ["iam:*"], Resource: "*" },
        ],
        "everything but IAM and what runs with a role": {
          Effect: "Allow",
          NotAction: ["iam:*", "lambda:*", "glue:*", "sts:*"],
          Resource: "*",
        },
      },
      breaks: {
        "policies of any role": [allow("iam:PutRolePolicy"), ["escalation"], alone("iam:PutRolePolicy")],
        "policies of any group, in small letters": [allow("iam:attachgrouppolicy"), ["escalation"]],
        "keys of anybody": [allow(["iam:CreateAccessKey"]), ["escalation"]],
        "a prefix": [allow("iam:CreateLogin*"), ["escalation"]],
        "code of any function": [allow("lambda:UpdateFunctionCode"), ["escalation"]],
        "any role to an instance": [
          allow(["iam:PassRole", "ec2:RunInstances"]),
          ["combination"],
          `the policy allows iam:PassRole and ec2:RunInstances on every resource, with which whoever has them can become an administrator. ${FIX}`,
        ],
        "any role to an instance, in two statements": [
          [allow("iam:PassRole"), allow("ec2:RunInstances")],
          ["combination"],
        ],
        "any role that one trusts oneself": [
          allow(["iam:UpdateAssumeRolePolicy", "sts:AssumeRole"]),
          ["combination"],
        ],
        "policies of any role, with a second factor": [
          allow("iam:PutRolePolicy", "*", when("Bool", "aws:MultiFactorAuthPresent", "true")),
          ["escalation"],
        ],
      },
    }),
    {
      title: "two halves on two roles",
      resources: [
        inline("a", "one", document("iam:PassRole")),
        inline("b", "two", document("ec2:RunInstances")),
      ],
      expect: ["pass"],
    },
    {
      title: "two halves on one role, by its name",
      resources: [
        inline("a", "one", document("iam:PassRole")),
        inline("b", "one", document("ec2:RunInstances")),
      ],
      expect: ["violation combination"],
      message: `together with other policies of the same identity it allows iam:PassRole and ec2:RunInstances on every resource, with which whoever has them can become an administrator. ${FIX}`,
    },
    {
      title: "two halves on one role that is still to be made, one of them attached",
      resources: [
        inline("a", UNKNOWN, document("iam:PassRole"), [`${ROLE} one`]),
        managed("b", document("ec2:RunInstances")),
        attachment("ab", "b", "one"),
        role("one"),
      ],
      expect: ["violation combination"],
    },
    {
      title: "a policy that has one half, whose role has the other",
      resources: [
        managed("b", document("ec2:RunInstances")),
        attachment("ab", "b", "one"),
        inline("a", "one", document("iam:PassRole")),
        role("one"),
      ],
      expect: ["violation combination"],
    },
    {
      title: "one half, and a policy of the same role that is not known",
      resources: [inline("a", "one", document("iam:PassRole")), inline("b", "one", UNKNOWN)],
      expect: ["undetermined policy"],
    },
    {
      title: "one half, and the other one on a role that is not known",
      resources: [
        inline("a", "one", document("iam:PassRole")),
        inline("b", UNKNOWN, document("ec2:RunInstances")),
      ],
      expect: ["undetermined role"],
    },
    {
      title: "an attachment of a policy that is judged where it stands",
      resources: [attachment("ab", "b", "one"), managed("b", document("iam:PutRolePolicy")), role("one")],
      expect: ["notApplicable"],
      message: "the policy that it attaches is judged where it stands",
    },
    {
      title: "an attachment of a policy from elsewhere",
      resources: [
        {
          type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
          name: "a",
          inputs: { role: "one", policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
        },
      ],
      expect: ["notApplicable"],
      message: "the policy that it attaches is not in this stack",
    },
  ]);
});
