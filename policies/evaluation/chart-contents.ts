import { canonicalKubernetesType, kubernetesType } from "./kubernetes-types";
import { Reader } from "./reader";
import type { Resource } from "./resource";
import type { Result } from "./results";

/** The folder of charts, as published and rendered, in a checkout; git ignores it. */
export const CHARTS_FOLDER = ".charts";
/** The file beside a release's manifests that says with what they were rendered. */
export const RENDERED_WITH = "release.yaml";

/** The only kind of Helm release that hides what it installs. */
export const RELEASE_TYPE = "kubernetes:helm.sh/v3:Release";

/** Between a release's name and that of an object it installs, in the URN of such an object. Pulumi's names do not hold it. */
const WITHIN = "!";

/** With what a chart was rendered. */
interface RenderedWith {
  readonly chart?: unknown;
  readonly version?: unknown;
  readonly values?: unknown;
}

/**
 * The objects of a release's manifests as resources of their own, each with a URN below the release's: its type behind the release's,
 * its namespace and name behind the release's name. Rules judge them as what a program registers.
 * @param documents the manifests, one object or list each
 * @param wanted canonical types that anybody judges
 */
export function resourcesWithin(
  release: Resource,
  documents: readonly unknown[],
  wanted: (type: string) => boolean,
): readonly Resource[] {
  return documents.flatMap((document) => {
    const body = Reader.of(document);
    const apiVersion = body.at("apiVersion").filledText();
    const kind = body.at("kind").filledText();
    if (apiVersion.state !== "value" || kind.state !== "value" || isTest(body)) return [];
    const type = canonicalKubernetesType(kubernetesType(apiVersion.value, kind.value));
    return wanted(type)
      ? [resourceWithin(release, document as object, type, kubernetesType(apiVersion.value, kind.value))]
      : [];
  });
}

function resourceWithin(release: Resource, document: object, type: string, spelled: string): Resource {
  const inputs = Reader.of(inNamespace(document, release.inputs.at("namespace")));
  const [name, namespace] = ["name", "namespace"].map((field) => inputs.at("metadata", field).text());
  const label = [namespace, name].flatMap((read) => (read?.state === "value" ? [read.value] : [])).join("/");
  const [head = "", chain = "", releaseName = ""] = splitUrn(release.urn);
  const [chart, version] = ["chart", "version"].map((field) => release.inputs.at(field).text());
  return {
    urn: `${head}::${chain}$${spelled}::${releaseName}${WITHIN}${label}`,
    type,
    name: `${releaseName}${WITHIN}${label}`,
    inputs,
    outputs: inputs,
    protect: false,
    parent: release.urn,
    propertyDependencies: new Map(),
    ...(chart?.state === "value" &&
      version?.state === "value" && { installedBy: { chart: chart.value, version: version.value } }),
    ...(release.provider !== undefined && { provider: release.provider }),
  };
}

/** Helm installs what names no namespace into the release's. */
function inNamespace(document: object, namespace: Reader): object {
  const { kind, metadata } = document as { kind?: unknown; metadata?: object };
  const read = namespace.filledText();
  if (kind === "Namespace" || read.state !== "value") return document;
  return { ...document, metadata: { namespace: read.value, ...metadata } };
}

/** Pods that run only when somebody asks Helm for tests are not installed with the release. */
function isTest(body: Reader): boolean {
  const hook = body.at("metadata", "annotations", "helm.sh/hook").text();
  return hook.state === "value" && /\btest(-success|-failure)?\b/.test(hook.value);
}

/** The release that installs an object; undefined for what a program registers itself. */
export function releaseOf(urn: string): string | undefined {
  const [head = "", chain = "", name = ""] = splitUrn(urn);
  const end = chain.lastIndexOf(`${RELEASE_TYPE}$`);
  if (end < 0 || !name.includes(WITHIN)) return undefined;
  return `${head}::${chain.slice(0, end + RELEASE_TYPE.length)}::${name.slice(0, name.indexOf(WITHIN))}`;
}

/** `Deployment monitoring/grafana of release 'grafana-release'`; undefined for what a program registers itself. */
export function labelWithin(urn: string): string | undefined {
  const [, chain = "", name = ""] = splitUrn(urn);
  if (releaseOf(urn) === undefined) return undefined;
  const [release = "", object = ""] = name.split(WITHIN);
  return `${chain.slice(chain.lastIndexOf(":") + 1)} ${object} of release '${release}'`;
}

/** Stack and project, chain of types, name. */
function splitUrn(urn: string): readonly string[] {
  const [stack = "", project = "", chain = "", ...name] = urn.split("::");
  return [`${stack}::${project}`, chain, name.join("::")];
}

/**
 * What a release asks for that its manifests were not rendered with, as a path, or undefined where they fit. A value that is not known,
 * on either side, fits everything.
 */
export function differenceFrom(release: Reader, rendered: RenderedWith): string | undefined {
  const with_ = Reader.of(rendered);
  return ["chart", "version", "values"]
    .map((part) => differenceAt(release.at(part), with_.at(part)))
    .find((path) => path !== undefined);
}

function differenceAt(given: Reader, rendered: Reader): string | undefined {
  if (given.state === "unknown" || rendered.state === "unknown") return undefined;
  const [own, other] = [given.fields(), rendered.fields()];
  if (own.state === "value" || other.state === "value") {
    if (isScalar(given) || isScalar(rendered)) return given.path;
    const names = new Set(
      [own, other].flatMap((read) => (read.state === "value" ? read.value.map(([name]) => name) : [])),
    );
    return first([...names].sort().map((name) => () => differenceAt(given.at(name), rendered.at(name))));
  }
  if (isScalar(given) || isScalar(rendered)) {
    const [a, b] = [given.text(), rendered.text()];
    return a.state === "value" && b.state === "value" && a.value === b.value ? undefined : given.path;
  }
  const [list, otherList] = [given.list(), rendered.list()];
  const elements = list.state === "value" ? list.value : [];
  const others = otherList.state === "value" ? otherList.value : [];
  if (elements.length !== others.length) return given.path;
  return first(elements.map((element, index) => () => differenceAt(element, others[index]!)));
}

function isScalar(place: Reader): boolean {
  return place.state === "value" && place.text().state === "value";
}

function first(asks: readonly (() => string | undefined)[]): string | undefined {
  for (const ask of asks) {
    const answer = ask();
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** Names the objects that a chart installs among the properties of a release, for waivers and reports. */
export const CONTENTS = "contents";
/** Why a release is refused of which nobody has rendered the chart. */
export const NOT_RENDERED_REASON = "not-rendered";

/** Of how many releases the objects were judged that they install. */
export interface EvaluatedContents {
  readonly evaluated: number;
  readonly releases: number;
}

/**
 * Of how many releases the contents were judged, by what the rule says that looks at every release.
 * @param results the results of one stack
 */
export function evaluatedContents(
  results: readonly Pick<Result, "rule" | "urn" | "type" | "reason" | "outcome" | "property">[],
): EvaluatedContents {
  const own = results.filter(({ rule, type }) => rule === RELEASE_RULE && type === RELEASE_TYPE);
  const without = own.filter(
    ({ outcome, reason, property }) =>
      reason === NOT_RENDERED_REASON || (outcome === "undetermined" && property === CONTENTS),
  );
  const count = (some: typeof own): number => new Set(some.map(({ urn }) => urn)).size;
  return { evaluated: count(own) - count(without), releases: count(own) };
}

/** The rule that looks at every release. */
const RELEASE_RULE = "K8S-HELM-01";
