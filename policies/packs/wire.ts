/**
 * The engine sends every resource with all its properties to every pack, twice before it is touched and once at the end, and unpacking
 * properties is nine tenths of what that costs a pack. A pack looks at few types. So the properties of all other resources are left out
 * of the message before anybody unpacks it, on the level of Protocol Buffers' encoding: a message is a sequence of fields, each a key
 * (number and kind) and a value.
 */

/** Numbers of fields in `pulumirpc.AnalyzeRequest` and, the same, `pulumirpc.AnalyzerResource`. */
const FIELD = { type: 1, properties: 2, provider: 6 } as const;
/** The resources of `pulumirpc.AnalyzeStackRequest`. */
const RESOURCES = 1;

/** Kinds of values: how long one is, is told by its kind. */
const VARINT = 0;
const FIXED_64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;

/** Bits of a key that tell the kind; the others tell the field's number. */
const KIND_BITS = 3;
/** Each byte of a number carries seven bits of it, and one that says whether another byte follows. */
const NUMBER_BITS = 7;

interface Field {
  readonly number: number;
  /** Where the field begins and ends, its key included. */
  readonly start: number;
  readonly end: number;
  /** Where its value begins. */
  readonly value: number;
}

/**
 * A resource without its properties and its provider's, which SDK and rules see as empty, unless its type is wanted.
 * @returns the same bytes where nothing is left out, or where they are not understood
 */
export function withoutProperties(message: Buffer, isWanted: (type: string) => boolean): Buffer {
  const fields = fieldsOf(message);
  const type = fields?.find(({ number }) => number === FIELD.type);
  if (fields === undefined || type === undefined) return message;
  if (isWanted(message.toString("utf8", type.value, type.end))) return message;
  const kept = fields.filter(({ number }) => number !== FIELD.properties && number !== FIELD.provider);
  const empty = Buffer.from([key(FIELD.properties, LENGTH_DELIMITED), 0]);
  return Buffer.concat([...kept.map(({ start, end }) => message.subarray(start, end)), empty]);
}

/** The same for every resource of a stack. */
export function withoutPropertiesInStack(message: Buffer, isWanted: (type: string) => boolean): Buffer {
  const fields = fieldsOf(message);
  if (fields === undefined) return message;
  return Buffer.concat(
    fields.flatMap(({ number, start, end, value }) => {
      if (number !== RESOURCES) return [message.subarray(start, end)];
      const resource = withoutProperties(message.subarray(value, end), isWanted);
      return [Buffer.from([key(RESOURCES, LENGTH_DELIMITED), ...varint(resource.length)]), resource];
    }),
  );
}

/** The fields of a message in their order; undefined if it is none. */
function fieldsOf(message: Buffer): readonly Field[] | undefined {
  const fields: Field[] = [];
  for (let start = 0; start < message.length;) {
    const field = fieldAt(message, start);
    if (field === undefined || field.end > message.length) return undefined;
    fields.push(field);
    start = field.end;
  }
  return fields;
}

function fieldAt(message: Buffer, start: number): Field | undefined {
  const head = readVarint(message, start);
  if (head === undefined) return undefined;
  const number = Math.floor(head.number / 2 ** KIND_BITS);
  const field = { number, start, value: head.end };
  switch (head.number % 2 ** KIND_BITS) {
    case VARINT: {
      const value = readVarint(message, head.end);
      return value && { ...field, end: value.end };
    }
    case FIXED_64:
      return { ...field, end: head.end + 8 };
    case FIXED_32:
      return { ...field, end: head.end + 4 };
    case LENGTH_DELIMITED: {
      const length = readVarint(message, head.end);
      return length && { ...field, value: length.end, end: length.end + length.number };
    }
    default:
      return undefined;
  }
}

/** A number of variable length, lowest bits first. Ten bytes are the most there can be. */
function readVarint(message: Buffer, start: number): { number: number; end: number } | undefined {
  let number = 0;
  for (let index = 0; index < 10; index++) {
    const byte = message[start + index];
    if (byte === undefined) return undefined;
    number += (byte % 2 ** NUMBER_BITS) * 2 ** (NUMBER_BITS * index);
    if (byte < 2 ** NUMBER_BITS) return { number, end: start + index + 1 };
  }
  return undefined;
}

function varint(number: number): number[] {
  const bytes: number[] = [];
  for (let rest = number; ; rest = Math.floor(rest / 2 ** NUMBER_BITS)) {
    if (rest < 2 ** NUMBER_BITS) return [...bytes, rest];
    bytes.push((rest % 2 ** NUMBER_BITS) + 2 ** NUMBER_BITS);
  }
}

function key(number: number, kind: number): number {
  return number * 2 ** KIND_BITS + kind;
}
