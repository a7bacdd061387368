import { RELEASE_TOKEN } from "../../content/images/supply";
import { isMarker, registered, type StackRun } from "../model";
import type { ChartReference } from "./chart-store";

/** What Helm has to be given to tell what a release installs. */
export interface RenderRequest extends ChartReference {
  readonly stack: string;
  /** Name of the release as a resource, which is its folder's. */
  readonly release: string;
  /** Name of the release in the cluster. */
  readonly helmName: string;
  readonly namespace: string;
  /** As the program gives them, with marks where a value is missing for a reason. */
  readonly values: unknown;
  readonly includeCrds: boolean;
}

/** Stands for a value that nobody knows yet, or may see. */
const PLACEHOLDER = "not-known-before-the-update";
/** What the engine writes for a text that is not known; policies take it for one that fits everything. */
const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The releases of a stack, in the order in which they are made. */
export function requestsOf(run: StackRun): RenderRequest[] {
  return registered(run)
    .filter(({ type }) => type === RELEASE_TOKEN)
    .map(({ name, inputs }) => {
      const text = (value: unknown): string => (typeof value === "string" ? value : "");
      const repository = (inputs["repositoryOpts"] as { repo?: unknown } | undefined)?.repo;
      return {
        stack: run.stack,
        release: name,
        helmName: text(inputs["name"]) || name,
        chart: text(inputs["chart"]),
        version: text(inputs["version"]),
        ...(typeof repository === "string" && { repository }),
        namespace: text(inputs["namespace"]) || "default",
        values: inputs["values"] ?? {},
        includeCrds: inputs["skipCrds"] !== true,
      };
    });
}

/** Values for Helm: a text stands where none is known. */
export function valuesForHelm(values: unknown): unknown {
  return replaceMarkers(values, PLACEHOLDER);
}

/** Values for the record of what was rendered: policies take what is not known for fitting. No secret is among them. */
export function valuesForRecord(values: unknown): unknown {
  return replaceMarkers(values, UNKNOWN_TEXT);
}

function replaceMarkers(value: unknown, by: string): unknown {
  if (isMarker(value)) return by;
  if (Array.isArray(value)) return value.map((item) => replaceMarkers(item, by));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      // What providers note for themselves among the inputs.
      .filter(([key]) => !key.startsWith("__"))
      .map(([key, below]) => [key, replaceMarkers(below, by)]),
  );
}

/** Kinds that the program itself makes and that are not Kubernetes' own: charts ask whether the cluster knows them. */
export function apiVersionsOf(run: StackRun): string[] {
  const found = registered(run).flatMap(({ type }) => {
    const [, groupVersion = "", kind = ""] = type.split(":");
    const [group = ""] = groupVersion.split("/");
    const isOwn = !type.startsWith("kubernetes:") || !group.includes(".") || group.endsWith(".k8s.io");
    return isOwn || type === RELEASE_TOKEN ? [] : [groupVersion, `${groupVersion}/${kind}`];
  });
  return [...new Set(found)].sort();
}
