import { guardsOf } from "../guards";
import { registered, STACK_TYPE, type PreviewedResource, type Run, type StackRun } from "../model";
import { factsOf } from "./facts";
import { countContents, kindOf, plural, totalOf, type KindCount } from "./kinds";
import { markup, type Markup } from "./markup";
import { printInputs } from "./values";
import {
  counted,
  countOperations,
  describeOperations,
  inSeconds,
  listChanges,
  nameOf,
  operationWords,
  positionOf,
} from "./wording";

/** Marks of operations, as Pulumi's own display has them. */
const OPERATION_MARKS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    create: "+",
    update: "~",
    replace: "±",
    delete: "−",
    read: "<",
    import: "=",
    same: " ",
  }),
);

/** Dependencies of one resource that are named. */
const DEPENDENCIES_SHOWN = 12;

/** The id of a resource's place in the page. */
export type Anchors = ReadonlyMap<string, string>;

/** An id for every resource, short and the same in every run of the same program, in whatever order the engine goes. */
export function anchorsOf(run: Run): Anchors {
  return new Map(
    run.stacks.flatMap(({ resources }, stack) =>
      resources
        .map(({ urn }) => urn)
        .sort()
        .map((urn, index): [string, string] => [urn, `r${stack + 1}-${index + 1}`]),
    ),
  );
}

/** The order of lists: components before what stands beside them, then by name. */
function byName(a: PreviewedResource, b: PreviewedResource): number {
  return (
    Number(a.custom) - Number(b.custom) ||
    (a.name < b.name ? -1 : a.name > b.name ? 1 : a.urn < b.urn ? -1 : 1)
  );
}

/** A link to the place of a resource, or just its name where it has none. */
export function linkTo(urn: string, anchors: Anchors): Markup {
  const anchor = anchors.get(urn);
  const name = nameOf(urn);
  return anchor === undefined
    ? markup`<code>${name}</code>`
    : markup`<a href="#${anchor}"><code>${name}</code></a>`;
}

/** The id of a region's section. */
export function regionAnchor(stack: StackRun): string {
  return `region-${stack.stack.replace(/[^A-Za-z0-9-]/g, "-")}`;
}

function mark(operation: string, kind: Run["kind"]): Markup {
  const words = operationWords(operation, kind);
  const known = OPERATION_MARKS.has(operation) ? operation : "other";
  return markup`<span class="op ${known}" title="${words}" role="img" aria-label="${words}">${OPERATION_MARKS.get(operation) ?? "?"}</span>`;
}

/** Everything the search box looks at. */
function searchText(resource: PreviewedResource): string {
  return [resource.name, resource.type, kindOf(resource.type), resource.operation].join(" ").toLowerCase();
}

interface Context {
  run: Run;
  stack: StackRun;
  anchors: Anchors;
  children: ReadonlyMap<string, PreviewedResource[]>;
}

function describeResource(resource: PreviewedResource, { anchors, run }: Context): Markup {
  const from = [
    ...new Set([...resource.dependencies, ...Object.values(resource.propertyDependencies).flat()]),
  ];
  const position = positionOf(resource);
  const inputs = resource.custom ? printInputs(resource) : "";
  const part = (name: string, value: Markup | string | undefined): Markup | false =>
    value !== undefined && value !== "" && markup`<dt>${name}</dt><dd>${value}</dd>`;
  const more = from.length > DEPENDENCIES_SHOWN && ` and ${from.length - DEPENDENCIES_SHOWN} more`;
  return markup`<div class="detail"><dl class="parts">${[
    part("Type", markup`<code>${resource.type}</code>`),
    part("Operation", operationWords(resource.operation, run.kind)),
    part("Declared at", position === undefined ? undefined : markup`<code>${position}</code>`),
    part(
      "Guards",
      guardsOf(resource)
        .map(({ what, why }) => `${what} (${why})`)
        .join("; "),
    ),
    part(
      "Changes",
      resource.diff === undefined ? undefined : markup`<code>${resource.diff.join(", ")}</code>`,
    ),
    from.length > 0 &&
      part(
        "Depends on",
        markup`${from.slice(0, DEPENDENCIES_SHOWN).map((urn, index) => markup`${index > 0 && ", "}${linkTo(urn, anchors)}`)}${more}`,
      ),
  ]}</dl>${inputs !== "" && markup`<pre tabindex="0" aria-label="Inputs of ${resource.name}">${inputs}</pre>`}</div>`;
}

function countBelow(urn: string, children: Context["children"]): number {
  return (children.get(urn) ?? []).reduce((sum, child) => sum + 1 + countBelow(child.urn, children), 0);
}

function drawNode(resource: PreviewedResource, context: Context): Markup {
  const { anchors, run, children } = context;
  const below = children.get(resource.urn) ?? [];
  const title = markup`${mark(resource.operation, run.kind)} <span>${resource.name}</span><span class="kind">${kindOf(resource.type)}</span>`;
  const id = anchors.get(resource.urn) ?? "";
  if (below.length === 0) {
    return markup`<li><details class="leaf" id="${id}" data-text="${searchText(resource)}"><summary>${title}</summary>${describeResource(resource, context)}</details></li>
`;
  }
  // A component says what it is made of; a resource with children (an EKS cluster, say) has details of its own besides.
  return markup`<li><details class="component" id="${id}" data-branch open><summary>${title}<span class="count">${countBelow(resource.urn, children)}</span></summary>
<ul>${resource.custom && markup`<li><details class="leaf" data-text="${searchText(resource)}"><summary>${resource.name} itself</summary>${describeResource(resource, context)}</details></li>`}${below.map((child) => drawNode(child, context))}</ul></details></li>
`;
}

