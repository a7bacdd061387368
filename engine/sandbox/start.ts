import { spawn, type ChildProcess } from "node:child_process";
import type { Socket } from "node:net";
import * as path from "node:path";
import { createInterface } from "node:readline";
import { FAULTS_VARIABLE, type Fault } from "./faults";
import { HOME_VARIABLE } from "./main";

export type { Fault } from "./faults";

export interface SandboxOptions {
  /** The folder that remembers what exists in the fake cloud; made if need be. */
  home: string;
  /** Failures and delays to play. @default none */
  faults?: readonly Fault[];
  /** The Node.js to run it with. @default the one that runs now */
  node?: string;
}

/** A running sandbox. */
export interface Sandbox {
  /** The value of `PULUMI_DEBUG_PROVIDERS` with which the engine finds it. */
  readonly debugProviders: string;
  /** Ends it; what exists in it stays in its home. Safe to call twice. */
  stop(): Promise<void>;
}

/** It starts in well under a second; a machine that is very busy gets this long, in milliseconds. */
const START_LIMIT_MS = 20_000;
/** After this many milliseconds a sandbox that does not end is killed. */
const STOP_LIMIT_MS = 3_000;

/**
 * Starts the stand-ins for the cloud providers as a process of their own, which ends when this one does.
 *
 * @throws Error when it cannot start, with what it said
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const child = spawn(options.node ?? process.execPath, [path.join(__dirname, "main.js")], {
    stdio: ["pipe", "pipe", "pipe"],
    env: {
      ...process.env,
      [HOME_VARIABLE]: options.home,
      [FAULTS_VARIABLE]: JSON.stringify(options.faults ?? []),
    },
  });
  let complaints = "";
  child.stderr.on("data", (data: Buffer) => (complaints += data.toString("utf8")));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  child.stdin.on("error", () => undefined); // it ended before us: `stop` has nothing left to do
  const stop = async (): Promise<void> => {
    child.stdin.end();
    const killer = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT_MS);
    await ended;
    clearTimeout(killer);
  };
  try {
    const debugProviders = await firstLine(child, ended);
    // A program that forgets to stop it can end nevertheless: that closes its standard input.
    child.unref();
    for (const pipe of [child.stdin, child.stdout, child.stderr]) (pipe as Socket).unref();
    return { debugProviders, stop };
  } catch (error) {
    await stop();
    const said = complaints.trim();
    throw new Error(
      `the sandbox did not start: ${(error as Error).message}${said === "" ? "" : `\n${said}`}`,
    );
  }
}

/** What the process announces. */
function firstLine(child: ChildProcess, ended: Promise<void>): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`it said nothing for ${START_LIMIT_MS / 1000} seconds`)),
      START_LIMIT_MS,
    );
    const lines = createInterface({ input: child.stdout ?? process.stdin });
    lines.once("line", (line) => {
      clearTimeout(timer);
      const { debugProviders, error } = JSON.parse(line) as { debugProviders?: string; error?: string };
      if (debugProviders === undefined) reject(new Error(error ?? line));
      else resolve(debugProviders);
    });
    child.once("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    void ended.then(() => {
      clearTimeout(timer);
      reject(new Error("it ended at once"));
    });
  });
}
