import type { RunFlags } from "../flags";
import { present } from "../output";
import { exitCode, withSession } from "../session";

export async function preview(stacks: string[], flags: RunFlags): Promise<number> {
  const { run, home, signal } = await withSession(flags, stacks, async ({ conductor, signal }) => ({
    run: await conductor.preview(stacks),
    home: conductor.home,
    signal,
  }));
  present(run, home, flags.json);
  return exitCode(run, signal);
}
