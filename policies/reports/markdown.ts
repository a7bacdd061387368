import { coverageOf } from "./coverage";
import { code, cut, emphasize, plain } from "./markdown-text";
import { counted, nameOf, placedResults, type Placed, type Report, type Source } from "./report";

/** Characters that GitHub takes as the body of a comment (65 536), less a reserve for what a pipeline puts around it. */
const GITHUB_LIMIT = 65_000;

/** First line of the report: by it a pipeline finds its own comment again. */
const COMMENT_MARKER = "<!-- pharos:check -->";

/** Resources that are named for one violation; the others are counted. */
const PLACES_TOLD = 10;
/** Characters of one message; a provider's may be of any length. */
const MESSAGE_TOLD = 1_500;
/** Types without a rule, and rules that never judged, that are named. */
const NAMES_TOLD = 40;
/** Warnings that are told, and characters of each. */
const WARNINGS_TOLD = 10;
const WARNING_TOLD = 300;

/** A part of the report whose items are told as far as there is room. */
interface Section {
  readonly title: string;
  readonly intro?: string;
  readonly items: readonly Item[];
  /** What is counted where items are left out: "violation". */
  readonly noun: string;
}

interface Item {
  readonly text: string;
  /** How many of what is counted stand in it. */
  readonly stands: number;
}

/**
 * The report as a comment on a pull request: violations first, each with its line, then what was waived and what could not be told, and
 * how much was judged. It never exceeds `limit` characters: what does not fit is counted.
 */
export function markdownReport(report: Report, limit = GITHUB_LIMIT): string {
  const head = [COMMENT_MARKER, `## ${headline(report)}`].join("\n\n");
  const tail = coverageSection(report);
  const sections = [errors(report), violations(report), waived(report), undetermined(report)];
  const room = limit - head.length - tail.length - "\n\n".length * 2;
  return `${[head, ...fill(sections, room), tail].join("\n\n")}\n`;
}

/** The whole run in one line. What was not judged to the end never reads as a pass. */
function headline(report: Report): string {
  const { violations: broken, undetermined: open, incomplete } = coverageOf(report);
  const mandatory = placedResults(report, "violation").filter(
    ({ rule }) => rule.level === "mandatory",
  ).length;
  return [
    `Pharos: ${broken === 0 ? "no violation" : counted(broken, "violation")}${broken > 0 ? `, ${mandatory} mandatory` : ""}`,
    ...(open > 0 ? [`${open} undetermined`] : []),
    ...(incomplete.length > 0 ? [`not judged to the end: ${incomplete.map(plain).join(", ")}`] : []),
  ].join("; ");
}

function errors({ stacks }: Report): Section {
  return {
    title: "Errors",
    noun: "error",
    items: stacks.flatMap(({ stack, errors: said }) =>
      said.map((error) => ({
        text: `- ${code(stack)}: ${plain(cut(error, MESSAGE_TOLD))}`,
        stands: 1,
      })),
    ),
  };
}

function violations(report: Report): Section {
  const groups = new Map<string, Placed[]>();
  for (const placed of placedResults(report, "violation")) {
    const { rule, message, fix, reason } = placed.result;
    const key = JSON.stringify([rule, placed.rule.level, reason, message, fix]);
    groups.set(key, [...(groups.get(key) ?? []), placed]);
  }
  return {
    title: "Violations",
    noun: "violation",
    items: [...groups.values()].map((group) => ({
      text: violation(group, report),
      stands: group.length,
    })),
  };
}

/** The same violation of one rule on one or more resources. */
function violation(group: readonly Placed[], report: Report): string {
  const { rule, result } = group[0]!;
  const { reason = "violation", message = "", fix } = result;
  const more = group.length - PLACES_TOLD;
  return [
    `#### ${code(`${rule.id}/${reason}`)} ${plain(rule.title)} (${rule.level}, ${rule.severity})`,
    [
      ...group.slice(0, PLACES_TOLD).map((placed) => `- ${place(placed, report)}`),
      ...(more > 0 ? [`- and ${counted(more, "more resource")}`] : []),
    ].join("\n"),
    sentence(plain(cut(message, MESSAGE_TOLD))),
    ...(fix === undefined ? [] : [`${emphasize("Fix:")} ${sentence(plain(cut(fix, MESSAGE_TOLD)))}`]),
  ].join("\n\n");
}

/** A resource, where it is declared, and the resource to change where that is another. */
function place({ stack, result, source }: Placed, report: Report): string {
  return [
    `${code(nameOf(result.urn))} (${code(result.type)}, ${plain(stack.stack)})`,
    ...(source === undefined ? [] : [link(source, report)]),
    ...(result.property === undefined ? [] : [code(result.property)]),
    ...(result.related === undefined ? [] : [`set in ${code(nameOf(result.related))}`]),
  ].join(", ");
}

