import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Reader } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";

/** Type → property that names managed policies. */
const PROPERTIES: Readonly<Record<string, string>> = {
  "aws:iam/role:Role": "managedPolicyArns",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "policyArn",
  "aws:iam/policyAttachment:PolicyAttachment": "policyArn",
  "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment": "managedPolicyArn",
};

/** Name of a managed policy → reason, and what it gives. */
const TOO_WIDE: Readonly<Record<string, readonly [reason: string, gives: string]>> = {
  AdministratorAccess: ["administrator", "every action on every resource"],
  IAMFullAccess: ["iam-full-access", "every action of IAM, with which one becomes administrator"],
  PowerUserAccess: ["power-user", "every action of every service but IAM's own"],
};

export const noAdministratorPolicies: ResourceRule = {
  id: "ACC-IAM-13",
  slug: "no-administrator-policies",
  title: "No AdministratorAccess / IAMFullAccess managed policy attachments",
  severity: "critical",
  controls: {
    soc2: ["CC6.3"],
    pci: ["7.2.2"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.2"],
  },
  scope: "resource",
  types: Object.keys(PROPERTIES),
  remediation:
    "Attach a policy of your own with the actions that are needed, or a managed one of less width.",
  url: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html",
  check({ type, inputs }) {
    const list = inputs.at(PROPERTIES[type] ?? "").list();
    if (list.state === "unknown") return undetermined(list);
    return allOf([pass, ...(list.state === "value" ? list.value.map(judgeArn) : [])]);
  },
};

function judgeArn(place: Reader): Outcome {
  const arn = place.filledText();
  if (arn.state === "unknown") return undetermined(arn);
  // Amazon's own are in no account; somebody's policy of the same name may say anything.
  const [, name = ""] =
    arn.state === "value" ? (/^arn:aws[a-z-]*:iam::aws:policy\/(\w+)$/.exec(arn.value.trim()) ?? []) : [];
  const found = Object.hasOwn(TOO_WIDE, name) ? TOO_WIDE[name] : undefined;
  if (found === undefined) return pass;
  const [reason, gives] = found;
  return violation(reason, {
    message: `${name} is attached, which gives ${gives}; a policy of named actions is required`,
    fix: "attach a policy with the actions that are needed",
    property: place.path,
  });
}
