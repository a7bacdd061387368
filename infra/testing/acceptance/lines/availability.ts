import type { Line } from "../line";
import { at, labelOf, objects, without, withValue } from "../stack";
import { workloads } from "../workloads";

export const replicas: Line = {
  title: "there are two replicas, or a reason why there is one",
  check: (stack) => [
    ...workloads(stack).flatMap(({ name, replicas: count, singleton }) =>
      typeof count === "number" && count < 2 && !singleton
        ? [`${name} has ${count} replica and no reason`]
        : [],
    ),
    ...[
      ...objects(stack, "ScaledObject").map((resource) => [resource, "spec > minReplicaCount", 0] as const),
      ...objects(stack, "OpenTelemetryCollector").map(
        (resource) => [resource, "spec > autoscaler > minReplicas", 1] as const,
      ),
    ].flatMap(([resource, path, unsaid]) => {
      const least = at(resource.inputs, path);
      const scales = at(resource.inputs, path.split(" > ").slice(0, -1).join(" > ")) !== undefined;
      return scales && !(typeof least === "number" && least >= 2)
        ? [`${labelOf(resource)} may scale down to ${typeof least === "number" ? least : unsaid}`]
        : [];
    }),
  ],
  mutants: [
    withValue(
      "metrics-kube-prometheus-stack",
      "prometheus > prometheusSpec > replicas",
      undefined,
      "release 'metrics-kube-prometheus-stack', Prometheus has 1 replica and no reason",
    ),
    withValue(
      "metrics-kube-prometheus-stack",
      "prometheusOperator > annotations",
      {},
      "release 'metrics-kube-prometheus-stack', the operator has 1 replica and no reason",
    ),
    withValue(
      "metrics-kube-prometheus-stack",
      "kube-state-metrics > annotations",
      undefined,
      "release 'metrics-kube-prometheus-stack', kube-state-metrics has 1 replica and no reason",
    ),
    withValue(
      "grafana-release",
      "replicas",
      1,
      "release 'grafana-release', Grafana has 1 replica and no reason",
    ),
    withValue(
      "certificates-cert-manager",
      "webhook > replicaCount",
      1,
      "release 'certificates-cert-manager', its webhook has 1 replica and no reason",
    ),
    withValue(
      "external-secrets-release",
      "replicaCount",
      undefined,
      "release 'external-secrets-release', External Secrets has 1 replica and no reason",
    ),
    withValue(
      "gateway-prometheus",
      "replicaCount",
      1,
      "release 'gateway-prometheus', the door has 1 replica and no reason",
    ),
    withValue(
      "runtime-security-falco-k8s-audit",
      "controller > annotations",
      undefined,
      "release 'runtime-security-falco-k8s-audit', Falco has 1 replica and no reason",
    ),
    withValue(
      "runtime-security-falcosidekick",
      "replicaCount",
      1,
      "release 'runtime-security-falcosidekick', Falcosidekick has 1 replica and no reason",
    ),
    withValue(
      "logs-operator",
      "replicaCount",
      undefined,
      "release 'logs-operator', the operator has 1 replica and no reason",
    ),
    withValue(
      "logs-exporter",
      "deployment > annotations",
      {},
      "release 'logs-exporter', the exporter has 1 replica and no reason",
    ),
    withValue("logs-kibana", "spec > count", 1, "Kibana logging/logs has 1 replica and no reason"),
    withValue(
      "logs-elasticsearch",
      "spec > nodeSets > 3 > count",
      1,
      "Elasticsearch logging/logs, cold has 1 replica and no reason",
    ),
    withValue(
      "thanos-thanos-compactor",
      "metadata > annotations",
      undefined,
      "StatefulSet monitoring/thanos-compactor has 1 replica and no reason",
    ),
    withValue(
      "tracing-gateway",
      "spec > replicas",
      undefined,
      "OpenTelemetryCollector tracing/gateway has 1 replica and no reason",
    ),
    withValue(
      "tracing-gateway",
      "spec > autoscaler > minReplicas",
      1,
      "OpenTelemetryCollector tracing/gateway may scale down to 1",
    ),
    // KEDA's own least is none at all.
    withValue(
      "scaling-logstash",
      "spec > minReplicaCount",
      undefined,
      "ScaledObject logging/logstash may scale down to 0",
    ),
    withValue(
      "probes-exporter",
      "replicas",
      undefined,
      "release 'probes-exporter', the exporter has 1 replica and no reason",
    ),
    withValue(
      "cloudwatch-exporter",
      "podAnnotations",
      undefined,
      "release 'cloudwatch-exporter', the exporter has 1 replica and no reason",
    ),
    withValue(
      "scaling-keda",
      "metricsServer > replicaCount",
      1,
      "release 'scaling-keda', its metrics server has 1 replica and no reason",
    ),
    withValue(
      "Deployment jaeger-collector",
      "spec > replicas",
      undefined,
      "Deployment tracing/jaeger-collector has 1 replica and no reason",
    ),
  ],
};

