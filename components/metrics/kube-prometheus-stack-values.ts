import { RECORD_CLASS_LABEL } from "../../content/access/trail";
import { regionAuthority } from "../../content/certificates";
import { replacedChartAlerts } from "../../content/alerts";
import { sidecarLabel } from "../../content/dashboards/provisioning";
import { clientTls } from "../../content/metrics/certificates";
import { prometheusName, alertmanagerName, stackName } from "../../content/metrics/names";
import { apiClient, containerResources, restrictedContainer } from "../../content/metrics/pod-security";
import { SCRAPE_INTERVAL_SECONDS } from "../../content/metrics/sizing";
import type { RecordClass } from "../../content/retention";
import { alertmanagerConfig } from "./alertmanager-config";
import { alertmanagerSpec } from "./alertmanager-spec";
import { kubeStateMetricsValues, nodeExporterValues } from "./exporter-values";
import { prometheusSpec } from "./prometheus-spec";
import type { KubePrometheusStackInputs, TextLike } from "./settings";
import { sidecarServices } from "./thanos/sidecar-values";

/** Steady use of the operator with a few hundred monitors and rules. */
const OPERATOR_SIZE = { cpuMillicores: 100, memoryMiB: 128, memoryLimitMiB: 256 };
/** Who issues the certificate of the operator's webhook, as the chart takes it. */
const webhookIssuer = { kind: regionAuthority.kind, name: regionAuthority.name };

const discovers = apiClient("it finds what to scrape");
const operates = apiClient("it watches monitors and rules, and makes what they ask for");

/** What Prometheus' volumes hold. No law asks to keep it: a trial may delete them. */
const SAMPLES = { [RECORD_CLASS_LABEL]: "metrics-operational" satisfies RecordClass };
/** Alertmanager's hold silences and what was notified, which is nobody's record: the gateway's log says who silenced. */
const SILENCES = { [RECORD_CLASS_LABEL]: "none" };

/** The reloader beside Prometheus and Alertmanager: it watches files. */
const RELOADER_SIZE = { cpuMillicores: 10, memoryMiB: 32, memoryLimitMiB: 64 };

/**
 * Values of kube-prometheus-stack for one region: the HA pair of Prometheus, its own Alertmanagers, node-exporter,
 * kube-state-metrics and the operator that runs them.
 *
 * Where the chart's defaults would break a promise silently, and what is set instead:
 * - selectors that see only this release → all false
 * - no volume → encrypted volumes, one per replica
 * - control plane monitors that can never be reached on EKS → off, with their rules
 * - its own CRDs, never upgraded by Helm → off, a release of their own
 * - its own Grafana → off, a release of its own
 *
 * Network policies are not the chart's: a default-deny set for all namespaces comes from one table of flows. The admission
 * webhook's certificate is the region's authority's: cert-manager must be there before.
 * Alertmanager sends signs of life to the region that watches this one. Receivers of all other alerts come with the routing tree: until
 * then they are shown, and notify nobody.
 */
export function kubePrometheusStackValues<Text extends TextLike = string>(
  inputs: KubePrometheusStackInputs<Text>,
) {
  const { settings } = inputs;
  return {
    fullnameOverride: stackName,
    crds: { enabled: false },
    ...unreachableOnEks,
    defaultRules: {
      rules: chartRuleGroups,
      disabled: Object.fromEntries(replacedChartAlerts().map((alert) => [alert, true])),
    },
    prometheus: {
      additionalLabels: SAMPLES,
      annotations: discovers,
      serviceAccount: { annotations: discovers },
      podDisruptionBudget: { enabled: true, minAvailable: 1 },
      // The halves of the pair differ by a scrape's jitter: a reader who jumps between them sees graphs that change at each refresh.
      service: { sessionAffinity: "ClientIP" },
      serviceMonitor: { scheme: "https", tlsConfig: clientTls(prometheusName) },
      ...(inputs.uploads === true ? sidecarServices() : {}),
      prometheusSpec: prometheusSpec(inputs),
    },
    alertmanager: {
      additionalLabels: SILENCES,
      serviceAccount: { automountServiceAccountToken: false },
      podDisruptionBudget: { enabled: true, minAvailable: 2 },
      serviceMonitor: { scheme: "https", tlsConfig: clientTls(alertmanagerName) },
      config: alertmanagerConfig(inputs.heartbeat),
      alertmanagerSpec: alertmanagerSpec(inputs),
    },
    prometheusOperator: {
      // It has no leader election: two would write the same objects. While it restarts, only changes wait.
      annotations: {
        "pharos.io/singleton": "no leader election; what it made runs on without it",
        ...operates,
      },
      serviceAccount: { annotations: operates },
      resources: containerResources(OPERATOR_SIZE),
      containerSecurityContext: restrictedContainer,
      prometheusConfigReloader: { resources: containerResources(RELOADER_SIZE), enableProbe: true },
      kubeletEndpointsEnabled: false,
      kubeletEndpointSliceEnabled: true,
      // Instead of a job that makes a certificate for a hundred years.
      admissionWebhooks: { certManager: { enabled: true, issuerRef: webhookIssuer } },
    },
    kubelet: {
      // The default of ten seconds triples the container series' cost for no alert that is faster.
      serviceMonitor: { cAdvisorInterval: `${SCRAPE_INTERVAL_SECONDS}s` },
    },
    nodeExporter: { operatingSystems: { aix: { enabled: false }, darwin: { enabled: false } } },
    "prometheus-node-exporter": nodeExporterValues(inputs.nodeAgentsNamespace),
    "kube-state-metrics": kubeStateMetricsValues(settings.metrics.activeSeries),
    grafana: {
      enabled: false,
      // The chart's own dashboards stay until ours cover them, where the sidecar of our Grafana looks.
      forceDeployDashboards: true,
      namespaceOverride: inputs.dashboardsNamespace,
      defaultDashboardsEditable: false,
      sidecar: {
        dashboards: { label: sidecarLabel.name, labelValue: sidecarLabel.value },
      },
    },
  };
}

/**
 * Monitors of what EKS runs itself. etcd, scheduler and controller manager are behind the managed control plane; CoreDNS and
 * kube-proxy run on the nodes of Auto Mode, not as pods. Left on, their "down" alerts fire for ever.
 */
const unreachableOnEks = {
  kubeEtcd: { enabled: false },
  kubeScheduler: { enabled: false },
  kubeControllerManager: { enabled: false },
  kubeProxy: { enabled: false },
  coreDns: { enabled: false },
};

/** The chart's rule groups about what cannot be reached, or is not there. The others stay until our own rules cover them. */
const chartRuleGroups = {
  etcd: false,
  kubeControllerManager: false,
  kubeSchedulerAlerting: false,
  kubeSchedulerRecording: false,
  kubeProxy: false,
  windows: false,
};
