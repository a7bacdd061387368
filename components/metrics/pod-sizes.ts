import type { ContainerResources } from "../../content/metrics/pod-security";
import type { PodSize } from "../../content/namespace-size";
import type { kubePrometheusStackValues } from "./kube-prometheus-stack-values";
import type { metricsServerValues } from "./metrics-server-values";
import type { volumeClaim } from "./placement";

type Values = ReturnType<typeof kubePrometheusStackValues>;

/** The pods that kube-prometheus-stack's values make in its own namespace. */
export function monitoringPods(values: Values): readonly PodSize[] {
  const { prometheusOperator, prometheus, alertmanager } = values;
  const reloader = prometheusOperator.prometheusConfigReloader.resources;
  const { prometheusSpec } = prometheus;
  const { alertmanagerSpec } = alertmanager;
  const kubeStateMetrics = values["kube-state-metrics"];
  return [
    {
      name: "prometheus",
      count: prometheusSpec.replicas,
      containers: [
        prometheusSpec.resources,
        reloader,
        ...(prometheusSpec.thanos === undefined ? [] : [prometheusSpec.thanos.resources]),
      ],
      volumeGiB: gibibytesOf(prometheusSpec.storageSpec),
    },
    {
      name: "alertmanager",
      count: alertmanagerSpec.replicas,
      containers: [alertmanagerSpec.resources, reloader],
      volumeGiB: gibibytesOf(alertmanagerSpec.storage),
    },
    // The chart has one, and no value for more.
    { name: "operator", count: 1, containers: [prometheusOperator.resources] },
    {
      name: "kube-state-metrics",
      count: kubeStateMetrics.replicas,
      containers: [kubeStateMetrics.resources],
    },
  ];
}

/** The pods that metrics-server's values make. */
export function metricsServerPods(values: ReturnType<typeof metricsServerValues>): readonly PodSize[] {
  return [{ name: "metrics-server", count: values.replicas, containers: [values.resources] }];
}

/** The pods that they make on every node. */
export function nodeAgentPods(values: Values): readonly PodSize[] {
  return [
    {
      name: "node-exporter",
      count: "every-node",
      containers: withProxy(values["prometheus-node-exporter"]),
    },
  ];
}

function withProxy({
  resources,
  kubeRBACProxy,
}: {
  readonly resources: ContainerResources;
  readonly kubeRBACProxy: { readonly resources: ContainerResources };
}): readonly ContainerResources[] {
  return [resources, kubeRBACProxy.resources];
}

function gibibytesOf({ volumeClaimTemplate }: ReturnType<typeof volumeClaim>): number {
  return Number.parseInt(volumeClaimTemplate.spec.resources.requests.storage, 10);
}
