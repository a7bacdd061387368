/** An action of an AWS service, such as `s3:GetObject`. */
export type Action = `${string}:${string}`;

/** Who a statement speaks about: exact ARNs and services, or everyone. */
export type Principals =
  | {
      /** ARNs of accounts (`arn:aws:iam::111122223333:root`), roles or users. */
      readonly aws?: readonly string[];
      /** Service principals, such as `logs.us-east-1.amazonaws.com`. */
      readonly services?: readonly string[];
      /** ARNs of identity providers whose tokens are taken. */
      readonly federated?: readonly string[];
    }
  | "everyone";

/** Operator → condition key → values: `{ Bool: { "aws:SecureTransport": ["false"] } }`. All of them must hold. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** What every kind of statement has. */
interface Common {
  /** Name of the statement, unique in its document: letters and digits. */
  readonly sid: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  readonly actions: readonly Action[];
  /** @default - none: the statement holds always */
  readonly conditions?: Conditions;
}

/** A statement of a policy that hangs on a role: the principal is the role. */
export interface IdentityStatement extends Common {
  readonly resources: readonly string[];
}

/** A denial on everything but a few resources. There is no such allowance: it would never be meant. */
export interface IdentityDenial extends Common {
  readonly effect: "Deny";
  readonly notResources: readonly string[];
}

/** A statement of a policy that hangs on a resource: a key, a bucket, a topic. */
export interface ResourceStatement extends Common {
  readonly principals: Principals;
  /** In a key's policy `["*"]`, which there means the key itself. */
  readonly resources: readonly string[];
}

/** A statement of a role's trust policy: the resource is the role. */
export interface TrustStatement extends Common {
  readonly principals: Principals;
}

/** The policy language's only current version. */
const POLICY_VERSION = "2012-10-17";
const SID = /^[A-Za-z0-9]+$/;

/**
 * The policy of a role, as JSON.
 * @throws Error if a statement is too wide or empty, see `check`
 */
export function identityPolicy(statements: readonly (IdentityStatement | IdentityDenial)[]): string {
  return render(statements);
}

/**
 * The policy of a key, bucket, topic or endpoint, as JSON.
 * @throws Error if a statement is too wide or empty, see `check`
 */
export function resourcePolicy(statements: readonly ResourceStatement[]): string {
  return render(statements);
}

/**
 * The trust policy of a role, as JSON.
 * @throws Error if a statement is too wide or empty, see `check`
 */
export function trustPolicy(statements: readonly TrustStatement[]): string {
  return render(statements);
}

type Statement = Common & {
  readonly principals?: Principals;
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
};

function render(statements: readonly Statement[]): string {
  refuseEmpty("statements", statements, "a policy document");
  const sids = statements.map(({ sid }) => sid);
  const repeated = sids.find((sid, index) => sids.indexOf(sid) !== index);
  if (repeated !== undefined)
    throw new Error(`a policy document should name each statement once, got '${repeated}' twice`);
  statements.forEach(check);
  return JSON.stringify({ Statement: statements.map(renderStatement), Version: POLICY_VERSION });
}

/** Keys stand in alphabetical order and lists are sorted: the same statements always give the same text, and a preview no false diff. */
function renderStatement(statement: Statement): object {
  const { sid, effect = "Allow", principals, actions, resources, notResources, conditions } = statement;
  return {
    Action: sorted(actions),
    ...(conditions === undefined ? {} : { Condition: renderConditions(conditions) }),
    Effect: effect,
    ...(notResources === undefined ? {} : { NotResource: sorted(notResources) }),
    ...(principals === undefined ? {} : { Principal: renderPrincipals(principals) }),
    ...(resources === undefined ? {} : { Resource: sorted(resources) }),
    Sid: sid,
  };
}

function renderPrincipals(principals: Principals): object | "*" {
  if (principals === "everyone") return "*";
  return {
    ...(principals.aws === undefined ? {} : { AWS: sorted(principals.aws) }),
    ...(principals.federated === undefined ? {} : { Federated: sorted(principals.federated) }),
    ...(principals.services === undefined ? {} : { Service: sorted(principals.services) }),
  };
}

function renderConditions(conditions: Conditions): object {
  return sortedEntries(conditions, (byKey) => sortedEntries(byKey, (values) => sorted(values)));
}

/** Refuses what grants more than it says: an open principal or action without a condition, and lists that are empty by mistake. */
function check(statement: Statement): void {
  const { sid, effect = "Allow", principals, actions, resources, notResources, conditions } = statement;
  const where = `statement '${sid}'`;
  if (!SID.test(sid)) throw new Error(`a statement's name should be letters and digits, got '${sid}'`);
  refuseEmpty("actions", actions, where);
  if (resources !== undefined) refuseEmpty("resources", resources, where);
  if (notResources !== undefined) refuseEmpty("notResources", notResources, where);
  checkConditions(conditions, where);
  if (principals !== undefined && principals !== "everyone") checkPrincipals(principals, where);
  if (effect === "Deny" || conditions !== undefined) return;
  if (principals === "everyone") {
    throw new Error(
      `${where} should not allow everyone without a condition: name the principals or add a condition`,
    );
  }
  const wide = actions.find((action) => action.includes("*"));
  if (wide !== undefined) {
    throw new Error(
      `${where} should not allow '${wide}' without a condition: name the actions or add a condition`,
    );
  }
}

function checkPrincipals(principals: Exclude<Principals, "everyone">, where: string): void {
  const lists = [principals.aws, principals.services, principals.federated];
  const named = lists.flatMap((list) => list ?? []);
  refuseEmpty("principals", named, where);
  for (const list of lists) if (list !== undefined) refuseEmpty("principals", list, where);
  const wide = named.find((principal) => principal.includes("*"));
  if (wide !== undefined) {
    throw new Error(
      `${where} should name its principals in full, got '${wide}': write principals: "everyone" with a condition`,
    );
  }
}

function checkConditions(conditions: Conditions | undefined, where: string): void {
  if (conditions === undefined) return;
  refuseEmpty("conditions", Object.keys(conditions), where);
  for (const [operator, byKey] of Object.entries(conditions)) {
    refuseEmpty(`conditions.${operator}`, Object.keys(byKey), where);
    for (const [key, values] of Object.entries(byKey))
      refuseEmpty(`conditions.${operator}.${key}`, values, where);
  }
}

function refuseEmpty(property: string, list: readonly unknown[], where: string): void {
  if (list.length === 0) throw new Error(`${where} should have at least one of '${property}', got none`);
}

const sorted = (values: readonly string[]): string[] => [...new Set(values)].sort();

function sortedEntries<T>(record: Readonly<Record<string, T>>, render: (value: T) => unknown): object {
  return Object.fromEntries(
    Object.keys(record)
      .sort()
      .map((key) => [key, render(record[key] as T)]),
  );
}
