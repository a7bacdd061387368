import { pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { ResourceRule } from "../../evaluation/rule";

const SHARED = "aws:iam/policyAttachment:PolicyAttachment";

export const policiesHangOnRolesOrGroups: ResourceRule = {
  id: "ACC-IAM-10",
  slug: "policies-hang-on-roles-or-groups",
  title: "Policies are attached to roles or groups, never to users",
  severity: "medium",
  controls: {
    soc2: ["CC6.3"],
    pci: ["7.2.2"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.5.18"],
  },
  scope: "resource",
  types: ["aws:iam/userPolicy:UserPolicy", "aws:iam/userPolicyAttachment:UserPolicyAttachment", SHARED],
  remediation: "Attach policies to roles, or to groups.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
  check({ type, inputs }) {
    if (type !== SHARED) return onUser("user");
    const users = inputs.at("users").list();
    if (users.state === "unknown") return undetermined(users);
    return users.state === "value" && users.value.length > 0 ? onUser("users") : pass;
  },
};

function onUser(property: string): Outcome {
  return violation("user", {
    message:
      "the policy hangs on a user, whose rights nobody sees beside those of others; roles or groups are required",
    fix: "attach it to a role, or to a group that the user is in",
    property,
  });
}
