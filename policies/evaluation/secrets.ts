/** What a text gives away. */
export interface Found {
  /** Lower case words joined by hyphens. */
  readonly reason: string;
  readonly what: string;
}

/** Texts that are credentials by their form: nobody writes them for another purpose. */
const FORMS: readonly (readonly [RegExp, Found])[] = [
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/, { reason: "access-key", what: "an AWS access key" }],
  [/-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/, { reason: "private-key", what: "a private key" }],
  [/\bLS0tLS1CRUdJTi(?:[A-Za-z0-9+/]*)UFJJVkFUR/, { reason: "private-key", what: "a private key in Base64" }],
  [/\bgh[oprsu]_[A-Za-z0-9]{36}\b/, { reason: "token", what: "a token of GitHub" }],
  [/\bgithub_pat_[A-Za-z0-9_]{60}/, { reason: "token", what: "a token of GitHub" }],
  [/\bglpat-[A-Za-z0-9_-]{20}\b/, { reason: "token", what: "a token of GitLab" }],
  [/\bxox[abeprs]-[A-Za-z0-9-]{10}/, { reason: "token", what: "a token of Slack" }],
  [/\b[rs]k_live_[A-Za-z0-9]{16}/, { reason: "token", what: "a key of Stripe" }],
  [/\bAIza[A-Za-z0-9_-]{35}\b/, { reason: "token", what: "a key of Google" }],
  [
    /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8}/,
    { reason: "token", what: "a JSON web token" },
  ],
  [
    /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@]{1,64}:[^\s:/@$]{3,128}@/,
    { reason: "password", what: "a password in an address" },
  ],
];

/** Names of what is secret; a name that ends as one of `PLACES` says where the secret is, not what. */
const NAMES = /pass(?:word|wd|phrase)|secret|token|api_?key|access_?key|private_?key|credential/i;
const PLACES =
  /(?:arns?|names?|paths?|files?|ids?|urls?|uris?|hosts?|ref(?:erence)?s?|ttl|expiry|length|policy|enabled|type|version|store|manager|namespaces?|key_?id)$/i;

/** `NAME=value` and `name: "value"`, as scripts and configuration files assign. */
const ASSIGNMENT = /([A-Za-z_][A-Za-z0-9_.-]{0,60})["']?\s{0,3}[=:]\s{0,3}["']?([^\s"'#;,]{1,200})/g;

/** Secret keys of AWS are Base64 of thirty random bytes: forty characters of every kind, unlike hashes and names. */
const SECRET_KEY = /(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g;
const FEWEST_CHARACTERS = 20;
const MOST_SLASHES = 3;

const SHORTEST_SECRET = 6;
/** User data has at most 16 KiB, a ConfigMap one MiB: what is longer is not read to its end. */
const LONGEST_TEXT = 1_048_576;

/**
 * The first credential that stands in a text in clear; undefined if there is none to be recognized. What only names a place where a secret
 * is (an ARN, a path, a variable) is none.
 * @param name what the text is called, such as the environment variable's name
 */
export function credentialIn(text: string, name = ""): Found | undefined {
  const whole = text.slice(0, LONGEST_TEXT);
  const found = FORMS.find(([form]) => form.test(whole))?.[1];
  if (found !== undefined) return found;
  if ((whole.match(SECRET_KEY) ?? []).some(isRandom))
    return { reason: "secret-key", what: "an AWS secret key" };
  if (isSecretName(name) && isLiteral(whole)) return named(name);
  for (const [, assigned = "", value = ""] of whole.matchAll(ASSIGNMENT)) {
    if (isSecretName(assigned) && isLiteral(value)) return named(assigned);
  }
  return undefined;
}

function isRandom(text: string): boolean {
  return (
    /[a-z]/.test(text) &&
    /[A-Z]/.test(text) &&
    /\d/.test(text) &&
    new Set(text).size >= FEWEST_CHARACTERS &&
    text.split("/").length - 1 <= MOST_SLASHES
  );
}

function named(name: string): Found {
  return { reason: "named-secret", what: `the value of '${name}'` };
}

function isSecretName(name: string): boolean {
  return NAMES.test(name) && !PLACES.test(name);
}

/** Secrets that hold a certificate with its key are called so; no password is. */
const CERTIFICATE_SECRET = /^[a-z0-9]+(?:-[a-z0-9]+)*-tls$/;

/** A program that reads a field from where it stands: `answer.SecretAccessKey`. */
const FIELD = /^[A-Za-z_][A-Za-z0-9_]*(?:\??\.[A-Za-z_][A-Za-z0-9_]*)+$/;

function readsField(text: string): boolean {
  return FIELD.test(text) && NAMES.test(text.split(".").at(-1) ?? "");
}

/** A value in clear, as opposed to a switch, a variable, a command, a path, an ARN, a field, the name of a Secret or a placeholder. */
function isLiteral(value: string): boolean {
  const text = value.trim();
  if (text.length < SHORTEST_SECRET) return false;
  if (/^(true|false|none|null|undefined|required|optional|disabled|enabled|unknown-value)$/i.test(text))
    return false;
  if (CERTIFICATE_SECRET.test(text) || readsField(text)) return false;
  return !/^(?:arn:|\/|\.|https?:\/\/[^@]*$|s3:|ssm:|vault:|aws:|<|\*+$)|[${}`()\s]|\{\{/.test(text);
}

/** Base64 as text, where it is that; undefined where it is not. */
export function fromBase64(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed.length < 4 || trimmed.length > LONGEST_TEXT || !/^[A-Za-z0-9+/\s]+={0,2}$/.test(trimmed))
    return undefined;
  const decoded = Buffer.from(trimmed, "base64").toString("utf8");
  return decoded.includes("\uFFFD") ? undefined : decoded;
}
