import { writeFileSync } from "node:fs";
import * as path from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import type { RunnableCommand } from "./command";
import type { Deployment } from "./state";

/**
 * Pulumi's deployment JSON of a stack, with secrets as ciphertext. The Automation API's own export shows them, and its import leaves
 * them in a file that everybody may read.
 */
export async function exportDeployment(stack: Stack): Promise<Deployment> {
  return JSON.parse(await run(stack, ["stack", "export"])) as Deployment;
}

/**
 * Puts a deployment in the place of a stack's state.
 * @param scratch a private folder for the file that the CLI reads
 */
export async function importDeployment(stack: Stack, deployment: Deployment, scratch: string): Promise<void> {
  const file = path.join(scratch, "deployment.json");
  writeFileSync(file, JSON.stringify(deployment), { mode: 0o600 });
  await run(stack, ["stack", "import", "--file", file]);
}

async function run({ name, workspace }: Stack, args: string[]): Promise<string> {
  const command = workspace.pulumiCommand as unknown as RunnableCommand;
  const { PULUMI_DEBUG_GRPC: _, ...env } = workspace.envVars;
  return (await command.run([...args, "--stack", name], workspace.workDir, env)).stdout;
}
