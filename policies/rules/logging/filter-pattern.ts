/**
 * Filter patterns of CloudWatch Logs for JSON events, such as `{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed*") }`: read
 * once, then asked which events they count. User guide of CloudWatch Logs, "Filter pattern syntax".
 */

/** An event as CloudTrail writes it: nested objects of texts. */
export interface LogEvent {
  readonly [field: string]: string | LogEvent;
}

/** Whether a pattern counts an event. */
export type Pattern = (event: LogEvent) => boolean;

/** A pattern may have 1024 characters; what is longer CloudWatch refuses. */
const LONGEST_PATTERN = 1024;

const TOKEN = /\s*(\(|\)|&&|\|\||!=|>=|<=|=|>|<|"(?:[^"\\]|\\.)*"|[^\s()&|=!<>"]+)/y;

/** Patterns that were read before: every watch asks every filter. */
const known = new Map<string, Pattern | undefined>();
/** A stack has a few dozen. */
const MOST_KNOWN = 500;

/** Reads a pattern. @returns undefined for what is no pattern for JSON events, or uses what is not known here */
export function readPattern(text: string): Pattern | undefined {
  if (known.has(text)) return known.get(text);
  if (known.size >= MOST_KNOWN) known.clear();
  const pattern = parse(text);
  known.set(text, pattern);
  return pattern;
}

function parse(text: string): Pattern | undefined {
  const inner = /^\s*\{(.*)\}\s*$/s.exec(text.slice(0, LONGEST_PATTERN + 1))?.[1];
  const tokens = inner === undefined || text.length > LONGEST_PATTERN ? undefined : tokensOf(inner);
  if (tokens === undefined) return undefined;
  const parser = new PatternParser(tokens);
  return parser.whole();
}

function tokensOf(text: string): readonly string[] | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const rest = text.slice(TOKEN.lastIndex);
    if (rest.trim() === "") break;
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return tokens;
}

/** `or` of `and` of conditions and parentheses. */
class PatternParser {
  private next = 0;

  constructor(private readonly tokens: readonly string[]) {}

  whole(): Pattern | undefined {
    const pattern = this.either();
    return this.next === this.tokens.length ? pattern : undefined;
  }

  private either(): Pattern | undefined {
    return this.chain(
      "||",
      () => this.both(),
      (parts) => (event) => parts.some((part) => part(event)),
    );
  }

  private both(): Pattern | undefined {
    return this.chain(
      "&&",
      () => this.one(),
      (parts) => (event) => parts.every((part) => part(event)),
    );
  }

  private chain(
    operator: string,
    read: () => Pattern | undefined,
    join: (parts: readonly Pattern[]) => Pattern,
  ): Pattern | undefined {
    const parts: Pattern[] = [];
    do {
      const part = read();
      if (part === undefined) return undefined;
      parts.push(part);
    } while (this.take(operator));
    return parts.length === 1 ? parts[0] : join(parts);
  }

  private one(): Pattern | undefined {
    if (!this.take("(")) return this.condition();
    const inner = this.either();
    return this.take(")") ? inner : undefined;
  }

  private condition(): Pattern | undefined {
    const field = this.tokens[this.next++];
    if (field?.startsWith("$.") !== true) return undefined;
    const path = field.slice(2).split(".");
    const read = (event: LogEvent) => valueAt(event, path);
    const operator = this.tokens[this.next++];
    if (operator === "NOT" && this.take("EXISTS")) return (event) => read(event) === undefined;
    if (operator === "EXISTS") return (event) => read(event) !== undefined;
    const wanted = this.tokens[this.next++];
    if (wanted === undefined || (operator !== "=" && operator !== "!=")) return undefined;
    const matches = matcherOf(wanted);
    // A field that is not there is neither equal nor unequal.
    return (event) => {
      const value = read(event);
      return typeof value === "string" && matches(value) === (operator === "=");
    };
  }

  private take(token: string): boolean {
    if (this.tokens[this.next] !== token) return false;
    this.next++;
    return true;
  }
}

function valueAt(event: LogEvent, path: readonly string[]): string | LogEvent | undefined {
  return path.reduce<string | LogEvent | undefined>(
    (value, field) => (typeof value === "object" && Object.hasOwn(value, field) ? value[field] : undefined),
    event,
  );
}

/** Texts compare whole; an asterisk at either end stands for anything. */
function matcherOf(token: string): (value: string) => boolean {
  const text = token.startsWith('"') ? token.slice(1, -1).replace(/\\(.)/g, "$1") : token;
  const before = text.startsWith("*");
  const after = text.length > 1 && text.endsWith("*");
  const middle = text.slice(before ? 1 : 0, after ? -1 : undefined);
  if (before && after) return (value) => value.includes(middle);
  if (before) return (value) => value.endsWith(middle);
  return after ? (value) => value.startsWith(middle) : (value) => value === text;
}
