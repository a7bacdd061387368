import { stringify } from "yaml";
import { isMarker, type PreviewedResource } from "../model";

/** Shown in place of values that are missing for a reason. */
export const SHOWN_UNKNOWN = "(not known before the update)";
const SHOWN_SECRET = "(secret)";

/** Text of a single value that is shown; the rest is counted. */
const STRING_SHOWN = 320;
/** Text of all inputs of one resource that is shown. */
const INPUTS_SHOWN = 6000;
/** Lists and objects are followed this deep. */
const DEPTH_SHOWN = 12;

/**
 * Inputs that hold a secret whether or not the program marked them as one: a slip there must not end up in a page that is
 * mailed around. Names of secrets, references to them and their versions are no secrets.
 */
const SECRET_NAME =
  /(password|passphrase|privateKey|private_key|secretString|secretBinary|secretKey|clientSecret|apiKey|authToken|bearerToken)$/i;

/** Inputs of types that hold nothing but secrets. */
const SECRET_INPUTS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    "kubernetes:core/v1:Secret": ["data", "stringData"],
    "aws:ssm/parameter:Parameter": ["value"],
  }),
);

/** What providers note for themselves among the inputs, such as `__defaults`. */
function isBookkeeping(key: string): boolean {
  return key.startsWith("__");
}

function shownString(text: string): string {
  if (text.length <= STRING_SHOWN) return text;
  return `${text.slice(0, STRING_SHOWN)}… (${text.length - STRING_SHOWN} characters more)`;
}

function withheld(value: unknown): unknown {
  if (isMarker(value)) return shown(value, 0);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return Object.fromEntries(Object.keys(value).map((key) => [key, SHOWN_SECRET]));
  }
  return SHOWN_SECRET;
}

function shown(value: unknown, depth: number): unknown {
  if (isMarker(value)) return value["pharos:marker"] === "secret" ? SHOWN_SECRET : SHOWN_UNKNOWN;
  if (typeof value === "string") return shownString(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= DEPTH_SHOWN) return "…";
  if (Array.isArray(value)) return value.map((item) => shown(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !isBookkeeping(key))
      .map(([key, inner]) => [key, SECRET_NAME.test(key) ? withheld(inner) : shown(inner, depth + 1)]),
  );
}

/** Shown where there is no value. */
const SHOWN_ABSENT = "(absent)";

/** One value of a resource for a person to read, by its place among the inputs or outputs: secrets withheld, long text cut. */
export function printValue(type: string, steps: readonly (string | number)[], value: unknown): string {
  if (value === undefined) return SHOWN_ABSENT;
  const named = steps.some((step) => typeof step === "string" && SECRET_NAME.test(step));
  const secret = named || (SECRET_INPUTS.get(type) ?? []).includes(String(steps[0]));
  if (secret || isMarker(value)) return secret ? SHOWN_SECRET : String(shown(value, 0));
  return shownString(JSON.stringify(shown(value, 1)));
}

/** A resource's inputs as YAML for a person to read: secrets withheld, unknowns named, long text cut. Empty without inputs. */
export function printInputs({ type, inputs }: Pick<PreviewedResource, "type" | "inputs">): string {
  const secret = SECRET_INPUTS.get(type) ?? [];
  const entries = Object.entries(inputs)
    .filter(([key]) => !isBookkeeping(key))
    .map(([key, value]): [string, unknown] => [
      key,
      secret.includes(key) || SECRET_NAME.test(key) ? withheld(value) : shown(value, 1),
    ]);
  if (entries.length === 0) return "";
  const text = stringify(Object.fromEntries(entries), {
    lineWidth: 0,
    sortMapEntries: true,
    aliasDuplicateObjects: false,
  }).trimEnd();
  if (text.length <= INPUTS_SHOWN) return text;
  const cut = text.lastIndexOf("\n", INPUTS_SHOWN);
  const rest = text.slice(cut + 1).split("\n").length;
  return `${text.slice(0, cut)}\n… (${rest} lines more)`;
}
