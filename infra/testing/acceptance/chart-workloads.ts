import type { Registered } from "../../../components/testing/record";
import { chartDefaults, chartsInside } from "./chart-defaults";
import { BY_OPERATOR, type ChartContainer, type ChartWorkload } from "./chart-place";
import { workloadsOf } from "./chart-places";
import { hasBudget } from "./object-workloads";
import { at, below, labelOf, releases, type Stack } from "./stack";
import {
  type Container,
  countedOverZones,
  isRestricted,
  isSized,
  spreadsOverZones,
  type Workload,
  ZONE,
} from "./workload";

/** Annotation with the reason why something is there once. */
const SINGLETON = "pharos.io/singleton";
/** Annotation with the reason why something talks to the Kubernetes API. */
const API_CLIENT = "pharos.io/kubernetes-api";

/** Workloads that charts make of the values of their releases. */
export function workloadsOfCharts(stack: Stack): Workload[] {
  return placesOf(stack).map(({ release, place }) => workloadOf(stack, release, place));
}

/** What is wrong with what charts' pods say of the Kubernetes API: paths that do not tell what a key to it is for, or that give one for nothing. */
export function unsaidKeys(stack: Stack): string[] {
  return placesOf(stack).flatMap(({ release, place: { api } }) => {
    const value = (path: string): unknown => valueOf(release, path);
    if ("unsaid" in api) return [];
    return "says" in api
      ? api.says
          .filter((path) => !at(value(path), API_CLIENT))
          .map(
            (path) => `${labelOf(release)}: ${path} does not say what its key to the Kubernetes API is for`,
          )
      : api.none
          .filter((path) => value(path) !== false)
          .map(
            (path) =>
              `${labelOf(release)}: ${path} gives a key to the Kubernetes API, which it does not need`,
          );
  });
}

/** Each workload of each release. */
function placesOf(stack: Stack): { release: Registered; place: ChartWorkload }[] {
  return releases(stack).flatMap((release) => {
    const { chart } = release.inputs as { chart: string };
    const places = workloadsOf(chart, (path) => valueOf(release, path));
    if (places === undefined) throw new Error(`nobody has said what workloads the chart ${chart} makes`);
    return places.map((place) => ({ release, place }));
  });
}

/** What the values say, or else the chart. */
export function valueOf({ inputs }: Registered, path: string): unknown {
  const own = at(inputs["values"], path);
  if (own !== undefined) return own;
  const { chart } = inputs as { chart: string };
  const [inside = ""] = path.split(" > ");
  const [from, rest] =
    chartsInside[chart]?.includes(inside) === true ? [inside, path.slice(inside.length + 3)] : [chart, path];
  return chartDefaults[chart]?.[path] ?? chartDefaults[from]?.[rest];
}

function workloadOf(stack: Stack, release: Registered, place: ChartWorkload): Workload {
  const { under = "", replicas: counted = "replicas", annotations = "annotations", labels } = place;
  const value = (path: string): unknown => valueOf(release, path);
  const count = Number(value(below(under, counted)) ?? 1);
  const replicas = place.everyNode ? "every node" : place.once ? "once" : count;
  const singleton = at(value(below(under, annotations)), SINGLETON);
  const namespace = place.namespace ?? String(release.inputs["namespace"]);
  const stateful = place.state?.some((path) => Boolean(value(path)));
  const podLabels = { ...labels, "app.kubernetes.io/instance": String(release.inputs["name"]) };
  const constraints = value(place.spread ?? below(under, "topologySpreadConstraints"));
  const [port, ...switches] = place.monitor ?? [];
  return {
    name: `${labelOf(release)}, ${place.what}`,
    namespace,
    labels: podLabels,
    replicas,
    ...(typeof singleton === "string" && { singleton }),
    budget: place.budget ? Boolean(value(place.budget)) : hasBudget(stack, namespace, podLabels),
    spread: spreadsOverZones(constraints, count) || keepsApart(value(below(under, "affinity"))),
    ...countedOverZones(constraints),
    state: stateful === undefined ? "none" : stateful ? "volume" : "lost",
    scratch: [
      ...((value("extraEmptyDirMounts") ?? []) as { name: string; sizeLimit?: string }[]).map(
        ({ name, sizeLimit }) => ({ volume: name, bounded: sizeLimit !== undefined }),
      ),
      ...(place.scratch ?? [])
        .filter(([, unless]) => unless === undefined || value(unless) !== true)
        .map(([volume]) => ({ volume, bounded: false })),
    ],
    containers: [...place.containers, ...extraContainersOf(value)].map((container) =>
      containerOf(container, value),
    ),
    nonRoot:
      at(value(place.pod), "runAsNonRoot") === true || value(below(place.pod, "runAsNonRoot")) === true,
    ports: port === undefined ? [] : [{ port }],
    ...(port !== undefined && { monitored: { on: switches.every((path) => Boolean(value(path))), port } }),
  };
}

/** What the values put beside a chart's own containers. */
function extraContainersOf(value: (path: string) => unknown): ChartContainer[] {
  return ["extraContainers", "extraInitContainers"].flatMap((path) => {
    const extra = value(path);
    if (!Array.isArray(extra)) return [];
    return (extra as { name: string }[]).map(({ name }, index) => ({
      name,
      resources: `${path} > ${index} > resources`,
      security: `${path} > ${index} > securityContext`,
    }));
  });
}

function containerOf(
  { name, resources, security }: ChartContainer,
  value: (path: string) => unknown,
): Container {
  const context = {
    readOnlyRootFilesystem: value(below(security, "readOnlyRootFilesystem")),
    allowPrivilegeEscalation: value(below(security, "allowPrivilegeEscalation")),
  };
  return {
    name,
    sized: isSized(value(resources)),
    restricted: security === BY_OPERATOR || isRestricted(context),
  };
}

/** Whether pods refuse a zone that has one of them. */
function keepsApart(affinity: unknown): boolean {
  const terms = at(affinity, "podAntiAffinity > requiredDuringSchedulingIgnoredDuringExecution");
  return ((terms ?? []) as { topologyKey?: string }[]).some(({ topologyKey }) => topologyKey === ZONE);
}
