import { EXIT, ROOT, modeOf, settingsRootOf, type RunFlags } from "../flags";
import { Conductor } from "../../stacks/conduct";

/** Prints Pulumi's deployment JSON and nothing else, so that it can be piped. */
export async function exportStack(stack: string, flags: RunFlags): Promise<number> {
  const conductor = await Conductor.open({
    root: ROOT,
    mode: modeOf(flags),
    settingsRoot: settingsRootOf(flags),
  });
  try {
    process.stdout.write(`${JSON.stringify(await conductor.exportState(stack), null, 2)}\n`);
  } finally {
    await conductor.close();
  }
  return EXIT.ok;
}
