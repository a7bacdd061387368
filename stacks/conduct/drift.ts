import type { EngineEvent, Stack } from "@pulumi/pulumi/automation";
import { checkoutWaivers, judgeDeployed } from "../../policies/deployed/judge";
import { asItIs, compare, type Refreshed } from "../drift/compare";
import type { StackDrift } from "../drift/model";
import type { Settings } from "../settings";
import { exportDeployment } from "./deployment";
import { EventLog } from "./events";
import { describeRun } from "./failure";

/** What a look at one stack needs besides the stack. */
export interface Look {
  /** The checkout, for its waivers. */
  readonly root: string;
  readonly levels: Settings["policies"];
  readonly signal?: AbortSignal;
  /** How often the user has asked to stop, by now. */
  readonly stops: () => number;
  /** Told how many resources have been looked at. */
  readonly onProgress: (done: number) => void;
}

/**
 * Lets the engine read everything of a stack anew without changing anything, neither there nor in the state, and judges what it found by
 * the rules that judge previews.
 */
export async function lookForDrift(stack: Stack, look: Look): Promise<StackDrift> {
  const state = await exportDeployment(stack);
  const log = new EventLog();
  const refreshed: Refreshed[] = [];
  const onEvent = (event: EngineEvent): void => {
    log.take(event);
    if (!event.resOutputsEvent) return;
    refreshed.push(event.resOutputsEvent.metadata);
    look.onProgress(refreshed.length);
  };
  let failure: unknown;
  try {
    await stack.previewRefresh({ onEvent, ...(look.signal && { signal: look.signal }) });
  } catch (error) {
    failure = error;
  }
  const found = { stack: stack.name, ...compare(refreshed, state) };
  if (failure !== undefined) {
    const told = describeRun(failure, log, { stack: stack.name, stopped: look.stops(), locks: [] });
    const errors = told.filter(({ severity }) => severity === "error").map(({ message }) => message);
    return { ...found, outcome: "failed", errors };
  }
  const judged = judgeDeployed(asItIs(refreshed, state), {
    levels: look.levels,
    waivers: checkoutWaivers(look.root),
  });
  return { ...found, outcome: "ok", errors: [], judged };
}
