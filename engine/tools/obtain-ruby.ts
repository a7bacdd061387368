import { failure, run } from "../cli/run";

/** Ruby with which filters of Logstash and Fluentd are run in tests: 3.0 or newer, Fluentd's own is 3.4. */
const RECENT = "exit(RUBY_VERSION.to_i >= 3)";

/** How long the installation of a package may take: about 20 MB. */
const INSTALL_TIMEOUT_MS = 10 * 60_000;

/** Debian's package, with nothing that it only recommends. */
const INSTALL = ["install", "--yes", "--no-install-recommends", "ruby"];

/**
 * The command of a Ruby interpreter: the one on PATH. Where a build server has none and lets packages be installed, it is installed there;
 * on a person's machine nothing is.
 * @returns undefined where there is none
 */
export async function obtainRuby(): Promise<string | undefined> {
  const { env } = process;
  const isThere = async () => (await run("ruby", ["-e", RECENT], { env })).problem === undefined;
  if (await isThere()) return "ruby";
  if (env["CI"] !== "true" || process.getuid?.() !== 0) return undefined;
  for (const args of [["update"], INSTALL]) {
    const result = await run("apt-get", args, {
      env: { ...env, DEBIAN_FRONTEND: "noninteractive" },
      timeoutMs: INSTALL_TIMEOUT_MS,
    });
    if (result.problem !== undefined) {
      process.stdout.write(`  ruby cannot be installed: ${failure(result)}\n`);
      return undefined;
    }
  }
  return (await isThere()) ? "ruby" : undefined;
}
