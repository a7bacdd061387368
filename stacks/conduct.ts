import { rmSync } from "node:fs";
import * as path from "node:path";
import { performance } from "node:perf_hooks";
import type { EngineEvent, Stack, UpOptions } from "@pulumi/pulumi/automation";
import { obtainPulumi, type PulumiCli } from "../engine/cli/obtain";
import { startSandbox } from "../engine/sandbox/start";
import { parseMissingOutputs } from "../content/missing-outputs";
import { UserError } from "../content/user-error";
import { cannotBeUndone } from "./cannot-be-undone";
import { pulumiCommand, type RunnableCommand } from "./conduct/command";
import { EventLog, unchanged } from "./conduct/events";
import { describeRun } from "./conduct/failure";
import { makeScratch, openHome, type Home } from "./conduct/home";
import { locksOf, releaseAbandoned } from "./conduct/locks";
import { packExecutable, policyOutcome, readPackResults, writeLevels } from "./conduct/policy-packs";
import type { ConductorOptions, Mode, Progress } from "./conduct/options";
import { readRegistrations } from "./conduct/registrations";
import { exportDeployment, importDeployment } from "./conduct/deployment";
import { guarded, hasOutputs, survivors, withoutOutputs, type Deployment } from "./conduct/state";
import { openCloudStack, openSandboxStack } from "./conduct/open-stack";
import { loadAllSettings } from "./load-settings";
import type { DriftRun } from "./drift/model";
import type { Diagnostic, Run, StackRun } from "./model";
import type { Settings } from "./settings";
import { statefulChanges, stateLoss } from "./stateful-changes";
import type { Topology } from "./topology";

export type { ConductorOptions, Mode, Progress };

/** Makes the program take AWS's deletion protection off (infra/foundation.ts). */
const RETIRE_VARIABLE = "PHAROS_RETIRE";

type Verb = "preview" | "up" | "destroy";

/**
 * Runs the platform's stacks on the Pulumi engine, in their order, through the Automation API. The command line is its first user.
 *
 * Open one, run what is to be run, close it: the sandbox's process lives as long as the conductor.
 */
export class Conductor {
  private readonly command: RunnableCommand;
  /** How often the user has asked to stop: once lets the engine end what is under way, twice does not. */
  private stops = 0;

  private constructor(
    private readonly options: ConductorOptions,
    readonly home: Home,
    readonly settings: ReadonlyMap<string, Settings>,
    readonly topology: Topology,
    readonly cli: PulumiCli,
    private readonly sandbox: Awaited<ReturnType<typeof startSandbox>> | undefined,
  ) {
    this.command = pulumiCommand(cli.command, cli.version);
    options.signal?.addEventListener("abort", () => this.stops++);
  }

  /**
   * Checks the settings, finds or obtains the engine, starts the sandbox.
   * @throws UserError with every error of the settings at once, before anything is started
   */
  static async open(options: ConductorOptions): Promise<Conductor> {
    const { settings, topology } = loadAllSettings(options.settingsRoot ?? options.root);
    options.onReady?.(orderOf(settings, topology));
    const home = options.home ?? openHome(options.root);
    const cli = await obtainPulumi({
      onProgress: (progress) => options.onProgress?.({ kind: "engine", text: progress.text }),
      ...(options.signal && { signal: options.signal }),
    });
    const sandbox =
      options.mode === "sandbox"
        ? await startSandbox({ home: home.sandbox, ...(options.faults && { faults: options.faults }) })
        : undefined;
    return new Conductor(options, home, settings, topology, cli, sandbox);
  }

  async close(): Promise<void> {
    await this.sandbox?.stop();
  }

  /** All stacks, the hub first, then the spokes by name. */
  get order(): string[] {
    return orderOf(this.settings, this.topology);
  }

  /** What an update would do, for all stacks at once: a preview changes nothing, so none waits for another. */
  async preview(stacks: readonly string[] = []): Promise<Run> {
    return this.run("preview", [this.select(stacks)]);
  }

  /** Updates the hub, then the spokes side by side. A spoke is not begun when the hub has failed. */
  async up(stacks: readonly string[] = []): Promise<Run> {
    const chosen = this.select(stacks);
    const { hub } = this.topology;
    return this.run("up", [chosen.filter((stack) => stack === hub), chosen.filter((stack) => stack !== hub)]);
  }

  /** Removes what may go: the spokes, then the hub that they read from. */
  async destroy(stacks: readonly string[] = []): Promise<Run> {
    const chosen = this.select(stacks);
    const { hub } = this.topology;
    return this.run("destroy", [
      chosen.filter((stack) => stack !== hub),
      chosen.filter((stack) => stack === hub),
    ]);
  }

  /** Pulumi's own deployment JSON of a stack. */
  async exportState(name: string): Promise<Deployment> {
    const [stack = name] = this.select([name]);
    return exportDeployment(await this.openStack(stack));
  }

