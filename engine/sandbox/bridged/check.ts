import type { Kind, Shape, TypeFacts } from "../facts/model";
import { isAsset, isObject, isUnknown, reveal, valuesAt, type Properties, type Value } from "../values";
import type { Overlay } from "./overlay";

/** Bookkeeping the engine's side adds to inputs: which of them are made up. No provider input has these names. */
export const DEFAULTS_KEY = "__defaults";
const INTERNAL = new Set([DEFAULTS_KEY, "__name", "__meta"]);

/** Everything that is wrong with a type's inputs, in the words of the Terraform bridge. */
export function findFailures(
  name: string,
  inputs: Properties,
  facts: TypeFacts,
  shapes: Readonly<Record<string, Shape>>,
  overlay: Overlay,
): string[] {
  const findings = new Findings(name);
  checkShape(inputs, facts.inputs, "", { shapes, findings, outputs: facts.outputs });
  for (const required of facts.requires ?? []) checkRequired(inputs, required, findings);
  for (const [input, others] of Object.entries(facts.conflicts ?? {}))
    for (const other of others)
      if (saysFirst(facts, input, other) && isSet(inputs, input) && isSet(inputs, other))
        findings.add(input, "Conflicting configuration arguments", `"${input}": conflicts with ${other}`);
  for (const group of facts.exactlyOneOf ?? []) checkExactlyOne(inputs, group, findings);
  checkTexts(inputs, overlay, findings);
  return findings.list();
}

/** AWS names are at most this long where the overlay says nothing. */
const DEFAULT_NAME_LENGTH = 255;

/** Allowed values, patterns and the length of the name. */
function checkTexts(inputs: Properties, overlay: Overlay, findings: Findings): void {
  const known = (path: string): (string | number)[] =>
    valuesAt(inputs, path)
      .flatMap((value) => reveal(value) ?? [])
      .flatMap((value) => reveal(value) ?? [])
      .filter((value) => typeof value === "string" || typeof value === "number")
      .filter((value) => !isUnknown(value));
  for (const [path, allowed] of Object.entries(overlay.values ?? {}))
    for (const value of known(path))
      if (!allowed.includes(value))
        findings.add(
          path,
          `expected ${path} to be one of ${JSON.stringify(allowed)}, got ${JSON.stringify(value)}`,
        );
  for (const [path, { fits, says }] of Object.entries(overlay.patterns ?? {}))
    for (const value of known(path))
      if (!fits.test(String(value))) findings.add(path, `invalid value for ${path} (${value})`, says);
  const name = overlay.name ?? "name";
  const longest = overlay.nameLength ?? DEFAULT_NAME_LENGTH;
  for (const value of known(name))
    if (String(value).length > longest)
      findings.add(name, `expected length of ${name} to be in the range (1 - ${longest}), got ${value}`);
}

/** Collects failures, one for each path and summary. */
class Findings {
  private readonly found = new Map<string, string>();

  constructor(private readonly name: string) {}

  add(path: string, ...summaryAndDetail: [string, string?]): void {
    const [summary] = summaryAndDetail;
    const sentence = [...summaryAndDetail, `Examine values at '${this.name}.${path}'.`].join(". ");
    const key = `${path}\n${summary}`;
    if (!this.found.has(key)) this.found.set(key, sentence);
  }

  missing(path: string): void {
    const argument = path.slice(path.lastIndexOf(".") + 1);
    this.add(
      path,
      "Missing required argument",
      `The argument "${argument}" is required, but no definition was found`,
    );
  }

  list(): string[] {
    return [...this.found.values()];
  }
}

interface ShapeContext {
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly findings: Findings;
  readonly outputs: Shape;
}

function checkShape(value: Properties, shape: Shape, at: string, context: ShapeContext): void {
  for (const [key, item] of Object.entries(value)) {
    if (reveal(item) === undefined || INTERNAL.has(key)) continue;
    const kind = shape[key] ?? shape[`${key}!`];
    if (kind === undefined) refuseKey(key, at, shape, context);
    else checkKind(item, kind, at + key, context);
  }
  for (const key of Object.keys(shape))
    if (key.endsWith("!") && reveal(value[key.slice(0, -1)]) === undefined)
      context.findings.missing(at + key.slice(0, -1));
}

