import "./compile-cache";
import "./lean-sdk";
import * as path from "node:path";
import { PolicyPack } from "@pulumi/policy";
import { typesReadBy } from "../evaluation/rule";
import { watchAnalyzer, type AnalyzerWatcher } from "./analyzer-watch";
import { CHARTS_FOLDER } from "../evaluation/chart-contents";
import { ChartFolder } from "./chart-folder";
import type { Pack } from "./pack";
import { PackRun } from "./pack-run";
import { RESULTS_VARIABLE } from "./side-file";
import { unpackMessagesOnce } from "./unpack-once";
import { loadWaivers } from "./waiver-file";

/** How often a pack looks whether its engine still lives, in milliseconds. */
const LOOK_FOR_PARENT_EVERY = 5_000;

/** Serves one pack to the engine, as `pharos-<pack>`. It is the whole of a pack's entry. */
export function servePack(pack: Pack): void {
  serve({ name: `pharos-${pack.name}`, description: pack.description }, [pack]);
}

/**
 * Serves packs to the engine as one: prints the port of an analyzer server and stays until the engine ends it, whether Pulumi's own
 * runner or the executable started it. It expects a folder beside the packs' as working directory.
 *
 * The engine asks every pack twice about every resource, and a question costs both sides a millisecond and a half whatever is judged. So
 * four packs in one process cost a quarter. Rules, levels and results are the same, and each pack still writes a file of its own.
 */
export function serve(
  as: { readonly name: string; readonly description: string },
  packs: readonly Pack[],
): void {
  const waivers = loadWaivers(
    path.resolve(process.cwd(), "..", "..", "waivers.yaml"),
    new Date().toISOString().slice(0, 10),
  );
  const checkout = path.resolve(process.cwd(), "..", "..", "..");
  const judged = new Set(packs.flatMap(({ rules }) => rules.flatMap(([rule]) => typesReadBy(rule))));
  const charts = new ChartFolder(path.join(checkout, CHARTS_FOLDER), !inSandbox(), judged);
  const runs = packs.map(
    (pack) =>
      new PackRun(pack, {
        waivers,
        charts,
        answersFor: (rule) => packFor(rule) === pack.name,
        resultsFolder: process.env[RESULTS_VARIABLE] || undefined,
        say: (line) => void process.stdout.write(`${line}\n`),
      }),
  );
  unpackMessagesOnce();
  watchAnalyzer(together(runs), () => {
    new PolicyPack(as.name, {
      description: as.description,
      policies: runs.flatMap(({ policies }) => policies),
    });
  });
  endWithParent();
}

/** Whether the engine was told to take another program for the Kubernetes provider: then nothing is installed anywhere. */
function inSandbox(): boolean {
  return /(^|,)kubernetes:/.test(process.env["PULUMI_DEBUG_PROVIDERS"] ?? "");
}

/** Several watchers as one. */
function together(watchers: readonly AnalyzerWatcher[]): AnalyzerWatcher {
  return {
    configured: (levels) => watchers.forEach((watcher) => watcher.configured(levels)),
    registering: (resource) => watchers.forEach((watcher) => watcher.registering(resource)),
    stackBegins: () => watchers.forEach((watcher) => watcher.stackBegins()),
    stackEnds: (resources) => watchers.forEach((watcher) => watcher.stackEnds(resources)),
    reads: (type) => watchers.some((watcher) => watcher.reads(type)),
    remediates: () => watchers.some((watcher) => watcher.remediates()),
  };
}

/** The pack that answers for a rule; what names no rule at all is the first one's business, so that it is reported once. */
function packFor(rule: string | undefined): string | undefined {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- all packs' rules are loaded only where a waiver is at fault
  const { packs } = require("./packs") as typeof import("./packs");
  return (packs.find(({ rules }) => rules.some(([{ id }]) => id === rule)) ?? packs[0])?.name;
}

/** An engine that is killed cannot end its analyzers: without this they would wait for ever. */
function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(0);
  }, LOOK_FOR_PARENT_EVERY).unref();
}
