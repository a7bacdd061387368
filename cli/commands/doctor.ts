import { createColors } from "picocolors";
import { diagnose } from "../../engine/cli/doctor";
import { EXIT } from "../flags";
import { wantsColor } from "../output";

/** One line a finding, with the command that mends what is missing. */
export async function doctor(): Promise<number> {
  const findings = await diagnose();
  const width = Math.max(...findings.map(({ what }) => what.length)) + 2;
  const pc = createColors(wantsColor(process.stdout.isTTY, process.env));
  const sign = { ok: pc.green("✔"), warning: pc.yellow("!"), missing: pc.red("✖") };
  for (const { what, status, found, detail, fix } of findings) {
    const said = [found, detail].filter((text) => text !== undefined).join("; ");
    process.stdout.write(`${sign[status]} ${what.padEnd(width)}${said}\n`);
    if (status !== "ok" && fix !== undefined) process.stdout.write(`  ${" ".repeat(width)}fix: ${fix}\n`);
  }
  return findings.some(({ status }) => status === "missing") ? EXIT.failed : EXIT.ok;
}
