import { obtainPulumi } from "../cli/obtain";
import { obtainMoto } from "../tools/obtain-moto";
import { obtainRuby } from "../tools/obtain-ruby";
import { obtainTool, type ToolName } from "../tools/obtain-tool";

/** Obtains what is named on the command line (the Pulumi CLI, promtool …), so that no test waits for a build. */
async function main(names: string[]): Promise<void> {
  for (const name of names) {
    const onProgress = ({ text }: { text: string }): void => void process.stdout.write(`  ${text}\n`);
    if (name === "pulumi") await obtainPulumi({ onProgress });
    else if (name === "moto") {
      if ((await obtainMoto()) === undefined)
        onProgress({ text: "moto: no Python 3.10 or newer; its tests are skipped" });
    } else if (name === "ruby") {
      if ((await obtainRuby()) === undefined) onProgress({ text: "ruby: not here; its tests are skipped" });
    } else await obtainTool(name as ToolName, { onProgress });
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
