import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import { recordStack } from "../../infra/testing/stacks";
import { isJudgeable } from "../../policies/evaluation/resource-types";
import { packs } from "../../policies/packs/packs";
import { filled } from "../../policies/testing/analyzer-client";
import type { Asked } from "./pack-process";

const ROOT = path.resolve(__dirname, "..", "..", "..");

/** How many resources are judged: about what the largest stack registers. */
const RESOURCES = 500;

/** Seconds on the clock, and of the processor: what the clock would say if nobody else were at work. */
interface Took {
  readonly clock: number;
  readonly processor: number;
}

/** What the packs cost in their process, and what they would cost as most packs are written. */
export interface PackCost {
  readonly resources: number;
  readonly types: number;
  readonly rules: number;
  /** Each run, in a process of its own. The arrays take so long that they run once. */
  readonly packs: readonly Took[];
  readonly arrays: readonly Took[];
}

/** Judges resources of the hub's stack by all rules, in the packs' own process and in one that is written with arrays of validators. */
export async function measurePacks(runs: number): Promise<PackCost> {
  const { resources } = await recordStack("us-east-1");
  const judged = resources.filter(({ type }) => isJudgeable(type)).slice(0, RESOURCES);
  if (judged.length < RESOURCES) throw new Error(`the stack has ${judged.length} resources only`);
  const folder = mkdtempSync(path.join(tmpdir(), "pharos-bench-"));
  try {
    const file = path.join(folder, "requests.json");
    const asked = judged.flatMap(({ type, name, inputs }): readonly Asked[] => {
      const request = filled(new messages.AnalyzeRequest(), { type, name, properties: inputs });
      return [
        ["remediate", inBase64(request)],
        ["analyze", inBase64(request)],
      ];
    });
    const whole = new messages.AnalyzeStackRequest();
    whole.setResourcesList(
      judged.map(({ type, name, outputs }) =>
        filled(new messages.AnalyzerResource(), { type, name, properties: outputs }),
      ),
    );
    writeFileSync(file, JSON.stringify([...asked, ["analyzeStack", inBase64(whole)]]));
    const seconds = (kind: string, times: number): Took[] =>
      Array.from({ length: times }, (_, run) => secondsOf(kind, file, path.join(folder, `results-${run}`)));
    return {
      resources: judged.length,
      types: new Set(judged.map(({ type }) => type)).size,
      rules: packs.flatMap(({ rules }) => rules).length,
      packs: seconds("packs", runs),
      arrays: seconds("arrays", 1),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function inBase64(message: { serializeBinary(): Uint8Array }): string {
  return Buffer.from(message.serializeBinary()).toString("base64");
}

function secondsOf(kind: string, file: string, results: string): Took {
  const output = execFileSync(process.execPath, [path.join(__dirname, "pack-process.js"), kind, file], {
    // Where the engine starts a pack: it finds the waiver file from here.
    cwd: path.join(ROOT, "policies", "packs", "all"),
    env: { ...process.env, PHAROS_RESULTS: results, PULUMI_DEBUG_PROVIDERS: "kubernetes:1" },
    encoding: "utf8",
  });
  const [, clock, processor] = /^seconds ([\d.]+) ([\d.]+)$/m.exec(output) ?? [];
  if (clock === undefined) throw new Error(`the pack process said no seconds: ${output}`);
  return { clock: Number(clock), processor: Number(processor) };
}
