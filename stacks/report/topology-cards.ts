import { isRegionName, regions } from "../../content/regions";
import { registered, type Run, type StackRun } from "../model";
import { factsOf } from "./facts";
import { placeOf } from "./graph";
import { countContents, totalOf } from "./kinds";
import { counted } from "./wording";

/** What stands on the cards of the picture of the topology, as lines that fit their width. */

/** Sizes of text, in units of the picture. */
export const SIZES = { title: 15, text: 12, label: 11.5, area: 11.5 };
/** Average width of a character of a sans-serif face, in parts of its size; a little more than it is, so that text fits. */
const CHARACTER = 0.56;
/** From line to line. */
export const LINE = 17;
/** From a card's top to its first line, and between what it is and what it is made of. */
export const CARD_HEAD = 47;
export const CARD_BREAK = 7;
/** Space below the last line. */
const CARD_FOOT = 12;
/** From a card's edge to its text. */
export const CARD_PADDING = 14;
/** Lines of components; what does not fit is cut. */
const MODULE_LINES = 6;

/** Modules of components in the order in which a region is built up. Others follow by name. */
const MODULE_ORDER: readonly string[] = [
  "network",
  "encryption",
  "storage",
  "cluster",
  "metrics",
  "logs",
  "traces",
  "alerting",
  "dashboards",
  "runtime-security",
  "access",
  "audit",
  "detection",
];

/** What a card says. */
export interface CardText {
  /** Where it is, how much it holds, its network and its cluster. */
  facts: string[];
  /** The modules of its components. */
  modules: string[];
  /** The least height that shows all of it. */
  height: number;
}

/** Cuts text that would be wider than `width`. */
export function fitText(text: string, width: number, size: number): string {
  const most = Math.floor(width / (size * CHARACTER));
  return text.length <= most ? text : `${text.slice(0, Math.max(0, most - 1))}…`;
}

/** Joins words by a dot and breaks them into lines of `width`; what does not fit into `most` lines is cut. */
export function wrapWords(words: readonly string[], width: number, size: number, most: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} · ${word}`;
    if (last !== undefined && longer.length * size * CHARACTER <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const shown = lines.slice(0, most).map((line) => fitText(line, width, size));
  if (lines.length > most) shown[most - 1] = fitText(`${shown[most - 1] ?? ""} …`, width, size);
  return shown;
}

/** Modules of the stack's components, without the region itself, in the order in which they build on each other. */
function modulesOf(stack: StackRun | undefined): string[] {
  const types = (stack?.resources ?? []).filter(({ type }) => type.startsWith("pharos:"));
  const modules = [...new Set(types.map(({ type }) => type.split(":")[1] ?? ""))];
  const rank = (module: string): number => {
    const index = MODULE_ORDER.indexOf(module);
    return index < 0 ? MODULE_ORDER.length : index;
  };
  return modules
    .filter((module) => module !== "region")
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** The lines of a region's card. */
export function cardText(run: Run, region: string, width: number): CardText {
  const stack = run.stacks.find((candidate) => candidate.region === region);
  const place = placeOf(run, region);
  const name = isRegionName(region) ? regions[region].place : undefined;
  // Two on one line where they fit, else below each other.
  const said = (...parts: (string | undefined)[]): string[] =>
    wrapWords(
      parts.flatMap((part) => part || []),
      width,
      SIZES.text,
      parts.length,
    );
  const size =
    place === undefined
      ? "no stack of its own"
      : stack === undefined
        ? "not part of this run"
        : counted(totalOf(countContents(registered(stack)).resources), "resource");
  const zones = place?.zones?.length ?? 0;
  const cluster = stack && factsOf(stack).find(({ label }) => label === "Kubernetes")?.values[0];
  const facts = [
    ...said(name, size),
    ...said(place?.cidr, zones > 0 ? `${zones} zones` : undefined),
    ...said(cluster),
  ];
  const modules = wrapWords(modulesOf(stack), width, SIZES.text, MODULE_LINES);
  const lines = facts.length + modules.length;
  const height = CARD_HEAD + (lines - 1) * LINE + (modules.length > 0 ? CARD_BREAK : 0) + CARD_FOOT;
  return { facts, modules, height };
}
