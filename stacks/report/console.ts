import { createColors } from "picocolors";
import { describeBinding } from "../cannot-be-undone";
import {
  contentsEvaluated,
  countPolicies,
  neverJudged,
  registered,
  type Diagnostic,
  type Irreversible,
  type PolicyCounts,
  type Run,
  type StackRun,
} from "../model";
import {
  countIrreversible,
  errorsOf,
  groupIrreversible,
  groupSurvivors,
  groupUndetermined,
  groupViolations,
  isMandatory,
  type ViolationGroup,
} from "./groups";
import { countContents, kindOf, plural, totalOf } from "./kinds";
import { expectedBy, NOT_CHECKED } from "./landing-zone";
import { Page, TOGETHER, type Colors } from "./page";
import {
  counted,
  countOperations,
  describeContents,
  describeOperations,
  inSeconds,
  nameOf,
  positionOf,
  relatedTo,
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
/** Kinds of resources that are named in the summary of a stack; the report has them all. */
const KINDS_NAMED = 7;
/** Kinds of undetermined properties that are named. */
const PROPERTIES_NAMED = 4;
/** Rules without a case that are named; the report has them all. */
const RULES_NAMED = 6;
/** Names that are told of what is bound in one way; the report has them all. */
const NAMES_TOLD = 3;
/** Violations that are told of a stack; the report has them all. */
const VIOLATIONS_TOLD = 8;
/** Resources that are named for one violation. */
const RESOURCES_TOLD = 6;
/** Errors that are told of a stack. */
const ERRORS_TOLD = 5;

const OUTCOME_WORDS: Readonly<Record<StackRun["outcome"], string>> = {
  ok: "",
  failed: "failed",
  refused: "refused",
};

/** The first few of a list, and how many more there are. */
function firstOf(list: readonly string[], most: number): string {
  const more = list.length - most;
  return [...list.slice(0, most), ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

function tellViolation(page: Page, stack: StackRun, group: ViolationGroup, colors: Colors): void {
  const { rule, finding, fix, places } = group;
  const title = [finding.rule, rule?.title, rule && `(${rule.level})`].filter(Boolean).join(" ");
  if (isMandatory(group)) page.hang(2, "✗ ", title, colors.red);
  else page.hang(2, "! ", title, colors.yellow);
  for (const { finding: own } of places.slice(0, RESOURCES_TOLD)) {
    const subject = own.urn === undefined ? "the stack" : `${nameOf(own.urn)} (${kindOf(typeOf(own.urn))})`;
    page.hang(4, "", [subject, positionOf(own), own.property].filter(Boolean).join(", "));
    const related = relatedTo(own, stack);
    if (related === undefined) continue;
    page.hang(4, "to be changed: ", [nameOf(related.urn), related.position].filter(Boolean).join(", "));
  }
  const more = places.length - RESOURCES_TOLD;
  if (more > 0) page.hang(4, "", `and ${counted(more, "more resource")}, in the report`);
  page.hang(4, "", finding.message);
  if (fix !== undefined) page.hang(4, "fix: ", fix);
}

function tellError(page: Page, { resources }: StackRun, { message, urn }: Diagnostic, colors: Colors): void {
  const [said = "", ...fixes] = message.split(/\s*\n\s*fix: /);
  page.hang(2, "✗ ", urn === undefined ? said : withName(said, urn), colors.red);
  const resource = resources.find((candidate) => candidate.urn === urn);
  const position = resource && positionOf(resource);
  if (position !== undefined) page.hang(4, "", position);
  for (const fix of fixes) page.hang(4, "fix: ", fix);
}

/** A message with the resource that it is about, unless it names it itself. */
function withName(message: string, urn: string): string {
  const name = nameOf(urn);
  const named = [`${typeOf(urn)} ${name}`, `'${name}'`].some((words) => message.includes(words));
  return named ? message : `${name}: ${message}`;
}

/** What went wrong, before everything else. */
function tellProblems(page: Page, stack: StackRun, colors: Colors): void {
  const errors = errorsOf(stack);
  for (const error of errors.slice(0, ERRORS_TOLD)) tellError(page, stack, error, colors);
  if (errors.length > ERRORS_TOLD)
    page.hang(4, "", `and ${counted(errors.length - ERRORS_TOLD, "more error")}`);
  const violations = groupViolations([stack]);
  for (const group of violations.slice(0, VIOLATIONS_TOLD)) tellViolation(page, stack, group, colors);
  if (violations.length > VIOLATIONS_TOLD) {
    page.hang(4, "", `and ${counted(violations.length - VIOLATIONS_TOLD, "more violation")}, in the report`);
  }
}

function tellContents(page: Page, stack: StackRun): void {
  const { components, resources } = countContents(registered(stack));
  const named = resources
    .slice(0, KINDS_NAMED)
    .map(({ kind, count }) => `${count}${TOGETHER}${plural(kind, count)}`);
  const rest = resources.slice(KINDS_NAMED);
  if (rest.length > 0) named.push(`${totalOf(rest)} more of ${counted(rest.length, "kind")}`);
  page.row("contains", `${contentsOf(totalOf(components), totalOf(resources))}: ${named.join(", ")}`);
}

function contentsOf(components: number, resources: number): string {
  return [...(components > 0 ? [counted(components, "component")] : []), counted(resources, "resource")].join(
    ", ",
  );
}

function tellRules(page: Page, stack: StackRun, kind: Run["kind"], colors: Colors): void {
  const { policies } = stack;
  if (kind === "destroy") return; // nothing is judged that goes
  if (policies.rules.length === 0) {
    page.row("rules", "none was applied", colors.yellow);
    return;
  }
  const counts = countPolicies(policies);
  const { violations, undetermined } = counts;
  page.row("rules", describeCounts(counts), violations > 0 ? colors.yellow : String);
  if (policies.complete === false) page.row("", "the stack was not judged to the end", colors.yellow);
  if (undetermined > 0) {
    page.row("undetermined", firstOf(groupUndetermined(policies.findings), PROPERTIES_NAMED));
  }
  tellUnjudged(page, counts, policies.uncoveredTypes.length);
  tellCharts(page, [stack]);
  for (const warning of policies.warnings ?? []) page.row("", `warning: ${warning}`, colors.yellow);
}

function describeCounts({ evaluated, violations, undetermined, waived }: PolicyCounts): string {
  return `${evaluated} evaluated, ${violations} violated, ${undetermined} undetermined, ${waived} waived`;
}

/** Of how many charts the rules saw what they install. */
function tellCharts(page: Page, stacks: readonly StackRun[]): void {
  const contents = contentsEvaluated(stacks);
  if (contents !== undefined) page.row("contents", describeContents(contents));
}

/** What no rule has anything to say of: of these nobody may believe that they were judged. */
function tellUnjudged(page: Page, { notApplicable }: PolicyCounts, types: number): void {
  const parts = [
    ...(notApplicable > 0 ? [`${notApplicable} not applicable`] : []),
    ...(types > 0 ? [`${counted(types, "resource type")} without a rule`] : []),
  ];
  if (parts.length > 0) page.row("not judged", parts.join(", "));
}

function tellStack(page: Page, run: Run, stack: StackRun, colors: Colors): void {
  const outcome = OUTCOME_WORDS[stack.outcome];
  const title = [stack.stack, stack.role, stack.jurisdiction, outcome]
    .filter((part) => part !== "")
    .join(" · ");
  page.edges(title, inSeconds(stack.seconds), (text) =>
    colors.bold(outcome === "" ? text : colors.red(text)),
  );
  tellProblems(page, stack, colors);
  const began = stack.resources.length > 0 || stack.outcome === "ok";
  // Where it broke off, the list of resources is a part of them.
  const whole = stack.outcome === "ok" || (stack.outcome === "refused" && run.kind === "preview");
  if (whole && run.kind !== "destroy") tellContents(page, stack);
  if (began) page.row("changes", describeOperations(countOperations(stack, run.kind), run.kind));
  if (began) tellRules(page, stack, run.kind, colors);
  if (stack.unknownHubOutputs.length > 0) {
    const list = stack.unknownHubOutputs.join(", ");
    page.row("hub outputs", `${stack.unknownHubOutputs.length} not known before the hub exists: ${list}`);
  }
  const expected = expectedBy(stack);
  if (expected.length > 0)
    page.row("expected", `from the landing zone: ${expected.join(", ")}; ${NOT_CHECKED}`);
  tellIrreversible(page, boundBy(run.kind, stack));
  tellSurvivors(page, stack);
}

/** What is told as bound: after a destroy only what it has lost, for the locks stand beside what stays. */
function boundBy(kind: Run["kind"], { cannotBeUndone }: StackRun): Irreversible[] {
  return kind === "destroy" ? cannotBeUndone.filter(({ already }) => !already) : cannotBeUndone;
}

function tellIrreversible(page: Page, bound: readonly Irreversible[]): void {
  if (bound.length === 0) return;
  page.row("cannot be undone", countIrreversible(bound));
  for (const group of groupIrreversible(bound.filter(({ already }) => !already))) {
    const names = firstOf([...new Set(group.items.map(({ name }) => name))], NAMES_TOLD);
    page.hang(4, "- ", `${describeBinding(group)}: ${names}`);
  }
}

/** What a destroy has left: everything by name that stands for itself, and how many settings belong to it. */
function tellSurvivors(page: Page, { stays }: StackRun): void {
  if (stays === undefined) return;
  page.row("stays", stays.length === 0 ? "nothing" : String(stays.length));
  for (const { why, items, settings } of groupSurvivors(stays)) {
    const names = items.map(({ name }) => name).join(", ");
    const more = settings > 0 ? `, with ${counted(settings, "setting")}` : "";
    page.hang(4, "- ", `${names}${more}: ${why}`);
  }
}

/** What all stacks have together. */
function tellTotal(page: Page, run: Run, colors: Colors): void {
  const total = (pick: (stack: StackRun) => number): number =>
    run.stacks.reduce((sum, stack) => sum + pick(stack), 0);
  const contents = run.stacks.map((stack) => countContents(registered(stack)));
  const components = contents.reduce((sum, { components: own }) => sum + totalOf(own), 0);
  const resources = contents.reduce((sum, { resources: own }) => sum + totalOf(own), 0);
  const parts = [
    `${run.kind}: ${counted(run.stacks.length, "stack")}`,
    ...(run.kind === "destroy" || resources === 0 ? [] : [contentsOf(components, resources)]),
  ];
  page.edges(parts.join(", "), inSeconds(run.seconds), colors.bold);
  const notBegun = run.notBegun ?? [];
  if (notBegun.length > 0) {
    const before = run.stacks.filter(({ outcome }) => outcome !== "ok").map(({ stack }) => stack);
    page.row("not begun", `${notBegun.join(", ")}, because of ${before.join(", ")}`, colors.red);
  }
  if (total(({ policies }) => policies.rules.length) > 0) {
    const counts = run.stacks.map(({ policies }) => countPolicies(policies));
    const sum = (key: keyof PolicyCounts): number => counts.reduce((all, own) => all + own[key], 0);
    const all: PolicyCounts = {
      evaluated: sum("evaluated"),
      violations: sum("violations"),
      undetermined: sum("undetermined"),
      waived: sum("waived"),
      notApplicable: sum("notApplicable"),
    };
    page.row("rules", describeCounts(all));
    tellUnjudged(page, all, new Set(run.stacks.flatMap(({ policies }) => policies.uncoveredTypes)).size);
    tellCharts(page, run.stacks);
    const silent = neverJudged(run.stacks).map(({ id }) => id);
    if (silent.length > 0) page.row("never judged", firstOf(silent, RULES_NAMED));
  }
  const bound = run.stacks.flatMap((stack) => boundBy(run.kind, stack));
  if (bound.length > 0) page.row("cannot be undone", countIrreversible(bound));
  const stays = run.stacks.flatMap(({ stays: own }) => own ?? []);
  if (stays.length > 0) page.row("stays", String(stays.length));
}

/**
 * The quiet summary of a run for a terminal: of each stack first what went wrong, then what it contains, what happens to it, how the
 * rules ended, what cannot be undone; totals at the end. Ends without a line break.
 */
export function renderSummary(run: Run, options: SummaryOptions): string {
  const colors = createColors(options.color);
  const page = new Page(Math.max(LEAST_WIDTH, options.width ?? DEFAULT_WIDTH), colors);
  for (const stack of run.stacks) {
    page.blank();
    tellStack(page, run, stack, colors);
  }
  page.blank();
  tellTotal(page, run, colors);
  return page.lines.join("\n");
}