function link({ file, line }: Source, { sourceAddress }: Report): string {
  const text = code(`${file}:${line}`);
  if (sourceAddress === undefined) return text;
  return `[${text}](${sourceAddress}${file.split("/").map(encodeURIComponent).join("/")}#L${line})`;
}

function waived(report: Report): Section {
  return {
    title: "Waived",
    intro: "Violations that somebody has accepted for a time.",
    noun: "waived violation",
    items: placedResults(report, "waived").map((placed) => {
      const { result, stack } = placed;
      const waiver = stack.results?.waivers?.find(({ id }) => id === result.waiver);
      const until =
        waiver === undefined
          ? ""
          : `, until ${waiver.expires}, owner ${plain(waiver.owner)}: ${plain(cut(waiver.reason, MESSAGE_TOLD))}`;
      return {
        text: `- ${code(`${result.rule}/${result.reason ?? ""}`)} ${place(placed, report)}, waiver ${code(result.waiver ?? "")}${until}`,
        stands: 1,
      };
    }),
  };
}

function undetermined(report: Report): Section {
  return {
    title: "Undetermined",
    intro:
      "For these a rule could claim nothing. What is only not known before the update is decided by the update.",
    noun: "undetermined result",
    items: placedResults(report, "undetermined").map(({ result, stack }) => ({
      text: `- ${code(result.rule)} ${code(nameOf(result.urn))} (${plain(stack.stack)}): ${code(result.property ?? "")} ${plain(cut(result.message ?? "", MESSAGE_TOLD))}`,
      stands: 1,
    })),
  };
}

/** How much was judged, stack by stack, and what nobody judged. */
function coverageSection(report: Report): string {
  const { neverJudged, unknownTypes } = coverageOf(report);
  const rows = report.stacks.map(({ stack, results }) => {
    if (results === undefined) return `| ${code(stack)} | not judged | | | | | |`;
    const {
      resources,
      evaluated,
      violations: broken,
      undetermined: open,
      waived: accepted,
      notApplicable,
    } = results.coverage;
    const partly = results.complete ? "" : " (in part)";
    return `| ${code(stack)}${partly} | ${[resources, evaluated, broken, open, accepted, notApplicable].join(" | ")} |`;
  });
  return [
    "### Coverage",
    [
      "| stack | resources | evaluated | violated | undetermined | waived | not applicable |",
      "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
      ...rows,
    ].join("\n"),
    ...named(
      "Never judged, because nothing in this run is of their kind",
      neverJudged.map(({ id }) => id),
    ),
    ...folded(
      `${counted(unknownTypes.length, "type")} without a rule`,
      named("No rule looks at", unknownTypes),
    ),
    ...warnings(report),
  ].join("\n\n");
}

function named(label: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length - NAMES_TOLD;
  const list = names.slice(0, NAMES_TOLD).map((name) => code(name));
  return [`${label}: ${[...list, ...(more > 0 ? [`and ${more} more`] : [])].join(", ")}.`];
}

/** What a reader may open. */
function folded(summary: string, paragraphs: readonly string[]): string[] {
  if (paragraphs.length === 0) return [];
  return [`<details><summary>${summary}</summary>\n\n${paragraphs.join("\n\n")}\n\n</details>`];
}

function warnings({ stacks }: Report): string[] {
  const lines = stacks.flatMap(({ stack, results }) =>
    (results?.warnings ?? []).map((text) => `- ${code(stack)}: ${plain(cut(text, WARNING_TOLD))}`),
  );
  const more = lines.length - WARNINGS_TOLD;
  if (lines.length === 0) return [];
  return [[...lines.slice(0, WARNINGS_TOLD), ...(more > 0 ? [`- and ${more} more`] : [])].join("\n")];
}

/** Sections as far as there is room, in their order; each that has items keeps at least its title and how many items it has. */
function fill(sections: readonly Section[], room: number): string[] {
  const wanted = sections.filter(({ items }) => items.length > 0);
  let rest = room - wanted.reduce((sum, section) => sum + leastOf(section), 0);
  return wanted.map((section) => {
    const told: string[] = [];
    for (const { text } of section.items) {
      if (text.length + "\n\n".length > rest) break;
      rest -= text.length + "\n\n".length;
      told.push(text);
    }
    const left = section.items.slice(told.length).reduce((sum, { stands }) => sum + stands, 0);
    return [...opening(section), ...told, ...(left > 0 ? [moreOf(section, left)] : [])].join("\n\n");
  });
}

/** What a section takes with none of its items told. */
function leastOf(section: Section): number {
  const all = section.items.reduce((sum, { stands }) => sum + stands, 0);
  return [...opening(section), moreOf(section, all)].join("\n\n").length + "\n\n".length;
}

function opening({ title, intro }: Section): string[] {
  return [`### ${title}`, ...(intro === undefined ? [] : [intro])];
}

function moreOf({ noun }: Section, left: number): string {
  return `_and ${counted(left, `more ${noun}`)}: there is no room for them here, the other formats of the report have them all._`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) || text === "" ? text : `${text}.`;
}
