import { every, not, some, type Answer } from "../../evaluation/answer";
import { demands } from "../../evaluation/policy-document/conditions";
import type { Fault } from "../../evaluation/policy-document/demand";
import type { Statement } from "../../evaluation/policy-document/document";
import { documentRule } from "./document-rule";
import { TRUST } from "./trust";

/** Where CI systems have their identities from, and what in a subject names the organization, the repository and the branch. */
const ISSUERS: readonly Issuer[] = [
  {
    host: "token.actions.githubusercontent.com",
    organization: /^repo:[^*?:/]+\//,
    repository: /^repo:[^*?:/]+\/[^*?:/]+:/,
    branch: /^repo:[^*?:/]+\/[^*?:/]+:.*[^*:]/,
    example: "repo:ORG/REPOSITORY:ref:refs/heads/main",
  },
  {
    host: "gitlab.com",
    organization: /^project_path:[^*?:/]+\//,
    repository: /^project_path:[^*?:]+\/[^*?:/]+:/,
    branch: /^project_path:[^*?:]+\/[^*?:/]+:.*ref:[^*]/,
    example: "project_path:GROUP/PROJECT:ref_type:branch:ref:main",
  },
  {
    host: "app.terraform.io",
    organization: /^organization:[^*?:]+:/,
    repository: /^organization:[^*?:]+:project:[^*?:]+:/,
    branch: /^organization:[^*?:]+:project:[^*?:]+:workspace:[^*?:]+/,
    example: "organization:ORG:project:PROJECT:workspace:WORKSPACE:run_phase:apply",
  },
];

interface Issuer {
  readonly host: string;
  readonly organization: RegExp;
  readonly repository: RegExp;
  readonly branch: RegExp;
  readonly example: string;
}

/** Whether a statement lets identities of an issuer in. */
function trusts(statement: Statement, { host }: Issuer): Answer {
  const { allows, principals } = statement;
  if (principals === undefined || principals.except) return false;
  const named = principals.list.some(({ kind, name }) => kind === "federated" && isAt(name, host));
  return every([allows, some([named, ...principals.open])]);
}

function isAt(provider: string, host: string): boolean {
  return provider === host || provider.endsWith(`oidc-provider/${host}`);
}

/** One grade of how exactly a subject has to be named. Who fails a lower one is told of that one only. */
function grade(
  issuer: Issuer,
  reason: string,
  wanted: RegExp,
  lower: RegExp | undefined,
  what: string,
): Fault {
  const names = (statement: Statement, pattern: RegExp): Answer =>
    demands(statement.conditions, (_key, value) => pattern.test(value), [`${issuer.host}:sub`]);
  return {
    reason,
    is: (statement) =>
      every([
        trusts(statement, issuer),
        not(names(statement, wanted)),
        lower === undefined ? true : names(statement, lower),
      ]),
    says: () => `trusts ${issuer.host} without a condition that pins ${what} in its subject`,
    fix: `add a condition StringEquals on ${issuer.host}:sub such as ${issuer.example}`,
  };
}

function audience(issuer: Issuer): Fault {
  return {
    reason: "no-audience",
    is: ({ conditions, ...statement }) =>
      every([
        trusts({ conditions, ...statement }, issuer),
        not(
          demands(conditions, (_key, value) => value !== "" && !value.includes("*"), [`${issuer.host}:aud`]),
        ),
      ]),
    says: () => `trusts ${issuer.host} without a condition on the audience of its tokens`,
    fix: `add a condition StringEquals on ${issuer.host}:aud with the audience that the pipeline asks for, such as sts.amazonaws.com`,
  };
}

export const pipelineTrustIsPinned = documentRule({
  id: "ACC-IAM-12",
  slug: "pipeline-trust-is-pinned",
  title: "CI OIDC trust is pinned to repository and branch",
  severity: "critical",
  controls: {
    soc2: ["CC6.1", "CC8.1"],
    pci: ["7.2.5", "6.5.1"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.5.16", "A.8.32"],
  },
  remediation:
    "Pin the trust to the repository and the branch in the token's subject, and to the token's audience.",
  url: "https://docs.github.com/en/actions/security-for-github-actions/security-hardening-your-deployments/configuring-openid-connect-in-amazon-web-services",
  places: TRUST,
  faults: ISSUERS.flatMap((issuer) => [
    grade(issuer, "any-organization", issuer.organization, undefined, "the organization"),
    grade(issuer, "any-repository", issuer.repository, issuer.organization, "the repository"),
    grade(issuer, "any-branch", issuer.branch, issuer.repository, "the branch or environment"),
    audience(issuer),
  ]),
});
