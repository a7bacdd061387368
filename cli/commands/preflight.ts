import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { createColors } from "picocolors";
import { UserError } from "../../content/user-error";
import { openHome } from "../../stacks/conduct/home";
import type { Run } from "../../stacks/model";
import { judgeAccount, type Wanted } from "../../stacks/preflight/judge";
import { needsOf } from "../../stacks/preflight/plan";
import { renderFindings } from "../../stacks/preflight/text";
import { isInAws, type Settings } from "../../stacks/settings";
import { quietSdk } from "../aws-sdk";
import { EXIT, ROOT, type RunFlags } from "../flags";
import { wantsColor, writeFor } from "../output";
import { withSession } from "../session";

/** Looks at the account of whoever is logged in, and compares it with what the stacks would need. Changes nothing. */
export async function preflight(stacks: string[], flags: RunFlags): Promise<number> {
  quietSdk();
  const { run, settings, hub } = await plan(stacks, flags);
  const needs = needsOf(run).filter(({ stack }) => isInAws(settings.get(stack)!));
  process.stderr.write(`reading the account: ${needs.map(({ region }) => region).join(", ")} …\n`);
  const { gatherFacts } = await import("../../stacks/preflight/gather.js");
  const facts = await gatherFacts(hub, needs);
  const wanted = needs.flatMap(({ stack }) => wantedOf(stack, settings.get(stack)!));
  const findings = judgeAccount(facts, wanted, needs);
  const colors = createColors(wantsColor(process.stdout.isTTY, process.env));
  process.stdout.write(`${renderFindings(findings, colors)}\n`);
  if (flags.json !== undefined) writeFor("findings", flags.json, `${JSON.stringify(findings, null, 2)}\n`);
  return findings.some(({ verdict }) => verdict === "stops") ? EXIT.failed : EXIT.ok;
}

interface Plan {
  run: Run;
  settings: ReadonlyMap<string, Settings>;
  hub: string;
}

/** What an update of empty stacks would make, in a sandbox of its own: what is deployed in the usual one would be left out. */
async function plan(stacks: string[], flags: RunFlags): Promise<Plan> {
  const folder = mkdtempSync(path.join(tmpdir(), "pharos-preflight-"));
  try {
    const home = openHome(ROOT, { PHAROS_HOME: folder });
    const options = { home, policies: false, mode: "sandbox" } as const;
    const result = await withSession(
      { ...flags, sandbox: true },
      stacks,
      async ({ conductor }) => ({
        run: await conductor.preview(stacks),
        settings: conductor.settings,
        hub: conductor.topology.hub,
      }),
      options,
    );
    const failed = result.run.stacks.find(({ outcome }) => outcome !== "ok");
    if (failed !== undefined)
      throw new UserError(
        `the preview of ${failed.stack} failed`,
        "run pharos preview and mend what it says",
      );
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function wantedOf(stack: string, settings: Settings): Wanted[] {
  if (!isInAws(settings)) return [];
  const { role, accounts, reach, audit } = settings;
  return [{ stack, role, account: accounts.workload, reach, audit }];
}
