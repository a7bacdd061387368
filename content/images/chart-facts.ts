import { PATH_SEPARATOR, pathOf } from "../charts/index-format";
import { imageExceptions } from "./exceptions";
import { isMap, isTrue, mergeValues, stepsOf, valueAt, withValueAt, type Values } from "./path";

/** The two files of a chart that say what it is made of, and its sub-charts. */
export interface ChartFiles {
  /** Chart.yaml as data. */
  readonly chart: unknown;
  /** values.yaml as data. */
  readonly values: unknown;
  /** Name → files of the sub-charts that are at hand. */
  readonly parts: Readonly<Record<string, ChartFiles>>;
}

/** What one version of a chart says of itself: what it is for, and the images that it may install. */
export interface ChartFacts {
  readonly chart: string;
  readonly version: string;
  /** Version of the program; empty where the chart names none. */
  readonly appVersion: string;
  /** Versions of Kubernetes on which Helm installs it, as a range. Absent: on any. */
  readonly kubeVersion?: string;
  /** Its sub-charts. */
  readonly parts: readonly ChartPart[];
  /** Every place of its values that names an image, in the order of values.yaml, sub-charts included. */
  readonly images: readonly ImagePlace[];
  /** Places of single texts that are the registry, or the namespace in it, of several images. */
  readonly shared: Readonly<Record<string, string>>;
}

/** One sub-chart. */
export interface ChartPart {
  readonly chart: string;
  /** As the chart asks for it: may be a range. */
  readonly version: string;
  /** Where its values stand. */
  readonly under: string;
  /** Whether its own files were read; of a sub-chart that was not, the images are not known. */
  readonly read: boolean;
  readonly kubeVersion?: string;
  /** Switches that decide on it, with what values.yaml says. */
  readonly switches: Readonly<Record<string, boolean>>;
}

/** One place that names an image. */
export interface ImagePlace {
  /** Path of the map with `repository`. */
  readonly at: string;
  /** The chart whose values.yaml has it: the chart itself, or a sub-chart. */
  readonly chart: string;
  /** Where that chart's values stand; empty for the chart itself. */
  readonly under: string;
  /** Version of that chart's program, which stands for a tag that is left empty. */
  readonly appVersion: string;
  /** What values.yaml says; absent where it says nothing. */
  readonly registry?: string;
  readonly repository?: string;
  /** Last part of the repository, where the rest comes from a shared place. */
  readonly name?: string;
  readonly tag?: string;
  readonly digest?: string;
  /** Switches that decide on it, with what values.yaml says. */
  readonly switches: Readonly<Record<string, boolean>>;
}

/** Keys that stand beside `repository` where it is that of an image, and not that of a chart or of Git. */
const BESIDE_REPOSITORY = ["tag", "digest", "sha", "pullPolicy", "registry"];
/** Keys by which charts switch a part of theirs on. */
const SWITCHES = ["enabled", "create"];
/** Shared texts by which charts name a registry, or a namespace in it, for several images. */
const SHARED = ["imageRegistry", "imageNamespace", "global > imageRegistry"];

/** Reads the facts out of a chart's files. */
export function factsOf(files: ChartFiles): ChartFacts {
  const own = describe(files.chart);
  const dependencies = listOf(valueAt(files.chart, "dependencies")).map((entry) => ({
    chart: textAt(entry, "name") ?? "",
    version: textAt(entry, "version") ?? "",
    under: textAt(entry, "alias") ?? textAt(entry, "name") ?? "",
    condition: textAt(entry, "condition"),
  }));
  const values = withParts(files, dependencies);
  const parts = dependencies.map(({ chart, version, under, condition }): ChartPart => {
    const read = files.parts[chart];
    const kubeVersion = read === undefined ? undefined : describe(read.chart).kubeVersion;
    return {
      chart,
      version,
      under,
      read: read !== undefined,
      ...(kubeVersion !== undefined && { kubeVersion }),
      switches: truthOf(values, conditionsOf(condition)),
    };
  });
  const below = parts.flatMap(({ chart, under, switches }) => {
    const read = files.parts[chart];
    if (read === undefined) return [];
    const place = { chart, under, appVersion: describe(read.chart).appVersion, switches };
    return placesIn(values, valueAt(values, under), stepsOf(under), place);
  });
  // What a chart says for a sub-chart that was not read is its own word.
  const unders = new Set(parts.filter(({ read }) => read).map(({ under }) => under));
  const itself = placesIn(
    values,
    Object.fromEntries(Object.entries(isMap(values) ? values : {}).filter(([key]) => !unders.has(key))),
    [],
    { chart: own.chart, under: "", appVersion: own.appVersion, switches: {} },
  );
  return {
    ...own,
    parts,
    images: [...itself, ...below],
    shared: Object.fromEntries(
      SHARED.flatMap((path) => {
        const text = textAt(values, path);
        return text === undefined ? [] : [[path, text]];
      }),
    ),
  };
}

