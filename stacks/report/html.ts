import { parseMissingOutputs } from "../../content/missing-outputs";
import { guardsOf } from "../guards";
import { countPolicies, registered, type Run, type StackRun } from "../model";
import { countIrreversible, errorsOf, groupIrreversible } from "./groups";
import { anchorsOf, drawRegions, linkTo, regionAnchor, type Anchors } from "./html-regions";
import { addUpRules, drawRules, drawViolations } from "./html-rules";
import { countContents, totalOf } from "./kinds";
import { drawDocument, drawNavigationBar } from "./html-document";
import { drawExpected } from "./landing-zone";
import { findLinks } from "./links";
import { markup, trusted, type Markup } from "./markup";
import { renderTopology } from "./topology-svg";
import { counted, countOperations, describeOperations, inSeconds, nameOf, stackOf } from "./wording";

const TITLES: Readonly<Record<Run["kind"], string>> = {
  preview: "Preview",
  up: "Update",
  destroy: "Destroy",
};

const ENDED_WELL: Readonly<Record<Run["kind"], (stacks: string) => string>> = {
  preview: (stacks) => `${stacks} previewed without an error; nothing was changed.`,
  up: (stacks) => `${stacks} brought up to date.`,
  destroy: (stacks) => `${stacks} removed, but for what is guarded.`,
};

function total(run: Run, pick: (stack: StackRun) => number): number {
  return run.stacks.reduce((sum, stack) => sum + pick(stack), 0);
}

function operationsOf(run: Run): string {
  const sums = new Map<string, number>();
  for (const stack of run.stacks) {
    for (const [operation, count] of Object.entries(countOperations(stack, run.kind))) {
      sums.set(operation, (sums.get(operation) ?? 0) + count);
    }
  }
  return describeOperations(Object.fromEntries(sums), run.kind);
}

function violationsAt(run: Run, level: "mandatory" | "other"): number {
  return total(run, ({ policies }) =>
    policies.rules.reduce(
      (sum, rule) => sum + ((rule.level === "mandatory") === (level === "mandatory") ? rule.violations : 0),
      0,
    ),
  );
}

/** The whole run in one sentence or two. */
function verdictOf(run: Run): string {
  const bad = run.stacks.filter(({ outcome }) => outcome !== "ok");
  const names = bad.map(
    ({ stack, outcome }) => `${stack} ${outcome === "refused" ? "was refused" : "failed"}`,
  );
  const mandatory = violationsAt(run, "mandatory");
  const advisory = violationsAt(run, "other");
  const rules = [
    mandatory > 0 && `${counted(mandatory, "mandatory violation")} must be mended before an update`,
    advisory > 0 && `${counted(advisory, "advisory violation")} should be looked at`,
  ].filter((part) => part !== false);
  const first =
    names.length > 0 ? `${names.join(", ")}.` : ENDED_WELL[run.kind](counted(run.stacks.length, "stack"));
  const applied = total(run, ({ policies }) => policies.rules.length) > 0;
  const judged = bad.length === 0 && run.stacks.every(({ policies }) => policies.complete !== false);
  const kept = judged ? "No rule is violated." : "No rule is violated by what could be judged.";
  const second = rules.length > 0 ? `${rules.join("; ")}.` : applied ? kept : "No rules were applied.";
  return `${first} ${second}`;
}

function tile(name: string, number: number, note: string, href: string, tone = ""): Markup {
  return markup`<li class="${tone}"><a href="${href}"><span class="tile-name">${name}</span><span class="tile-number">${number}</span><span class="tile-note">${note}</span></a></li>`;
}

