import {
  contentsEvaluated,
  neverJudged,
  type Finding,
  type RuleOutcome,
  type Run,
  type StackRun,
} from "../model";
import { groupViolations, isMandatory } from "./groups";
import { linkTo, type Anchors } from "./html-regions";
import { markup, type Markup } from "./markup";
import { counted, describeContents, positionOf, relatedTo } from "./wording";

/** A finding together with the stack that it is about. */
interface Placed {
  stack: StackRun;
  finding: Finding;
}

function findings(run: Run, state: Finding["state"]): Placed[] {
  return run.stacks.flatMap((stack) =>
    stack.policies.findings
      .filter((finding) => finding.state === state)
      .map((finding) => ({ stack, finding })),
  );
}

/** The same rule's outcomes in all stacks, added up, in the order in which the packs name them. */
export function addUpRules(run: Run): RuleOutcome[] {
  const rules = new Map<string, RuleOutcome>();
  for (const { policies } of run.stacks) {
    for (const rule of policies.rules) {
      const sum = rules.get(rule.id);
      if (sum === undefined) {
        rules.set(rule.id, { ...rule });
        continue;
      }
      sum.evaluated += rule.evaluated;
      sum.violations += rule.violations;
      sum.undetermined += rule.undetermined;
      sum.waived += rule.waived;
      sum.notApplicable += rule.notApplicable;
      // A rule may be mandatory in one stack and advisory in another; the stricter word is told.
      if (rule.level === "mandatory") sum.level = rule.level;
    }
  }
  return [...rules.values()];
}

/** How a rule, or several together, ended, in a word with a tone. */
function verdict(rules: readonly RuleOutcome[]): readonly [tone: string, words: string] {
  const sum = (key: "evaluated" | "violations" | "undetermined" | "waived"): number =>
    rules.reduce((total, rule) => total + rule[key], 0);
  const mandatory = rules.some(({ level, violations }) => level === "mandatory" && violations > 0);
  if (sum("violations") > 0) return [mandatory ? "bad" : "warn", "violated"];
  if (sum("evaluated") === 0) return ["", "nothing to judge"];
  if (sum("undetermined") > 0) return ["warn", "open in part"];
  if (sum("waived") > 0) return ["", "holds, with waivers"];
  return ["good", "holds"];
}

function badge([tone, words]: readonly [tone: string, words: string]): Markup {
  return markup`<span class="badge ${tone}">${words}</span>`;
}

function safeUrl(url: string | undefined): string | undefined {
  return url !== undefined && /^https:\/\//.test(url) ? url : undefined;
}

/** Violations, the mandatory first, each with where it is and what to change. */
export function drawViolations(run: Run, anchors: Anchors): Markup | false {
  const groups = groupViolations(run.stacks);
  if (groups.length === 0) return false;
  return markup`<section data-branch><h2 id="violations">Violations</h2>
${groups.map((group) => {
  const { rule, finding, fix, places } = group;
  const mandatory = isMandatory(group);
  const text = [finding.rule, rule?.title, finding.message, ...places.map(({ stack }) => stack.stack)];
  return markup`<article class="finding ${mandatory && "mandatory"}" data-text="${text.join(" ").toLowerCase()}"><h3>${finding.rule} ${rule?.title} <span class="badge ${mandatory ? "bad" : "warn"}">${rule?.level ?? "unknown level"}</span></h3>
${places.map((place) => drawPlace(place, anchors))}<p>${finding.message}</p>${fix !== undefined && markup`<p><strong>Fix:</strong> ${fix}</p>`}</article>
`;
})}</section>`;
}

/** Where a violation is: stack, resource, line, property; and the resource to change, where that is another. */
function drawPlace({ stack, finding }: Placed, anchors: Anchors): Markup {
  const position = positionOf(finding);
  const related = relatedTo(finding, stack);
  return markup`<p class="soft">${stack.stack}${finding.urn !== undefined && markup` · ${linkTo(finding.urn, anchors)}`}${position !== undefined && markup` · <code>${position}</code>`}${finding.property !== undefined && markup` · <code>${finding.property}</code>`}</p>
${related !== undefined && markup`<p><strong>To be changed:</strong> ${linkTo(related.urn, anchors)}${related.position !== undefined && markup` · <code>${related.position}</code>`}</p>`}`;
}

