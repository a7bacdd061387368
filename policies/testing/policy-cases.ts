import type { RuleCase } from "./cases";
import { UNKNOWN, type Given } from "./resources";

type Statements = object | readonly object[];

/** A statement that breaks a rule: by which reasons, and the whole message of the first one where it is told here. */
type Broken = readonly [statements: Statements, reasons: readonly string[], message?: string];

interface PolicyCases {
  readonly type: string;
  /** Property that holds the document. @default "policy" */
  readonly property?: string;
  /** Other inputs. */
  readonly inputs?: Readonly<Record<string, unknown>>;
  /** Inputs of the provider. */
  readonly provider?: Readonly<Record<string, unknown>>;
  readonly complies: Readonly<Record<string, Statements>>;
  readonly breaks: Readonly<Record<string, Broken>>;
}

/**
 * Cases about what policy documents say. Every second one is an object, the others are JSON text. What holds for every document is added:
 * one that is missing, not known, no JSON or empty.
 */
export function policyCases({
  type,
  property = "policy",
  inputs = {},
  provider,
  complies,
  breaks,
}: PolicyCases): RuleCase[] {
  const resource = (document: unknown): [Given] => [
    {
      type,
      name: "it",
      inputs: { ...inputs, [property]: document },
      ...(provider !== undefined && { provider }),
    },
  ];
  const policy = (statements: Statements, index: number): [Given] => {
    const document = { Version: "2012-10-17", Statement: statements };
    return resource(index % 2 === 0 ? document : JSON.stringify(document));
  };
  return [
    ...Object.entries(complies).map(([title, statements], index): RuleCase => ({
      title,
      resources: policy(statements, index),
      expect: ["pass"],
    })),
    ...Object.entries(breaks).map(([title, [statements, reasons, message]], index): RuleCase => ({
      title,
      resources: policy(statements, index),
      expect: reasons.map((reason) => `violation ${reason}`),
      ...(message !== undefined && { message }),
    })),
    {
      title: "no policy",
      resources: resource(undefined),
      expect: ["notApplicable"],
      message: "it carries no policy",
    },
    { title: "a policy of no statements", resources: policy([], 0), expect: ["pass"] },
    {
      title: "a policy that is not known",
      resources: resource(UNKNOWN),
      expect: [`undetermined ${property}`],
      message: `${property} is not known before the update`,
    },
    {
      title: "a policy that is no JSON",
      resources: resource("Allow everything"),
      expect: [`undetermined ${property}`],
      message: `${property} is a text that is no JSON`,
    },
    {
      title: "a statement that is not known",
      resources: resource({ Statement: [UNKNOWN] }),
      expect: [`undetermined ${property}.Statement[0]`],
    },
  ];
}

/** An Allow. */
export function allow(actions: unknown, resources: unknown = "*", rest: object = {}): object {
  return { Effect: "Allow", Action: actions, Resource: resources, ...rest };
}

/** An Allow to principals. */
export function allowTo(principal: unknown, actions: unknown, rest: object = {}): object {
  return { Effect: "Allow", Principal: principal, Action: actions, Resource: "*", ...rest };
}

/** A condition of one line. */
export function when(operator: string, key: string, value: unknown): object {
  return { Condition: { [operator]: { [key]: value } } };
}

