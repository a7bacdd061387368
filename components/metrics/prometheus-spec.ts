import { linkTo } from "../../content/access/doors";
import { ACCESS_RECORD_CLASS, RECORD_CLASS_LABEL } from "../../content/access/trail";
import { peerRoots, prometheusServingSecret, servingTls } from "../../content/metrics/certificates";
import { clusterLabel, PROMETHEUS_REPLICAS, prometheusName } from "../../content/metrics/names";
import { containerResources, restrictedPod } from "../../content/metrics/pod-security";
import {
  scrapeLimits,
  retentionSize,
  SCRAPE_INTERVAL_SECONDS,
  sizePrometheus,
  WAL_REPLAY_SECONDS,
} from "../../content/metrics/sizing";
import { remoteWriteSpec } from "./remote-write-spec";
import type { KubePrometheusStackInputs, TextLike } from "./settings";
import { volumeClaim, volumeRetention, zoneSpread } from "./placement";
import { sidecarSpec } from "./thanos/sidecar-values";

/** User and group of the Prometheus and Alertmanager images, as the chart sets them. */
export const PROMETHEUS_USER = 1000;
export const PROMETHEUS_GROUP = 2000;

/** Exemplars kept in memory: a few hours of traces to jump to from a latency panel, about 100 bytes each. */
const EXEMPLARS = 100_000;

/**
 * What of an OTLP resource becomes a label of each of its metrics; all of it is in `target_info` besides. Names of pods are not among them: the
 * label `instance` tells pods apart.
 */
const PROMOTED_ATTRIBUTES = ["k8s.namespace.name", "k8s.deployment.name", "k8s.statefulset.name"] as const;

/**
 * `prometheus.prometheusSpec`: the HA pair of one region.
 *
 * A sidecar uploads its blocks (`uploads`). The spokes' samples go to Thanos Receive, where there is one; a hub without it takes them into
 * this pair (`receives`), with what this means:
 * - The receiver shares Prometheus' port. Kubelet probes cannot show a client certificate, and with one demanded the pod never
 *   becomes ready. So the port verifies a certificate where one is shown, and does not demand
 *   it; the spokes show theirs, and only their endpoint and the cluster itself can reach the port.
 * - A balancer gives each request to one half of the pair, so neither half has everything a spoke sent. The regions have it all.
 * - The out-of-order window takes the backlog of an outage as long as the spokes can replay.
 */
export function prometheusSpec<Text extends TextLike>(inputs: KubePrometheusStackInputs<Text>) {
  const { settings, storageClassName } = inputs;
  const size = sizePrometheus(settings.metrics);
  return {
    replicas: PROMETHEUS_REPLICAS,
    // Where links in alerts lead. The chart would say http, which nobody answers.
    externalUrl: linkTo("prometheus", settings),
    ...inputs.statefulPlacement,
    topologySpreadConstraints: [
      zoneSpread(PROMETHEUS_REPLICAS, {
        "app.kubernetes.io/name": "prometheus",
        "operator.prometheus.io/name": prometheusName,
      }),
    ],
    scrapeInterval: `${SCRAPE_INTERVAL_SECONDS}s`,
    evaluationInterval: `${SCRAPE_INTERVAL_SECONDS}s`,
    externalLabels: {
      cluster: clusterLabel(settings),
      region: settings.region,
      environment: settings.environment,
    },
    retention: `${settings.metrics.retention}d`,
    retentionSize: retentionSize(settings.metrics.storageGiB),
    storageSpec: volumeClaim(storageClassName, settings.metrics.storageGiB),
    persistentVolumeClaimRetentionPolicy: volumeRetention(settings.assurance),
    walCompression: true,
    tsdb: { outOfOrderTimeWindow: outOfOrderWindow(inputs) },
    resources: containerResources(size),
    securityContext: restrictedPod(PROMETHEUS_USER, PROMETHEUS_GROUP),
    web: webServer(inputs),
    enableRemoteWriteReceiver: inputs.receives === true,
    // Metrics of applications that send them, and of their spans; the collectors give each half of the pair the same.
    enableOTLPReceiver: true,
    otlp: { promoteResourceAttributes: [...PROMOTED_ATTRIBUTES] },
    // What was asked and from where, one line a query: part of the trail of who looked at what. The gateway's log has the person.
    queryLogFile: "/dev/stdout",
    podMetadata: { labels: { [RECORD_CLASS_LABEL]: ACCESS_RECORD_CLASS } },
    enableFeatures: ["exemplar-storage"],
    exemplars: { maxSize: EXEMPLARS },
    // Endpoints are deprecated since Kubernetes 1.33 and are cut at 1000 addresses; EndpointSlices are not.
    serviceDiscoveryRole: "EndpointSlice",
    // Otherwise Prometheus looks only at what carries this release's label, and never sees the monitors and rules of other charts.
    ruleSelectorNilUsesHelmValues: false,
    serviceMonitorSelectorNilUsesHelmValues: false,
    podMonitorSelectorNilUsesHelmValues: false,
    probeSelectorNilUsesHelmValues: false,
    scrapeConfigSelectorNilUsesHelmValues: false,
    remoteWrite: (inputs.remoteWrites ?? []).map((target) => remoteWriteSpec(target, size.samplesPerSecond)),
    ...scrapeLimits(settings.metrics.activeSeries),
    ...(inputs.uploads === true ? sidecarSpec() : {}),
  };
}

/** How late a sample may come. Ten minutes for a slow scrape or a late exporter; the whole backlog of an outage where others send. */
function outOfOrderWindow<Text extends TextLike>({ receives }: KubePrometheusStackInputs<Text>): string {
  return receives === true ? `${WAL_REPLAY_SECONDS / 3600}h` : "10m";
}

/** HTTPS for everybody, and where others send client certificates from any region's authority. */
function webServer<Text extends TextLike>({ settings, receives }: KubePrometheusStackInputs<Text>) {
  const server = servingTls(prometheusServingSecret);
  return {
    pageTitle: `Prometheus ${settings.region}`,
    tlsConfig:
      receives === true
        ? {
            ...server,
            client_ca: { configMap: { ...peerRoots } },
            clientAuthType: "VerifyClientCertIfGiven",
          }
        : server,
  };
}