function drawRuleTable(rules: readonly RuleOutcome[]): Markup {
  return markup`<div class="table" tabindex="0"><table><caption>Every rule that was applied, added up over all stacks</caption><thead><tr><th scope="col">Rule</th><th scope="col">What it demands</th><th scope="col">Pack</th><th scope="col">Level</th><th scope="col" class="number">Evaluated</th><th scope="col" class="number">Violated</th><th scope="col" class="number">Undetermined</th><th scope="col" class="number">Waived</th><th scope="col">Result</th></tr></thead><tbody>
${rules.map((rule) => {
  const url = safeUrl(rule.url);
  const id = markup`<code>${rule.id}</code>`;
  return markup`<tr data-text="${[rule.id, rule.title, rule.pack, rule.level, rule.severity].join(" ").toLowerCase()}"><th scope="row" class="keep">${url === undefined ? id : markup`<a href="${url}" rel="noreferrer">${id}</a>`}</th><td>${rule.title}</td><td>${rule.pack}</td><td>${rule.level}<br><span class="soft small">${rule.severity}</span></td><td class="number">${rule.evaluated}</td><td class="number">${rule.violations}</td><td class="number">${rule.undetermined}</td><td class="number">${rule.waived}</td><td>${badge(verdict([rule]))}</td></tr>
`;
})}</tbody></table></div>`;
}

function drawUndetermined(run: Run, anchors: Anchors): Markup | false {
  const open = findings(run, "undetermined");
  if (open.length === 0) return false;
  return markup`<h3 id="undetermined">Undetermined</h3>
<p class="soft">For these a rule could claim nothing, for the reason that stands beside each. What is only not known before the update is decided by the update.</p>
<div class="table" tabindex="0"><table><caption>What could not be decided yet</caption><thead><tr><th scope="col">Stack</th><th scope="col">Rule</th><th scope="col">Resource</th><th scope="col">Property</th><th scope="col">Why</th></tr></thead><tbody>
${open.map(
  ({ stack, finding }) =>
    markup`<tr data-text="${[finding.rule, stack.stack, finding.urn, finding.property].join(" ").toLowerCase()}"><td class="keep">${stack.stack}</td><td class="keep"><code>${finding.rule}</code></td><td>${finding.urn === undefined ? "the stack" : linkTo(finding.urn, anchors)}</td><td>${finding.property !== undefined && markup`<code>${finding.property}</code>`}</td><td>${finding.message}</td></tr>
`,
)}</tbody></table></div>`;
}

function drawWaived(run: Run, anchors: Anchors): Markup | false {
  const waived = findings(run, "waived");
  if (waived.length === 0) return false;
  return markup`<h3 id="waived">Waived</h3>
<div class="table" tabindex="0"><table><caption>Violations that somebody has accepted for a time</caption><thead><tr><th scope="col">Stack</th><th scope="col">Rule</th><th scope="col">Resource</th><th scope="col">Waiver</th><th scope="col">What is wrong</th></tr></thead><tbody>
${waived.map(
  ({ stack, finding }) =>
    markup`<tr data-text="${[finding.rule, stack.stack, finding.urn, finding.waiver].join(" ").toLowerCase()}"><td class="keep">${stack.stack}</td><td class="keep"><code>${finding.rule}</code></td><td>${finding.urn === undefined ? "the stack" : linkTo(finding.urn, anchors)}</td><td>${finding.waiver}</td><td>${finding.message}</td></tr>
`,
)}</tbody></table></div>`;
}

/** Controls of one framework that a rule speaks for. Frameworks' names are data: only the object's own keys count. */
function controlsOf({ controls }: RuleOutcome, framework: string): readonly string[] {
  return Object.hasOwn(controls, framework) ? (controls[framework] ?? []) : [];
}

