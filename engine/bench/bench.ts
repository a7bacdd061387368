import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { LocalWorkspace, Stack } from "@pulumi/pulumi/automation";
import { Conductor } from "../../stacks/conduct";
import { pulumiCommand } from "../../stacks/conduct/command";
import { EventLog } from "../../stacks/conduct/events";
import { openHome } from "../../stacks/conduct/home";
import { packExecutable, writeLevels } from "../../stacks/conduct/policy-packs";
import { readRegistrations } from "../../stacks/conduct/registrations";
import { registered } from "../../stacks/model";
import { engineEnvironment } from "../cli/environment";
import { obtainPulumi, type PulumiCli } from "../cli/obtain";
import { startSandbox } from "../sandbox/start";
import { measurePacks } from "./packs";
import { COUNT_VARIABLE } from "./resources";

const ROOT = path.resolve(__dirname, "..", "..", "..");

/** Sizes of the measured programs: two points make a line, whose slope is the cost of a resource and whose start is the fixed cost. */
const SIZES = [300, 900] as const;
/** Runs of each; the median is what counts, since these machines are shared. */
const RUNS = 3;
/** The budgets: what the platform's own equipment may cost over a bare program (docs/architecture.md, "Speed"). */
const BUDGET = { threeStacksSeconds: 60, fixedSeconds: 5, perResource: 1.3, packsSeconds: 1 } as const;
/** `npm run bench -- packs` measures the policy packs only, which needs neither the Pulumi CLI nor minutes. */
const ONLY_PACKS = process.argv[2] === "packs";

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const round = (value: number, digits = 1): string => value.toFixed(digits);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** Seconds of the preview of all three stacks with all packs, from the settings to the results. */
async function threeStacks(): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), "pharos-bench-"));
  try {
    const home = openHome(ROOT, { PHAROS_HOME: folder });
    const seconds: number[] = [];
    let sizes = "";
    for (let run = 0; run < RUNS; run++) {
      const took = await timed(async () => {
        const conductor = await Conductor.open({ root: ROOT, mode: "sandbox", home });
        try {
          const { stacks } = await conductor.preview();
          sizes = stacks.map((stack) => `${stack.stack} ${registered(stack).length}`).join(", ");
        } finally {
          await conductor.close();
        }
      });
      seconds.push(took);
    }
    say(
      `three stacks (${sizes} resources), all packs: ${round(median(seconds))} s  [${seconds.map((value) => round(value)).join(", ")}]`,
    );
    return median(seconds);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Previews one of the measured programs at one size; the median of some runs. */
async function program(
  cli: PulumiCli,
  debugProviders: string,
  name: "bare" | "equipped",
  count: number,
): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), "pharos-bench-"));
  try {
    const main = path.relative(folder, path.join(ROOT, "dist", "engine", "bench", `${name}.js`));
    writeFileSync(
      path.join(folder, "Pulumi.yaml"),
      JSON.stringify({ name: "bench", runtime: { name: "nodejs", options: { typescript: false } }, main }),
    );
    const state = path.join(folder, "state");
    mkdirSync(state);
    const results = path.join(folder, "results");
    mkdirSync(results);
    const workspace = await LocalWorkspace.create({
      workDir: folder,
      pulumiCommand: pulumiCommand(cli.command, cli.version),
      envVars: {
        ...engineEnvironment({
          home: path.join(folder, "home"),
          backendUrl: pathToFileURL(state).href,
          sandbox: { debugProviders },
        }),
        PHAROS_NODE: process.execPath,
        PHAROS_RESULTS: results,
        [COUNT_VARIABLE]: String(count),
      },
    });
    const stack = await Stack.createOrSelect("bench", workspace);
    // What a preview of the platform does besides: packs, events, the gRPC log with its source positions.
    const log = path.join(folder, "grpc.jsonl");
    if (name === "equipped") workspace.envVars["PULUMI_DEBUG_GRPC"] = log;
    const preview = async (): Promise<void> => {
      if (name === "bare") return void (await stack.preview());
      const events = new EventLog();
      await stack.preview({
        policyPacks: [packExecutable(ROOT)],
        // These resources are for their number alone, and much about them is wrong: every rule judges, none refuses.
        policyPackConfigs: [writeLevels(folder, { all: "advisory" })],
        onEvent: (event) => events.take(event),
      });
      events.join(await readRegistrations(log, ROOT));
      rmSync(log);
    };
    const seconds: number[] = [];
    for (let run = 0; run < RUNS; run++) seconds.push(await timed(preview));
    say(
      `  ${name.padEnd(8)} ${String(count).padStart(4)} resources  ${round(median(seconds)).padStart(5)} s  [${seconds.map((value) => round(value)).join(", ")}]`,
    );
    return median(seconds);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Seconds that all rules take in the packs' process, and how many times longer they would take as most packs are written. */
async function allRules(): Promise<void> {
  const cost = await measurePacks(RUNS);
  const processor = (took: typeof cost.packs): number => median(took.map((each) => each.processor));
  const clock = (took: typeof cost.packs): string => took.map((each) => round(each.clock, 2)).join(", ");
  const [seconds, plain] = [processor(cost.packs), processor(cost.arrays)];
  say(
    `policy packs  ${cost.resources} resources of ${cost.types} types by ${cost.rules} rules: ${round(seconds, 2)} s of the processor (budget ${BUDGET.packsSeconds} s)  [on the clock ${clock(cost.packs)}]`,
  );
  say(
    `  the same rules as arrays of validators: ${round(plain, 2)} s, ${round(plain / seconds)} times as long  [on the clock ${clock(cost.arrays)}]`,
  );
  if (seconds > BUDGET.packsSeconds) process.exitCode = 1;
}

async function main(): Promise<void> {
  await allRules();
  if (ONLY_PACKS) return;
  const cli = await obtainPulumi({ onProgress: ({ text }) => say(text) });
  const whole = await threeStacks();
  const home = mkdtempSync(path.join(tmpdir(), "pharos-bench-"));
  const sandbox = await startSandbox({ home });
  try {
    const [small, large] = SIZES;
    const line = async (name: "bare" | "equipped"): Promise<{ fixed: number; each: number }> => {
      const first = await program(cli, sandbox.debugProviders, name, small);
      const second = await program(cli, sandbox.debugProviders, name, large);
      const each = (second - first) / (large - small);
      return { fixed: first - each * small, each };
    };
    const bare = await line("bare");
    const equipped = await line("equipped");
    const more = equipped.fixed - bare.fixed;
    const ratio = equipped.each / bare.each;
    say(
      `fixed cost    bare ${round(bare.fixed)} s, equipped ${round(equipped.fixed)} s: ${round(more)} s more (budget ${BUDGET.fixedSeconds} s)`,
    );
    say(
      `per resource  bare ${round(bare.each * 1000)} ms, equipped ${round(equipped.each * 1000)} ms: ${round(ratio, 2)} times (budget ${BUDGET.perResource})`,
    );
    say(`three stacks  ${round(whole)} s (budget ${BUDGET.threeStacksSeconds} s)`);
    if (whole > BUDGET.threeStacksSeconds || more > BUDGET.fixedSeconds || ratio > BUDGET.perResource)
      process.exitCode = 1;
  } finally {
    await sandbox.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
