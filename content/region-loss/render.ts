import { table } from "../markdown-table";
import { isRegionName, regions } from "../regions";
import { facts } from "./facts";
import { goesOn } from "./goes-on";
import { type Graph, ofType, regionOf, valueAt } from "./graph";
import { stepsFor } from "./steps";
import { storesOf, type Store } from "./stores";

/** File with what the loss of a region means, relative to the project's root. */
export const REGION_LOSS_FILE = "docs/region-loss.md";

const INTRODUCTION = `# The loss of a region

<!-- Made by content/region-loss from what the three stacks register; PHAROS_UPDATE_GOLDEN=1 npm run test:unit writes it. Do not edit by hand. -->

What is missing, what goes on by itself and what a person does when a whole region is gone, for each region in which something lies.
A region that hangs for an hour is no lost region: then wait.

- **Recovery point**: how much of the newest data is missing afterwards. It follows from what is registered; where AWS promises nothing, that is said.
- **Recovery time**: how long until it can be read again. All are _targets_, counted from when somebody begins. Nobody has measured them: this has not been
  tried against live AWS. The weekly restore tests measure restores within a region.
- Volumes of Prometheus and Alertmanager are restored for their history alone: new ones start empty and work at once.
`;

/** The page. */
export function regionLossPage(graph: Graph): string {
  const stores = storesOf(graph);
  const stacks = [...new Set(graph.map(({ stack }) => stack))];
  const places = [...new Set(stores.map(({ region }) => region))];
  const order = [...stacks, ...places.filter((region) => !stacks.includes(region)).sort()];
  return [
    INTRODUCTION,
    ...figures(),
    ...order.flatMap((region) =>
      section(
        graph,
        region,
        stores.filter((store) => store.region === region),
        stacks.includes(region),
      ),
    ),
  ].join("\n");
}

function figures(): string[] {
  return [
    "## Figures that others state\n",
    ...Object.values(facts).map(({ says, source }) => `- ${capital(says)} (${source}).`),
    "",
  ];
}

function section(graph: Graph, region: string, stores: readonly Store[], hasStack: boolean): string[] {
  const place = isRegionName(region) ? `, ${regions[region].place}` : "";
  return [
    `## ${region}${place}${hasStack ? "" : ": copies alone"}\n`,
    `${summary(stores)}${hasStack ? blocks(graph, region) : ""}\n`,
    "### What becomes of the data\n",
    table(
      ["Store", "Kind", "Stack", "Missing afterwards", "Back within", "Where it is then"],
      stores.map(({ name, kind, stack, point, time, from }) => [
        `\`${name}\``,
        kind,
        stack,
        point,
        time,
        from,
      ]),
    ),
    "### What goes on by itself, and what stops\n",
    ...goesOn(graph, region).map((line) => `- ${line}`),
    "",
    "### What a person does\n",
    ...stepsFor(graph, region).map((line, index) => `${index + 1}. ${line}`),
    "",
  ];
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? "" : "s"}`;

function summary(stores: readonly Store[]): string {
  const lost = stores.filter(({ point }) => point.startsWith("lost")).length;
  const copies = stores.filter(({ minutes }) => minutes === 0).length;
  const kept = stores.length - lost - copies;
  return `${count(stores.length, "store")}: ${count(kept, "original")} of which another region has what the table says, ${count(copies, "copy").replace("copys", "copies")} of what lies elsewhere, ${lost} lost.`;
}

/** Blocks of metrics are uploaded by a sidecar, which is in the values or is not. */
function blocks(graph: Graph, region: string): string {
  const uploads = ofType(graph, "kubernetes:helm.sh/v3:Release").some(
    (release) =>
      regionOf(release) === region &&
      valueAt(release.inputs, "values", "prometheus", "prometheusSpec", "thanos") !== undefined,
  );
  return uploads
    ? ""
    : " Prometheus uploads no blocks yet: the metrics of the region are on its volumes, and the bucket of blocks is empty.";
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
