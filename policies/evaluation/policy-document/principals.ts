import { some, type Answer } from "../answer";
import type { Reader, Unknown } from "../reader";
import { isStar } from "./glob";
import { patternsAt } from "./selection";

/**
 * One whom a statement speaks about.
 * - `everyone`: anybody on earth, signed in or not; or any account, which is no less
 * - `account`: everybody whom that account's administrators choose
 * - `identity`: a role, a user or a session of an account
 * - `service`: an AWS service; a name of `*` is any of them
 * - `federated`: whom an identity provider vouches for
 * - `other`: a canonical user, or the unique id of an identity
 */
export interface Principal {
  readonly kind: "everyone" | "account" | "identity" | "service" | "federated" | "other";
  /** As the document says it. */
  readonly name: string;
  /** Of an account or an identity. */
  readonly account?: string;
}

export interface Principals {
  /** The statement is about everybody but these: `NotPrincipal`. */
  readonly except: boolean;
  readonly list: readonly Principal[];
  /** Why further principals may be hidden, where they may. */
  readonly open: readonly Unknown[];
}

/** Reads `Principal` or `NotPrincipal`; undefined where a statement has neither. */
export function principalsOf(statement: Reader): Principals | undefined {
  for (const name of ["Principal", "NotPrincipal"]) {
    const place = statement.at(name);
    if (place.state !== "absent") return { except: name === "NotPrincipal", ...read(place) };
  }
  return undefined;
}

function read(place: Reader): { list: Principal[]; open: Unknown[] } {
  const list: Principal[] = [];
  const open: Unknown[] = [];
  const fields = place.fields();
  if (fields.state !== "value") {
    const plain = patternsAt(place);
    list.push(...(plain?.patterns ?? []).map(awsPrincipal));
    open.push(...(plain?.open ?? []));
    return { list, open };
  }
  for (const [kind, values] of fields.value) {
    const named = patternsAt(values);
    list.push(...(named?.patterns ?? []).map((name) => principalOf(kind, name)));
    open.push(...(named?.open ?? []));
  }
  return { list, open };
}

function principalOf(kind: string, name: string): Principal {
  switch (kind) {
    case "AWS":
      return awsPrincipal(name);
    case "Service":
      return { kind: "service", name: name.toLowerCase() };
    case "Federated":
      return { kind: isStar(name) ? "everyone" : "federated", name };
    default:
      return { kind: isStar(kind) || isStar(name) ? "everyone" : "other", name };
  }
}

const ACCOUNT = /^\d{12}$/;

/** AWS takes `*` only as a whole; a wildcard where the account's number should stand is meant as, and no narrower than, any account. */
function awsPrincipal(name: string): Principal {
  if (isStar(name)) return { kind: "everyone", name };
  if (ACCOUNT.test(name)) return { kind: "account", name, account: name };
  const [scheme, , , , account = "", ...rest] = name.split(":");
  if (scheme !== "arn") return { kind: "other", name };
  // `arn:aws:iam::root`: the account was forgotten, and whoever wrote it did not say whose.
  if (account.includes("*") || account === "root") return { kind: "everyone", name };
  return { kind: rest.join(":") === "root" ? "account" : "identity", name, account };
}

/** Whether a statement speaks of everybody. */
export function isEveryone(principals: Principals | undefined): Answer {
  if (principals === undefined) return false;
  if (principals.except) return true;
  return some([principals.list.some(({ kind }) => kind === "everyone"), ...principals.open]);
}
