/** Text of rules, providers and programs as Markdown that says just that, whatever the text contains. */

/** What means something in Markdown within a line. */
const SPECIAL = /[\\`*_[\]<>|~#&]/g;
/** Put behind an @, so that a text which names somebody calls nobody. */
const ZERO_WIDTH_SPACE = "\u200b";

/** Text on one line, without any effect. */
export function plain(text: string): string {
  return oneLine(text).replace(SPECIAL, "\\$&").replaceAll("@", `@${ZERO_WIDTH_SPACE}`);
}

/** Text as code: in a fence that is longer than any in the text. */
export function code(text: string): string {
  const content = oneLine(text);
  if (content === "") return "";
  const longest = Math.max(0, ...[...content.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const space = content.startsWith("`") || content.endsWith("`") ? " " : "";
  return `${fence}${space}${content}${space}${fence}`;
}

export function emphasize(text: string): string {
  return `**${text}**`;
}

/** At most so many characters, and how many more there are. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most).replace(/[\ud800-\udbff]$/, "");
  return `${kept}… (${text.length - kept.length} characters more)`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
