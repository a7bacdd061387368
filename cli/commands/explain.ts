import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { UserError } from "../../content/user-error";
import { openHome } from "../../stacks/conduct/home";
import { influences } from "../../stacks/explain";
import { describeResource, describeSetting } from "../../stacks/explain-text";
import { findExperiment } from "../../stacks/experiment";
import { loadAllSettings } from "../../stacks/load-settings";
import type { ConductorOptions } from "../../stacks/conduct";
import type { Run } from "../../stacks/model";
import { settingsNode } from "../../stacks/settings-check";
import { NOTES, nodeAt, propertiesOf } from "../../stacks/settings-describe";
import { EXIT, ROOT, settingsRootOf, type RunFlags } from "../flags";
import { withSession } from "../session";

/** Follows a setting or a resource. A setting costs two previews, a resource one. */
export async function explain(subject: string, flags: RunFlags): Promise<number> {
  const setting = subject.replace(/^pharos:/, "").split(".");
  const node = subject.startsWith("urn:") ? undefined : nodeAt(settingsNode, setting);
  const text =
    node === undefined ? await explainResource(subject, flags) : await explainSetting(setting, node, flags);
  process.stdout.write(`${text}\n`);
  return EXIT.ok;
}

async function explainSetting(
  setting: string[],
  node: NonNullable<ReturnType<typeof nodeAt>>,
  flags: RunFlags,
): Promise<string> {
  const name = setting.join(".");
  if (flags.cloud) {
    throw new UserError("a setting is explained in the sandbox: it is an experiment", "leave --cloud out");
  }
  const parts = propertiesOf(node);
  if (parts) {
    throw new UserError(
      `${name} is a group of settings`,
      `name one of ${Object.keys(parts)
        .map((key) => `${name}.${key}`)
        .join(", ")}`,
    );
  }
  const { settings } = loadAllSettings(settingsRootOf(flags));
  const experiment = findExperiment(settingsRootOf(flags), settings, setting, node.enum ?? []);
  if (!experiment) {
    throw new UserError(
      `no other value of ${name} is valid with the settings as they are, so there is nothing to compare`,
      `see its row in docs/settings.md: ${node[NOTES]?.meaning ?? ""}`,
    );
  }
  try {
    const now = await previewed(flags);
    const then = await previewElsewhere(experiment.settingsRoot);
    return describeSetting(name, node[NOTES]?.meaning, experiment.values, influences(now, then), now);
  } finally {
    experiment.dispose();
  }
}

/** A preview that came to its end, for a comparison with half a run would be wrong. */
async function previewed(flags: RunFlags, options?: Partial<ConductorOptions>): Promise<Run> {
  return withSession(
    flags,
    [],
    async ({ conductor, signal }) => {
      const run = await conductor.preview();
      const failed = run.stacks.find(({ outcome }) => outcome === "failed");
      if (signal.aborted) throw new UserError("stopped before there was anything to explain");
      if (failed) {
        const cause =
          failed.diagnostics.find(({ severity }) => severity === "error")?.message ??
          "it says nothing of why";
        throw new UserError(
          `the preview of ${failed.stack} failed: ${cause}`,
          "run pharos preview and mend what it says",
        );
      }
      return run;
    },
    options,
  );
}

/** Previews other settings against the same state, without packs and without touching the checkout's work folders. */
async function previewElsewhere(settingsRoot: string): Promise<Run> {
  const elsewhere = mkdtempSync(path.join(tmpdir(), "pharos-explain-home-"));
  const own = openHome(ROOT);
  const home = {
    ...openHome(ROOT, { PHAROS_HOME: elsewhere }),
    state: own.state,
    backendUrl: own.backendUrl,
    sandbox: own.sandbox,
  };
  try {
    // An experiment changes nothing, so it may ask for what would be refused.
    return await previewed({ sandbox: true }, { settingsRoot, home, policies: false, replace: "all" });
  } finally {
    rmSync(elsewhere, { recursive: true, force: true });
  }
}

async function explainResource(subject: string, flags: RunFlags): Promise<string> {
  const stack = /^urn:pulumi:([^:]+)::/.exec(subject)?.[1];
  const run = await withSession(flags, stack === undefined ? [] : [stack], ({ conductor }) =>
    conductor.preview(stack === undefined ? [] : [stack]),
  );
  const found = run.stacks.flatMap((candidate) =>
    candidate.resources
      .filter(({ urn, name }) => urn === subject || name === subject)
      .map((resource) => describeResource(candidate, resource)),
  );
  if (found.length > 0) return found.join("\n\n");
  const near = run.stacks.flatMap(({ resources }) =>
    resources.filter(({ name }) => name.includes(subject)).map(({ urn }) => urn),
  );
  throw new UserError(
    `there is no setting and no resource ${subject}`,
    near.length > 0
      ? `did you mean ${near.slice(0, 3).join(" or ")}?`
      : "the settings are listed in docs/settings.md, the resources in the report of pharos preview",
  );
}
