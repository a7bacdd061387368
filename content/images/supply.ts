import { imagesOfRelease } from "./chart-images";
import type { ChartFacts } from "./chart-facts";
import { definitionCharts } from "./exceptions";
import { imageName, parseImage, type ImageReference } from "./image-reference";
import { imagesOfObject } from "./object-images";
import { isMap, valueAt, type Values } from "./path";

/** What a program registers, as far as the list of images reads it. */
export interface SuppliedResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** A chart that releases install. */
export interface SuppliedChart {
  readonly chart: string;
  readonly version: string;
  /** Address of the chart's repository; absent where the release names none. */
  readonly repository?: string;
  /** Names of the releases, sorted. */
  readonly releases: readonly string[];
}

/** An image that pods are made of. */
export interface SuppliedImage {
  /** With registry, tag and digest. */
  readonly image: string;
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  /** Absent where the image is named by its tag alone, under which its content can change. */
  readonly digest?: string;
  /** Who names it, sorted. */
  readonly namedBy: readonly ImageSource[];
}

/** Who names an image. */
export interface ImageSource {
  /** Name of the release or object as a resource. */
  readonly resource: string;
  /** Chart and version, where it is a release. */
  readonly chart?: string;
  /** Path in the release's values, or in the object. */
  readonly at: string;
  /** Who makes the pods. */
  readonly by: "chart" | "pods" | "operator" | "custom resource";
}

/** Everything that has to be fetched before a stack can be installed. */
export interface Supply {
  readonly charts: readonly SuppliedChart[];
  readonly images: readonly SuppliedImage[];
  /** What could not be told, each a sentence without its full stop. Empty: the lists are complete. */
  readonly gaps: readonly string[];
}

/** Type token of a Helm release. */
export const RELEASE_TOKEN = "kubernetes:helm.sh/v3:Release";

/**
 * The charts and images of what a stack registers.
 * @param factsFor what is known of one version of a chart
 */
export function supplyOf(
  resources: readonly SuppliedResource[],
  factsFor: (chart: string, version: string) => ChartFacts | undefined,
): Supply {
  const charts = new Map<string, SuppliedChart>();
  const images = new Map<string, SuppliedImage>();
  const gaps: string[] = [];
  const add = (image: ImageReference, source: ImageSource): void => {
    const name = imageName(image);
    const known = images.get(name);
    images.set(name, { image: name, ...image, namedBy: [...(known?.namedBy ?? []), source].sort(bySource) });
  };
  for (const { type, name, inputs } of resources) {
    if (type === RELEASE_TOKEN) {
      const released = chartOf(name, inputs);
      addChart(charts, released);
      if (definitionCharts.includes(released.chart)) continue;
      const label = `${released.chart} ${released.version}`;
      const facts = factsFor(released.chart, released.version);
      if (facts === undefined) {
        gaps.push(`the images of ${label} (release '${name}') are not known`);
        continue;
      }
      const values = isMap(inputs["values"]) ? inputs["values"] : {};
      const found = imagesOfRelease(facts, values);
      for (const { image, at, by } of found.images) add(image, { resource: name, chart: label, at, by });
      gaps.push(...found.gaps.map((gap) => `${gap} (release '${name}')`));
      for (const { text, at } of extraImages(values))
        addText(text, { resource: name, chart: label, at, by: "pods" });
    } else if (type.startsWith("kubernetes:")) {
      for (const { text, at, by } of imagesOfObject(type, inputs)) addText(text, { resource: name, at, by });
    }
  }
  return {
    charts: [...charts.values()].sort((a, b) =>
      compare(`${a.chart} ${a.version}`, `${b.chart} ${b.version}`),
    ),
    images: [...images.values()].sort((a, b) => compare(a.image, b.image)),
    gaps,
  };

  function addText(text: string, source: ImageSource): void {
    const image = parseImage(text);
    if (image === undefined) gaps.push(`'${text}' at ${source.at} of '${source.resource}' is no image`);
    else add(image, source);
  }
}

/** Containers and custom resources that a release's values carry whole, such as a sidecar: their images stand there as text. */
function extraImages(values: Values): readonly { text: string; at: string }[] {
  return imagesOfObject("kubernetes:v1:Values", values);
}

function chartOf(name: string, inputs: Values): SuppliedChart {
  const text = (path: string): string | undefined => {
    const value = valueAt(inputs, path);
    return typeof value === "string" ? value : undefined;
  };
  const repository = text("repositoryOpts > repo");
  return {
    chart: text("chart") ?? "",
    version: text("version") ?? "",
    ...(repository !== undefined && { repository }),
    releases: [name],
  };
}

function addChart(charts: Map<string, SuppliedChart>, released: SuppliedChart): void {
  const key = `${released.chart} ${released.version} ${released.repository ?? ""}`;
  const releases = [...(charts.get(key)?.releases ?? []), ...released.releases].sort();
  charts.set(key, { ...released, releases: [...new Set(releases)] });
}

/** Several stacks' lists as one. */
export function joinSupplies(supplies: ReadonlyMap<string, Supply>): Supply {
  const charts = new Map<string, SuppliedChart>();
  const images = new Map<string, SuppliedImage>();
  for (const [stack, supply] of supplies) {
    for (const chart of supply.charts)
      addChart(charts, { ...chart, releases: chart.releases.map((release) => `${stack}/${release}`) });
    for (const image of supply.images) {
      const own = image.namedBy.map((source) => ({ ...source, resource: `${stack}/${source.resource}` }));
      images.set(image.image, {
        ...image,
        namedBy: [...(images.get(image.image)?.namedBy ?? []), ...own].sort(bySource),
      });
    }
  }
  const gaps = [...supplies].flatMap(([stack, supply]) => supply.gaps.map((gap) => `${stack}: ${gap}`));
  return {
    charts: [...charts.values()].sort((a, b) =>
      compare(`${a.chart} ${a.version}`, `${b.chart} ${b.version}`),
    ),
    images: [...images.values()].sort((a, b) => compare(a.image, b.image)),
    gaps,
  };
}

function bySource(a: ImageSource, b: ImageSource): number {
  return compare(`${a.resource} ${a.at}`, `${b.resource} ${b.at}`);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
