import { spawn } from "node:child_process";
import * as path from "node:path";
import type { PulumiCommand } from "@pulumi/pulumi/automation";
import * as automationCommand from "@pulumi/pulumi/automation/cmd";
import * as automationErrors from "@pulumi/pulumi/automation/errors";
import { SemVer } from "semver";

// Both exist at run time and are left out of the type declarations; the version of @pulumi/pulumi is pinned and the tests run them.
interface CommandResult {
  stdout: string;
  stderr: string;
  code: number;
}
const { CommandResult: Result } = automationCommand as unknown as {
  CommandResult: new (stdout: string, stderr: string, code: number) => CommandResult;
};
const { createCommandError } = automationErrors as unknown as {
  createCommandError: (result: CommandResult) => Error;
};

/** The API's command with the method by which the API itself runs it. */
export type RunnableCommand = PulumiCommand & {
  run: (
    args: string[],
    cwd: string,
    additionalEnv: Record<string, string>,
    onOutput?: (text: string) => void,
    onError?: (text: string) => void,
    signal?: AbortSignal,
  ) => Promise<CommandResult>;
};

/**
 * The Automation API's way to run the Pulumi CLI, with one difference: the CLI gets a process group of its own. In the API's own, a
 * Ctrl-C at the terminal reaches both us and the CLI, we pass it on, and the CLI takes the second signal as "stop at once", which
 * leaves operations half done. Here it gets exactly the signals that we send.
 *
 * @param command absolute path of the CLI
 * @param version its version, such as `v3.259.0`
 */
export function pulumiCommand(command: string, version: string): RunnableCommand {
  const run = (
    args: string[],
    cwd: string,
    additionalEnv: Record<string, string>,
    onOutput?: (text: string) => void,
    onError?: (text: string) => void,
    signal?: AbortSignal,
  ): Promise<CommandResult> =>
    new Promise((resolve, reject) => {
      const env: NodeJS.ProcessEnv = { ...process.env, ...additionalEnv, PULUMI_AUTOMATION_API: "true" };
      // The language host that belongs to this CLI lies beside it, and it runs the program on the Node.js that runs this.
      env.PATH = [path.dirname(command), path.dirname(process.execPath), env.PATH ?? ""].join(path.delimiter);
      const child = spawn(
        command,
        args.includes("--non-interactive") ? args : [...args, "--non-interactive"],
        {
          cwd,
          env,
          detached: true,
          stdio: ["ignore", "pipe", "pipe"],
        },
      );
      let stdout = "";
      let stderr = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        stdout += text;
        onOutput?.(text);
      });
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        stderr += text;
        onError?.(text);
      });
      // First signal: finish what is under way and stop. Second: stop at once. The same as at Pulumi's own command line.
      const interrupt = (): void => void child.kill("SIGINT");
      if (signal?.aborted) interrupt();
      signal?.addEventListener("abort", interrupt);
      child.once("error", (error) => reject(createCommandError(new Result(stdout, error.message, -2))));
      child.once("close", (code) => {
        signal?.removeEventListener("abort", interrupt);
        const result = new Result(stdout, stderr, code ?? -2);
        if (code === 0) resolve(result);
        else reject(createCommandError(result));
      });
    });
  return { command, version: new SemVer(version), run };
}
