/** Characters that have broken pages before; a test makes its texts of them. */
export const TROUBLESOME = [
  ..."<>\"'&/!-=`;#x ",
  "\n",
  "\u0000",
  "\u001b",
  "\u009f",
  "\ufffe",
  "\ud800",
  "é",
  "𝄞",
  "$&",
  "]]>",
  "</",
];

/** Elements of HTML that have no end tag. */
const VOID = new Set([
  "area",
  "base",
  "br",
  "col",
  "embed",
  "hr",
  "img",
  "input",
  "link",
  "meta",
  "source",
  "track",
  "wbr",
]);

/** Elements whose content is not markup. */
const RAW = /<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g;

/**
 * What is wrong with the tags of a page, as a list; empty for a page in which every start tag has its end tag, every attribute's
 * value is quoted, and no bare `<` or `&` stands in the text.
 */
export function markupMistakes(html: string): string[] {
  const mistakes: string[] = [];
  const open: string[] = [];
  const text = html.replace(/^<!doctype html>\s*/, "").replace(RAW, "<$1></$1>");
  let rest = 0;
  const tag = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z-]+(?:="[^"<]*")?)*)\s*(\/?)>/g;
  const judgeText = (part: string): void => {
    const bare = /<|&(?!(?:amp|lt|gt|quot|#39);)/.exec(part);
    if (bare !== null)
      mistakes.push(`bare ${bare[0]} in ${JSON.stringify(part.slice(bare.index, bare.index + 60))}`);
  };
  for (const match of text.matchAll(tag)) {
    judgeText(text.slice(rest, match.index));
    rest = match.index + match[0].length;
    const [, end, name = "", attributes = "", closed] = match;
    for (const value of attributes.matchAll(/"([^"]*)"/g)) judgeText(value[1] ?? "");
    const names = attributes
      .replace(/="[^"]*"/g, "")
      .split(/\s+/)
      .filter((attribute) => attribute !== "");
    if (new Set(names).size < names.length) mistakes.push(`an attribute twice in ${match[0]}`);
    if (end === "/") {
      const last = open.pop();
      if (last !== name) mistakes.push(`</${name}> closes <${last ?? "nothing"}>`);
    } else if (closed !== "/" && !VOID.has(name)) {
      open.push(name);
    }
  }
  judgeText(text.slice(rest));
  if (open.length > 0) mistakes.push(`never closed: ${open.join(", ")}`);
  return mistakes;
}

/** Every id of a page, in its order. */
export function idsOf(html: string): string[] {
  return [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id ?? "");
}

/** The text that a reader sees, without tags, styles and scripts. */
export function textOf(html: string): string {
  return html
    .replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