function drawTiles(run: Run): Markup {
  const sum = (key: keyof ReturnType<typeof countPolicies>): number =>
    total(run, ({ policies }) => countPolicies(policies)[key]);
  const violations = sum("violations");
  const mandatory = violationsAt(run, "mandatory");
  const spokes = run.stacks.filter(({ role }) => role === "spoke").length;
  const hubs = run.stacks.length - spokes;
  const roles = [hubs > 0 && counted(hubs, "hub"), spokes > 0 && counted(spokes, "spoke")]
    .filter(Boolean)
    .join(", ");
  const rules = addUpRules(run).length;
  const components = total(run, (stack) => totalOf(countContents(registered(stack)).components));
  return markup`<ul class="tiles">${[
    tile("Regions", run.stacks.length, roles, "#regions"),
    tile(
      "Resources",
      total(run, (stack) => totalOf(countContents(registered(stack)).resources)),
      components > 0 ? `and ${counted(components, "component")}` : "",
      "#regions",
    ),
    tile("Evaluations", sum("evaluated"), `by ${counted(rules, "rule")}`, "#rules"),
    tile(
      "Violations",
      violations,
      violations === 0 ? "no rule is violated" : `${mandatory} mandatory`,
      violations === 0 ? "#rules" : "#violations",
      violations === 0 ? (rules > 0 ? "is-good" : "") : mandatory > 0 ? "is-bad" : "is-warn",
    ),
    tile(
      "Undetermined",
      sum("undetermined"),
      "could not be judged yet",
      sum("undetermined") > 0 ? "#undetermined" : "#rules",
    ),
    tile("Waived", sum("waived"), "accepted for a time", sum("waived") > 0 ? "#waived" : "#rules"),
    tile(
      "Cannot be undone",
      total(run, ({ cannotBeUndone }) => cannotBeUndone.length),
      "locks, waits, losses",
      "#cannot-be-undone",
    ),
  ]}</ul>`;
}

function drawTopology(run: Run, anchors: Anchors): Markup {
  const links = findLinks(run);
  return markup`<h2 id="topology">Topology</h2>
<figure><div class="scroll" tabindex="0" role="group" aria-label="Picture of the topology">${trusted(renderTopology(run))}</div>
<figcaption>Drawn from the program’s own graph: endpoint services and endpoints, replication rules, remote-write addresses and stack references.</figcaption></figure>
${
  links.length > 0 &&
  markup`<details class="sub" data-branch><summary>The same as a table</summary><div class="body"><div class="table" tabindex="0"><table><caption>What flows between regions</caption><thead><tr><th scope="col">What</th><th scope="col">From</th><th scope="col">To</th><th scope="col">Jurisdictions</th><th scope="col">Made by</th></tr></thead><tbody>
${links.map(
  ({ label, from, to, crossesJurisdiction, urns }) =>
    markup`<tr data-text="${[label, from, to].join(" ").toLowerCase()}"><th scope="row">${label}</th><td>${from}</td><td>${to}</td><td>${crossesJurisdiction ? "crosses" : "stays inside"}</td><td>${urns.map((urn, index) => markup`${index > 0 && ", "}${linkTo(urn, anchors)}`)}</td></tr>
`,
)}</tbody></table></div></div></details>`
}`;
}

function drawDiagnostics(run: Run): Markup | false {
  const told = run.stacks.flatMap((stack) => {
    // Outputs of the hub that are missing are told where the region is described.
    const others = stack.diagnostics.filter(
      ({ severity, message }) =>
        !["info", "error"].includes(severity) && parseMissingOutputs(message) === undefined,
    );
    return [...errorsOf(stack), ...others].map((diagnostic) => ({ stack: stack.stack, ...diagnostic }));
  });
  if (told.length === 0) return false;
  const rank = (severity: string): number => (severity === "error" ? 0 : 1);
  const ordered = [...told].sort((a, b) => rank(a.severity) - rank(b.severity));
  return markup`<h2 id="messages">Messages</h2>
<div class="table" tabindex="0"><table><caption>Errors and warnings of the engine, the providers and the program</caption><thead><tr><th scope="col">Severity</th><th scope="col">Stack</th><th scope="col">Resource</th><th scope="col">Message</th></tr></thead><tbody>
${ordered.map(
  ({ severity, stack, urn, message }) =>
    markup`<tr data-text="${[severity, stack, message].join(" ").toLowerCase()}"><td><span class="badge ${severity === "error" ? "bad" : "warn"}">${severity}</span></td><td class="keep">${stack}</td><td>${urn !== undefined && markup`<code>${nameOf(urn)}</code>`}</td><td>${message}</td></tr>
`,
)}</tbody></table></div>`;
}