function drawControls(rules: readonly RuleOutcome[]): Markup | false {
  const frameworks = [...new Set(rules.flatMap(({ controls }) => Object.keys(controls)))];
  if (frameworks.length === 0) return false;
  const byNumber = new Intl.Collator("en", { numeric: true });
  return markup`<h2 id="controls">Controls</h2>
<p class="soft">Which requirement of which framework the rules above speak for. A control that “holds” holds as far as these rules look; an audit looks further.</p>
${frameworks.map((framework) => {
  const ids = [...new Set(rules.flatMap((rule) => controlsOf(rule, framework)))].sort((a, b) =>
    byNumber.compare(a, b),
  );
  return markup`<h3>${framework}</h3>
<div class="table" tabindex="0"><table class="controls"><caption>${counted(ids.length, "control")} of ${framework}</caption><thead><tr><th scope="col">Control</th><th scope="col">Rules</th><th scope="col" class="number">Evaluated</th><th scope="col">Result</th></tr></thead><tbody>
${ids.map((id) => {
  const speaking = rules.filter((rule) => controlsOf(rule, framework).includes(id));
  return markup`<tr data-text="${[framework, id, ...speaking.map((rule) => rule.id)].join(" ").toLowerCase()}"><th scope="row">${id}</th><td>${speaking.map((rule, index) => markup`${index > 0 && ", "}<code title="${rule.title}">${rule.id}</code>`)}</td><td class="number">${speaking.reduce((sum, { evaluated }) => sum + evaluated, 0)}</td><td>${badge(verdict(speaking))}</td></tr>
`;
})}</tbody></table></div>
`;
})}`;
}

/** Of how many releases the rules saw what they install, of all stacks and of each. */
function drawContents({ stacks }: Run): Markup | false {
  const all = contentsEvaluated(stacks);
  if (all === undefined) return false;
  const each = stacks.flatMap((stack) => {
    const own = contentsEvaluated([stack]);
    return own === undefined ? [] : [`${stack.stack} ${own.evaluated} of ${own.releases}`];
  });
  return markup`<p id="contents">Contents ${describeContents(all)} (${each.join(", ")}). Of the others the rules saw the values alone, not the pods that their charts make; <code>pharos render</code> shows them.</p>`;
}

/** Which rules were applied, how they ended, and which controls they speak for. */
export function drawRules(run: Run, anchors: Anchors): Markup {
  const rules = addUpRules(run);
  const uncovered = [...new Set(run.stacks.flatMap(({ policies }) => policies.uncoveredTypes))].sort();
  const silent = neverJudged(run.stacks);
  const incomplete = run.stacks.filter(({ policies }) => policies.complete === false);
  const warnings = run.stacks.flatMap(({ stack, policies }) =>
    (policies.warnings ?? []).map((text) => `${stack}: ${text}`),
  );
  return markup`<h2 id="rules">Rules</h2>
${
  incomplete.length > 0 &&
  markup`<p><strong>Not judged to the end:</strong> ${incomplete.map(({ stack }) => stack).join(", ")}. The numbers of these stacks are a part of the truth.</p>`
}
${drawContents(run)}
${rules.length === 0 ? markup`<p>No policy pack was applied in this run.</p>` : drawRuleTable(rules)}
${drawUndetermined(run, anchors)}
${drawWaived(run, anchors)}
${
  warnings.length > 0 &&
  markup`<h3>Warnings</h3>
<ul>${warnings.map((text) => markup`<li>${text}</li>`)}</ul>`
}
${
  silent.length > 0 &&
  markup`<h3 id="never-judged">Never judged</h3>
<p class="soft">These rules were applied and found nothing of their kind in any stack of this run, so nobody knows whether they would judge: ${silent.map(({ id }, index) => markup`${index > 0 && ", "}<code>${id}</code>`)}.</p>`
}
${
  uncovered.length > 0 &&
  markup`<h3>Types without a rule</h3>
<p class="soft">No rule looks at resources of these types: ${uncovered.map((type, index) => markup`${index > 0 && ", "}<code>${type}</code>`)}.</p>`
}
${drawControls(rules)}`;
}
