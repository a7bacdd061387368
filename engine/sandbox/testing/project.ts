import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { testPulumi } from "../../testing/pulumi";
import { startSandbox, type Fault } from "../start";

/** The checkout, from where the compiled tests are. */
const ROOT = path.resolve(__dirname, "..", "..", "..", "..");

export interface Outcome {
  readonly code: number | null;
  /** Standard output and standard error. */
  readonly text: string;
}

/** A Pulumi project in a folder of its own, with a sandbox and state of its own, run by the real CLI. */
export class TestProject {
  private readonly folder = mkdtempSync(path.join(tmpdir(), "pharos sandbox "));

  constructor(program: string) {
    symlinkSync(path.join(ROOT, "node_modules"), path.join(this.folder, "node_modules"));
    mkdirSync(path.join(this.folder, "state"));
    this.write("package.json", JSON.stringify({ name: "sandbox-test", main: "index.js" }));
    this.write(
      "Pulumi.yaml",
      "name: sandbox-test\nmain: index.js\nruntime: { name: nodejs, options: { typescript: false, packagemanager: npm } }\n",
    );
    this.write("index.js", program);
  }

  /** Where the sandbox keeps what exists. */
  get home(): string {
    return path.join(this.folder, "home");
  }

  private write(file: string, text: string): void {
    writeFileSync(path.join(this.folder, file), text);
  }

  /** Runs `pulumi …` with a fresh sandbox process over the same home. */
  async pulumi(args: readonly string[], faults: readonly Fault[] = []): Promise<Outcome> {
    const sandbox = await startSandbox({ home: this.home, faults });
    try {
      return await this.run(args, sandbox.debugProviders);
    } finally {
      await sandbox.stop();
    }
  }

  /** Runs `pulumi …` against a sandbox that runs already. */
  async run(args: readonly string[], debugProviders: string): Promise<Outcome> {
    const { command, env } = await testPulumi();
    const child = spawn(command, ["--non-interactive", "--color=never", ...args], {
      cwd: this.folder,
      env: {
        ...env,
        PULUMI_HOME: path.join(this.folder, "pulumi"),
        PULUMI_BACKEND_URL: `file://${encodeURI(path.join(this.folder, "state"))}`,
        PULUMI_CONFIG_PASSPHRASE: "test",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        PULUMI_DEBUG_PROVIDERS: debugProviders,
      },
    });
    let text = "";
    child.stdout.on("data", (data: Buffer) => (text += data.toString("utf8")));
    child.stderr.on("data", (data: Buffer) => (text += data.toString("utf8")));
    const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
    return { code, text };
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
