import { property, unwrap, type Unwrapped } from "./values";

/**
 * What a read found.
 * - `value`: there is one, of the shape that was asked for
 * - `absent`: the property is missing, null or undefined: the service's default holds
 * - `unknown`: it cannot be told. Not known before the update, a secret that stays closed, or of a shape that the property cannot have
 */
export type Read<T> = { readonly state: "value"; readonly value: T } | Absent | Unknown;

interface Absent {
  readonly state: "absent";
}

export interface Unknown {
  readonly state: "unknown";
  /** The property that stopped the reading, which may lie above the one asked for. */
  readonly path: string;
  /** Ends a sentence that begins with the path, such as "is not known before the update". */
  readonly why: string;
  /** Set where nothing stands there, and what is missing is not the default: see `Reader.partial`. */
  readonly gap?: true;
}

const ABSENT: Absent = { state: "absent" };

/**
 * Reads the properties of a resource without ever throwing: a missing, unknown, secret, malformed or cyclic value is a defined answer.
 * A reader is a place; going down from a place that is not there, or not known, is a place that is not there, or not known.
 *
 * Where providers and converters differ in shape the reader bends: an object where a list is expected is a list of one, a list of one
 * where an object is expected is that object, and texts such as `"true"` and `"30"` are read as the boolean and number they name.
 */
export class Reader {
  private constructor(
    private readonly slot: Read<unknown>,
    /** Path from the resource down, such as `rules[0].apply.kmsKeyId`; empty for the resource itself. */
    readonly path: string,
    /** Whether the program said that what is here, or something around it, is a secret. */
    readonly isSecret = false,
    /** Why what is missing below is not known; undefined where missing means that the default holds. */
    private readonly gap?: string,
  ) {}

  /** A reader over all properties of a resource: plain data, the SDK's proxy, or the inputs or outputs in an exported state. */
  static of(properties: unknown): Reader {
    return Reader.from(unwrap(properties), "", false);
  }

  private static from(unwrapped: Unwrapped, path: string, around: boolean): Reader {
    const own = unwrapped.state === "value" && unwrapped.secret === true;
    return new Reader(placed(unwrapped, path), path, around || own);
  }

  /**
   * The same place as part of something of which only a part is shown: what is missing below it is unknown, not absent.
   * @param why ends a sentence that begins with the path
   */
  partial(why: string): Reader {
    return new Reader(this.slot, this.path, this.isSecret, why);
  }

  /** The place below this one. Names go into objects, numbers into lists. */
  at(...keys: readonly (string | number)[]): Reader {
    return keys.reduce<Reader>((reader, key) => reader.below(key), this);
  }

  /** Whether there is something, nothing, or something that cannot be told. */
  get state(): Read<unknown>["state"] {
    return this.slot.state;
  }

  /** Whether it cannot be told only because nothing stands there. */
  get isGap(): boolean {
    return this.slot.state === "unknown" && this.slot.gap === true;
  }

  text(): Read<string> {
    return this.as("a text", (value) => {
      if (typeof value === "string") return value;
      return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
    });
  }

  flag(): Read<boolean> {
    return this.as("true or false", (value) => {
      if (typeof value === "boolean") return value;
      return value === "true" ? true : value === "false" ? false : undefined;
    });
  }

  /** A finite number. */
  number(): Read<number> {
    return this.as("a number", (value) => {
      const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
      return typeof number === "number" && Number.isFinite(number) ? number : undefined;
    });
  }

  /** The elements of a list, each a place of its own: one of them may be unknown. */
  list(): Read<readonly Reader[]> {
    return this.as("a list", (value) =>
      Array.isArray(value) ? Array.from({ length: value.length }, (_, index) => this.below(index)) : [this],
    );
  }

  /** The names and places of an object, sorted by name. */
  fields(): Read<readonly (readonly [string, Reader])[]> {
    return this.as("an object", (value) =>
      typeof value === "object" && !Array.isArray(value)
        ? Object.keys(value as object)
            .sort()
            .map((name) => [name, this.below(name)] as const)
        : undefined,
    );
  }

  /**
   * The text that means something to a service: an empty one counts as absent, as in providers, which cannot tell the two apart.
   */
  filledText(): Read<string> {
    const read = this.text();
    return read.state === "value" && read.value.trim() === "" ? ABSENT : read;
  }

