import type { Fault } from "../../engine/sandbox/start";
import type { StackRun } from "../model";
import type { Home } from "./home";

/**
 * Where a run takes place: against the sandbox's providers and a state of its own under `.pharos/`, or against the cloud with the
 * user's own backend, plugins and credentials.
 */
export type Mode = "sandbox" | "cloud";

/** What happens while a run goes on, for whoever shows progress. */
export type Progress =
  | { kind: "note"; text: string }
  | { kind: "engine"; text: string }
  | { kind: "stack"; stack: string; state: "working"; done: number }
  | { kind: "stack"; stack: string; state: "ended"; run: StackRun };

export interface ConductorOptions {
  /** The checkout. */
  root: string;
  mode: Mode;
  onProgress?: (progress: Progress) => void;
  /** Called once the settings have been checked, before anything is started, with the stacks in their order. */
  onReady?: (order: readonly string[]) => void;
  /** Abort once: the engine ends what is under way and stops. Nothing is lost. */
  signal?: AbortSignal;
  /** The folder with `Pulumi.yaml` and the stacks' files. @default the checkout */
  settingsRoot?: string;
  /** @default `.pharos/` in the checkout */
  home?: Home;
  /** Failures and delays for the sandbox to play, for tests. @default none */
  faults?: Fault[];
  /** Whether the policy packs run. @default true */
  policies?: boolean;
  /** Settings that may destroy and replace what holds data, as `statefulChanges` names them, or all of them. @default none */
  replace?: readonly string[] | "all";
  /** The compiled program of every stack. @default `dist/infra/index.js` of the checkout */
  program?: string;
}
