import { every, some, type Answer } from "../../evaluation/answer";
import { IDENTITY_POLICIES, type Fault } from "../../evaluation/policy-document/demand";
import { isUnlimited, type Selection } from "../../evaluation/policy-document/selection";
import { documentRule } from "./document-rule";

const administers: Fault = {
  reason: "administrator",
  is: ({ allows, actions, resources }) => every([allows, isEveryAction(actions), isUnlimited(resources)]),
  says: () => "allows every action on every resource, which makes an administrator of whoever has it",
  fix: "name the actions and resources that are needed; for administrators use permission sets with a session limit, outside of this stack",
};

/** Whoever may do everything in IAM gives himself the rest. */
const administersIdentities: Fault = {
  reason: "iam-administrator",
  is: ({ allows, actions, resources }) =>
    every([
      allows,
      !actions.except,
      some([actions.patterns.some((pattern) => /^iam:\*+$/i.test(pattern)), ...actions.open]),
      isUnlimited(resources),
    ]),
  says: () =>
    "allows every action of IAM on every resource, with which whoever has it can become an administrator",
  fix: "name the actions that are needed, and the roles and policies that they are for",
};

/** NotAction leaves something out, so that it is no full administrator: ACC-IAM-02 refuses it. */
function isEveryAction({ except, patterns, open }: Selection): Answer {
  if (except) return false;
  return some([patterns.some((pattern) => /^\*+(:\*+)?$/.test(pattern)), ...open]);
}

export const nobodyIsAdministrator = documentRule({
  id: "ACC-IAM-01",
  slug: "nobody-is-administrator",
  title: "No policy grants full administrator rights",
  severity: "critical",
  controls: {
    soc2: ["CC6.1", "CC6.3"],
    pci: ["7.2.1", "7.2.2", "7.2.5"],
    gdpr: ["25(2)", "32(1)(b)"],
    iso27001: ["A.8.2", "A.5.15", "A.5.18"],
  },
  remediation: "Name the actions and the resources that are needed.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
  places: {
    ...IDENTITY_POLICIES,
    // Every action in a trust policy is every action of STS: tags and names of sessions as one likes.
    "aws:iam/role:Role": [["inlinePolicies", "[]", "policy"], ["assumeRolePolicy"]],
  },
  faults: [administers, administersIdentities],
});