function refuseKey(key: string, at: string, shape: Shape, { findings, outputs }: ShapeContext): void {
  if (at === "" && outputs[key] !== undefined) {
    findings.add(
      key,
      "Value for unconfigurable attribute",
      `Can't configure a value for "${key}": its value will be decided automatically based on the result of applying this configuration`,
    );
    return;
  }
  const names = Object.keys(shape).map((known) => known.replace("!", ""));
  const near = names.find((known) => known.toLowerCase() === key.toLowerCase() || within1(known, key));
  const hint = near === undefined ? "" : `; did you mean "${near}"`;
  findings.add(at + key, "Unsupported argument", `An argument named "${key}" is not expected here${hint}`);
}

/** Whether two words differ by at most one letter added, dropped or changed. */
function within1(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return Math.max(a.length, b.length) - start - end <= 1;
}

function checkKind(value: Value, kind: Kind, at: string, context: ShapeContext): void {
  const bare = reveal(value);
  if (bare === undefined || isUnknown(bare) || isAsset(bare) || kind === "any") return;
  if (kind.startsWith("[]")) {
    if (!Array.isArray(bare)) {
      context.findings.add(at, "Incorrect attribute value type", "a list was expected");
      return;
    }
    bare.forEach((item, index) => checkKind(item, kind.slice(2), `${at}[${index}]`, context));
    return;
  }
  const isMap = kind.startsWith("{}");
  if (isMap || kind.startsWith("@")) {
    if (!isObject(bare)) {
      context.findings.add(
        at,
        "Incorrect attribute value type",
        `${isMap ? "a map" : "an object"} was expected`,
      );
      return;
    }
    if (isMap) {
      for (const [key, item] of Object.entries(bare)) checkKind(item, kind.slice(2), `${at}.${key}`, context);
      return;
    }
    const shape = context.shapes[kind.slice(1)];
    if (shape !== undefined) checkShape(bare, shape, `${at}.`, context);
    return;
  }
  if (typeof bare === "object")
    context.findings.add(at, "Incorrect attribute value type", `a ${kind} was expected`);
}

/** Most conflicts are listed from both sides; one message is enough. */
function saysFirst(facts: TypeFacts, input: string, other: string): boolean {
  return input < other || facts.conflicts?.[other]?.includes(input) !== true;
}

function isSet(inputs: Properties, path: string): boolean {
  return valuesAt(inputs, path).some((value) => {
    const bare = reveal(value);
    return Array.isArray(bare) ? bare.length > 0 : bare !== undefined && bare !== "" && bare !== false;
  });
}

function checkRequired(inputs: Properties, required: string, findings: Findings): void {
  const cut = required.lastIndexOf(".");
  const key = required.slice(cut + 1);
  const parents = cut < 0 ? [inputs] : valuesAt(inputs, required.slice(0, cut));
  for (const parent of parents.flatMap((value) => {
    const bare = reveal(value);
    return Array.isArray(bare) ? bare : bare === undefined ? [] : [bare];
  })) {
    const holder = reveal(parent);
    if (isObject(holder) && reveal(holder[key]) === undefined) findings.missing(required);
  }
}

function checkExactlyOne(inputs: Properties, group: readonly string[], findings: Findings): void {
  const parent = group[0]?.includes(".") === true ? group[0].slice(0, group[0].lastIndexOf(".")) : undefined;
  if (parent !== undefined && !isSet(inputs, parent)) return;
  const count = group.filter((path) => isSet(inputs, path)).length;
  const first = group[0] ?? "";
  const list = group.join(",");
  if (count === 0)
    findings.add(
      first,
      "Invalid combination of arguments",
      `"${first}": one of \`${list}\` must be specified`,
    );
  if (count > 1)
    findings.add(
      first,
      "Invalid combination of arguments",
      `"${first}": only one of \`${list}\` can be specified, but ${count} were`,
    );
}
