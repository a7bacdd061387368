import { createColors } from "picocolors";
import { countPolicies, registered, type Finding, type Run, type StackRun } from "../model";
import { countKinds, kindOf, plural } from "./kinds";
import {
  counted,
  countOperations,
  fixOf,
  groupIrreversible,
  inSeconds,
  listOperations,
  nameOf,
  operationWords,
  positionOf,
  typeOf,
} from "./wording";

/** How the summary is to look. */
export interface SummaryOptions {
  /** Whether the terminal shows colours. */
  color: boolean;
  /** Columns of the terminal. No line is longer. @default 80 */
  width?: number;
}

/** Columns of a terminal of which nothing is known. */
const DEFAULT_WIDTH = 80;
/** Narrower than this nothing can be laid out; lines then run over. */
const LEAST_WIDTH = 40;
/** Column at which values start: the longest label and two spaces. */
const LABEL_WIDTH = 18;
/** Kinds of resources that are named in the summary of a stack; the report has them all. */
const KINDS_NAMED = 5;
/** Kinds of locks that are told of a stack, and names of what is guarded; the report has them all. */
const GROUPS_TOLD = 4;
const NAMES_TOLD = 3;
/** Violations that are told of a stack; the report has them all. */
const VIOLATIONS_TOLD = 8;
/** Errors that are told of a stack. */
const ERRORS_TOLD = 5;

type Colors = ReturnType<typeof createColors>;
type Paint = (text: string) => string;

/** Breaks text at spaces into lines of at most `width`; a word that is longer is cut into pieces. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
      continue;
    }
    let rest = word;
    while (rest.length > width) {
      lines.push(rest.slice(0, width));
      rest = rest.slice(width);
    }
    if (rest !== "") lines.push(rest);
  }
  return lines;
}

/** Makes text of providers and programs safe for a terminal: no escape sequences, no carriage returns. */
function plain(text: string): string {
  return text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, "").replace(/[\u0000-\u001f\u007f-\u009f]/g, " ");
}

/** Lays out labelled and indented text within the width. */
class Page {
  readonly lines: string[] = [];

  constructor(
    private readonly width: number,
    private readonly colors: Colors,
  ) {}

  /** Two texts at the two edges; on two lines where they do not fit on one. */
  edges(left: string, right: string, paint: Paint): void {
    const gap = this.width - left.length - right.length;
    if (gap >= 2) this.lines.push(`${paint(left)}${" ".repeat(gap)}${this.colors.dim(right)}`);
    else this.lines.push(...wrap(left, this.width).map(paint), this.colors.dim(right));
  }

  /** A label and its value; the value's further lines stand below its first. */
  row(label: string, value: string, paint: Paint = String): void {
    const lines = wrap(plain(value), this.width - LABEL_WIDTH - 2);
    for (const [index, line] of lines.entries()) {
      this.lines.push(`  ${this.colors.dim((index === 0 ? label : "").padEnd(LABEL_WIDTH))}${paint(line)}`);
    }
  }

  /** A paragraph that hangs from its first word. */
  hang(indent: number, mark: string, text: string, paint: Paint = String): void {
    const lines = wrap(plain(text), this.width - indent - mark.length);
    for (const [index, line] of lines.entries()) {
      this.lines.push(`${" ".repeat(indent)}${index === 0 ? mark : " ".repeat(mark.length)}${paint(line)}`);
    }
  }

  blank(): void {
    if (this.lines.length > 0) this.lines.push("");
  }
}

const OUTCOME_WORDS: Readonly<Record<StackRun["outcome"], string>> = {
  ok: "",
  failed: "failed",
  refused: "refused",
};

function violationsFirstMandatory(stack: StackRun): Finding[] {
  const mandatory = new Set(
    stack.policies.rules.filter(({ level }) => level === "mandatory").map(({ id }) => id),
  );
  const rank = ({ rule }: Finding): number => (mandatory.has(rule) ? 0 : 1);
  return stack.policies.findings
    .filter(({ state }) => state === "violated")
    .sort((a, b) => rank(a) - rank(b));
}

function tellViolation(page: Page, stack: StackRun, finding: Finding, colors: Colors): void {
  const rule = stack.policies.rules.find(({ id }) => id === finding.rule);
  const mandatory = rule?.level === "mandatory";
  const title = [finding.rule, rule?.title, rule === undefined ? undefined : `(${rule.level})`];
  page.hang(
    2,
    mandatory ? "✗ " : "! ",
    title.filter(Boolean).join(" "),
    mandatory ? colors.red : colors.yellow,
  );
  const subject =
    finding.urn === undefined ? "the stack" : `${nameOf(finding.urn)} (${kindOf(typeOf(finding.urn))})`;
  page.hang(4, "", [subject, positionOf(finding)].filter(Boolean).join(", "));
  page.hang(4, "", finding.message);
  const fix = fixOf(finding, stack);
  if (fix !== undefined) page.hang(4, "fix: ", fix);
}

