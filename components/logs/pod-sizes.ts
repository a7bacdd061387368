import { type StoreSize } from "../../content/logs/sizing";
import type { PodSize } from "../../content/namespace-size";
import { bootstrapResources } from "./bootstrap-plan";
import { eckOperatorValues } from "./eck-operator-values";
import { elasticsearchExporterValues } from "./elasticsearch-exporter-values";
import { KIBANAS } from "./kibana-spec";

/** The pods of the log store. */
export function logStorePods({ nodes, kibana }: StoreSize): readonly PodSize[] {
  const operator = eckOperatorValues();
  const exporter = elasticsearchExporterValues();
  return [
    { name: "eck-operator", count: operator.replicaCount, containers: [operator.resources] },
    ...Object.entries(nodes).map(([kind, { count, resources, volumeGiB }]) => ({
      name: `elasticsearch-${kind}`,
      count,
      containers: [resources],
      volumeGiB,
    })),
    { name: "kibana", count: KIBANAS, containers: [kibana] },
    { name: "elasticsearch-exporter", count: exporter.replicaCount, containers: [exporter.resources] },
    { name: "bootstrap", count: 1, containers: [bootstrapResources] },
  ];
}
