import { confirm } from "../ask";
import { modeOf, type RunFlags } from "../flags";
import { present } from "../output";
import { exitCode, withSession } from "../session";

/** Removes what may go; the summary lists what stays, with the reason. */
export async function destroy(stacks: string[], flags: RunFlags): Promise<number> {
  if (modeOf(flags) === "cloud" && !flags.yes) {
    const names = stacks.length === 0 ? "all stacks" : stacks.join(", ");
    await confirm(`destroy ${names}: everything that is not protected is deleted`, "destroy");
  }
  const { run, home, signal } = await withSession(flags, stacks, async ({ conductor, signal }) => ({
    run: await conductor.destroy(stacks),
    home: conductor.home,
    signal,
  }));
  present(run, home, flags.json);
  return exitCode(run, signal);
}
