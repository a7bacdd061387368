import { createColors } from "picocolors";
import { UserError } from "../../content/user-error";
import { parseCi } from "../../stacks/bootstrap/ci";
import { planArchive, planBootstrap } from "../../stacks/bootstrap/plan";
import type { Found, Step } from "../../stacks/bootstrap/steps";
import { loadAllSettings } from "../../stacks/load-settings";
import { isInAws } from "../../stacks/settings";
import { confirm } from "../ask";
import { quietSdk } from "../aws-sdk";
import { EXIT, ROOT } from "../flags";
import { wantsColor } from "../output";

export interface BootstrapFlags {
  ci?: string;
  archive?: boolean;
  plan?: boolean;
  yes?: boolean;
  settings?: string;
}

/** What the credentials at hand belong to has to be the account that the settings name: roles in a wrong one would be found by nobody. */
async function requireAccount(region: string, wanted: string): Promise<void> {
  const { STSClient, GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
  let account: string | undefined;
  try {
    account = (await new STSClient({ region }).send(new GetCallerIdentityCommand({}))).Account;
  } catch (error) {
    throw new UserError(
      `nobody is logged in to AWS: ${(error as Error).message}`,
      "log in (aws sso login, or AWS_PROFILE) as an administrator of the account",
    );
  }
  if (account !== wanted) {
    throw new UserError(
      `these credentials are for account ${account ?? "unknown"}, the settings name ${wanted}`,
      `log in to account ${wanted}, or correct 'accounts' in Pulumi.yaml`,
    );
  }
}

/** Makes what a team needs before its first stack. Looks first, asks, and changes only what is not as planned. */
export async function bootstrap(flags: BootstrapFlags): Promise<number> {
  quietSdk();
  const { settings, topology } = loadAllSettings(flags.settings ?? ROOT);
  const hub = settings.get(topology.hub)!;
  if (!isInAws(hub)) {
    throw new UserError(
      `the hub ${topology.hub} is on an existing cluster: there is no account of AWS to prepare`,
      "prepare the state's place and the pipeline where that cluster is",
    );
  }
  const { bootstrapSteps, roleStep } = await import("../../stacks/bootstrap/steps.js");
  await requireAccount(topology.hub, flags.archive ? hub.accounts.archive : hub.accounts.workload);
  const plan = planBootstrap(
    hub,
    topology,
    flags.ci === undefined ? undefined : parseCi(flags.ci, hub.environment),
  );
  const steps = flags.archive
    ? [roleStep(planArchive(hub, topology), topology.hub, plan.tags, () => Promise.resolve(""))]
    : bootstrapSteps(plan);
  const todo = await look(steps);
  if (flags.plan) return EXIT.ok;
  if (todo.length > 0) {
    if (!flags.yes) await confirm(`make or change ${todo.length} of these in the account?`, "yes");
    for (const step of todo) {
      await step.make();
      process.stdout.write(`made ${step.what}\n`);
    }
  }
  if (!flags.archive)
    process.stdout.write(`\n${nextSteps(plan.ground.stateBucket, topology.hub, plan.keyAlias)}\n`);
  return EXIT.ok;
}

/** Says how each thing is found. @returns those that are not as planned */
async function look(steps: readonly Step[]): Promise<Step[]> {
  const pc = createColors(wantsColor(process.stdout.isTTY, process.env));
  const sign = { current: pc.green("✔"), absent: pc.yellow("+"), outdated: pc.yellow("~") };
  const todo: Step[] = [];
  let withoutKey = false;
  for (const step of steps) {
    // Everything else rests on the first step, the key: without it nothing can be as planned.
    const found: Found = withoutKey ? "absent" : await step.look();
    withoutKey ||= found === "absent" && step === steps[0];
    if (found !== "current") todo.push(step);
    process.stdout.write(`${sign[found]} ${step.what}: ${step.why}\n`);
  }
  return todo;
}

function nextSteps(bucket: string, region: string, alias: string): string {
  return [
    "next, in a shell that is logged in:",
    `  pulumi login 's3://${bucket}?region=${region}&awssdk=v2'`,
    `  pulumi stack init ${region} --secrets-provider='awskms://${alias}?region=${region}'`,
    "  pharos preflight",
  ].join("\n");
}
