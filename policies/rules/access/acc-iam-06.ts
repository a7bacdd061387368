import { every, not, some } from "../../evaluation/answer";
import type { Fault } from "../../evaluation/policy-document/demand";
import { isStar } from "../../evaluation/policy-document/glob";
import { isEveryone } from "../../evaluation/policy-document/principals";
import { confine } from "../../evaluation/policy-document/restriction";
import type { Resource } from "../../evaluation/resource";
import { documentRule } from "./document-rule";
import { foreignAccounts, trustsForeignersBlindly, TRUST } from "./trust";

const everyone: Fault = {
  reason: "everyone",
  is: ({ allows, principals, conditions }) =>
    every([allows, principals?.except !== true, isEveryone(principals), not(confine(conditions))]),
  says: () =>
    "lets everybody assume the role: its principal names no account, and no condition confines it to an organization, an account or a network",
  fix: "name the roles or services that may assume it as principals, or add a condition on aws:PrincipalOrgID",
};

const allBut: Fault = {
  reason: "not-principal",
  is: ({ allows, principals }) => every([allows, principals?.except === true]),
  says: () => "lets everybody but the named assume the role, with NotPrincipal; only Principal is allowed",
  fix: "name who may assume it in Principal",
};

const anyService: Fault = {
  reason: "any-service",
  is: ({ allows, principals }) =>
    every([
      allows,
      principals?.except !== true,
      some([
        principals?.list.some(({ kind, name }) => kind === "service" && isStar(name)) ?? false,
        ...(principals?.open ?? []),
      ]),
    ]),
  says: () => "lets every AWS service assume the role",
  fix: "name the service, such as ec2.amazonaws.com",
};

function foreignAccount(resource: Resource): Fault {
  return {
    reason: "foreign-account",
    is: (statement) => trustsForeignersBlindly(statement, resource),
    says: (statement) =>
      `lets everybody of account ${foreignAccounts(statement, resource).join(", ")} assume the role without a condition, and the account is neither yours nor among the trusted`,
    fix: "name the role in that account, or add a condition on sts:ExternalId; where the account is your own, name it in allowedAccountIds of the provider",
  };
}

export const trustPoliciesNameTheirPrincipals = documentRule({
  id: "ACC-IAM-06",
  slug: "trust-policies-name-their-principals",
  title: "Role trust policies name their principals",
  severity: "critical",
  controls: {
    soc2: ["CC6.1", "CC6.3"],
    pci: ["7.2.1", "8.2.1"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.5.16", "A.5.18"],
  },
  remediation: "Name the roles or services that may assume the role.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
  places: TRUST,
  faults: (resource) => [everyone, allBut, anyService, foreignAccount(resource)],
});
