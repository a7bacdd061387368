import type { Result, RuleDescription } from "../../policies/evaluation/results";
import { coverageOf } from "../../policies/reports/coverage";
import { rulesOf, type Report, type Subject } from "../../policies/reports/report";
import { drawDocument, drawNavigationBar } from "./html-document";
import { markup, type Markup } from "./markup";
import { counted, nameOf } from "./wording";

const SUBJECTS: Readonly<Record<Subject, string>> = {
  planned: "what an update would make",
  deployed: "what the state says is deployed",
  drifted: "what is really there",
};

/** Outcomes with their words and their tone, the worst first. */
const OUTCOMES: readonly (readonly [outcome: Result["outcome"], words: string, tone: string])[] = [
  ["violation", "violated", "bad"],
  ["undetermined", "undetermined", "warn"],
  ["waived", "waived", ""],
  ["pass", "complies", "good"],
  ["notApplicable", "not applicable", ""],
];

/** A result with the stack that it is about. */
interface Seen {
  readonly stack: string;
  readonly result: Result;
}

type Evidence = ReadonlyMap<string, readonly Seen[]>;

/**
 * The way from a control to the rules that speak for it, and from a rule to every resource that it judged with the verdict: a page for
 * whoever has to be shown that a control is kept.
 */
export function renderEvidence(report: Report): string {
  const rules = rulesOf(report);
  const evidence = evidenceOf(report);
  const when = `${report.endedAt.slice(0, 10)} ${report.endedAt.slice(11, 16)} UTC`;
  const commit = report.commit === undefined ? false : markup` · commit <code>${report.commit}</code>`;
  return drawDocument({
    title: `Pharos evidence, ${when}`,
    top: markup`<h1>Pharos evidence</h1>
<p class="soft">${when} · ${SUBJECTS[report.subject]} · Pharos ${report.version}${commit}</p>
<p class="verdict">${verdictOf(report)}</p>
${drawTiles(report)}`,
    navigation: drawNavigationBar([
      ["coverage", "Coverage"],
      ["controls", "Controls"],
      ["policies", "Policies"],
    ]),
    main: markup`${drawCoverage(report)}
${drawControls(rules, evidence)}
${drawPolicies(rules, evidence, report)}`,
  });
}

function evidenceOf({ stacks }: Report): Evidence {
  const evidence = new Map<string, Seen[]>();
  for (const { stack, results } of stacks) {
    for (const result of results?.results ?? []) {
      const seen = evidence.get(result.rule) ?? [];
      seen.push({ stack, result });
      evidence.set(result.rule, seen);
    }
  }
  return evidence;
}

/** The whole in a sentence or two. What nobody judged never reads as kept. */
function verdictOf(report: Report): string {
  const { violations, undetermined, incomplete } = coverageOf(report);
  return [
    violations === 0 ? "No rule is violated by what was judged." : `${counted(violations, "violation")}.`,
    ...(undetermined > 0 ? [`${counted(undetermined, "result")} could not be told.`] : []),
    ...(incomplete.length > 0 ? [`Not judged to the end: ${incomplete.join(", ")}.`] : []),
  ].join(" ");
}

function drawTiles(report: Report): Markup {
  const coverage = coverageOf(report);
  const tile = (name: string, number: number, note: string, href: string, tone = ""): Markup =>
    markup`<li class="${tone}"><a href="${href}"><span class="tile-name">${name}</span><span class="tile-number">${number}</span><span class="tile-note">${note}</span></a></li>`;
  return markup`<ul class="tiles">${[
    tile("Stacks", report.stacks.length, counted(coverage.resources, "resource"), "#coverage"),
    tile("Evaluations", coverage.evaluated, `by ${counted(rulesOf(report).length, "rule")}`, "#policies"),
    tile(
      "Violations",
      coverage.violations,
      "of any level",
      "#policies",
      coverage.violations > 0 ? "is-bad" : "is-good",
    ),
    tile("Undetermined", coverage.undetermined, "is no pass", "#policies"),
    tile("Waived", coverage.waived, "accepted for a time", "#policies"),
    tile("Never judged", coverage.neverJudged.length, "rules without a case", "#coverage"),
  ]}</ul>`;
}

