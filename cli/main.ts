import { Command, Option } from "commander";
import { UserError } from "../content/user-error";
import type { BootstrapFlags } from "./commands/bootstrap";
import type { CheckFlags } from "./commands/check";
import type { DriftFlags } from "./commands/drift";
import type { RenderFlags } from "./commands/render";
import type { UpgradeFlags } from "./commands/upgrade";
import { EXIT, version, type RunFlags } from "./flags";

/** The command line. Commands are loaded when they are called, so that help and small commands start at once. */
export function commandLine(): Command {
  const program = new Command("pharos")
    .description(
      "The observability platform of a regulated company, in three AWS regions, on the Pulumi engine.",
    )
    .version(version())
    .showHelpAfterError("(pharos --help lists the commands)")
    .addHelpText(
      "after",
      `
Without --cloud every command but bootstrap and preflight works against the sandbox: no cloud account is needed, nothing is changed or
paid for. These two look at the AWS account of whoever is logged in; bootstrap asks before it makes anything.
State and reports lie under .pharos/ in the checkout.

Exit codes: 0 done, 1 something went wrong, 2 a mandatory policy was violated, 3 drift was found, 130 stopped by Ctrl-C.

Examples:
  $ pharos preview                          all regions, with all policy packs
  $ pharos preview eu-west-1 --json out.json
  $ pharos up && pharos preview             deploy into the sandbox; nothing is left to change
  $ pharos check --format sarif --output pharos.sarif --format markdown --output comment.md
  $ pharos check --state backup.json        judge a state that was exported, without an engine
  $ pharos drift                            what is not as the state says, and whose it is
  $ pharos explain network.natGateways      which resources a setting decides, and which rules judge them`,
    );

  const where = (command: Command): Command =>
    command
      .addOption(new Option("--sandbox", "against the sandbox providers, without a cloud (the default)"))
      .addOption(new Option("--cloud", "against AWS, with your own credentials, backend and plugins"))
      .addOption(
        new Option(
          "--settings <folder>",
          "another folder with Pulumi.yaml and the stacks' files (sandbox only)",
        ),
      );

  where(program.command("preview"))
    .description("show what an update would do, which rules judge it, what cannot be undone")
    .argument("[stack...]", "the stacks to preview (default: all)")
    .option("--json <file>", "write the summary as JSON")
    .option("--picture <file>", "write the picture of the regions and what flows between them as SVG")
    .addOption(replaceOption())
    .action(async (stacks: string[], flags: RunFlags) => {
      const { preview } = await import("./commands/preview.js");
      process.exitCode = await preview(stacks, flags);
    });

  where(program.command("up"))
    .description("create or update the stacks: the hub, then the spokes")
    .argument("[stack...]", "the stacks to update (default: all)")
    .option("--json <file>", "write the summary as JSON")
    .option("-y, --yes", "do not ask before locking what cannot be undone (with --cloud)")
    .addOption(replaceOption())
    .action(async (stacks: string[], flags: RunFlags) => {
      const { up } = await import("./commands/up.js");
      process.exitCode = await up(stacks, flags);
    });

  where(program.command("destroy"))
    .description("remove what may go: the spokes, then the hub; list what stays and why")
    .argument("[stack...]", "the stacks to destroy (default: all)")
    .option("--json <file>", "write the summary as JSON")
    .option("-y, --yes", "do not ask (with --cloud)")
    .action(async (stacks: string[], flags: RunFlags) => {
      const { destroy } = await import("./commands/destroy.js");
      process.exitCode = await destroy(stacks, flags);
    });

  const reports = (command: Command): Command =>
    command
      .addOption(
        new Option(
          "--format <format>",
          "console (the default), markdown, json, sarif, oscal (assessment results), oscal-component (component definition), csv (control matrix), html (control, policy, resource), metrics (Prometheus); may be given several times",
        ).argParser(several),
      )
      .addOption(
        new Option(
          "--output <file>",
          "where to: the first file is for the first format, and so on (default: standard output)",
        ).argParser(several),
      );

  reports(where(program.command("check")))
    .description("judge what an update would make, or what is deployed, by all policy packs; write reports")
    .argument("[stack...]", "the stacks to judge (default: all)")
    .option("--state <stack | file>", "judge what is deployed: a stack's state, or a file that was exported")
    .action(async (stacks: string[], flags: CheckFlags) => {
      const { check } = await import("./commands/check.js");
      process.exitCode = await check(stacks, flags);
    });

  reports(where(program.command("drift")))
    .description(
      "read everything anew without changing anything; name each field that differs, and whose it is; judge what is really there",
    )
    .argument("[stack...]", "the stacks to look at (default: all)")
    .option("--json <file>", "write what differs as JSON")
    .action(async (stacks: string[], flags: DriftFlags) => {
      const { drift } = await import("./commands/drift.js");
      process.exitCode = await drift(stacks, flags);
    });

  where(program.command("images"))
    .description("list every chart and image that the stacks need, also those that operators put into pods")
    .argument("[stack...]", "the stacks to list (default: all)")
    .option("--json <file>", "write the list as JSON")
    .action(async (stacks: string[], flags: RunFlags) => {
      const { images } = await import("./commands/images.js");
      process.exitCode = await images(stacks, flags);
    });

  where(program.command("render"))
    .description(
      "write what each Helm release would install into .charts/, where policies judge it; say what is missing for the others",
    )
    .argument("[stack...]", "the stacks to render (default: all)")
    .option("--offline", "fetch nothing: only charts that lie in .charts/ are rendered")
    .action(async (stacks: string[], flags: RenderFlags) => {
      const { render } = await import("./commands/render.js");
      process.exitCode = await render(stacks, flags);
    });

  where(program.command("upgrade"))
    .description(
      "rehearse another version of a chart: render both with our values, say what differs, what to do before, and the way back",
    )
    .argument("<chart>", "a chart of content/versions.ts")
    .argument("<version>", "the version to compare with")
    .option("--stack <stack...>", "the stacks whose values are taken (default: all)")
    .option("--metrics <file...>", "two files: what the old and the new program give at /metrics")
    .option("--offline", "fetch nothing: both charts lie in .charts/")
    .option("--json <file>", "write what differs as JSON")
    .action(async (chart: string, version: string, flags: UpgradeFlags) => {
      const { upgrade } = await import("./commands/upgrade.js");
      process.exitCode = await upgrade(chart, version, flags);
    });

  where(program.command("export"))
    .description("print a stack's state: Pulumi's deployment JSON on standard output")
    .argument("<stack>")
    .action(async (stack: string, flags: RunFlags) => {
      const { exportStack } = await import("./commands/export.js");
      process.exitCode = await exportStack(stack, flags);
    });

  where(program.command("explain"))
    .description(
      "follow a setting to its resources, their values, the rules that judge them and the source line; or start at a resource",
    )
    .argument("<setting | URN>", "a path such as network.natGateways, or a resource's URN or name")
    .action(async (subject: string, flags: RunFlags) => {
      const { explain } = await import("./commands/explain.js");
      process.exitCode = await explain(subject, flags);
    });

  program
    .command("preflight")
    .description(
      "look at an AWS account, read-only: quotas, names, zones, what a landing zone has already, reach; propose the settings that fit",
    )
    .argument("[stack...]", "the stacks to look for (default: all)")
    .option("--json <file>", "write the findings as JSON")
    .option("--settings <folder>", "another folder with Pulumi.yaml and the stacks' files")
    .action(async (stacks: string[], flags: RunFlags) => {
      const { preflight } = await import("./commands/preflight.js");
      process.exitCode = await preflight(stacks, flags);
    });

  program
    .command("bootstrap")
    .description(
      "make what a team needs before its first stack: state bucket, key for secrets, roles for a pipeline; looks first, asks, can be run again",
    )
    .option(
      "--ci <where>",
      "where pipelines run: github:owner/repository or gitlab:host/group/project, with @branch",
    )
    .option("--archive", "in the archive account: the role by which the pipeline makes locked archives there")
    .option("--plan", "say what is there and what would be made; change nothing")
    .option("-y, --yes", "do not ask")
    .option("--settings <folder>", "another folder with Pulumi.yaml and the stacks' files")
    .action(async (flags: BootstrapFlags) => {
      const { bootstrap } = await import("./commands/bootstrap.js");
      process.exitCode = await bootstrap(flags);
    });

  program
    .command("doctor")
    .description(
      "look at this machine: what was found, which versions, what is missing and the command that mends it",
    )
    .action(async () => {
      const { doctor } = await import("./commands/doctor.js");
      process.exitCode = await doctor();
    });

  return program;
}

/** Lets a setting destroy what holds data; the message that refuses it names the setting. */
function replaceOption(): Option {
  return new Option(
    "--replace <setting...>",
    "let these settings destroy and make anew what holds data (a run that would do so is refused, and names them)",
  );
}

/** An option that may be given several times, in its order. */
function several(value: string, before: string[] = []): string[] {
  return [...before, value];
}

/** Runs the command line. A user's mistake is one message, never a stack trace. */
export function main(argv: string[]): void {
  commandLine()
    .parseAsync(argv, { from: "user" })
    .catch((error: unknown) => {
      const text = error instanceof UserError ? error.toString() : unexpected(error);
      process.stderr.write(`${text}\n`);
      process.exitCode = EXIT.failed;
    });
}

/** An error that nobody foresaw is ours: it comes with its stack. */
function unexpected(error: unknown): string {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `pharos failed in a way that it should not have:\n${detail}`;
}
