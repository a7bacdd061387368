import { some, type Answer } from "../../evaluation/answer";
import type { Reader, Unknown } from "../../evaluation/reader";
import { typeOfUrn } from "../../evaluation/resource-types";
import type { Resource } from "../../evaluation/resource";
import type { Stack } from "../../evaluation/siblings";

export const POLICY = "aws:iam/policy:Policy";
export const INLINE = [
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/userPolicy:UserPolicy",
  "aws:iam/groupPolicy:GroupPolicy",
];
export const ROLE_ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
/** Type of an attachment → properties that name identities. */
const ATTACHMENTS: Readonly<Record<string, readonly string[]>> = {
  [ROLE_ATTACHMENT]: ["role"],
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": ["user"],
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": ["group"],
  "aws:iam/policyAttachment:PolicyAttachment": ["roles", "users", "groups"],
};
const IDENTITIES = ["aws:iam/role:Role", "aws:iam/user:User", "aws:iam/group:Group"];
/** What else has to be read to tell which policies hang on one identity. */
export const ATTACHING = [...Object.keys(ATTACHMENTS), ...IDENTITIES];

/** A policy that hangs on an identity: inline, or attached. */
interface Hanging {
  /** The resource with the document. */
  readonly policy: Resource;
  readonly on: Identities;
}

/** The identities that a property names. */
interface Identities {
  /** `role`, `user` or `group`. */
  readonly kind: string;
  /** URNs of resources whose outputs flow in. */
  readonly urns: readonly string[];
  readonly names: readonly string[];
  readonly open: readonly Unknown[];
}

const byStack = new WeakMap<Stack, readonly Hanging[]>();

/**
 * The other policies of the identities on which a policy or an attachment hangs.
 * @returns each with whether it does, or why that cannot be told
 */
export function companions(resource: Resource, stack: Stack): readonly (readonly [Resource, Answer])[] {
  const all = hangingIn(stack);
  const own = all.filter(({ policy }) => policy.urn === ownPolicy(resource, stack));
  const others = all.filter(({ policy }) => policy.urn !== ownPolicy(resource, stack));
  const answers = new Map<Resource, Answer>();
  for (const other of others) {
    const answer = some(own.map(({ on }) => meet(on, other.on, stack)));
    if (answer !== false) answers.set(other.policy, some([answers.get(other.policy) ?? false, answer]));
  }
  return [...answers];
}

function ownPolicy(resource: Resource, stack: Stack): string {
  if (!(resource.type in ATTACHMENTS)) return resource.urn;
  return attached(resource, stack)[0]?.urn ?? resource.urn;
}

function attached(attachment: Resource, stack: Stack): readonly Resource[] {
  return stack.parents(attachment, "policyArn", POLICY).certain;
}

function hangingIn(stack: Stack): readonly Hanging[] {
  const known = byStack.get(stack);
  if (known !== undefined) return known;
  const inline = INLINE.flatMap((type) =>
    stack.ofType(type).map((policy) => ({ policy, on: identitiesOf(policy, kindOf(type)) })),
  );
  const byAttachment = Object.entries(ATTACHMENTS).flatMap(([type, properties]) =>
    stack
      .ofType(type)
      .flatMap((attachment) =>
        attached(attachment, stack).flatMap((policy) =>
          properties.map((property) => ({ policy, on: identitiesOf(attachment, property) })),
        ),
      ),
  );
  const hanging = [...inline, ...byAttachment];
  byStack.set(stack, hanging);
  return hanging;
}

function kindOf(inlineType: string): string {
  return inlineType.includes("rolePolicy") ? "role" : inlineType.includes("userPolicy") ? "user" : "group";
}

function identitiesOf(resource: Resource, property: string): Identities {
  const list = resource.inputs.at(property).list();
  const reads = list.state === "value" ? list.value.map((place: Reader) => place.filledText()) : [];
  const urns = (resource.propertyDependencies.get(property) ?? []).filter((urn) =>
    IDENTITIES.includes(typeOfUrn(urn)),
  );
  return {
    kind: property.replace(/s$/, ""),
    urns,
    names: reads.flatMap((read) => (read.state === "value" ? [read.value] : [])),
    // What flows out of a known resource is known by its URN.
    open:
      urns.length > 0
        ? []
        : [...(list.state === "unknown" ? [list] : []), ...reads.filter((read) => read.state === "unknown")],
  };
}

/** Whether two properties name the same identity: by the resource that flows in, or by what it is called. */
function meet(one: Identities, other: Identities, stack: Stack): Answer {
  if (one.kind !== other.kind) return false;
  if (one.urns.some((urn) => other.urns.includes(urn))) return true;
  const mine = calledOf(one, stack);
  const theirs = calledOf(other, stack);
  if (theirs.names.some((name) => mine.names.includes(name))) return true;
  // Two resources are two identities, whatever they will be called.
  if (one.urns.length > 0 && other.urns.length > 0) return false;
  return some([...mine.open, ...theirs.open]);
}

/** What identities are called, as far as that is known. */
function calledOf({ urns, names, open }: Identities, stack: Stack): Called {
  const reads = urns.map((urn) => stack.find(urn)?.inputs.at("name").filledText());
  return {
    names: [...names, ...reads.flatMap((read) => (read?.state === "value" ? [read.value] : []))],
    open: [...open, ...reads.flatMap((read) => (read?.state === "unknown" ? [read] : []))],
  };
}

interface Called {
  readonly names: readonly string[];
  readonly open: readonly Unknown[];
}
