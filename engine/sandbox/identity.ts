import { createHash } from "node:crypto";

const ALPHABETS = {
  hex: "0123456789abcdef",
  HEX: "0123456789ABCDEF",
  digits: "0123456789",
  alnum: "abcdefghijklmnopqrstuvwxyz0123456789",
  ALNUM: "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
} as const;

export type Alphabet = keyof typeof ALPHABETS;

/** Whether a word names an alphabet. */
export function isAlphabet(word: string): word is Alphabet {
  return word in ALPHABETS;
}

/**
 * Characters that look random and are the same for the same seed and purpose: ids must not change between two runs,
 * and two ids of one resource must not be equal.
 *
 * @param seed what the resource is, e.g. its URN and how often it was replaced
 * @param purpose what the characters are for
 * @param length how many, at most 64
 */
export function derived(seed: string, purpose: string, alphabet: Alphabet, length: number): string {
  const digest = createHash("sha512").update(`${seed}\n${purpose}`).digest();
  const letters = ALPHABETS[alphabet];
  let text = "";
  for (let index = 0; index < length; index++) text += letters.charAt((digest[index] ?? 0) % letters.length);
  return text;
}

/** A version 4 UUID by form, derived as {@link derived} does. */
export function derivedUuid(seed: string, purpose: string): string {
  const hex = derived(seed, purpose, "hex", 32);
  const variant = "89ab".charAt(parseInt(hex.charAt(16), 16) % 4);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20),
  ].join("-");
}

/** The last part of a URN: the name in the program. */
export function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/** A URN's project and stack. */
export function stackOf(urn: string): string {
  const [, stack = "", project = ""] = /^urn:pulumi:(.*?)::(.*?)::/.exec(urn) ?? [];
  return `${project}/${stack}`;
}

/** `VpcEndpoint` → `vpc-endpoint`. */
export function kebab(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
}
