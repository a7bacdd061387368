import type { Line } from "../line";
import { at, objects, selects, withText, withValue } from "../stack";
import type { Workload } from "../workload";
import { workloads } from "../workloads";
import { many } from "./availability";

const oneZone = (name: string): string => `${name} may have all its replicas in one zone`;

export const zones: Line = {
  title: "replicas are spread over zones, strictly and over as many zones as there are replicas",
  check: (stack) => [
    ...workloads(stack)
      .filter(({ replicas: count, spread }) => many(count) && !spread)
      .map(({ name }) => oneZone(name)),
    ...ingestersTogether(objects(stack, "StatefulSet")),
    ...countedTogether(workloads(stack)),
  ],
  mutants: [
    withValue(
      "metrics-kube-prometheus-stack",
      "prometheus > prometheusSpec > topologySpreadConstraints",
      [],
      oneZone("release 'metrics-kube-prometheus-stack', Prometheus"),
    ),
    withValue(
      "metrics-kube-prometheus-stack",
      "alertmanager > alertmanagerSpec > topologySpreadConstraints > 0 > whenUnsatisfiable",
      "ScheduleAnyway",
      oneZone("release 'metrics-kube-prometheus-stack', Alertmanager"),
    ),
    withValue(
      "certificates-cert-manager",
      "webhook > topologySpreadConstraints > 0 > minDomains",
      2,
      oneZone("release 'certificates-cert-manager', its webhook"),
    ),
    withValue(
      "external-secrets-release",
      "webhook > topologySpreadConstraints",
      undefined,
      oneZone("release 'external-secrets-release', its webhook"),
    ),
    withValue(
      "grafana-release",
      "topologySpreadConstraints > 0 > labelSelector > matchLabels",
      { "app.kubernetes.io/name": "grafana" },
      "release 'grafana-release', Grafana counts the pods of release 'explorer-release', Grafana among its own",
    ),
    withValue("grafana-release", "replicas", 3, oneZone("release 'grafana-release', Grafana")),
    withValue(
      "runtime-security-falcosidekick",
      "affinity > podAntiAffinity > requiredDuringSchedulingIgnoredDuringExecution > 0 > topologyKey",
      "kubernetes.io/hostname",
      oneZone("release 'runtime-security-falcosidekick', Falcosidekick"),
    ),
    withValue("logs-operator", "affinity", {}, oneZone("release 'logs-operator', the operator")),
    withValue(
      "gateway-alertmanager",
      "topologySpreadConstraints",
      [],
      oneZone("release 'gateway-alertmanager', the door"),
    ),
    withValue(
      "logs-elasticsearch",
      "spec > nodeSets > 2 > zoneAwareness",
      undefined,
      oneZone("Elasticsearch logging/logs, warm"),
    ),
    withValue(
      "logs-kibana",
      "spec > podTemplate > spec > topologySpreadConstraints > 0 > maxSkew",
      2,
      oneZone("Kibana logging/logs"),
    ),
    withValue(
      "thanos-thanos-receive",
      "spec > template > spec > topologySpreadConstraints > 0 > topologyKey",
      "kubernetes.io/hostname",
      oneZone("Deployment monitoring/thanos-receive"),
    ),
    withValue(
      "tracing-gateway",
      "spec > topologySpreadConstraints",
      undefined,
      oneZone("OpenTelemetryCollector tracing/gateway"),
    ),
    withValue(
      "probes-exporter",
      "topologySpreadConstraints",
      [],
      oneZone("release 'probes-exporter', the exporter"),
    ),
    withValue(
      "scaling-keda",
      "topologySpreadConstraints > operator",
      undefined,
      oneZone("release 'scaling-keda', the operator"),
    ),
    withText(
      "thanos-thanos-ingester-us-east-1b",
      "spec > template > spec > nodeSelector > topology.kubernetes.io/zone",
      ["us-east-1b", "us-east-1a"],
      "two of Thanos' ingesters are in us-east-1a: a zone takes more than one copy of a sample",
    ),
  ],
};

/** Who counts others' pods among its own may have all of its own in one zone. */
function countedTogether(all: readonly Workload[]): string[] {
  return all.flatMap(({ name, namespace, counts }) =>
    counts === undefined
      ? []
      : all
          .filter((other) => other.name !== name && other.namespace === namespace)
          .filter(({ labels }) => selects({ matchLabels: counts }, labels))
          .map((other) => `${name} counts the pods of ${other.name} among its own`),
  );
}

/** Ingesters are one workload in as many objects as zones: each copy of a sample has to be in another. */
function ingestersTogether(sets: readonly { name: string; inputs: unknown }[]): string[] {
  const inZones = sets
    .filter(({ name }) => name.includes("thanos-ingester"))
    .map(({ inputs }) =>
      String(at(inputs, "spec > template > spec > nodeSelector > topology.kubernetes.io/zone")),
    );
  return [...new Set(inZones.filter((zone, index) => inZones.indexOf(zone) !== index))].map(
    (zone) => `two of Thanos' ingesters are in ${zone}: a zone takes more than one copy of a sample`,
  );
}