  /**
   * The same place read as data where it holds JSON text, as policy documents and a provider's configuration do; an empty text is absent,
   * one that is no JSON unknown. What is not a text stays as it is.
   * @param longest longest text that is read; a longer one is unknown
   */
  json(longest = Number.POSITIVE_INFINITY): Reader {
    if (this.slot.state !== "value" || typeof this.slot.value !== "string") return this;
    const { value } = this.slot;
    if (value.trim() === "") return new Reader(ABSENT, this.path, this.isSecret, this.gap);
    if (value.length > longest) {
      const why = `is a text of ${value.length} characters, and at most ${longest} are read`;
      return new Reader({ state: "unknown", path: this.path, why }, this.path);
    }
    try {
      const parsed: unknown = JSON.parse(value);
      // Absent would be what a default replaces; this was written.
      if (parsed === null)
        return new Reader({ state: "unknown", path: this.path, why: "is the text 'null'" }, this.path);
      return Reader.from(unwrap(parsed), this.path, this.isSecret);
    } catch {
      return new Reader({ state: "unknown", path: this.path, why: "is a text that is no JSON" }, this.path);
    }
  }

  private below(key: string | number): Reader {
    const path = joined(this.path, key);
    const at = (slot: Read<unknown>): Reader => new Reader(slot, path, this.isSecret, this.gap);
    if (this.slot.state !== "value") return at(this.slot);
    const { value } = this.slot;
    if (Array.isArray(value) && typeof key === "string") {
      if (value.length === 0) return at(ABSENT);
      if (value.length === 1) return this.below(0).below(key);
      return at(misshapen(this.path, value, "an object"));
    }
    if (typeof key === "number" && !Array.isArray(value)) return key === 0 ? this : at(ABSENT);
    if (typeof value !== "object" || value === null) return at(misshapen(this.path, value, "an object"));
    const found = Reader.from(property(value, key), path, this.isSecret);
    return found.state === "absent" && this.gap !== undefined
      ? at({ state: "unknown", path, why: this.gap, gap: true })
      : new Reader(found.slot, path, found.isSecret, this.gap);
  }

  /** The value if `accept` takes it. A value of another shape is unknown: it is neither a default nor a decision. */
  private as<T>(expected: string, accept: (value: unknown) => T | undefined): Read<T> {
    if (this.slot.state !== "value") return this.slot;
    try {
      const value = accept(this.slot.value);
      return value === undefined
        ? misshapen(this.path, this.slot.value, expected)
        : { state: "value", value };
    } catch {
      return misshapen(this.path, this.slot.value, expected);
    }
  }
}

function placed(unwrapped: Unwrapped, path: string): Read<unknown> {
  if (unwrapped.state === "value") return { state: "value", value: unwrapped.value };
  return unwrapped.state === "unknown" ? { ...unwrapped, path } : unwrapped;
}

function misshapen(path: string, value: unknown, expected: string): Unknown {
  return { state: "unknown", path, why: `is ${shapeOf(value)} where ${expected} should be` };
}

function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  switch (typeof value) {
    case "string":
      return "a text";
    case "number":
    case "bigint":
      return "a number";
    case "boolean":
      return "true or false";
    case "object":
      return "an object";
    default:
      return `a ${typeof value}`;
  }
}

/** Names that are not words are quoted, as in `metadata.labels["example.com/owner"]`. */
function joined(path: string, key: string | number): string {
  if (typeof key === "number") return `${path}[${key}]`;
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

/** A name, a number or a quoted name of a path. */
const STEP = /\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g;

/** The names and numbers of a reader's path, from the resource down. */
export function stepsIn(path: string): readonly (string | number)[] {
  return Array.from(path.matchAll(STEP), ([, index, quoted, name = ""]) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? name : String(JSON.parse(quoted));
  });
}

/** The value of a read, or what stands for absence. Unknown passes through. */
export function orDefault<T>(
  read: Read<T>,
  fallback: T,
): { readonly state: "value"; readonly value: T } | Unknown {
  return read.state === "absent" ? { state: "value", value: fallback } : read;
}
