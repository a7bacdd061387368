import { Conductor, type ConductorOptions } from "../stacks/conduct";
import type { Run } from "../stacks/model";
import { EXIT, ROOT, modeOf, settingsRootOf, type RunFlags } from "./flags";
import { reporter, type Reporter } from "./progress";

/** What a command works with: the conductor, and the signal by which Ctrl-C reaches it. */
export interface Session {
  conductor: Conductor;
  signal: AbortSignal;
}

/**
 * Opens a conductor, shows its progress, hands it to `work`, and cleans up whatever happens. The first Ctrl-C asks the engine to end
 * what is under way and stop; the second stops it at once.
 */
export async function withSession<T>(
  flags: RunFlags,
  stacks: readonly string[],
  work: (session: Session) => Promise<T>,
  options: Partial<ConductorOptions> = {},
): Promise<T> {
  const stop = new AbortController();
  let display: Reporter | undefined;
  const interrupted = (): void => {
    if (!stop.signal.aborted)
      process.stderr.write("\nstopping: what is under way is finished first (Ctrl-C again stops at once)\n");
    // Every listener of the signal is called at each Ctrl-C: an AbortSignal by itself fires once.
    if (stop.signal.aborted) stop.signal.dispatchEvent(new Event("abort"));
    else stop.abort();
  };
  process.on("SIGINT", interrupted);
  process.on("SIGTERM", interrupted);
  process.on("SIGHUP", interrupted); // the terminal was closed
  let conductor: Conductor | undefined;
  try {
    conductor = await Conductor.open({
      root: ROOT,
      mode: modeOf(flags),
      settingsRoot: settingsRootOf(flags),
      signal: stop.signal,
      ...(flags.replace && { replace: flags.replace }),
      ...options,
      onProgress: (progress) => display?.take(progress),
      onReady: (order) => {
        display = reporter(order.filter((stack) => stacks.length === 0 || stacks.includes(stack)));
      },
    });
    return await work({ conductor, signal: stop.signal });
  } finally {
    await display?.end();
    await conductor?.close();
    process.off("SIGINT", interrupted);
    process.off("SIGTERM", interrupted);
    process.off("SIGHUP", interrupted);
  }
}

/** The exit code that a run ends with. */
export function exitCode(run: Run, signal: AbortSignal): number {
  if (signal.aborted) return EXIT.stopped;
  if (run.stacks.some(({ outcome }) => outcome === "failed")) return EXIT.failed;
  return run.stacks.some(({ outcome }) => outcome === "refused") ? EXIT.refused : EXIT.ok;
}