  /**
   * What differs between the stacks' states and what is really there, and what the rules say of that. Nothing is changed, neither there
   * nor in the states.
   */
  async drift(stacks: readonly string[] = []): Promise<DriftRun> {
    const startedAt = new Date().toISOString();
    const began = performance.now();
    const { lookForDrift } = await import("./conduct/drift.js"); // loads every rule: other commands start without
    const ended = await Promise.allSettled(
      this.select(stacks).map(async (name) => {
        const stack = await this.openStack(name);
        this.releaseAbandonedLocks(name);
        return lookForDrift(stack, {
          root: this.options.root,
          levels: this.settings.get(name)!.policies,
          ...(this.options.signal && { signal: this.options.signal }),
          stops: () => this.stops,
          onProgress: (done) =>
            this.options.onProgress?.({ kind: "stack", stack: name, state: "working", done }),
        });
      }),
    );
    const found = ended.map((end) => {
      if (end.status === "rejected") throw end.reason;
      return end.value;
    });
    return { stacks: found, startedAt, seconds: seconds(began) };
  }

  private select(names: readonly string[]): string[] {
    const unknown = names.filter((name) => !this.settings.has(name));
    if (unknown.length > 0) {
      throw new UserError(
        `no such stack: ${unknown.join(", ")}`,
        `name one of ${this.order.join(", ")}, or add Pulumi.${unknown[0]}.yaml`,
      );
    }
    return this.order.filter((stack) => names.length === 0 || names.includes(stack));
  }

  private async run(verb: Verb, waves: string[][]): Promise<Run> {
    const startedAt = new Date().toISOString();
    const began = performance.now();
    await this.ensureHubExists();
    if (verb === "destroy") await this.refuseToOrphanSpokes(waves.flat());
    else await this.refuseToLoseData(waves.flat());
    const stacks: StackRun[] = [];
    for (const wave of waves) {
      if (this.stops > 0 || stacks.some(({ outcome }) => outcome !== "ok")) break;
      // Whatever happens to one stack, the others are seen through: their engines are at work.
      const ended = await Promise.allSettled(wave.map((stack) => this.operate(verb, stack)));
      for (const end of ended) {
        if (end.status === "rejected") throw end.reason;
        stacks.push(end.value);
      }
    }
    const notBegun = waves.flat().filter((name) => !stacks.some(({ stack }) => stack === name));
    return {
      kind: verb,
      stacks: this.order.flatMap((name) => stacks.filter(({ stack }) => stack === name)),
      seconds: seconds(began),
      startedAt,
      mode: this.options.mode,
      topology: this.topology,
      ...(notBegun.length > 0 && { notBegun }),
    };
  }

  /** A stack reference to a stack that was never made fails the engine; to an empty one it does not. */
  private async ensureHubExists(): Promise<void> {
    await this.openStack(this.topology.hub);
  }

  /** A spoke whose hub is gone sends into the void; only a stack that is deployed has outputs. */
  private async refuseToOrphanSpokes(chosen: readonly string[]): Promise<void> {
    if (!chosen.includes(this.topology.hub)) return;
    const others = this.order.filter((stack) => !chosen.includes(stack));
    const states = await Promise.all(
      others.map(async (name) => exportDeployment(await this.openStack(name))),
    );
    const live = others.filter((_, index) => hasOutputs(states[index]!));
    if (live.length === 0) return;
    throw new UserError(
      `the hub ${this.topology.hub} still has spokes that send to it: ${live.join(", ")}`,
      `destroy them first, or all together: pharos destroy ${[...live, this.topology.hub].join(" ")}`,
    );
  }

  /** Settings that would replace what holds data are caught before the engine is asked: its plan would say it among hundreds of lines. */
  private async refuseToLoseData(chosen: readonly string[]): Promise<void> {
    const { replace = [] } = this.options;
    if (replace === "all") return;
    const found = await Promise.all(
      chosen.map(async (name) => {
        const { deployment } = await exportDeployment(await this.openStack(name));
        const changes = statefulChanges(deployment.resources ?? [], this.settings.get(name)!);
        return { name, changes: changes.filter(({ setting }) => !replace.includes(setting)) };
      }),
    );
    const refused = found.filter(({ changes }) => changes.length > 0);
    if (refused.length > 0) throw stateLoss(refused);
  }

