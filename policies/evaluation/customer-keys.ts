import { pass, undetermined, violation, type Outcome } from "./outcome";
import { AWS_OWNED_KEY, defaultOf, NO_KEY } from "./provider-defaults";
import type { Reader } from "./reader";
import type { Resource } from "./resource";

/** What makes a key id: an id that is not known yet is a customer's key if it flows out of one of these. */
export const KEY_TYPES: readonly string[] = [
  "aws:kms/key:Key",
  "aws:kms/replicaKey:ReplicaKey",
  "aws:kms/externalKey:ExternalKey",
  "aws:kms/replicaExternalKey:ReplicaExternalKey",
  "aws:kms/alias:Alias",
];

/**
 * The alias of a key that AWS makes in an account for a service, on its own or in an ARN: its policy is Amazon's, nobody can restrict,
 * share or revoke it.
 */
const AWS_MANAGED_KEY = /(^|:)alias\/aws\//i;

/** Whether a key's id, ARN or alias is that of a key which AWS manages. */
export function isAwsManaged(key: string): boolean {
  return AWS_MANAGED_KEY.test(key.trim());
}

export interface KeyDemand {
  /** What happens where no key is named. Ends a sentence that says that it is missing. */
  readonly otherwise: string;
  /** Path as people write it. */
  readonly property: string;
  /** Begins the reasons, where a rule asks for several keys. */
  readonly reasonPrefix?: string;
  readonly related?: string;
}

/**
 * Whether a place names a customer-managed key. An ARN or id does not tell whose the key is; AWS' own are named by their aliases.
 */
export function judgeKey(place: Reader, demand: KeyDemand): Outcome {
  const { otherwise, property, reasonPrefix = "", related } = demand;
  const key = place.filledText();
  if (key.state === "unknown") return undetermined(key, related);
  if (key.state === "value" && !isAwsManaged(key.value)) return pass;
  const missing = key.state === "absent";
  const found = missing ? `is missing, so that ${otherwise}` : `is '${key.value}', the key that AWS manages`;
  return violation(`${reasonPrefix}${missing ? "no-key" : "aws-managed-key"}`, {
    message: `'${property}' ${found}; a customer-managed key is required`,
    fix: `set ${property} to the ARN of a key of your own`,
    property,
    ...(related !== undefined && { related }),
  });
}

/** A check whether a property names a customer-managed key; what happens where it does not is in the table of defaults. */
export function namesCustomerKey(property: string): (resource: Resource) => Outcome {
  return ({ type, inputs }) =>
    judgeKey(inputs.at(...property.split(".")), { property, otherwise: keyTaken(type, property) });
}

/** Which key a service takes where a property names none. Ends a sentence that begins with "so that". */
export function keyTaken(type: string, property: string): string {
  const taken = defaultOf(type, property);
  if (taken === NO_KEY) return "nothing is encrypted";
  const whose = taken === AWS_OWNED_KEY ? "a key that AWS owns" : `the key that AWS manages (${taken})`;
  return `${whose} encrypts it`;
}
