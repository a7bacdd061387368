import { LocalWorkspace, Stack } from "@pulumi/pulumi/automation";
import { UserError } from "../../content/user-error";
import { engineEnvironment } from "../../engine/cli/environment";
import type { RunnableCommand } from "./command";
import { lastWords } from "./failure";
import type { Home } from "./home";
import { layWorkFolder } from "./work-folder";

/** What a stack in the sandbox needs. */
export interface SandboxPlace {
  /** Where state, work folders and the engine's own files lie. */
  readonly home: Home;
  /** The folder with `Pulumi.yaml` and the stacks' files. */
  readonly settingsRoot: string;
  /** The compiled program. */
  readonly program: string;
  /** The sandbox's providers, as `PULUMI_DEBUG_PROVIDERS` names them. */
  readonly debugProviders: string;
}

/** Opens a stack whose state is Pharos' own and whose providers are the sandbox's; makes it if there is none. */
export async function openSandboxStack(
  name: string,
  pulumiCommand: RunnableCommand,
  { home, settingsRoot, program, debugProviders }: SandboxPlace,
): Promise<Stack> {
  const workDir = layWorkFolder(home.work, name, settingsRoot, program);
  const engine = engineEnvironment({
    home: home.pulumi,
    backendUrl: home.backendUrl,
    sandbox: { debugProviders },
  });
  const envVars = { ...engine, ...programVariables(workDir) };
  return Stack.createOrSelect(name, await LocalWorkspace.create({ workDir, pulumiCommand, envVars }));
}

/**
 * Opens a stack of the user's own backend. Nothing is made that nobody asked for, and the stack that is selected there stays so.
 * @throws UserError if the backend cannot be reached or has no such stack
 */
export async function openCloudStack(
  name: string,
  pulumiCommand: RunnableCommand,
  workDir: string,
): Promise<Stack> {
  const envVars = programVariables(workDir);
  const workspace = await LocalWorkspace.create({ workDir, pulumiCommand, envVars });
  workspace.selectStack = async (stack) => {
    try {
      await pulumiCommand.run(["stack", "--stack", stack], workDir, workspace.envVars);
    } catch (error) {
      if (!/no stack named/.test((error as Error).message)) {
        throw new UserError(
          `Pulumi cannot open stack ${stack}: ${lastWords(error)}`,
          "log in to your backend (pulumi login, or PULUMI_BACKEND_URL) and give its passphrase or key, as for pulumi itself",
        );
      }
      throw new UserError(`stack ${stack} does not exist in this backend`, `pulumi stack init ${stack}`);
    }
  };
  return Stack.select(name, workspace);
}

function programVariables(workDir: string): Record<string, string> {
  return {
    PHAROS_NODE: process.execPath,
    PHAROS_SETTINGS_ROOT: workDir, // old language hosts do not tell the program where its project lies
  };
}
