import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { isRunning } from "./process";

/** Where everything lies that a run leaves behind. Nothing of it is in git; removing it forgets the sandbox's cloud and its state. */
export interface Home {
  /** The folder itself: `.pharos/` in the checkout, or what `PHAROS_HOME` names. */
  dir: string;
  /** Pulumi's own file backend. */
  state: string;
  /** The backend as Pulumi wants it. */
  backendUrl: string;
  /** `PULUMI_HOME` of sandbox runs, so that nobody's `~/.pulumi` is touched. */
  pulumi: string;
  /** One folder a stack with the copies of the settings files that Pulumi may write into. */
  work: string;
  /** The inventory of the sandbox's cloud. */
  sandbox: string;
  /** Short-lived private files of runs: gRPC logs, results of policy packs. */
  scratch: string;
  /** HTML reports. */
  reports: string;
  /** The newest run of each kind, as data. */
  runs: string;
}

/** A private folder for one operation. Its name says whose it is, so that it can be removed should its owner die. */
export function makeScratch({ scratch }: Home, name: string): string {
  return mkdtempSync(path.join(scratch, `${process.pid}-${name}-`));
}

/** Removes what processes that were killed have left: their logs hold inputs in clear. */
function sweep(scratch: string): void {
  for (const name of readdirSync(scratch)) {
    const owner = Number(name.split("-")[0]);
    if (!isRunning(owner)) rmSync(path.join(scratch, name), { recursive: true, force: true });
  }
}

/** The folders of a checkout's home; created where absent, readable by their owner only. */
export function openHome(root: string, env: NodeJS.ProcessEnv = process.env): Home {
  const dir = env.PHAROS_HOME ? path.resolve(env.PHAROS_HOME) : path.join(root, ".pharos");
  const folder = (name: string): string => {
    const full = path.join(dir, name);
    mkdirSync(full, { recursive: true, mode: 0o700 });
    return full;
  };
  const state = folder("state");
  const scratch = folder("scratch");
  sweep(scratch);
  return {
    dir,
    state,
    backendUrl: pathToFileURL(state).href,
    pulumi: folder("pulumi"),
    work: folder("work"),
    sandbox: folder("sandbox"),
    scratch,
    reports: folder("reports"),
    runs: folder("runs"),
  };
}
