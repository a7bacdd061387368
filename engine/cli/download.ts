import { mkdirSync } from "node:fs";
import * as path from "node:path";
import { removeFolder } from "./cache";
import { failure, findExecutable, run } from "./run";
import type { OnProgress, Problem } from "./steps";

/** Pulumi's own installer, the one that the Automation API and the `pulumi` npm package's instructions use. */
const INSTALLER = "https://get.pulumi.com/install.sh";

/** Seconds to reach the server, name look-up included: where there is a network it takes one, where there is none nobody wants to wait. */
const CONNECT_SECONDS = 4;

/** Seconds for the whole installer script, which is some ten kilobytes. */
const SCRIPT_SECONDS = 20;

/** Milliseconds for the archive of some 130 MB: ten minutes allow for 2 Mbit/s. */
const ARCHIVE_TIMEOUT_MS = 10 * 60_000;

export interface DownloadOptions {
  readonly version: string;
  /** Executables go into `bin` below it. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: OnProgress;
}

/**
 * Downloads the Pulumi CLI with Pulumi's installer, as the Automation API's `PulumiCommand.install` does, but so that it fails soon
 * without a network, heeds proxy settings (curl does) and can be cancelled.
 */
export async function downloadPulumi(options: DownloadOptions): Promise<Problem | undefined> {
  const { version, folder, env, signal, onProgress } = options;
  const skipped = (reason: string): Problem => ({ outcome: "skipped", reason });
  if (env["PHAROS_OFFLINE"] === "1") return skipped("PHAROS_OFFLINE=1");
  const curl = findExecutable("curl", env);
  if (curl === undefined) return skipped("no `curl` on PATH, which Pulumi's installer needs");

  const scratch = path.join(folder, "installer");
  mkdirSync(scratch);
  const script = path.join(scratch, "install.sh");
  onProgress({ source: "download", text: "asking get.pulumi.com for the Pulumi CLI" });
  const limits = ["--connect-timeout", String(CONNECT_SECONDS), "--max-time", String(SCRIPT_SECONDS)];
  const fetched = await run(
    curl,
    ["--fail", "--silent", "--show-error", "--location", ...limits, "--output", script, INSTALLER],
    { env, signal },
  );
  if (fetched.problem !== undefined)
    return { outcome: "failed", reason: `get.pulumi.com cannot be reached, ${failure(fetched)}` };

  onProgress({ source: "download", text: `downloading the Pulumi CLI ${version}, about 130 MB` });
  const installed = await run(
    "/bin/sh",
    [script, "--no-edit-path", "--install-root", folder, "--version", version],
    // The installer unpacks in TMPDIR, which must not outlive it.
    { env: { ...env, TMPDIR: scratch }, signal, timeoutMs: ARCHIVE_TIMEOUT_MS },
  );
  await removeFolder(scratch);
  return installed.problem === undefined
    ? undefined
    : { outcome: "failed", reason: `Pulumi's installer failed, ${failure(installed)}` };
}
