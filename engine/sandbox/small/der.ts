/** The few shapes of ASN.1's DER encoding that certificates are made of. */

const CLASS_CONTEXT = 0x80;
const CONSTRUCTED = 0x20;

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), body]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 | bytes.length]), bytes, body]);
}

export const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, ...parts);
export const set = (...parts: readonly Buffer[]): Buffer => tagged(0x31, ...parts);
export const utf8 = (text: string): Buffer => tagged(0x0c, Buffer.from(text, "utf8"));
export const octets = (body: Buffer): Buffer => tagged(0x04, body);
export const yes = (): Buffer => tagged(0x01, Buffer.from([0xff]));
export const nothing = (): Buffer => tagged(0x05);

/** A positive number, or bytes that stand for one. */
export function integer(value: number | Buffer): Buffer {
  const hex = typeof value === "number" ? value.toString(16) : value.toString("hex");
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
  return tagged(0x02, ((bytes[0] ?? 0) & 0x80) === 0 ? bytes : Buffer.concat([Buffer.from([0]), bytes]));
}

/** Bytes as a bit string; `unused` bits at the end do not count. */
export const bits = (body: Buffer, unused = 0): Buffer => tagged(0x03, Buffer.from([unused]), body);

/** A moment; certificates write years from 2050 on differently. */
export function time(moment: Date): Buffer {
  const digits = moment.toISOString().replace(/[-:T]|\.\d+/g, "");
  return moment.getUTCFullYear() < 2050
    ? tagged(0x17, Buffer.from(digits.slice(2)))
    : tagged(0x18, Buffer.from(digits));
}

/** `[number]` around something that keeps its own tag. */
export const explicit = (number: number, ...parts: readonly Buffer[]): Buffer =>
  tagged(CLASS_CONTEXT | CONSTRUCTED | number, ...parts);

/** `[number]` in place of the tag of a simple value. */
export const implicit = (number: number, body: Buffer): Buffer => tagged(CLASS_CONTEXT | number, body);

/** An object identifier, e.g. `2.5.4.3`. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return tagged(0x06, Buffer.from(bytes));
}

/** One encoded value: its tag, its content, and all of it. */
export interface Element {
  readonly tag: number;
  readonly content: Buffer;
  readonly whole: Buffer;
}

/** The values that follow one another in a buffer. */
export function elements(buffer: Buffer): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < buffer.length;) {
    const tag = buffer[at] ?? 0;
    const short = buffer[at + 1] ?? 0;
    const lengthBytes = short < 0x80 ? 0 : short & 0x7f;
    const length = lengthBytes === 0 ? short : buffer.readUIntBE(at + 2, lengthBytes);
    const start = at + 2 + lengthBytes;
    found.push({
      tag,
      content: buffer.subarray(start, start + length),
      whole: buffer.subarray(at, start + length),
    });
    at = start + length;
  }
  return found;
}

export function toPem(label: string, der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

export function fromPem(pem: string): Buffer {
  return Buffer.from(pem.replace(/-----[^-]+-----/g, ""), "base64");
}