/** The values of a chart's own and, below them, those of its sub-charts, as Helm joins them. */
function withParts(files: ChartFiles, dependencies: readonly { chart: string; under: string }[]): unknown {
  let under: Values = {};
  for (const { chart, under: key } of dependencies) {
    const part = files.parts[chart];
    if (part !== undefined) under = withValueAt(under, key, part.values);
  }
  return mergeValues(under, files.values ?? {});
}

/** Helm takes the first path of a condition that is there. Each is asked, which is the same for all charts that name one. */
function conditionsOf(condition: string | undefined): string[] {
  const [first] = condition?.split(",") ?? [];
  return first === undefined ? [] : [pathOf(first.trim().split("."))];
}

type Origin = Pick<ImagePlace, "chart" | "under" | "appVersion" | "switches">;

function placesIn(all: unknown, place: unknown, steps: readonly string[], origin: Origin): ImagePlace[] {
  if (!isMap(place)) return [];
  const own = steps.length > 0 && isImage(place) ? [placeAt(all, place, steps, origin)] : [];
  return [
    ...own,
    ...Object.entries(place).flatMap(([key, below]) => placesIn(all, below, [...steps, key], origin)),
  ];
}

function isImage(place: Values): boolean {
  return (
    (typeof place["repository"] === "string" || place["repository"] === null) &&
    BESIDE_REPOSITORY.some((key) => key in place)
  );
}

function placeAt(all: unknown, place: Values, steps: readonly string[], origin: Origin): ImagePlace {
  const at = pathOf(steps);
  const read = { registry: "registry", repository: "repository", name: "name", tag: "tag" };
  const digest = textAt(place, "digest") ?? textAt(place, "sha");
  return {
    at,
    ...origin,
    ...Object.fromEntries(
      Object.entries(read).flatMap(([field, key]) => {
        const text = textAt(place, key);
        return text === undefined ? [] : [[field, text]];
      }),
    ),
    ...(digest !== undefined && { digest }),
    switches: {
      ...origin.switches,
      ...truthOf(all, [
        ...switchesAbove(all, steps, stepsOf(origin.under).length),
        ...extraSwitches(at, origin),
      ]),
    },
  };
}

/** Paths of the switches of every map around a place, down from the chart that has it. */
function switchesAbove(all: unknown, steps: readonly string[], from: number): string[] {
  return steps.slice(from).flatMap((_, index) => {
    const around = steps.slice(0, from + index + 1);
    return SWITCHES.map((key) => pathOf([...around, key])).filter(
      (path) => typeof valueAt(all, path) === "boolean",
    );
  });
}

/** What else decides on a place, by the list of exceptions. */
function extraSwitches(at: string, { chart, under }: Origin): string[] {
  const own = under === "" ? at : at.slice(under.length + PATH_SEPARATOR.length);
  const { onlyWith = [], anyOf = [], unless = [], distroless = [] } = imageExceptions[chart]?.[own] ?? {};
  return [...onlyWith, ...anyOf, ...unless, distroless]
    .flat()
    .map((path) => (under === "" ? path : pathOf([under, path])));
}

function truthOf(all: unknown, paths: readonly string[]): Record<string, boolean> {
  return Object.fromEntries(paths.map((path) => [path, isTrue(valueAt(all, path))]));
}

function describe(chart: unknown): Pick<ChartFacts, "chart" | "version" | "appVersion" | "kubeVersion"> {
  const kubeVersion = textAt(chart, "kubeVersion");
  return {
    chart: textAt(chart, "name") ?? "",
    version: textAt(chart, "version") ?? "",
    appVersion: textAt(chart, "appVersion") ?? "",
    ...(kubeVersion !== undefined && { kubeVersion }),
  };
}

/** A text that is not empty; a number is one, as in `appVersion: 1.12`. */
function textAt(place: unknown, path: string): string | undefined {
  const value = valueAt(place, path);
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && text !== "" ? text : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
