import { UserError } from "../content/user-error";
import type { Run } from "../stacks/model";
import type { Settings } from "../stacks/settings";
import type { RunFlags } from "./flags";
import { withSession } from "./session";

/** What the stacks would register, for commands that read it and judge nothing. */
export interface Planned {
  readonly run: Run;
  readonly settings: ReadonlyMap<string, Settings>;
}

/** Previews the stacks without policies. @throws UserError where one of them does not come to its end */
export async function plannedRun(flags: RunFlags, stacks: string[]): Promise<Planned> {
  return withSession(
    flags,
    stacks,
    async ({ conductor, signal }) => {
      const run = await conductor.preview(stacks);
      if (signal.aborted) throw new UserError("stopped before everything was known");
      const failed = run.stacks.find(({ outcome }) => outcome !== "ok");
      if (failed !== undefined)
        throw new UserError(
          `the preview of ${failed.stack} failed`,
          "run pharos preview and mend what it says",
        );
      return { run, settings: conductor.settings };
    },
    { policies: false, replace: "all" },
  );
}
