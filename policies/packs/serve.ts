import "./compile-cache";
import "./lean-sdk";
import * as path from "node:path";
import { PolicyPack } from "@pulumi/policy";
import { unpackMessagesOnce, watchAnalyzer } from "./analyzer-watch";
import type { Pack } from "./pack";
import { PackRun } from "./pack-run";
import { RESULTS_VARIABLE } from "./side-file";
import { loadWaivers } from "./waiver-file";

/** How often a pack looks whether its engine still lives, in milliseconds. */
const LOOK_FOR_PARENT_EVERY = 5_000;

/**
 * Serves a pack to the engine: prints the port of an analyzer server and stays until the engine ends it. It is the whole of a pack's
 * `main`, whether Pulumi's own runner or the pack's executable starts it, and expects the pack's folder as working directory.
 */
export function servePack(pack: Pack): void {
  const folder = process.cwd();
  const run = new PackRun(pack, {
    waivers: loadWaivers(
      path.resolve(folder, "..", "..", "waivers.yaml"),
      new Date().toISOString().slice(0, 10),
    ),
    reports: ({ policy }) => packFor(policy) === pack.name,
    resultsFolder: process.env[RESULTS_VARIABLE] || undefined,
    say: (line) => void process.stdout.write(`${line}\n`),
  });
  unpackMessagesOnce();
  watchAnalyzer(run, () => {
    new PolicyPack(`pharos-${pack.name}`, { description: pack.description, policies: run.policies });
  });
  endWithParent();
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
