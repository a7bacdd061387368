/**
 * Names that the metrics stack, its alerts and its dashboards share. They follow from one name given to the chart, so that a
 * query, a certificate and a Service cannot drift apart.
 */

/** `fullnameOverride` of kube-prometheus-stack: the beginning of every name that the chart makes. At most 26 characters. */
export const stackName = "pharos";

/** Prometheus: the custom resource, its Service and, since no `jobLabel` is set, the `job` label of its own metrics. */
export const prometheusName = `${stackName}-prometheus`;
/** Alertmanager: the custom resource, its Service and the `job` label of its own metrics. */
export const alertmanagerName = `${stackName}-alertmanager`;
/** Name that the Prometheus operator gives the StatefulSet of {@link prometheusName}. */
export const prometheusStatefulSet = `prometheus-${prometheusName}`;
/** Name that the Prometheus operator gives the StatefulSet of {@link alertmanagerName}. */
export const alertmanagerStatefulSet = `alertmanager-${alertmanagerName}`;
/** Beginning of the names of Prometheus' volume claims, as the operator makes them. */
export const prometheusClaimPrefix = `prometheus-${prometheusName}-db-`;

/** node-exporter: DaemonSet, Service, and the subresource by which kube-rbac-proxy knows it. */
export const nodeExporterName = "node-exporter";
/** kube-state-metrics: Deployment and Service. */
export const kubeStateMetricsName = "kube-state-metrics";

export const PROMETHEUS_PORT = 9090;
export const ALERTMANAGER_PORT = 9093;

/** Replicas of Prometheus: an HA pair, each scraping and evaluating everything, one per zone. */
export const PROMETHEUS_REPLICAS = 2;
/** Replicas of Alertmanager: one per zone, so that gossip survives the loss of a zone. */
export const ALERTMANAGER_REPLICAS = 3;

/** Name of the Service without an address of its own by which the operator names each Alertmanager. */
export const alertmanagerMembersName = "alertmanager-operated";

/**
 * Each Alertmanager by its own name. Who sends alerts sends them to all: members tell each other of silences and of what was notified, not
 * of alerts. The serving certificate names them: `*.alertmanager-operated.<namespace>.svc`.
 */
export function alertmanagerMembers(namespace: string): string[] {
  return Array.from({ length: ALERTMANAGER_REPLICAS }, (_, member) => {
    const host = `${alertmanagerStatefulSet}-${member}.${alertmanagerMembersName}.${namespace}.svc`;
    return `https://${host}:${ALERTMANAGER_PORT}`;
  });
}

/** The external label that tells the two halves of the HA pair apart; the operator's own default, relied on by the hub. */
export const replicaLabel = "prometheus_replica";

/** Name under which the remote-write queue to the hub appears in Prometheus' own metrics. */
export const hubQueue = "hub";

/** The `cluster` label: unique over all regions and environments of an organization. */
export function clusterLabel(scope: { organization: string; environment: string; region: string }): string {
  return `${scope.organization}-${scope.environment}-${scope.region}`;
}