function drawIrreversible(run: Run, anchors: Anchors): Markup {
  const all = run.stacks.flatMap(({ cannotBeUndone }) => cannotBeUndone);
  const guarded = total(
    run,
    (stack) =>
      registered(stack).filter((resource) => resource.custom && guardsOf(resource).length > 0).length,
  );
  const guards =
    guarded > 0 &&
    markup`<p class="soft">Besides, ${counted(guarded, "resource")} ${guarded === 1 ? "is" : "are"} guarded: a destroy leaves ${guarded === 1 ? "it" : "them"} until somebody changes the setting that guards ${guarded === 1 ? "it" : "them"}. Each says so among its details.</p>`;
  if (all.length === 0) {
    return markup`<h2 id="cannot-be-undone">Cannot be undone</h2>
<p>Nothing: no locks, no waiting periods, no data is lost.</p>
${guards}`;
  }
  return markup`<h2 id="cannot-be-undone">Cannot be undone</h2>
<p class="soft">What nobody can take back once the run has ended, for how long, and what makes it so: ${countIrreversible(all)}.</p>
<div class="table" tabindex="0"><table class="bound"><caption>Locks, waiting periods and losses in all stacks</caption><thead><tr><th scope="col">What</th><th scope="col">Until</th><th scope="col">Because of</th><th scope="col">Since</th><th scope="col">Resources</th></tr></thead><tbody>
${groupIrreversible(all).map(
  ({ what, until, why, already, items }) =>
    markup`<tr data-text="${[what, until, ...items.map(({ name }) => name)].join(" ").toLowerCase()}"><th scope="row">${what}</th><td>${until}</td><td>${why}</td><td class="keep">${already ? "before" : "this run"}</td><td>${items.map(({ urn }, index) => markup`${index > 0 && markup`<br>`}${linkTo(urn, anchors)} <span class="soft small">${stackOf(urn)}</span>`)}</td></tr>
`,
)}</tbody></table></div>
${guards}`;
}

function drawNavigation(
  run: Run,
  parts: { violations: boolean; messages: boolean; controls: boolean; expected: boolean },
): Markup {
  const entries: (readonly [string, string] | false)[] = [
    ["topology", "Topology"],
    parts.violations && ["violations", "Violations"],
    parts.messages && ["messages", "Messages"],
    ...run.stacks.map((stack): [string, string] => [regionAnchor(stack), stack.stack]),
    ["rules", "Rules"],
    parts.controls && ["controls", "Controls"],
    ["cannot-be-undone", "Cannot be undone"],
    parts.expected && ["expected", "Landing zone"],
  ];
  return drawNavigationBar(entries.flatMap((entry) => (entry === false ? [] : [entry])));
}

/**
 * The report of a run as one HTML file that needs nothing else: no requests, styles and script inside, readable without the
 * script, light and dark. Every value is escaped, and secrets are never among them.
 */
export function renderReport(run: Run): string {
  const anchors = anchorsOf(run);
  const violations = drawViolations(run, anchors);
  const messages = drawDiagnostics(run);
  const expected = drawExpected(run);
  const title = `Pharos ${TITLES[run.kind].toLowerCase()}`;
  const when = `${run.startedAt.slice(0, 10)} ${run.startedAt.slice(11, 16)} UTC`;
  const where = run.mode === "sandbox" ? "sandbox, no cloud was touched" : "cloud";
  const controls = addUpRules(run).some((rule) => Object.keys(rule.controls).length > 0);
  return drawDocument({
    title: `${title}, ${when}`,
    top: markup`<h1>${title}</h1>
<p class="soft">${when} · ${where} · ${inSeconds(run.seconds)} · ${operationsOf(run)}</p>
<p class="verdict">${verdictOf(run)}</p>
${drawTiles(run)}`,
    navigation: drawNavigation(run, {
      violations: violations !== false,
      messages: messages !== false,
      controls,
      expected: expected !== false,
    }),
    main: markup`${drawTopology(run, anchors)}
${violations}
${messages}
${drawRegions(run, anchors)}
${drawRules(run, anchors)}
${drawIrreversible(run, anchors)}
${expected}`,
  });
}
