import { every, not } from "../../evaluation/answer";
import type { Fault, Places } from "../../evaluation/policy-document/demand";
import { limitTarget } from "../../evaluation/policy-document/grants";
import { isUnlimited, selects } from "../../evaluation/policy-document/selection";
import { documentRule } from "./document-rule";

const POLICIES: Places = {
  "aws:iam/policy:Policy": [["policy"]],
  "aws:iam/rolePolicy:RolePolicy": [["policy"]],
  "aws:iam/role:Role": [["inlinePolicies", "[]", "policy"]],
};

const passesAnyRole: Fault = {
  reason: "any-role",
  is: ({ allows, actions, resources, conditions }) =>
    every([
      allows,
      selects(actions, "iam:PassRole"),
      isUnlimited(resources),
      not(limitTarget(conditions, (key) => key.startsWith("iam:") || key.startsWith("aws:resourcetag/"))),
    ]),
  says: () =>
    "allows to pass every role of the account to a service, and with it whatever the most powerful of them may do",
  fix: "name the roles in Resource, and the service in a condition on iam:PassedToService",
};

export const passRoleIsScoped = documentRule({
  id: "ACC-IAM-05",
  slug: "pass-role-is-scoped",
  title: "iam:PassRole is scoped",
  severity: "critical",
  controls: {
    soc2: ["CC6.3"],
    pci: ["7.2.5"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.2"],
  },
  remediation: "Name the roles that may be passed, and the service that they may be passed to.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
  places: POLICIES,
  faults: [passesAnyRole],
});
