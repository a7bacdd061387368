import { not, some, type Answer } from "../../evaluation/answer";
import { isForeign } from "../../evaluation/accounts";
import type { Places } from "../../evaluation/policy-document/demand";
import type { Statement } from "../../evaluation/policy-document/document";
import { demands, type Conditions } from "../../evaluation/policy-document/conditions";
import type { Principal } from "../../evaluation/policy-document/principals";
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

/** The principals of a statement that are all of a foreign account. */
export function foreignAccounts({ principals }: Statement, resource: Resource): readonly Principal[] {
  if (principals === undefined || principals.except) return [];
  return principals.list.filter(
    (principal) => principal.kind === "account" && isForeign(principal, resource),
  );
}

/** Whether a statement trusts a foreign account as a whole, whoever is not known yet included. */
export function trustsForeignAccount(statement: Statement, resource: Resource): Answer {
  return some([foreignAccounts(statement, resource).length > 0, ...(statement.principals?.open ?? [])]);
}

export function isUnguarded(conditions: Conditions): Answer {
  return not(guardsForeigners(conditions));
}
