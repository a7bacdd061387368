import { every, not, some } from "../../evaluation/answer";
import type { Fault } from "../../evaluation/policy-document/demand";
import { isEveryone, type Principal } from "../../evaluation/policy-document/principals";
import { confine } from "../../evaluation/policy-document/restriction";
import type { Statement } from "../../evaluation/policy-document/document";

/**
 * What policies of resources have in common that give more than anybody meant to.
 * @param what the resource, such as "the topic"
 */
export function publicFaults(what: string): readonly Fault[] {
  return [
    {
      reason: "everyone",
      is: ({ allows, principals, conditions }) =>
        every([allows, principals?.except !== true, isEveryone(principals), not(confine(conditions))]),
      says: () =>
        `lets everybody at ${what}: its principal is '*', and no condition confines it to an organization, an account, a network or a resource`,
      fix: `name who may use ${what} as principals, or add a condition such as aws:PrincipalOrgID, aws:SourceAccount or aws:SourceArn with fixed values`,
    },
    {
      reason: "wildcard-principal",
      is: ({ allows, principals }) =>
        every([
          allows,
          principals?.except !== true,
          some([(principals?.list ?? []).some(isPattern), ...(principals?.open ?? [])]),
        ]),
      says: ({ principals }) =>
        `names '${principals?.list.find(isPattern)?.name ?? ""}' as principal, which AWS refuses: a principal is named in full`,
      fix: "name each role or user, or everybody of an account by its number, and choose among them by a condition on aws:PrincipalArn",
    },
    {
      reason: "not-principal",
      is: ({ allows, principals }) => every([allows, principals?.except === true]),
      says: () =>
        `allows with NotPrincipal, which lets everybody but the named at ${what}, signed in or not; only Principal is allowed`,
      fix: "name who may in Principal",
    },
    {
      reason: "not-action",
      is: ({ allows, actions }) => every([allows, actions.except]),
      says: () =>
        "allows with NotAction, which gives every action but the named, those of the future included; only Action is allowed",
      fix: "name what is allowed in Action",
    },
  ];
}

function isPattern({ kind, name }: Principal): boolean {
  return (kind === "account" || kind === "identity") && name.includes("*");
}

/**
 * Every action of a service, however it is written.
 * @param service its prefix, such as `sqs`
 */
export function everyAction(service: string): Fault {
  return {
    reason: "every-action",
    is: ({ allows, actions }) =>
      every([
        allows,
        !actions.except,
        some([actions.patterns.some((pattern) => isEveryActionOf(pattern, service)), ...actions.open]),
      ]),
    says: (statement) =>
      `allows '${widest(statement, service)}', which is every action, those that change its policy included; named actions are required`,
    fix: "name the actions that are needed",
  };
}

function widest({ actions }: Statement, service: string): string {
  return actions.patterns.find((pattern) => isEveryActionOf(pattern, service)) ?? `${service}:*`;
}

function isEveryActionOf(pattern: string, service: string): boolean {
  return ["*", "*:*", `${service}:*`].includes(pattern.toLowerCase());
}