function tellStack(page: Page, run: Run, stack: StackRun, colors: Colors): void {
  const outcome = OUTCOME_WORDS[stack.outcome];
  const title = [stack.stack, stack.role, stack.jurisdiction, outcome]
    .filter((part) => part !== "")
    .join(" · ");
  page.edges(title, inSeconds(stack.seconds), (text) =>
    colors.bold(outcome === "" ? text : colors.red(text)),
  );

  const resources = registered(stack);
  const kinds = countKinds(resources);
  const named = kinds.slice(0, KINDS_NAMED).map(({ kind, count }) => `${count} ${plural(kind, count)}`);
  const rest = kinds.slice(KINDS_NAMED);
  if (rest.length > 0) {
    const more = rest.reduce((sum, { count }) => sum + count, 0);
    named.push(`${more} more of ${counted(rest.length, "kind")}`);
  }
  if (run.kind !== "destroy")
    page.row("resources", `${resources.length}: ${named.join(", ")}`.replace(/: $/, ""));

  const operations = listOperations(countOperations(stack)).map(
    ([name, count]) => `${count} ${operationWords(name, run.kind)}`,
  );
  page.row("operations", operations.length === 0 ? "none" : operations.join(", "));

  const counts = countPolicies(stack.policies);
  if (stack.policies.rules.length > 0) {
    page.row(
      "rules",
      `${counts.evaluated} evaluated, ${counts.violations} violated, ${counts.undetermined} undetermined, ${counts.waived} waived`,
      counts.violations > 0 ? colors.yellow : String,
    );
  }
  if (stack.unknownHubOutputs.length > 0) {
    const list = stack.unknownHubOutputs.join(", ");
    page.row("hub outputs", `${stack.unknownHubOutputs.length} not known before the hub exists: ${list}`);
  }
  if (stack.policies.complete === false)
    page.row("", "the rules did not come to judge the whole stack", colors.yellow);
  for (const warning of stack.policies.warnings ?? []) page.row("", `warning: ${warning}`, colors.yellow);
  tellIrreversible(page, stack);

  const violations = violationsFirstMandatory(stack);
  for (const finding of violations.slice(0, VIOLATIONS_TOLD)) tellViolation(page, stack, finding, colors);
  if (violations.length > VIOLATIONS_TOLD) {
    page.hang(2, "", `and ${counted(violations.length - VIOLATIONS_TOLD, "more violation")}, in the report`);
  }
  const errors = stack.diagnostics.filter(({ severity }) => severity === "error");
  for (const { message, urn } of errors.slice(0, ERRORS_TOLD)) {
    page.hang(2, "error ", urn === undefined ? message : `${nameOf(urn)}: ${message}`, colors.red);
  }
  if (errors.length > ERRORS_TOLD)
    page.hang(2, "", `and ${counted(errors.length - ERRORS_TOLD, "more error")}`);
}

function tellIrreversible(page: Page, stack: StackRun): void {
  if (stack.cannotBeUndone.length === 0) return;
  page.row("cannot be undone", String(stack.cannotBeUndone.length));
  const groups = groupIrreversible(stack.cannotBeUndone);
  const timed = groups.filter(({ until }) => until !== undefined);
  for (const { what, until, items } of timed.slice(0, GROUPS_TOLD)) {
    const more = items.length > 1 ? ` and ${items.length - 1} more` : "";
    page.hang(4, "- ", `${items[0]?.name ?? ""}${more}: ${what}; ${until ?? ""}`);
  }
  const untold = timed.slice(GROUPS_TOLD).flatMap(({ items }) => items);
  if (untold.length > 0) page.hang(4, "- ", `${untold.length} more with an end of their own, in the report`);
  const guarded = groups.filter(({ until }) => until === undefined).flatMap(({ items }) => items);
  if (guarded.length > 0) {
    const names = [...new Set(guarded.map(({ name }) => name))];
    const list = [
      ...names.slice(0, NAMES_TOLD),
      ...(names.length > NAMES_TOLD ? [`${names.length - NAMES_TOLD} more`] : []),
    ];
    page.hang(4, "- ", `guarded until a setting is changed: ${list.join(", ")}`);
  }
}

/**
 * The quiet summary of a run for a terminal: what each stack contains, what happens to it, how the rules ended, what cannot be
 * undone; totals at the end. Ends without a line break.
 */
export function renderSummary(run: Run, options: SummaryOptions): string {
  const colors = createColors(options.color);
  const page = new Page(Math.max(LEAST_WIDTH, options.width ?? DEFAULT_WIDTH), colors);
  for (const stack of run.stacks) {
    page.blank();
    tellStack(page, run, stack, colors);
  }
  page.blank();
  const total = (pick: (stack: StackRun) => number): number =>
    run.stacks.reduce((sum, stack) => sum + pick(stack), 0);
  const resources = counted(
    total((stack) => registered(stack).length),
    "resource",
  );
  const parts = [
    `${run.kind}: ${counted(run.stacks.length, "stack")}`,
    ...(run.kind === "destroy" ? [] : [resources]),
  ];
  page.edges(parts.join(", "), inSeconds(run.seconds), colors.bold);
  if (total(({ policies }) => policies.rules.length) > 0) {
    const sum = (key: keyof ReturnType<typeof countPolicies>): number =>
      total(({ policies }) => countPolicies(policies)[key]);
    page.row(
      "rules",
      `${sum("evaluated")} evaluated, ${sum("violations")} violated, ${sum("undetermined")} undetermined, ${sum("waived")} waived`,
    );
  }
  const bound = total(({ cannotBeUndone }) => cannotBeUndone.length);
  if (bound > 0) page.row("cannot be undone", String(bound));
  return page.lines.join("\n");
}
