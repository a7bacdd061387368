/**
 * How a resource's inputs can be broken, one place at a time. The places are those that the program sets, not those that rules look at:
 * a rule that nobody wrote shows as a mutant that nobody stops.
 */
export type Operator = "remove" | "negate" | "weaken" | "widen" | "shorten" | "move" | "drop";

export interface Mutant {
  readonly operator: Operator;
  /** Where, with `[]` for every position of a list: `rules[].transitions[].days`, `policy.Statement[].Principal.AWS[]`. */
  readonly path: string;
  /** What stood there. */
  readonly was: unknown;
  /** All inputs with the one change. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** A region under no jurisdiction of ours: whatever moves there has left. */
const ELSEWHERE = "ap-southeast-1";
const REGION = /\b(us|eu)-(east|west|central)-\d\b/;
const CIDR = /^\d+\.\d+\.\d+\.\d+\/\d+$/;
const ACTION = /^[a-z0-9-]+:[A-Z][A-Za-z]*$/;
/** Of AWS, or as the mocks make one up for what is not there yet. */
const ARN = /^arn:(aws|of):/;
/** Names of numbers that say how long, how many or how often something is kept. */
const DURATION =
  /days|retention|window|minretention|maxretention|hours|replicas$|period|revisionhistory|deleteafter|expire/i;

/** Words that say how strict something is, and a laxer one that the service also takes. */
const LAXER: Readonly<Record<string, string>> = {
  COMPLIANCE: "GOVERNANCE",
  Enabled: "Disabled",
  ENABLED: "DISABLED",
  "aws:kms": "AES256",
  BucketOwnerEnforced: "ObjectWriter",
  restricted: "privileged",
  Retain: "Delete",
  Deny: "Allow",
  https: "http",
  HTTPS: "HTTP",
  TLS: "TCP",
  on: "off",
  REQUIRED: "NONE",
  API: "CONFIG_MAP",
  ALL: "REJECT",
  breaching: "ignore",
  RuntimeDefault: "Unconfined",
  TLS13: "TLS10",
  RequireAndVerifyClientCert: "NoClientCert",
  VerifyClientCertIfGiven: "NoClientCert",
};

/** Every mutant of one resource's inputs, in the order of its properties. */
export function* mutantsOf(inputs: Readonly<Record<string, unknown>>): Iterable<Mutant> {
  for (const change of changesOf(inputs, "")) {
    yield { ...change, inputs: change.put as Record<string, unknown> };
  }
}

/** A change of a part: what the whole part becomes. */
interface Change {
  readonly operator: Operator;
  readonly path: string;
  readonly was: unknown;
  readonly put: unknown;
}

function* changesOf(value: unknown, path: string): Iterable<Change> {
  if (Array.isArray(value)) {
    yield* changesOfList(value, path);
  } else if (typeof value === "object" && value !== null) {
    yield* changesOfObject(value as Record<string, unknown>, path);
  } else if (typeof value === "string" && isDocument(value)) {
    for (const change of changesOf(JSON.parse(value), path))
      yield { ...change, put: JSON.stringify(change.put) };
  } else {
    yield* changesOfLeaf(value, path);
  }
}

function* changesOfObject(value: Record<string, unknown>, path: string): Iterable<Change> {
  for (const [key, inner] of Object.entries(value)) {
    const below = path === "" ? key : `${path}.${key}`;
    yield { operator: "remove", path: below, was: inner, put: without(value, key) };
    for (const change of changesOf(inner, below)) {
      const put = { ...value, [key]: change.put };
      yield { ...change, put };
    }
  }
}

function* changesOfList(value: readonly unknown[], path: string): Iterable<Change> {
  const below = `${path}[]`;
  for (const [index, inner] of value.entries()) {
    yield { operator: "remove", path: below, was: inner, put: value.filter((_, place) => place !== index) };
    for (const change of changesOf(inner, below))
      yield { ...change, put: value.map((other, place) => (place === index ? change.put : other)) };
  }
}

function* changesOfLeaf(value: unknown, path: string): Iterable<Change> {
  const change = (operator: Operator, put: unknown): Change => ({ operator, path, was: value, put });
  if (typeof value === "boolean") yield change("negate", !value);
  if (typeof value === "number") {
    if (DURATION.test(path)) yield change("shorten", 1);
    if (/runAsUser$/.test(path)) yield change("weaken", 0);
    if (/fromPort$/.test(path)) yield change("widen", 0);
    if (/toPort$/.test(path)) yield change("widen", 65_535);
  }
  if (typeof value !== "string") return;
  const laxer = Object.hasOwn(LAXER, value) ? LAXER[value] : undefined;
  if (laxer !== undefined) yield change("weaken", laxer);
  if (CIDR.test(value)) yield change("widen", "0.0.0.0/0");
  if (ACTION.test(value)) yield change("widen", `${value.split(":")[0]}:*`);
  if (ARN.test(value) && /Principal|Resource|principals/i.test(path)) yield change("widen", "*");
  if (/^rules\[\]\.(verbs|resources|apiGroups)\[\]$/.test(path)) yield change("widen", "*");
  if (/^(true|false)$/.test(value)) yield change("negate", value === "true" ? "false" : "true");
  if (REGION.test(value)) yield change("move", value.replace(REGION, ELSEWHERE));
}

/** Whether a text is a policy or another document in JSON. */
function isDocument(text: string): boolean {
  if (!text.startsWith("{") && !text.startsWith("[")) return false;
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}

function without(value: Readonly<Record<string, unknown>>, key: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([other]) => other !== key));
}
