import { type GraphResource, listAt, numberAt, textAt, valueAt } from "./graph";

/**
 * The volume claims that a Helm release makes, by the place in its values that asks for them: a `volumeClaimTemplate`, or `persistence` that
 * is on. A claim of Kubernetes itself is one by its type, and those of a StatefulSet by their templates.
 */
export function claimsOf({ type, name, inputs }: GraphResource): string[] {
  if (type === "kubernetes:core/v1:PersistentVolumeClaim")
    return [textAt(inputs, "metadata", "name") ?? name];
  if (type === "kubernetes:apps/v1:StatefulSet") {
    const set = textAt(inputs, "metadata", "name") ?? name;
    const replicas = numberAt(inputs, "spec", "replicas") ?? 1;
    return listAt(inputs, "spec", "volumeClaimTemplates").map(
      (claim) => `${set}: ${textAt(claim, "metadata", "name")}, ${replicas} of them`,
    );
  }
  if (type !== "kubernetes:helm.sh/v3:Release") return [];
  return claimsIn(inputs["values"], []).map((path) => `${textAt(inputs, "name") ?? name}: ${path}`);
}

function claimsIn(value: unknown, path: readonly string[], replicas = 1): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = numberAt(value, "replicas") ?? replicas;
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, key];
    const isClaim =
      key === "volumeClaimTemplate" || (key === "persistence" && valueAt(inner, "enabled") === true);
    return isClaim ? [`${here.join(".")}, ${own} of them`] : claimsIn(inner, here, own);
  });
}

/** Where a release's Prometheus writes to, besides its own volume. */
export function remoteWrites({ inputs }: GraphResource): string[] {
  return listAt(inputs, "values", "prometheus", "prometheusSpec", "remoteWrite").flatMap(
    (target) => textAt(target, "url") ?? [],
  );
}
