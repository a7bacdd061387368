import * as compileCache from "node:module";
import * as path from "node:path";
import type * as server from "./server";

/** Under `.pharos/` of the checkout, which git ignores: nothing is written into the machine's temporary folder. */
const CACHE = path.resolve(__dirname, "..", "..", "..", ".pharos", "compile-cache");

/** The environment variable that names the folder of the sandbox's inventory. */
export const HOME_VARIABLE = "PHAROS_SANDBOX_HOME";

/**
 * The sandbox's process. When it is ready it prints one line, `{"debugProviders":"aws:1234,…"}`; when it cannot start, `{"error":"…"}`.
 * It ends with its parent: when standard input closes, or on a signal.
 */
async function main(): Promise<void> {
  // Node 22.1 and later keep compiled code between starts.
  (compileCache as { enableCompileCache?: (folder: string) => void }).enableCompileCache?.(CACHE);
  const home = process.env[HOME_VARIABLE];
  if (home === undefined || home === "") throw new Error(`${HOME_VARIABLE} is not set`);
  const [{ serve }, { FAULTS_VARIABLE, parseFaults }] = [
    // Loaded after the compile cache is on.
    require("./server") as typeof server, // eslint-disable-line @typescript-eslint/no-require-imports
    require("./faults") as typeof import("./faults"), // eslint-disable-line @typescript-eslint/no-require-imports
  ];
  const running = await serve(home, parseFaults(process.env[FAULTS_VARIABLE]));
  const stop = (): void => {
    running.stop();
    process.exit(0);
  };
  process.stdin.on("end", stop).on("error", stop).resume();
  process.on("SIGTERM", stop);
  // Ctrl-C reaches the whole group: the engine still needs the sandbox to end what is under way.
  process.on("SIGINT", () => undefined);
  process.stdout.write(`${JSON.stringify({ debugProviders: running.debugProviders })}\n`);
}

if (require.main === module)
  main().catch((error: unknown) => {
    process.stdout.write(`${JSON.stringify({ error: (error as Error).message })}\n`);
    process.exitCode = 1;
  });
