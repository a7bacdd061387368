import type { InventoryView } from "../inventory";
import { knownString, reveal, valuesAt } from "../values";
import { BUILT_IN_NAMESPACES } from "./kinds";

export const RELEASE_TOKEN = "kubernetes:helm.sh/v3:Release";
const NAMESPACE_TOKEN = "kubernetes:core/v1:Namespace";
const DEFINITION_TOKEN = "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition";

/** Whether a namespace is not in a cluster: neither made as an object nor by a Helm release. */
export function missingNamespace(namespace: string, cluster: string, view: InventoryView): boolean {
  if (
    BUILT_IN_NAMESPACES.has(namespace) ||
    view.get([NAMESPACE_TOKEN, cluster, namespace].join(" | ")) !== undefined
  )
    return false;
  for (const entry of view.all())
    if (
      isIn(entry.key, RELEASE_TOKEN, cluster) &&
      reveal(entry.inputs["createNamespace"]) === true &&
      knownString(entry.inputs["namespace"]) === namespace
    )
      return false;
  return true;
}

/** Whether a cluster knows an API group, from one of its charts or from a definition made by hand. */
export function offersGroup(
  group: string,
  charts: readonly string[],
  cluster: string,
  view: InventoryView,
): boolean {
  for (const entry of view.all()) {
    if (isIn(entry.key, RELEASE_TOKEN, cluster)) {
      const chart = knownString(entry.inputs["chart"]) ?? "";
      if (charts.includes(chart.slice(chart.lastIndexOf("/") + 1))) return true;
    }
    if (isIn(entry.key, DEFINITION_TOKEN, cluster) && valuesAt(entry.inputs, "spec.group")[0] === group)
      return true;
  }
  return false;
}

function isIn(key: string, token: string, cluster: string): boolean {
  return key.startsWith(`${token} | ${cluster} | `);
}

/** The keys of everything in a cluster whose id starts with a text. */
export function keysInCluster(view: InventoryView, cluster: string, idStart = ""): string[] {
  return [...view.all()]
    .filter((entry) => entry.type.startsWith("kubernetes:") && isIn(entry.key, entry.type, cluster))
    .filter((entry) => entry.id.startsWith(idStart))
    .map((entry) => entry.key);
}
