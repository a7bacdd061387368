import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { stringify } from "yaml";
import { UserError } from "../../content/user-error";
import { RENDERED_WITH } from "../../policies/evaluation/chart-contents";
import type { StackRun } from "../model";
import { type ChartReference, type ChartStore, pullCommand } from "./chart-store";
import type { Helm } from "./helm";
import { definedVersions, readManifests, type Manifest } from "./manifests";
import { apiVersionsOf, requestsOf, valuesForRecord, type RenderRequest } from "./requests";
import { template } from "./template";

/** What became of one release. */
export type Rendering = { readonly request: RenderRequest } & (
  | { readonly state: "rendered"; readonly objects: number }
  | { readonly state: "missing"; readonly why: string; readonly fix: string }
);

export interface RenderOptions {
  readonly store: ChartStore;
  /** Asked for once, when the first chart is to be fetched or rendered. */
  readonly helm: () => Promise<Helm>;
  /** Kubernetes minor version, such as `1.35`. */
  readonly kubernetes: string;
  /** Whether only what lies in the folder may be used. */
  readonly offline: boolean;
  readonly env: NodeJS.ProcessEnv;
  readonly onReleased?: (rendering: Rendering) => void;
}

/**
 * Writes what each release of a stack would install, where its chart is at hand or can be fetched, for the policies of the next preview.
 * Definitions that one chart brings are known to those after it, as in the cluster.
 */
export async function renderStack(stack: StackRun, options: RenderOptions): Promise<Rendering[]> {
  const known = new Set(apiVersionsOf(stack));
  const renderings: Rendering[] = [];
  for (const request of requestsOf(stack)) {
    const rendering = await renderRelease(request, [...known].sort(), options, (manifests) => {
      for (const version of definedVersions(manifests)) known.add(version);
    });
    renderings.push(rendering);
    options.onReleased?.(rendering);
  }
  return renderings;
}

async function renderRelease(
  request: RenderRequest,
  apiVersions: readonly string[],
  options: RenderOptions,
  take: (manifests: readonly Manifest[]) => void,
): Promise<Rendering> {
  const chart = await chartFor(request, options);
  if (typeof chart !== "string") return { request, state: "missing", ...chart };
  const folder = path.join(options.store.folder, request.stack, request.release);
  refuseToOverwrite(folder);
  const helm = await options.helm();
  const surroundings = { helm, chart, apiVersions, kubernetes: options.kubernetes, env: options.env };
  const rendered = await template(request, surroundings, (output) => {
    const manifests = readManifests(output);
    take(manifests);
    keep(request, output, folder);
    return manifests.length;
  });
  if ("made" in rendered) return { request, state: "rendered", objects: rendered.made };
  return {
    request,
    state: "missing",
    why: `Helm does not render it: ${rendered.problem}`,
    fix: "mend the values, or the chart in .charts/",
  };
}

/** The folder of a chart, fetched where it may be; or why there is none. */
export async function chartFor(
  request: ChartReference,
  { store, offline, helm, env }: Pick<RenderOptions, "store" | "offline" | "helm" | "env">,
): Promise<string | { why: string; fix: string }> {
  const found = await store.find(request);
  if (found !== undefined) return found.folder;
  const missing = `${request.chart} ${request.version} does not lie in ${store.folder}`;
  const fix = `run '${pullCommand(request)}' where the repository can be reached, and put the archive there`;
  if (offline) return { why: missing, fix };
  const problem = await store.pull(await helm(), request, env);
  if (problem !== undefined) return { why: `${missing}, and cannot be fetched (${problem})`, fix };
  return (await store.find(request))?.folder ?? { why: `${missing}, also after Helm has fetched it`, fix };
}

/** Only a folder that this command has made is made anew. */
function refuseToOverwrite(folder: string): void {
  if (!existsSync(folder) || existsSync(path.join(folder, RENDERED_WITH))) return;
  throw new UserError(
    `${folder} has no ${RENDERED_WITH}: somebody else has put something there`,
    "move it away, and run the command again",
  );
}

/** The record of what was rendered comes last: without it, manifests do not count. */
function keep({ chart, version, values }: RenderRequest, output: string, folder: string): void {
  mkdirSync(path.dirname(folder), { recursive: true, mode: 0o700 });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  writeFileSync(
    path.join(output, RENDERED_WITH),
    stringify({ chart, version, values: valuesForRecord(values) }, { aliasDuplicateObjects: false }),
    { mode: 0o600 },
  );
  moveFolder(output, folder);
}

/** The temporary folder may lie on another disk. */
function moveFolder(from: string, to: string): void {
  const beside = mkdtempSync(path.join(path.dirname(to), ".rendering-"));
  try {
    cpSync(from, beside, { recursive: true });
    renameSync(beside, to);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

/** How many of them there are manifests of. */
export function renderedOf(renderings: readonly Rendering[]): number {
  return renderings.filter(({ state }) => state === "rendered").length;
}
