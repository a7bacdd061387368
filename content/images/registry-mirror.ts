import { elasticImage } from "./object-images";
import { pathOf } from "../charts/index-format";
import { registryOf, usedPlaces } from "./chart-images";
import type { ChartFacts } from "./chart-facts";
import { imageName, parseImage } from "./image-reference";
import { isMap, valueAt, withValueAt, type Values } from "./path";

/**
 * A registry that has copies of all images, each under the name of the registry it came from: `quay.io/prometheus/prometheus` is
 * `<mirror>/quay.io/prometheus/prometheus` there. So no two images meet under one name, and a pull-through cache of ECR whose prefixes are
 * the registries' names is such a mirror.
 */
export type RegistryMirror = string;

/**
 * Places of single texts by which a chart tells its operator where images come from that the operator names itself, with the registry that
 * the operator takes otherwise.
 */
const OPERATOR_REGISTRIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "eck-operator": { "config > containerRegistry": "docker.elastic.co" },
};

/** A release's values with every image taken from the mirror; all else is as it was. */
export function mirroredValues(facts: ChartFacts, values: Values, mirror: RegistryMirror): Values {
  let mirrored = mirroredTexts(values, mirror) as Values;
  for (const place of usedPlaces(facts, values)) {
    const given = (key: string): string | undefined => textAt(mirrored, pathOf([place.at, key]));
    const repository = given("repository") ?? place.repository;
    const registry = given("registry") ?? registryOf(place);
    if (repository === undefined) continue; // its registry is the chart's shared one, below
    const [key, text] =
      registry === undefined ? ["repository", fullName(repository)] : ["registry", registry];
    mirrored = withValueAt(mirrored, pathOf([place.at, key]), inMirror(text, mirror));
  }
  for (const [path, text] of Object.entries(facts.shared)) {
    if (path.endsWith("imageRegistry")) mirrored = withShared(mirrored, path, text, mirror);
  }
  for (const [path, text] of Object.entries(OPERATOR_REGISTRIES[facts.chart] ?? {}))
    mirrored = withShared(mirrored, path, text, mirror);
  return mirrored;
}

function withShared(values: Values, path: string, byChart: string, mirror: RegistryMirror): Values {
  return withValueAt(values, path, inMirror(textAt(values, path) ?? byChart, mirror));
}

/**
 * An object with every image taken from the mirror, also that which Elastic's operator would make of a version.
 * @param type Pulumi's token, such as `kubernetes:apps/v1:Deployment`
 */
export function mirroredObject(type: string, inputs: Values, mirror: RegistryMirror): Values {
  const [made] = elasticImage(type, inputs);
  const named = made === undefined ? inputs : withValueAt(inputs, "spec > image", made.text);
  return mirroredTexts(named, mirror) as Values;
}

/** An object with every image that it names as text taken from the mirror. */
export function mirroredTexts(value: unknown, mirror: RegistryMirror): unknown {
  if (Array.isArray(value)) return value.map((item) => mirroredTexts(item, mirror));
  if (!isPlainMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, below]) => [
      key,
      key === "image" && typeof below === "string"
        ? inMirror(fullName(below), mirror)
        : mirroredTexts(below, mirror),
    ]),
  );
}

/** What is in the mirror already stays as it is: a second pass changes nothing. */
function inMirror(text: string, mirror: RegistryMirror): string {
  return text === mirror || text.startsWith(`${mirror}/`) ? text : `${mirror}/${text}`;
}

/** A name with its registry, also where Docker Hub's is left out. What is no image stays as it is. */
function fullName(text: string): string {
  const image = parseImage(text);
  return image === undefined ? text : imageName(image);
}

/** The image that a mirror has a copy of; the same image where it is not the mirror's. */
export function upstreamOf(image: string, mirror: RegistryMirror | undefined): string {
  return mirror !== undefined && image.startsWith(`${mirror}/`) ? image.slice(mirror.length + 1) : image;
}

/** A map that somebody wrote, not a promise of a value. */
function isPlainMap(value: unknown): value is Values {
  return isMap(value) && Object.getPrototypeOf(value) === Object.prototype;
}

function textAt(values: Values, path: string): string | undefined {
  const value = valueAt(values, path);
  return typeof value === "string" && value !== "" ? value : undefined;
}