function drawCoverage(report: Report): Markup {
  const { neverJudged, unknownTypes, open } = coverageOf(report);
  const errors = report.stacks.flatMap(({ stack, errors: said }) =>
    said.map((error) => `${stack}: ${error}`),
  );
  return markup`<h2 id="coverage">Coverage</h2>
<div class="table" tabindex="0"><table><caption>How much of each stack was judged</caption><thead><tr><th scope="col">Stack</th><th scope="col">Judged</th><th scope="col" class="number">Resources</th><th scope="col" class="number">Evaluated</th><th scope="col" class="number">Violated</th><th scope="col" class="number">Undetermined</th><th scope="col" class="number">Waived</th><th scope="col" class="number">Not applicable</th></tr></thead><tbody>
${report.stacks.map(({ stack, results }) => {
  const words = results === undefined ? "nothing" : results.complete ? "all of it" : "in part";
  const { resources, evaluated, violations, undetermined, waived, notApplicable } = results?.coverage ?? {};
  return markup`<tr data-text="${stack}"><th scope="row">${stack}</th><td>${words}</td>${[resources, evaluated, violations, undetermined, waived, notApplicable].map((number) => markup`<td class="number">${number}</td>`)}</tr>
`;
})}</tbody></table></div>
${
  errors.length > 0 &&
  markup`<h3>Errors</h3>
<ul>${errors.map((error) => markup`<li>${error}</li>`)}</ul>`
}
${
  open.length > 0 &&
  markup`<h3>What could not be told</h3>
<ul>${open.map(({ rule, property, count }) => markup`<li><a href="#${ruleAnchor(rule)}"><code>${rule}</code></a>: <code>${property}</code>, ${counted(count, "time")}</li>`)}</ul>`
}
${
  neverJudged.length > 0 &&
  markup`<h3>Never judged</h3>
<p class="soft">Nothing in this run is of the kind that these rules judge, so nobody knows whether they would: ${neverJudged.map(({ id }, index) => markup`${index > 0 && ", "}<code>${id}</code>`)}.</p>`
}
${
  unknownTypes.length > 0 &&
  markup`<h3>Types without a rule</h3>
<p class="soft">No rule looks at resources of these types: ${unknownTypes.map((type, index) => markup`${index > 0 && ", "}<code>${type}</code>`)}.</p>`
}`;
}

function drawControls(rules: readonly RuleDescription[], evidence: Evidence): Markup {
  const frameworks = [...new Set(rules.flatMap(({ controls }) => Object.keys(controls)))];
  const byNumber = new Intl.Collator("en", { numeric: true });
  return markup`<h2 id="controls">Controls</h2>
<p class="soft">Which rules speak for which control, and how they ended. The mapping is Pharos’ own reading of the texts; an assessor has to confirm it.</p>
${frameworks.map((framework) => {
  const numbers = [...new Set(rules.flatMap(({ controls }) => controls[framework] ?? []))].sort((a, b) =>
    byNumber.compare(a, b),
  );
  return markup`<h3>${framework}</h3>
<div class="table" tabindex="0"><table class="controls"><caption>${counted(numbers.length, "control")} of ${framework}</caption><thead><tr><th scope="col">Control</th><th scope="col">Rules</th><th scope="col" class="number">Resources</th><th scope="col">Result</th></tr></thead><tbody>
${numbers.map((number) => {
  const speaking = rules.filter(({ controls }) => controls[framework]?.includes(number) === true);
  const seen = speaking.flatMap(({ id }) => evidence.get(id) ?? []);
  return markup`<tr data-text="${[framework, number, ...speaking.map(({ id }) => id)].join(" ").toLowerCase()}"><th scope="row">${number}</th><td>${speaking.map(({ id, title }, index) => markup`${index > 0 && ", "}<a href="#${ruleAnchor(id)}" title="${title}"><code>${id}</code></a>`)}</td><td class="number">${new Set(seen.filter(isJudged).map(({ result }) => result.urn)).size}</td><td>${badge(seen)}</td></tr>
`;
})}</tbody></table></div>
`;
})}`;
}

