import { every, not, some, type Answer } from "../../evaluation/answer";
import { isForeign } from "../../evaluation/accounts";
import type { Places } from "../../evaluation/policy-document/demand";
import type { Statement } from "../../evaluation/policy-document/document";
import { demands, type Conditions } from "../../evaluation/policy-document/conditions";
import { confine } from "../../evaluation/policy-document/restriction";
import type { Resource } from "../../evaluation/resource";

/** Where a role says who may assume it. */
export const TRUST: Places = { "aws:iam/role:Role": [["assumeRolePolicy"]] };

/** What else tells a foreign account's friend from its enemy: a secret agreed on, a second factor, or who exactly may come. */
export function guardsForeigners(conditions: Conditions): Answer {
  return some([
    demands(conditions, (_key, value) => value !== "" && !value.startsWith("*"), ["sts:externalid"]),
    ...conditions.list
      .filter(
        ({ key, operator, ifExists }) =>
          key === "aws:multifactorauthpresent" && operator === "bool" && !ifExists,
      )
      .map(({ values, open }) => open[0] ?? values.every((value) => value.toLowerCase() === "true")),
    confine(conditions),
  ]);
}

/** The foreign accounts that a statement trusts as a whole, in quotes. */
export function foreignAccounts({ principals }: Statement, resource: Resource): readonly string[] {
  if (principals === undefined || principals.except) return [];
  return principals.list
    .filter((principal) => principal.kind === "account" && isForeign(principal, resource))
    .map(({ account }) => `'${account ?? ""}'`);
}

/** Whether a statement lets in a foreign account as a whole, without a condition that tells for whom; whoever is not known yet included. */
export function trustsForeignersBlindly(statement: Statement, resource: Resource): Answer {
  const { allows, principals, conditions } = statement;
  const foreign = some([foreignAccounts(statement, resource).length > 0, ...(principals?.open ?? [])]);
  return every([allows, principals?.except !== true, foreign, not(guardsForeigners(conditions))]);
}
