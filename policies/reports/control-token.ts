import { frameworks } from "../controls/frameworks";

/** Title of a framework → its short name, which controls begin with where a format knows one list of controls only. */
const PREFIXES: ReadonlyMap<string, string> = new Map(
  Object.entries(frameworks).map(([id, { title }]) => [title, id]),
);

/**
 * A control as one word, such as `pci-3.5.1` or `gdpr-5_1_e` for Article 5(1)(e): formats such as OSCAL allow letters, digits, dots,
 * hyphens and underscores only.
 */
export function controlToken(framework: string, number: string): string {
  return `${PREFIXES.get(framework) ?? word(framework).toLowerCase()}-${word(number)}`;
}

function word(text: string): string {
  return text.replace(/[^\p{L}\p{N}.-]+/gu, "_").replace(/^_+|_+$/g, "");
}
