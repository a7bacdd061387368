import { testRule, type RuleCase } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { noAdministratorPolicies } from "./acc-iam-13";

const AWS = "arn:aws:iam::aws:policy";
const role = (managedPolicyArns: unknown): RuleCase["resources"] => [
  { type: "aws:iam/role:Role", name: "it", inputs: { name: "it", managedPolicyArns } },
];
const attached = (
  policyArn: unknown,
  kind = "rolePolicyAttachment:RolePolicyAttachment",
): RuleCase["resources"] => [{ type: `aws:iam/${kind}`, name: "it", inputs: { role: "it", policyArn } }];
const permissionSet = (managedPolicyArn: unknown): RuleCase["resources"] => [
  {
    type: "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
    name: "it",
    inputs: { managedPolicyArn },
  },
];
const message = (name: string, gives: string) =>
  `${name} is attached, which gives ${gives}; a policy of named actions is required. To mend it: attach a policy with the actions that are needed.`;

describe("ACC-IAM-13", () => {
  testRule(noAdministratorPolicies, [
    { title: "a role without policies", resources: role(undefined), expect: ["pass"] },
    { title: "an empty list", resources: role([]), expect: ["pass"] },
    {
      title: "read access",
      resources: role([`${AWS}/ReadOnlyAccess`, `${AWS}/SecurityAudit`]),
      expect: ["pass"],
    },
    {
      title: "a policy of one's own",
      resources: attached("arn:aws:iam::111122223333:policy/app"),
      expect: ["pass"],
    },
    {
      title: "a policy of one's own by that name",
      resources: attached("arn:aws:iam::111122223333:policy/AdministratorAccess"),
      expect: ["pass"],
    },
    {
      title: "a name that begins alike",
      resources: attached(`${AWS}/AdministratorAccess-Amplify`),
      expect: ["pass"],
    },
    {
      title: "a policy for nodes",
      resources: attached(`${AWS}/AmazonEKSWorkerNodePolicy`),
      expect: ["pass"],
    },
    {
      title: "a permission set that reads",
      resources: permissionSet(`${AWS}/ViewOnlyAccess`),
      expect: ["pass"],
    },
    {
      title: "administrator",
      resources: attached(`${AWS}/AdministratorAccess`),
      expect: ["violation administrator"],
      message: message("AdministratorAccess", "every action on every resource"),
    },
    {
      title: "administrator of another partition",
      resources: attached("arn:aws-us-gov:iam::aws:policy/AdministratorAccess"),
      expect: ["violation administrator"],
    },
    {
      title: "administrator, shared",
      resources: attached(`${AWS}/AdministratorAccess`, "policyAttachment:PolicyAttachment"),
      expect: ["violation administrator"],
    },
    {
      title: "administrator among others",
      resources: role([`${AWS}/ReadOnlyAccess`, `${AWS}/AdministratorAccess`]),
      expect: ["violation administrator"],
    },
    {
      title: "administrators of IAM",
      resources: role([`${AWS}/IAMFullAccess`]),
      expect: ["violation iam-full-access"],
      message: message("IAMFullAccess", "every action of IAM, with which one becomes administrator"),
    },
    {
      title: "power users",
      resources: permissionSet(`${AWS}/PowerUserAccess`),
      expect: ["violation power-user"],
      message: message("PowerUserAccess", "every action of every service but IAM's own"),
    },
    {
      title: "two of them",
      resources: role([`${AWS}/PowerUserAccess`, `${AWS}/IAMFullAccess`]),
      expect: ["violation power-user", "violation iam-full-access"],
    },
    {
      title: "a permission set",
      resources: permissionSet(`${AWS}/AdministratorAccess`),
      expect: ["violation administrator"],
    },
    {
      title: "a policy that is not known",
      resources: attached(UNKNOWN),
      expect: ["undetermined policyArn"],
      message: "policyArn is not known before the update",
    },
    {
      title: "a policy that is not known among others",
      resources: role([`${AWS}/ReadOnlyAccess`, UNKNOWN]),
      expect: ["undetermined managedPolicyArns[1]"],
    },
  ]);
});
