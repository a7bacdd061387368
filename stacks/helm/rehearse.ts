import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { extractKeys } from "../../content/charts/extract-keys";
import { type KeyIndex, type KeyType, PATH_SEPARATOR } from "../../content/charts/index-format";
import type { Difference } from "../../content/upgrades/difference";
import type { ExportedSeries } from "../../content/upgrades/metrics";
import { seriesReaders } from "../../content/upgrades/readers";
import { rehearse, stepsOf, type RenderedVersion, type Steps } from "../../content/upgrades/rehearsal";
import { UserError } from "../../content/user-error";
import type { StackRun } from "../model";
import { readManifests } from "./manifests";
import { chartFor, type RenderOptions } from "./render";
import { apiVersionsOf, requestsOf, valuesForHelm, type RenderRequest } from "./requests";
import { template } from "./template";

/** What an upgrade would do in one stack. */
export interface StackRehearsal {
  readonly stack: string;
  readonly release: string;
  readonly differences: readonly Difference[];
  readonly steps: Steps;
}

export interface RehearseOptions extends Omit<RenderOptions, "onReleased" | "kubernetes"> {
  /** Kubernetes minor version of a stack. */
  readonly kubernetes: (stack: string) => string;
  readonly exported?: ExportedSeries;
}

/**
 * Renders both versions of a chart with the values of every release of it, and compares them.
 * @throws UserError where there is no release of the chart, a chart is not at hand, or Helm renders one of them not
 */
export async function rehearseUpgrade(
  stacks: readonly StackRun[],
  chart: string,
  version: string,
  options: RehearseOptions,
): Promise<StackRehearsal[]> {
  const found = stacks.flatMap((stack) =>
    requestsOf(stack)
      .filter((request) => request.chart === chart)
      .map((request) => ({ stack, request })),
  );
  if (found.length === 0) {
    const names = [...new Set(stacks.flatMap(requestsOf).map((request) => request.chart))].sort();
    throw new UserError(`no release installs ${chart}`, `name one of ${names.join(", ")}`);
  }
  const rehearsals: StackRehearsal[] = [];
  for (const { stack, request } of found) {
    const [old, young] = [
      await renderVersion(stack, request, options),
      await renderVersion(stack, { ...request, version }, options),
    ];
    const { exported } = options;
    const rehearsal = {
      chart,
      old,
      young,
      values: objectOf(valuesForHelm(request.values)),
      readers: seriesReaders(),
      ...(exported !== undefined && { exported }),
    };
    const differences = rehearse(rehearsal);
    rehearsals.push({
      stack: stack.stack,
      release: request.release,
      differences,
      steps: stepsOf(rehearsal, differences),
    });
  }
  return rehearsals;
}

async function renderVersion(
  stack: StackRun,
  request: RenderRequest,
  options: RehearseOptions,
): Promise<RenderedVersion> {
  const chart = await chartFor(request, options);
  if (typeof chart !== "string") throw new UserError(chart.why, chart.fix);
  const { chart: name, version } = request;
  const keys: KeyIndex = { chart: name, version, sources: [], keys: Object.fromEntries(keysIn(chart)) };
  const surroundings = {
    helm: await options.helm(),
    chart,
    apiVersions: apiVersionsOf(stack),
    kubernetes: options.kubernetes(stack.stack),
    env: options.env,
  };
  // Definitions are compared also where the release leaves them to another.
  const rendered = await template({ ...request, includeCrds: true }, surroundings, readManifests);
  if ("made" in rendered) return { version, manifests: rendered.made, keys };
  throw new UserError(
    `Helm does not render ${name} ${version} with the values of ${request.release} in ${stack.stack}: ${rendered.problem}`,
    "change the values to what that version takes, and rehearse again",
  );
}

/** The keys of a chart's values.yaml, and below them those of sub-charts that lie in it. */
function keysIn(folder: string): Map<string, KeyType> {
  const keys = new Map<string, KeyType>();
  const below = path.join(folder, "charts");
  for (const name of existsSync(below) ? readdirSync(below) : []) {
    if (!existsSync(path.join(below, name, "values.yaml"))) continue;
    keys.set(name, "map");
    for (const [key, type] of keysIn(path.join(below, name)))
      keys.set(`${name}${PATH_SEPARATOR}${key}`, type);
  }
  const file = path.join(folder, "values.yaml");
  if (!existsSync(file)) return keys;
  for (const [key, type] of extractKeys(readFileSync(file, "utf8"))) {
    const known = keys.get(key);
    // What the chart says itself wins, except that an emptied map must not hide the sub-chart's keys.
    if (!(type === "empty-map" && known === "map")) keys.set(key, type);
  }
  return keys;
}

/** Values are a map; what is not known as a whole shows no key. */
function objectOf(values: unknown): object {
  return typeof values === "object" && values !== null ? values : {};
}