function drawPolicies(
  rules: readonly (RuleDescription & { readonly pack: string })[],
  evidence: Evidence,
  report: Report,
): Markup {
  return markup`<h2 id="policies">Policies</h2>
<p class="soft">Every rule with every resource that it looked at.</p>
${rules.map((rule) => drawPolicy(rule, evidence.get(rule.id) ?? [], report))}`;
}

function drawPolicy(
  rule: RuleDescription & { readonly pack: string },
  seen: readonly Seen[],
  report: Report,
): Markup {
  const { id, title, pack, level, severity, remediation, controls } = rule;
  const rank = ({ result }: Seen): number => OUTCOMES.findIndex(([outcome]) => outcome === result.outcome);
  const ordered = [...seen].sort(
    (a, b) => rank(a) - rank(b) || (a.result.urn < b.result.urn ? -1 : a.result.urn > b.result.urn ? 1 : 0),
  );
  return markup`<details class="sub" data-branch id="${ruleAnchor(id)}"><summary><code>${id}</code> ${title} ${badge(seen)}</summary><div class="body">
<p class="soft">${pack}, ${level}, ${severity}. ${Object.entries(controls)
    .map(([framework, numbers]) => `${framework}: ${numbers.join(", ")}`)
    .join("; ")}.</p>
<p>${remediation}</p>
${
  ordered.length === 0
    ? markup`<p>Nothing in this run is of the kind that it judges.</p>`
    : markup`<div class="table" tabindex="0"><table><caption>${counted(ordered.length, "result")} of ${id}</caption><thead><tr><th scope="col">Stack</th><th scope="col">Resource</th><th scope="col">Verdict</th><th scope="col">What was found</th><th scope="col">Declared in</th></tr></thead><tbody>
${ordered.map((each) => drawResult(each, report))}</tbody></table></div>`
}
</div></details>
`;
}

function drawResult({ stack, result }: Seen, report: Report): Markup {
  const { rule, urn, type, outcome, message, property, waiver: waiverId } = result;
  const [, words = outcome, tone = ""] = OUTCOMES.find(([name]) => name === outcome) ?? [];
  const judged = report.stacks.find((candidate) => candidate.stack === stack);
  const source = judged?.sources.get(urn);
  const waiver = judged?.results?.waivers?.find(({ id }) => id === waiverId);
  return markup`<tr data-text="${[rule, stack, urn, words].join(" ").toLowerCase()}"><td class="keep">${stack}</td><th scope="row">${nameOf(urn)}<br><span class="soft small">${type}</span></th><td><span class="badge ${tone}">${words}</span></td><td>${property !== undefined && markup`<code>${property}</code> `}${message}${waiver !== undefined && markup`<br>waiver ${waiver.id} until ${waiver.expires}, owner ${waiver.owner}, approved by ${waiver.approver}: ${waiver.reason}`}</td><td>${source !== undefined && markup`<code>${source.file}:${source.line}</code>`}</td></tr>
`;
}

/** How a rule, or several together, ended. */
function badge(seen: readonly Seen[]): Markup {
  if (!seen.some(isJudged)) return markup`<span class="badge">nothing to judge</span>`;
  const [, words, tone] = OUTCOMES.find(([outcome]) =>
    seen.some(({ result }) => result.outcome === outcome),
  )!;
  return markup`<span class="badge ${tone}">${words}</span>`;
}

function isJudged({ result }: Seen): boolean {
  return result.outcome !== "notApplicable";
}

function ruleAnchor(id: string): string {
  return `rule-${id}`;
}