const ACCOUNT = "111122223333";
const ORGANIZATION = "o-a1b2c3d4e5";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/reader`;

/** Statements about who may that every policy of a resource shares, for an action of it. */
export function publicStatements(what: string, action: string): Pick<PolicyCases, "complies" | "breaks"> {
  const everyone = `lets everybody at ${what}: its principal is '*', and no condition confines it to an organization, an account, a network or a resource. To mend it: name who may use ${what} as principals, or add a condition such as aws:PrincipalOrgID, aws:SourceAccount or aws:SourceArn with fixed values.`;
  return {
    complies: {
      "a role": allowTo({ AWS: ROLE }, action),
      "an account": allowTo({ AWS: [ACCOUNT, `arn:aws:iam::${ACCOUNT}:root`] }, action),
      "a service": allowTo({ Service: "events.amazonaws.com" }, action),
      "everybody of an organization": allowTo(
        "*",
        action,
        when("StringEquals", "aws:PrincipalOrgID", ORGANIZATION),
      ),
      "everybody through an endpoint": allowTo(
        "*",
        action,
        when("StringEquals", "aws:SourceVpce", "vpce-1a2b"),
      ),
      "everybody from an office": allowTo(
        { AWS: "*" },
        action,
        when("IpAddress", "aws:SourceIp", "203.0.113.0/24"),
      ),
      "everybody on behalf of an account": allowTo(
        "*",
        action,
        when("StringEquals", "aws:SourceAccount", ACCOUNT),
      ),
      nobody: { ...allowTo("*", action), Effect: "Deny" },
      "nobody but one": { Effect: "Deny", NotPrincipal: { AWS: ROLE }, Action: action, Resource: "*" },
    },
    breaks: {
      everybody: [allowTo("*", action), ["everyone"], `statement number 1 ${everyone}`],
      "everybody with an AWS account": [
        allowTo({ AWS: "*" }, action, { Sid: "Open" }),
        ["everyone"],
        `statement 'Open' ${everyone}`,
      ],
      "everybody beside a role": [allowTo({ AWS: [ROLE, "*"] }, action), ["everyone"]],
      "everybody over TLS": [allowTo("*", action, when("Bool", "aws:SecureTransport", "true")), ["everyone"]],
      "everybody who says where he comes from": [
        allowTo("*", action, when("StringLike", "aws:Referer", "https://example.com/*")),
        ["everyone"],
      ],
      "everybody of any organization": [
        allowTo("*", action, when("StringLike", "aws:PrincipalOrgID", "*")),
        ["everyone"],
      ],
      "everybody, perhaps on behalf of an account": [
        allowTo("*", action, when("StringEqualsIfExists", "aws:SourceAccount", ACCOUNT)),
        ["everyone"],
      ],
      "everybody from either half of the internet": [
        allowTo("*", action, when("IpAddress", "aws:SourceIp", ["0.0.0.0/1", "128.0.0.0/1"])),
        ["everyone"],
      ],
      "everybody in a statement without effect": [
        { Principal: "*", Action: action, Resource: "*" },
        ["everyone"],
      ],
      "everybody but one": [
        { Effect: "Allow", NotPrincipal: { AWS: ROLE }, Action: action, Resource: "*" },
        ["not-principal"],
        `statement number 1 allows with NotPrincipal, which lets everybody but the named at ${what}, signed in or not; only Principal is allowed. To mend it: name who may in Principal.`,
      ],
      "every action but one": [
        { Effect: "Allow", Principal: { AWS: ROLE }, NotAction: action, Resource: "*" },
        ["not-action"],
        "statement number 1 allows with NotAction, which gives every action but the named, those of the future included; only Action is allowed. To mend it: name what is allowed in Action.",
      ],
      "a principal with a star in it": [
        allowTo({ AWS: `arn:aws:iam::${ACCOUNT}:role/*` }, action),
        ["wildcard-principal"],
        `statement number 1 names 'arn:aws:iam::${ACCOUNT}:role/*' as principal, which AWS refuses: a principal is named in full. To mend it: name each role or user, or everybody of an account by its number, and choose among them by a condition on aws:PrincipalArn.`,
      ],
    },
  };
}

/** The statements of `publicStatements`, and one that gives every action of a service. */
export function guardedStatements(what: string, action: string): Pick<PolicyCases, "complies" | "breaks"> {
  const service = action.split(":")[0] ?? "";
  const { complies, breaks } = publicStatements(what, action);
  const message = `statement number 1 allows '${service}:*', which is every action, those that change its policy included; named actions are required. To mend it: name the actions that are needed.`;
  return {
    complies,
    breaks: {
      ...breaks,
      "every action of the service": [allowTo({ AWS: ROLE }, `${service}:*`), ["every-action"], message],
      "every action there is": [allowTo({ AWS: ROLE }, ["*"]), ["every-action"]],
      "every action, to everybody": [allowTo("*", "*"), ["everyone", "every-action"]],
    },
  };
}
