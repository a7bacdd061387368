/**
 * Reading Falco's conditions: whether one parses, and which fields, macros and lists it names. The grammar is that of
 * falcosecurity/libs, `userspace/libsinsp/filter/parser.h`, without field transformers, which no rule of ours uses. Falco itself
 * judges them when a pod starts; this finds a mistake before, as no library for Node reads its language.
 */

/** A comparison of one field. */
export interface Check {
  readonly kind: "check";
  readonly field: string;
  /** What stands in brackets behind the field. */
  readonly argument?: string;
  readonly operator: Operator;
  /** Values as they are written, without quotes; of a list in parentheses all of them. */
  readonly values: readonly string[];
}

/** What a condition is made of. */
export type Condition =
  | { readonly kind: "and" | "or"; readonly parts: readonly Condition[] }
  | { readonly kind: "not"; readonly part: Condition }
  | { readonly kind: "macro"; readonly name: string }
  | Check;

/** Operators by what follows them. Longer ones first, so that `<=` is not read as `<`. */
const SYMBOLS = ["<=", ">=", "!=", "==", "<", ">", "="] as const;
const WORDS = [
  ...[
    "bcontains",
    "bstartswith",
    "contains",
    "endswith",
    "glob",
    "icontains",
    "iglob",
    "regex",
    "startswith",
  ],
] as const;
const LIST_WORDS = ["in", "intersects", "pmatch"] as const;
export type Operator =
  (typeof SYMBOLS)[number] | "exists" | (typeof WORDS)[number] | (typeof LIST_WORDS)[number];

const FIELD = /[a-zA-Z][a-zA-Z0-9_]*(?:\.[a-zA-Z][a-zA-Z0-9_]*)+/y;
const IDENTIFIER = /[a-zA-Z][a-zA-Z0-9_]*/y;
const ARGUMENT = /[^\][\s"']+/y;
const BARE = /[^()"'\s=,]+/y;
const QUOTED = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/y;

/** Reads a condition. @throws SyntaxError with the place at which it stops making sense */
export function parseCondition(text: string): Condition {
  const reader = new Reader(text);
  const condition = readOr(reader);
  reader.space();
  if (!reader.atEnd) reader.fail("'and', 'or' or the end");
  return condition;
}

/** Goes through a text, from one token to the next. */
class Reader {
  private position = 0;
  constructor(private readonly text: string) {}

  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  space(): void {
    this.take(/\s*/y);
  }

  /** Takes what matches at this place. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const [match] = pattern.exec(this.text) ?? [];
    if (match !== undefined) this.position += match.length;
    return match;
  }

  /** Takes a sign, after spaces. */
  sign(sign: string): boolean {
    this.space();
    if (!this.text.startsWith(sign, this.position)) return false;
    this.position += sign.length;
    return true;
  }

  /** Takes a word, after spaces, unless it only begins a longer one. */
  word(word: string): boolean {
    this.space();
    const rest = this.text.slice(this.position);
    if (!rest.startsWith(word) || /^[\w.]/.test(rest.slice(word.length))) return false;
    this.position += word.length;
    return true;
  }

  fail(expected: string): never {
    const rest = this.text.slice(this.position, this.position + 20);
    const here = rest === "" ? "the end" : `'${rest}'`;
    throw new SyntaxError(`character ${this.position + 1}: expected ${expected}, got ${here}`);
  }
}

function readOr(reader: Reader): Condition {
  const parts = [readAnd(reader)];
  while (reader.word("or")) parts.push(readAnd(reader));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: "or", parts };
}

function readAnd(reader: Reader): Condition {
  const parts = [readNot(reader)];
  while (reader.word("and")) parts.push(readNot(reader));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: "and", parts };
}

function readNot(reader: Reader): Condition {
  return reader.word("not") ? { kind: "not", part: readNot(reader) } : readCheck(reader);
}

function readCheck(reader: Reader): Condition {
  if (reader.sign("(")) {
    const inner = readOr(reader);
    if (!reader.sign(")")) reader.fail("')'");
    return inner;
  }
  reader.space();
  const field = reader.take(FIELD);
  if (field !== undefined) return readComparison(reader, field);
  const name = reader.take(IDENTIFIER);
  if (name === undefined || ["and", "or", "not"].includes(name)) reader.fail("a field, a macro or '('");
  return { kind: "macro", name };
}

function readComparison(reader: Reader, field: string): Check {
  const argument = readArgument(reader);
  const about = { kind: "check", field, ...(argument === undefined ? {} : { argument }) } as const;
  if (reader.word("exists")) return { ...about, operator: "exists", values: [] };
  const list = LIST_WORDS.find((word) => reader.word(word));
  if (list !== undefined) return { ...about, operator: list, values: readList(reader) };
  const operator = WORDS.find((word) => reader.word(word)) ?? SYMBOLS.find((sign) => reader.sign(sign));
  if (operator === undefined) reader.fail(`an operator after ${field}`);
  return { ...about, operator, values: [readValue(reader)] };
}

function readArgument(reader: Reader): string | undefined {
  if (reader.take(/\[/y) === undefined) return undefined;
  const argument = reader.take(QUOTED) ?? reader.take(ARGUMENT) ?? reader.fail("an argument");
  if (reader.take(/\]/y) === undefined) reader.fail("']'");
  return argument;
}

function readList(reader: Reader): string[] {
  if (!reader.sign("(")) {
    reader.space();
    return [reader.take(IDENTIFIER) ?? reader.fail("a list")];
  }
  const values: string[] = [];
  if (reader.sign(")")) return values;
  do values.push(readValue(reader));
  while (reader.sign(","));
  if (!reader.sign(")")) reader.fail("',' or ')'");
  return values;
}

function readValue(reader: Reader): string {
  reader.space();
  const quoted = reader.take(QUOTED);
  if (quoted !== undefined) return quoted.slice(1, -1);
  return reader.take(BARE) ?? reader.fail("a value");
}

/** Every check in a condition, those behind macros left out, and the names of its macros. */
export function partsOf(condition: Condition): { checks: Check[]; macros: string[] } {
  switch (condition.kind) {
    case "check":
      return { checks: [condition], macros: [] };
    case "macro":
      return { checks: [], macros: [condition.name] };
    case "not":
      return partsOf(condition.part);
    default: {
      const parts = condition.parts.map(partsOf);
      return { checks: parts.flatMap(({ checks }) => checks), macros: parts.flatMap(({ macros }) => macros) };
    }
  }
}
