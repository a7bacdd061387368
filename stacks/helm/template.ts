import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { stringify } from "yaml";
import { run } from "../../engine/cli/run";
import { helmFailure, type Helm } from "./helm";
import { valuesForHelm, type RenderRequest } from "./requests";

/** How long Helm may work on one chart. */
const TEMPLATE_TIMEOUT_MS = 120_000;

/** With what a chart is rendered besides the release's own values. */
export interface TemplateSurroundings {
  readonly helm: Helm;
  /** Folder of the chart. */
  readonly chart: string;
  /** Kinds that the cluster knows besides Kubernetes' own. */
  readonly apiVersions: readonly string[];
  /** Kubernetes minor version, such as `1.35`. */
  readonly kubernetes: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Lets Helm render a chart, and hands the folder with the manifests on, which is gone afterwards.
 * @returns what `use` makes of the folder, or why Helm refuses
 */
export async function template<T>(
  request: RenderRequest,
  { helm, chart, apiVersions, kubernetes, env }: TemplateSurroundings,
  use: (folder: string) => T,
): Promise<{ readonly made: T } | { readonly problem: string }> {
  const scratch = mkdtempSync(path.join(tmpdir(), "pharos-render-"));
  try {
    const values = path.join(scratch, "values.yaml");
    const output = path.join(scratch, "output");
    const text = stringify(valuesForHelm(request.values), { aliasDuplicateObjects: false });
    writeFileSync(values, text, { mode: 0o600 });
    const args = [
      "template",
      request.helmName,
      chart,
      ...["--namespace", request.namespace],
      ...["--values", values],
      ...["--output-dir", output],
      ...["--kube-version", kubernetes],
      ...apiVersions.flatMap((version) => ["--api-versions", version]),
      ...(request.includeCrds ? ["--include-crds"] : []),
    ];
    const rendered = await run(helm.command, args, { env, timeoutMs: TEMPLATE_TIMEOUT_MS });
    return rendered.problem === undefined ? { made: use(output) } : { problem: helmFailure(rendered) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
