import { spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import * as path from "node:path";

export interface RunOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Aborting interrupts the process and rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds after which the process is interrupted and the result says so. @default none */
  readonly timeoutMs?: number;
  /** Called for each whole line of standard error, as it comes. */
  readonly onErrorLine?: (line: string) => void;
}

export interface RunResult {
  readonly stdout: string;
  readonly stderr: string;
  /** What went wrong: could not be started, exit code, signal, time. `undefined` when it ended with exit code 0. */
  readonly problem: string | undefined;
  /** `undefined` when it did not end by itself. */
  readonly exitCode: number | undefined;
}

/** How long an interrupted process may take to clean up before it is killed. `go` lets running compilers finish, which is a few seconds. */
const GRACE_MS = 5_000;

/**
 * Runs a program to its end and returns what it said; only an abort rejects. The program stays in this process's group, so that
 * Ctrl-C in a terminal reaches it as well.
 */
export function run(command: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  const { env, cwd, signal, timeoutMs, onErrorLine } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason as Error);
    const child = spawn(command, [...args], { env, cwd, stdio: ["ignore", "pipe", "pipe"] });
    const texts = { stdout: "", stderr: "" };
    let timedOut = false;
    let kill: NodeJS.Timeout | undefined;
    const interrupt = () => {
      child.kill("SIGINT");
      kill = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
    };
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            interrupt();
          }, timeoutMs);
    signal?.addEventListener("abort", interrupt, { once: true });

    child.stdout.setEncoding("utf8").on("data", (text: string) => (texts.stdout += text));
    let rest = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      texts.stderr += text;
      const lines = (rest + text).split("\n");
      rest = lines.pop()!;
      for (const line of lines) onErrorLine?.(line);
    });
    child.stderr.on("end", () => {
      if (rest !== "") onErrorLine?.(rest);
    });

    const finish = (problem: string | undefined, exitCode?: number) => {
      clearTimeout(timer);
      clearTimeout(kill);
      signal?.removeEventListener("abort", interrupt);
      if (signal?.aborted) reject(signal.reason as Error);
      else resolve({ ...texts, problem, exitCode });
    };
    child.on("error", (error) => finish(`cannot be started: ${error.message}`));
    const end = (code: number | null, by: NodeJS.Signals | null) => {
      if (timedOut) finish(`did not end within ${timeoutMs! / 1000} s`);
      else if (code === null) finish(`was ended by ${by}`);
      else finish(code === 0 ? undefined : `exit code ${code}`, code);
    };
    child.on("close", end);
    // A grandchild may hold the pipes open longer than an interrupted process lives; nobody waits for its words.
    child.on("exit", (code, by) => {
      if (timedOut || signal?.aborted) end(code, by);
    });
  });
}

/** What became of a failed program, and the last line it said. */
export function failure(result: RunResult): string {
  const said = `${result.stdout}\n${result.stderr}`
    .split("\n")
    .map((line) => line.trim())
    .findLast((line) => line !== "");
  return said === undefined ? result.problem! : `${result.problem}: ${said}`;
}

/** The first executable file called `name` in the folders of `env.PATH`. */
export function findExecutable(
  name: string,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const endings = platform === "win32" ? [".exe", ".cmd"] : [""];
  for (const folder of (env["PATH"] ?? "").split(path.delimiter)) {
    for (const ending of endings) {
      const file = path.resolve(folder, name + ending);
      if (folder !== "" && isExecutable(file)) return file;
    }
  }
  return undefined;
}

/** Whether `file` is a file that this user may execute. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
