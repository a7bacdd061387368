import { confirm } from "../ask";
import { modeOf, type RunFlags } from "../flags";
import { present } from "../output";
import { exitCode, withSession } from "../session";

/**
 * Updates the stacks. With a cloud, what the update would lock for good is listed first and has to be confirmed; in the sandbox
 * nothing is locked for good.
 */
export async function up(stacks: string[], flags: RunFlags): Promise<number> {
  if (modeOf(flags) === "cloud" && !flags.yes) {
    const planned = await withSession(flags, stacks, async ({ conductor, signal }) => {
      const run = await conductor.preview(stacks);
      return { run, home: conductor.home, code: exitCode(run, signal) };
    });
    present(planned.run, planned.home);
    if (planned.code !== 0) return planned.code;
    const locks = planned.run.stacks.flatMap(({ cannotBeUndone }) =>
      cannotBeUndone.filter(({ already }) => !already),
    );
    const question =
      locks.length === 0
        ? "update these stacks?"
        : `${locks.length} of these changes cannot be undone. Update these stacks?`;
    await confirm(question, "yes");
  }
  const { run, home, signal } = await withSession(flags, stacks, async ({ conductor, signal }) => ({
    run: await conductor.up(stacks),
    home: conductor.home,
    signal,
  }));
  present(run, home, flags.json);
  return exitCode(run, signal);
}