function drawTree(context: Context): Markup {
  const known = new Set(context.stack.resources.map(({ urn }) => urn));
  const stackUrn = context.stack.resources.find(({ type }) => type === STACK_TYPE)?.urn;
  const tops = context.stack.resources
    .filter(
      ({ type, parent }) =>
        type !== STACK_TYPE && (parent === undefined || parent === stackUrn || !known.has(parent)),
    )
    .sort(byName);
  return markup`<ul class="tree">${tops.map((resource) => drawNode(resource, context))}</ul>`;
}

function drawChanges({ run, stack, anchors }: Context): Markup {
  const counts = countOperations(stack, run.kind);
  const words = describeOperations(counts, run.kind);
  const changes = listChanges(counts);
  if (changes.length === 0) return markup`<p><strong>Changes:</strong> ${words}.</p>`;
  // Where everything is new, a list of everything says nothing that the tree does not.
  if (changes.length === 1 && changes[0]?.[0] === "create" && counts["same"] === undefined) {
    const note = run.kind === "preview" && "; nothing of it exists yet";
    return markup`<p><strong>Changes:</strong> ${words}${note}.</p>`;
  }
  const changing = stack.resources
    .filter(({ operation }) => listChanges({ [operation]: 1 }).length > 0)
    .sort(byName);
  return markup`<p><strong>Changes:</strong> ${words}.</p>
<details class="sub" data-branch open><summary>What changes</summary><div class="body"><div class="table" tabindex="0"><table><caption>Resources of ${stack.stack} that change</caption><thead><tr><th scope="col">Operation</th><th scope="col">Resource</th><th scope="col">Kind</th><th scope="col">Properties</th></tr></thead><tbody>
${changing.map(
  (resource) =>
    markup`<tr data-text="${searchText(resource)}"><td class="keep">${mark(resource.operation, run.kind)} ${operationWords(resource.operation, run.kind)}</td><td>${linkTo(resource.urn, anchors)}</td><td>${kindOf(resource.type)}</td><td>${resource.diff !== undefined && markup`<code>${resource.diff.join(", ")}</code>`}</td></tr>
`,
)}</tbody></table></div></div></details>`;
}

const OUTCOME_BADGES: Readonly<Record<StackRun["outcome"], readonly [tone: string, words: string]>> = {
  ok: ["good", "ok"],
  failed: ["bad", "failed"],
  refused: ["bad", "refused"],
};

function drawKinds(kinds: readonly KindCount[]): Markup {
  return markup`<ul class="columns">${kinds.map(({ kind, count }) => markup`<li><span>${kind}</span><span class="number">${count}</span></li>`)}</ul>`;
}

function drawRegion(run: Run, stack: StackRun, anchors: Anchors): Markup {
  const resources = registered(stack);
  const children = new Map<string, PreviewedResource[]>();
  for (const resource of stack.resources.toSorted(byName)) {
    if (resource.parent === undefined) continue;
    children.set(resource.parent, [...(children.get(resource.parent) ?? []), resource]);
  }
  const context: Context = { run, stack, anchors, children };
  const [tone, outcome] = OUTCOME_BADGES[stack.outcome];
  const contents = countContents(resources);
  const components = totalOf(contents.components);
  const size = [
    components > 0 && counted(components, "component"),
    counted(totalOf(contents.resources), "resource"),
    inSeconds(stack.seconds),
  ];
  return markup`<section aria-labelledby="${regionAnchor(stack)}" data-branch>
<div class="region-head"><h3 id="${regionAnchor(stack)}">${stack.stack}</h3><span class="badge">${stack.role}</span><span class="badge">jurisdiction ${stack.jurisdiction}</span><span class="badge ${tone}">${outcome}</span><span class="soft small">${size.filter((part) => part !== false).join(" · ")}</span></div>
<dl class="facts">${factsOf(stack).map(({ label, values }) => markup`<div><dt>${label}</dt><dd>${values.map((value, index) => markup`<span>${value}${index < values.length - 1 && ","}</span> `)}</dd></div>`)}</dl>
${
  stack.unknownHubOutputs.length > 0 &&
  markup`<p><strong>Not known before the hub exists:</strong> ${stack.unknownHubOutputs.map((output, index) => markup`${index > 0 && ", "}<code>${output}</code>`)}.</p>`
}
${drawChanges(context)}
<details class="sub" data-branch><summary>Components and resources</summary><div class="body">${drawTree(context)}</div></details>
<details class="sub"><summary>Resources by kind</summary><div class="body">${drawKinds(contents.resources.map(({ kind, count }) => ({ kind: plural(kind, count), count })))}${components > 0 && markup`<h4>Components, which exist in the program only</h4>${drawKinds(contents.components)}`}</div></details>
</section>
`;
}

/** What each region is made of. */
export function drawRegions(run: Run, anchors: Anchors): Markup {
  return markup`<h2 id="regions">Regions</h2>
${run.stacks.map((stack) => drawRegion(run, stack, anchors))}`;
}
