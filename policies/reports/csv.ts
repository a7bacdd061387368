import type { RuleDescription } from "../evaluation/results";
import { type JudgedStack, type Report } from "./report";

const COLUMNS = [
  "framework",
  "control",
  "policy",
  "title",
  "pack",
  "severity",
  "level",
  "stack",
  "resource",
  "type",
  "verdict",
  "reason",
  "property",
  "message",
  "waiver",
  "file",
  "line",
] as const;

type Row = Partial<Record<(typeof COLUMNS)[number], string>>;

/** The verdict of a rule that had nothing to judge in a stack: an empty row would read as a pass. */
const NOTHING_TO_JUDGE = "nothing to judge";

/**
 * The control matrix: a row for every control, policy and resource with its verdict, as RFC 4180 has it, for spreadsheets and for the
 * systems that auditors import into. A policy that judged nothing in a stack has a row that says so.
 */
export function csvReport(report: Report): string {
  const rows = report.stacks.flatMap((stack) =>
    (stack.results?.rules ?? []).flatMap((rule) => {
      const verdicts = verdictsOf(stack, rule);
      return controlsOf(rule).flatMap((control) => verdicts.map((verdict) => ({ ...control, ...verdict })));
    }),
  );
  return [COLUMNS.join(","), ...rows.map(line)].map((text) => `${text}\r\n`).join("");
}

function controlsOf({ controls }: RuleDescription): readonly Row[] {
  return Object.entries(controls).flatMap(([framework, numbers]) =>
    numbers.map((control) => ({ framework, control })),
  );
}

function verdictsOf(
  { stack, results, sources }: JudgedStack,
  rule: RuleDescription & { readonly pack: string },
): readonly Row[] {
  const { id, title, pack, severity, level } = rule;
  const about: Row = { policy: id, title, pack, severity, level, stack };
  const own = (results?.results ?? []).filter((result) => result.rule === id);
  if (own.length === 0) return [{ ...about, verdict: NOTHING_TO_JUDGE }];
  return own.map(({ urn, type, outcome, reason, property, message, waiver }) => {
    const source = sources.get(urn);
    return {
      ...about,
      resource: urn,
      type,
      verdict: outcome,
      ...(reason !== undefined && { reason }),
      ...(property !== undefined && { property }),
      ...(message !== undefined && { message }),
      ...(waiver !== undefined && { waiver }),
      ...(source && { file: source.file, line: String(source.line) }),
    };
  });
}

function line(row: Row): string {
  return COLUMNS.map((column) => field(row[column] ?? "")).join(",");
}

/** A spreadsheet takes a text that begins with one of these for a formula, and runs it. */
const FORMULA = /^[=+\-@\t\r]/;

function field(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