  private async operate(verb: Verb, name: string): Promise<StackRun> {
    const began = performance.now();
    const scratch = makeScratch(this.home, name); // mode 0700: the log below holds inputs in clear
    const grpcLog = path.join(scratch, "grpc.jsonl");
    let log = new EventLog();
    let failure: unknown;
    let rehearsed = false;
    try {
      const stack = await this.openStack(name);
      Object.assign(stack.workspace.envVars, {
        PULUMI_DEBUG_GRPC: grpcLog,
        PHAROS_RESULTS: scratch,
      });
      this.releaseAbandonedLocks(name);
      if (verb === "up" && this.options.policies !== false) {
        // The engine applies rules over the whole stack when an update has ended; a preview applies them before it begins.
        failure = await this.call("preview", stack, scratch, log);
        rehearsed = failure !== undefined;
        if (!rehearsed) {
          rmSync(grpcLog, { force: true });
          log = new EventLog();
        }
      }
      if (!rehearsed) failure = await this.call(verb, stack, scratch, log);
      const settings = this.settings.get(name)!;
      const registrations =
        verb === "destroy" ? new Map() : await readRegistrations(grpcLog, this.options.root);
      const judged = readPackResults(scratch);
      const resources = rehearsed ? unchanged(log.join(registrations)) : log.join(registrations);
      const run: StackRun = {
        stack: name,
        role: settings.role,
        region: settings.region,
        jurisdiction: this.topology.regions[name]!.jurisdiction,
        resources,
        operations: rehearsed ? {} : log.operations,
        seconds: seconds(began),
        policies: policyOutcome(judged, registrations),
        ...(judged && { judged }),
        diagnostics: log.diagnostics,
        unknownHubOutputs: unknownHubOutputs(log.diagnostics),
        outcome: failure === undefined ? "ok" : log.refusals > 0 ? "refused" : "failed",
        cannotBeUndone: cannotBeUndone(resources),
        ...(verb === "destroy" && { stays: survivors(await exportDeployment(stack), resources) }),
      };
      if (failure !== undefined) {
        const stopped = this.stops;
        const locks = this.options.mode === "sandbox" ? locksOf(this.home.state, name) : [];
        run.diagnostics = describeRun(failure, log, { stack: name, stopped, locks });
      }
      this.options.onProgress?.({ kind: "stack", stack: name, state: "ended", run });
      return run;
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }

  /** Runs the engine. @returns the error that ended it, or undefined */
  private async call(verb: Verb, stack: Stack, scratch: string, log: EventLog): Promise<unknown> {
    const { signal, onProgress } = this.options;
    const onEvent = (event: EngineEvent): void => {
      const before = log.done;
      log.take(event);
      if (log.done !== before)
        onProgress?.({ kind: "stack", stack: stack.name, state: "working", done: log.done });
    };
    // The API prints the CLI's output to nowhere of its own; the events say the same as data.
    const common = { onEvent, ...(signal && { signal }) };
    const packs =
      this.options.policies === false
        ? {}
        : {
            policyPacks: [packExecutable(this.options.root)],
            policyPackConfigs: [writeLevels(scratch, this.settings.get(stack.name)!.policies)],
          };
    try {
      if (verb === "preview") await stack.preview({ ...common, ...packs });
      else if (verb === "up") await stack.up({ ...common, ...packs });
      else {
        await this.retire(stack, common);
        await stack.destroy({ ...common, excludeProtected: true });
        // What is protected stays in the state, and the outputs would stay with it: a spoke must not read addresses of what is gone.
        await importDeployment(stack, withoutOutputs(await exportDeployment(stack)), scratch);
      }
      return undefined;
    } catch (error) {
      return error;
    }
  }

  /** AWS refuses to delete what its own deletion protection covers: an update that takes it off comes first. */
  private async retire(stack: Stack, options: Pick<UpOptions, "onEvent" | "signal">): Promise<void> {
    const target = guarded(await exportDeployment(stack));
    if (target.length === 0) return;
    stack.workspace.envVars[RETIRE_VARIABLE] = "true";
    try {
      await stack.up({ ...options, target });
    } finally {
      delete stack.workspace.envVars[RETIRE_VARIABLE];
    }
  }

  private async openStack(name: string): Promise<Stack> {
    const { root, mode, settingsRoot = root } = this.options;
    const { program = path.join(root, "dist", "infra", "index.js") } = this.options;
    const command = this.command;
    if (this.sandbox === undefined || mode === "cloud") return openCloudStack(name, command, settingsRoot);
    const { debugProviders } = this.sandbox;
    return openSandboxStack(name, command, { home: this.home, settingsRoot, program, debugProviders });
  }

  /** Here an abandoned lock can be told and mended; in the cloud another machine may hold it. */
  private releaseAbandonedLocks(name: string): void {
    if (this.options.mode === "cloud") return;
    const lock = releaseAbandoned(this.home.state, name);
    if (lock === undefined) return;
    const text = `released the lock that process ${lock.pid} left on stack ${name} when it died`;
    this.options.onProgress?.({ kind: "note", text });
  }
}

/** The hub first, then the spokes by name. */
function orderOf(settings: ReadonlyMap<string, Settings>, { hub }: Topology): string[] {
  return [hub, ...[...settings.keys()].filter((stack) => stack !== hub).sort()];
}

/** Outputs of the hub that the program said it has to do without, in a preview. */
function unknownHubOutputs(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.flatMap(({ message }) => parseMissingOutputs(message) ?? []);
}

/** Seconds since a moment of the performance clock, to the millisecond. */
function seconds(since: number): number {
  return Math.round(performance.now() - since) / 1000;
}
