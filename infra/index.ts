import "./start";
import * as pulumi from "@pulumi/pulumi";
import { UserError } from "../content/user-error";
import { loadSettings } from "../stacks/load-settings";
import { assertFreshBuild } from "./fresh-build";
import { settingsRoot } from "./project-root";
import { createRegion } from "./region";

/**
 * The program: everything of one region, which is one stack.
 * @returns the stack's outputs
 */
async function program(): Promise<Record<string, unknown>> {
  try {
    assertFreshBuild();
    return await createRegion(loadSettings(settingsRoot(), pulumi.getStack()));
  } catch (error) {
    // What the user can mend is said as it stands; anything else is ours, and keeps its trace.
    if (error instanceof UserError) throw new pulumi.RunError(error.toString());
    throw error;
  }
}

export = program;