/** Whether there are replicas that could be lost together. */
export const many = (count: number | "every node" | "once"): boolean =>
  typeof count === "number" && count >= 2;

export const budgets: Line = {
  title: "whatever has replicas has a disruption budget",
  check: (stack) =>
    workloads(stack)
      .filter(({ replicas: count, budget }) => many(count) && !budget)
      .map(({ name }) => `${name} has no disruption budget`),
  mutants: [
    withValue(
      "metrics-kube-prometheus-stack",
      "prometheus > podDisruptionBudget > enabled",
      false,
      "release 'metrics-kube-prometheus-stack', Prometheus has no disruption budget",
    ),
    withValue(
      "metrics-kube-prometheus-stack",
      "alertmanager > podDisruptionBudget",
      undefined,
      "release 'metrics-kube-prometheus-stack', Alertmanager has no disruption budget",
    ),
    withValue(
      "grafana-release",
      "podDisruptionBudget",
      {},
      "release 'grafana-release', Grafana has no disruption budget",
    ),
    withValue(
      "certificates-cert-manager",
      "cainjector > podDisruptionBudget > enabled",
      false,
      "release 'certificates-cert-manager', its injector has no disruption budget",
    ),
    withValue(
      "tracing-operator",
      "pdb > create",
      undefined,
      "release 'tracing-operator', the operator has no disruption budget",
    ),
    withValue(
      "gateway-grafana",
      "podDisruptionBudget",
      undefined,
      "release 'gateway-grafana', the door has no disruption budget",
    ),
    withValue(
      "logs-operator",
      "podDisruptionBudget > enabled",
      undefined,
      "release 'logs-operator', the operator has no disruption budget",
    ),
    without(
      "runtime-security-falcosidekick-budget",
      "release 'runtime-security-falcosidekick', Falcosidekick has no disruption budget",
    ),
    without("logs-kibana-budget", "Kibana logging/logs has no disruption budget"),
    withValue(
      "logs-elasticsearch",
      "spec > podDisruptionBudget",
      {},
      ...["master", "hot", "warm", "cold"].map(
        (set) => `Elasticsearch logging/logs, ${set} has no disruption budget`,
      ),
    ),
    withValue(
      "thanos-thanos-query-budget",
      "spec > selector > matchLabels",
      { "app.kubernetes.io/name": "query" },
      "Deployment monitoring/thanos-query has no disruption budget",
    ),
    withValue(
      "tracing-gateway",
      "spec > podDisruptionBudget",
      undefined,
      "OpenTelemetryCollector tracing/gateway has no disruption budget",
    ),
    withValue(
      "probes-exporter",
      "podDisruptionBudget",
      undefined,
      "release 'probes-exporter', the exporter has no disruption budget",
    ),
    withValue(
      "scaling-keda",
      "podDisruptionBudget > webhooks",
      undefined,
      "release 'scaling-keda', its webhooks has no disruption budget",
    ),
    without("logstash-budget", "StatefulSet logging/logstash has no disruption budget"),
    without("security-log-reader-budget", "Deployment logging/security-log-reader has no disruption budget"),
  ],
};
