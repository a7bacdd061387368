import { readFileSync } from "node:fs";
import * as path from "node:path";
import type { FakeMachine } from "./fake-machine";
import { downloadedVersion } from "./obtain";
import type { Step } from "./steps";

/** For tests: what a closed `curl` makes of the download. */
export const CURL_FAILED =
  "get.pulumi.com cannot be reached, exit code 6: curl: (6) Could not resolve host: get.pulumi.com";

/** For tests: the steps of a fake machine without Pulumi or network, and where it keeps what it builds. */
export function usualSteps(machine: FakeMachine) {
  const sdk = downloadedVersion();
  const folder = path.join(machine.cache, "pulumi");
  const entry = path.join(folder, "3.259.0-3.66.0");
  return {
    entry,
    noneOnPath: { source: "path", outcome: "skipped", detail: "no `pulumi` on PATH" },
    noneInCache: {
      source: "cache",
      outcome: "skipped",
      detail: `neither ${sdk}-${sdk} nor 3.259.0-3.66.0 in ${folder}`,
    },
    noNetwork: { source: "download", outcome: "failed", detail: CURL_FAILED },
    built: { source: "build", outcome: "used", detail: entry },
    cached: (how = "built", from = entry): Step => ({
      source: "cache",
      outcome: "used",
      detail: `${from}, ${how} on ${madeOn(from)}`,
    }),
  } as const;
}

/** The day in an entry's manifest: a test may run past midnight. */
function madeOn(entry: string): string {
  const { made } = JSON.parse(readFileSync(path.join(entry, "manifest.json"), "utf8")) as { made: string };
  return made.slice(0, 10);
}
