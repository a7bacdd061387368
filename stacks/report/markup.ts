/**
 * Building HTML and SVG from data without ever trusting the data: whatever is put into a {@link markup} template is escaped,
 * unless it is markup itself.
 */

/** Text that is markup already. Only {@link markup} and {@link trusted} make it. */
export class Markup {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

/** What may stand in a template: false and undefined stand for nothing, lists for their parts. */
export type Part = Markup | string | number | false | undefined | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Characters that XML 1.0 and HTML do not allow, whatever way they are written. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g;

/** Makes text safe as an element's content and as a quoted attribute's value. */
export function escapeText(text: string): string {
  return text
    .replace(FORBIDDEN, "\ufffd")
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function render(part: Part): string {
  if (part === undefined || part === false) return "";
  if (part instanceof Markup) return part.text;
  if (typeof part === "string") return escapeText(part);
  if (typeof part === "number") return String(part);
  return part.map(render).join("");
}

/** A template whose holes are escaped. */
export function markup(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(strings.map((text, index) => text + render(parts[index])).join(""));
}

/** Text of our own that is markup: style sheets, scripts, drawings. Never for data. */
export function trusted(text: string): Markup {
  return new Markup(text);
}
