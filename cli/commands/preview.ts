import type { RunFlags } from "../flags";
import { renderTopology } from "../../stacks/report/topology-svg";
import { present, writeFor } from "../output";
import { exitCode, withSession } from "../session";

export async function preview(stacks: string[], flags: RunFlags): Promise<number> {
  const { run, home, signal } = await withSession(flags, stacks, async ({ conductor, signal }) => ({
    run: await conductor.preview(stacks),
    home: conductor.home,
    signal,
  }));
  present(run, home, flags.json);
  if (flags.picture !== undefined) writeFor("picture", flags.picture, renderTopology(run));
  return exitCode(run, signal);
}
