import { pathOf, PATH_SEPARATOR } from "../charts/index-format";
import type { ChartFacts, ImagePlace } from "./chart-facts";
import { imageExceptions, withoutImages, type ImageException } from "./exceptions";
import { parseImage, type ImageReference } from "./image-reference";
import { isTrue, valueAt, type Values } from "./path";

/** One image that a release makes pods of. */
export interface ChartImage {
  readonly image: ImageReference;
  /** Path in the chart's values that names it. */
  readonly at: string;
  /**
   * Who makes the pods: the `chart` itself, an `operator` that puts it into pods of others, or an operator that was told by a
   * `custom resource`.
   */
  readonly by: "chart" | "operator" | "custom resource";
}

/** What a release installs, as far as it can be told from its values. */
export interface ReleaseImages {
  readonly images: readonly ChartImage[];
  /** What cannot be told, each a sentence without its full stop. */
  readonly gaps: readonly string[];
}

/** The images of a release with these values. */
export function imagesOfRelease(facts: ChartFacts, values: Values): ReleaseImages {
  const gaps = facts.parts
    .filter((part) => !part.read && allOn(part.switches, values))
    .filter(({ chart }) => !(withoutImages[facts.chart] ?? []).includes(chart))
    .map(
      ({ chart, version, under }) =>
        `${facts.chart} ${facts.version} has the sub-chart ${chart} ${version} switched on (${under}), whose images are not known`,
    );
  const images: ChartImage[] = [];
  for (const place of usedPlaces(facts, values)) {
    const image = parseImage(textOf(facts, place, values));
    if (image === undefined)
      gaps.push(`${facts.chart} ${facts.version} names no image at ${place.at} that could be told`);
    else images.push({ image, at: place.at, by: exceptionOf(place).by ?? "chart" });
  }
  return { images, gaps };
}

/** The places whose images a release with these values uses, in the order of values.yaml. */
export function usedPlaces(facts: ChartFacts, values: Values): readonly ImagePlace[] {
  return facts.images.filter((place) => isUsed(place, values));
}

function isUsed(place: ImagePlace, values: Values): boolean {
  const { onlyWith = [], anyOf = [], unless = [], distroless = [] } = exceptionOf(place);
  const special = new Set([...anyOf, ...unless, distroless].flat().map((path) => absolute(place, path)));
  const on = (path: string): boolean => switchOn(place.switches, absolute(place, path), values);
  const around = Object.keys(place.switches).filter((path) => !special.has(path));
  return (
    around.every((path) => switchOn(place.switches, path, values)) &&
    onlyWith.every(on) &&
    (anyOf.length === 0 || anyOf.some(on)) &&
    !unless.some(on)
  );
}

function allOn(switches: ImagePlace["switches"], values: Values): boolean {
  return Object.keys(switches).every((path) => switchOn(switches, path, values));
}

/** What the release says of a switch, or else the chart. */
function switchOn(switches: ImagePlace["switches"], path: string, values: Values): boolean {
  const given = valueAt(values, path);
  return given === undefined ? (switches[path] ?? false) : isTrue(given);
}

/** The image's name as the chart's template puts it together. */
function textOf(facts: ChartFacts, place: ImagePlace, values: Values): string {
  const field = (key: string, byChart: string | undefined): string | undefined => {
    const given = valueAt(values, pathOf([place.at, key]));
    return typeof given === "string" && given !== "" ? given : byChart;
  };
  const shared = (path: string): string | undefined => {
    const given = valueAt(values, path);
    return typeof given === "string" && given !== "" ? given : facts.shared[path];
  };
  const repository = field("repository", place.repository);
  const name =
    repository ?? [shared("imageRegistry"), shared("imageNamespace"), place.name].filter(Boolean).join("/");
  const registry =
    repository === undefined || registryOf(place) === undefined
      ? undefined
      : (shared("global > imageRegistry") ?? field("registry", registryOf(place)));
  const digest = field("digest", undefined) ?? field("sha", undefined) ?? place.digest;
  const { distroless } = exceptionOf(place);
  const variant =
    distroless !== undefined && switchOn(place.switches, absolute(place, distroless), values)
      ? "-distroless"
      : "";
  const tag = `${field("tag", place.tag) ?? tagOf(place)}${variant}`;
  const pinned = digest === undefined ? "" : `@${digest.includes(":") ? digest : `sha256:${digest}`}`;
  return `${registry === undefined ? "" : `${registry}/`}${name}${tag === "" ? "" : `:${tag}`}${pinned}`;
}

/** The registry that the chart takes of itself, where it names one apart from the repository. */
export function registryOf(place: ImagePlace): string | undefined {
  return place.registry ?? exceptionOf(place).registry;
}

function tagOf(place: ImagePlace): string {
  return (exceptionOf(place).tag ?? "{appVersion}").replace("{appVersion}", place.appVersion);
}

function exceptionOf({ chart, at, under }: ImagePlace): ImageException {
  const own = under === "" ? at : at.slice(under.length + PATH_SEPARATOR.length);
  return imageExceptions[chart]?.[own] ?? {};
}

/** A path of the chart that has a place, from the root of the release's values. */
function absolute({ under }: ImagePlace, path: string): string {
  return under === "" ? path : pathOf([under, path]);
}
