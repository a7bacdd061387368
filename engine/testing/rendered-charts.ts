import { existsSync } from "node:fs";
import * as path from "node:path";
import type { Recording } from "../../components/testing/record";
import { RELEASE_TOKEN } from "../../content/images/supply";
import { chart, chartNames, defaultEksVersion } from "../../content/versions";
import { obtainTool, TOOLS } from "../tools/obtain-tool";
import type { MadeObject } from "../../infra/testing/rendered-places";
import { CHARTS_FOLDER } from "../../policies/evaluation/chart-contents";
import { ChartStore } from "../../stacks/helm/chart-store";
import type { Helm } from "../../stacks/helm/helm";
import { definedVersions, type Manifest, readManifests } from "../../stacks/helm/manifests";
import { template } from "../../stacks/helm/template";

const ROOT = path.resolve(__dirname, "..", "..", "..");
const FOLDER = path.join(ROOT, CHARTS_FOLDER);

/**
 * A mocha suite over what the pinned charts make of our values. Where one of them does not lie in `.charts/`, every test of the suite is
 * reported as pending, with the missing charts in its title.
 */
export function describeWithCharts(title: string, suite: () => void): void {
  const missing = chartNames
    .map((name) => `${name}-${chart(name).version}`)
    .filter((name) => !existsSync(path.join(FOLDER, name)) && !existsSync(path.join(FOLDER, `${name}.tgz`)));
  if (missing.length === 0) describe(title, suite);
  else describe.skip(`${title} (SKIPPED: not in ${CHARTS_FOLDER}/: ${missing.join(", ")})`, suite);
}

/** Helm, as the tests have it. */
export async function testHelm(): Promise<Helm> {
  const command = process.env["PHAROS_HELM"] ?? (await obtainTool("helm")).command;
  return { command, version: TOOLS.helm.version };
}

/** Everything that a stack's releases install, rendered with its values, in the order of the releases; without what runs as a test. */
export async function renderRecorded(
  { resources }: Pick<Recording, "resources">,
  helm: Helm,
): Promise<MadeObject[]> {
  const store = new ChartStore(FOLDER);
  const known = new Set<string>();
  const made: MadeObject[] = [];
  for (const { name, inputs } of resources.filter(({ type }) => type === RELEASE_TOKEN)) {
    const request = {
      stack: "recorded",
      release: name,
      helmName: String(inputs["name"]),
      chart: String(inputs["chart"]),
      version: String(inputs["version"]),
      namespace: String(inputs["namespace"]),
      values: inputs["values"] as unknown,
      includeCrds: inputs["skipCrds"] !== true,
    };
    const found = await store.find(request);
    if (found === undefined) throw new Error(`${request.chart} ${request.version} is not in ${FOLDER}`);
    const rendered = await template(
      request,
      {
        helm,
        chart: found.folder,
        apiVersions: [...known].sort(),
        kubernetes: defaultEksVersion,
        env: process.env,
      },
      readManifests,
    );
    if (!("made" in rendered)) throw new Error(`${name}: ${rendered.problem}`);
    for (const version of definedVersions(rendered.made)) known.add(version);
    made.push(
      ...rendered.made
        .filter((manifest) => !isTest(manifest))
        .map((manifest) => ({
          by: name,
          chart: request.chart,
          manifest: inNamespace(manifest, request.namespace),
        })),
    );
  }
  return made;
}

/** What a stack registers itself of Kubernetes' objects. */
export function registeredObjects({ resources }: Recording): MadeObject[] {
  return resources
    .filter(
      ({ type, inputs }) => type.startsWith("kubernetes:") && type !== RELEASE_TOKEN && "kind" in inputs,
    )
    .map(({ name, inputs }) => ({ by: name, manifest: inputs }));
}

interface Metadata {
  readonly namespace?: string;
  readonly annotations?: Readonly<Record<string, string>> | null;
}

function isTest(manifest: Manifest): boolean {
  const { annotations } = manifest["metadata"] as Metadata;
  return /\btest\b/.test(annotations?.["helm.sh/hook"] ?? "");
}

/** Helm installs what names no namespace into the release's; what knows none does not mind. */
function inNamespace(manifest: Manifest, namespace: string): Manifest {
  const metadata = manifest["metadata"] as Metadata;
  return { ...manifest, metadata: { namespace, ...metadata } };
}
