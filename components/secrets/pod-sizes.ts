import type { PodSize } from "../../content/namespace-size";
import type { externalSecretsValues } from "./external-secrets-values";

/** The pods that the values of External Secrets make. */
export function secretPods(values: ReturnType<typeof externalSecretsValues>): readonly PodSize[] {
  const { webhook } = values;
  return [
    { name: "external-secrets", count: values.replicaCount, containers: [values.resources] },
    { name: "webhook", count: webhook.replicaCount, containers: [webhook.resources] },
  ];
}
