import { clientTls, kubeStateMetricsServingSecret } from "../../content/metrics/certificates";
import { kubeStateMetricsName, nodeExporterName } from "../../content/metrics/names";
import {
  apiClient,
  containerResources,
  restrictedContainer,
  restrictedPod,
} from "../../content/metrics/pod-security";
import type { TextLike } from "./settings";

/** Where Prometheus finds its own token, which who is scraped asks the API server about. */
const TOKEN_FILE = "/var/run/secrets/kubernetes.io/serviceaccount/token";

/**
 * Scraping through kube-rbac-proxy: encrypted, and answered only to who may read the Service (the chart gives Prometheus that
 * right). The proxy makes its own certificate at every start, so there is no authority to verify it against yet.
 */
const throughProxy = {
  scheme: "https",
  bearerTokenFile: TOKEN_FILE,
  tlsConfig: { insecureSkipVerify: true },
};

/** User and group of the image, as the chart sets them. */
const NOBODY = 65_534;

const PROXY_SIZE = { cpuMillicores: 10, memoryMiB: 32, memoryLimitMiB: 64 };

/**
 * Values of the sub-chart prometheus-node-exporter: one on every node, behind kube-rbac-proxy. Without the proxy everything about
 * the host is open on port 9100 of the node's own address. It runs in the privileged namespace, since it needs the host's network,
 * processes and file systems; its ServiceMonitor stands there too, as it selects its own namespace.
 */
export function nodeExporterValues<Text extends TextLike>(namespace: Text) {
  return {
    fullnameOverride: nodeExporterName,
    namespaceOverride: namespace,
    kubeRBACProxy: {
      enabled: true,
      containerSecurityContext: restrictedContainer,
      resources: containerResources(PROXY_SIZE),
    },
    prometheus: { monitor: throughProxy },
    podAnnotations: apiClient("its proxy asks who may read its metrics"),
    securityContext: restrictedPod(NOBODY, NOBODY),
    containerSecurityContext: restrictedContainer,
    resources: containerResources({ cpuMillicores: 50, memoryMiB: 64, memoryLimitMiB: 128 }),
    // The default tolerates only NoSchedule: nodes with a NoExecute taint would go unseen.
    tolerations: [{ operator: "Exists" }],
  };
}

/** Where kube-state-metrics finds its certificate, and what of it its server is told. */
const SERVING_FOLDER = "/etc/pharos/serving";
const WEB_FOLDER = "/etc/pharos/web";
const WEB_FILE = "web.yml";
const webConfigName = `${kubeStateMetricsName}-web`;

/** Configuration of the server of kube-state-metrics, in the form that all of Prometheus' exporters share. JSON is YAML. */
const webConfig = JSON.stringify({
  tls_server_config: {
    cert_file: `${SERVING_FOLDER}/tls.crt`,
    key_file: `${SERVING_FOLDER}/tls.key`,
    min_version: "TLS13",
  },
});

const asksApi = apiClient("it watches objects, and asks who may read its metrics");

/**
 * Values of the sub-chart kube-state-metrics. One replica: two would report every object twice. It holds no state; while it
 * restarts, its series pause for less than the time alerts wait.
 *
 * It speaks TLS with a certificate of the region's authority, and asks the API server who may read its metrics, both by itself. The
 * chart's other way, kube-rbac-proxy beside it, never becomes ready: the chart then lets the kubelet look for the ports of the proxy in
 * the container of kube-state-metrics, which has none. Secrets are left out of what it watches: no alert or panel reads their series,
 * and who lists them reads them.
 */
export function kubeStateMetricsValues(activeSeries: number) {
  // Its series are about a third of all; a series takes about 1.5 KiB in its cache, on top of 64 MiB.
  const memoryMiB = 64 + Math.ceil((activeSeries / 3) * (1.5 / 1024));
  return {
    fullnameOverride: kubeStateMetricsName,
    replicas: 1,
    annotations: {
      "pharos.io/singleton": "two replicas would report every object twice; it holds no state",
      ...asksApi,
    },
    serviceAccount: { annotations: asksApi },
    collectorsExclude: ["secrets"],
    authFilter: { enabled: true },
    extraArgs: [`--tls-config=${WEB_FOLDER}/${WEB_FILE}`],
    volumes: [
      { name: "serving", secret: { secretName: kubeStateMetricsServingSecret } },
      { name: "web", configMap: { name: webConfigName } },
    ],
    volumeMounts: [
      { name: "serving", mountPath: SERVING_FOLDER, readOnly: true },
      { name: "web", mountPath: WEB_FOLDER, readOnly: true },
    ],
    extraManifests: [
      {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: webConfigName },
        data: { [WEB_FILE]: webConfig },
      },
    ],
    livenessProbe: overTls,
    readinessProbe: overTls,
    prometheus: {
      monitor: {
        http: {
          scheme: "https",
          bearerTokenFile: TOKEN_FILE,
          tlsConfig: clientTls(kubeStateMetricsName),
        },
      },
    },
    containerSecurityContext: restrictedContainer,
    resources: containerResources({ cpuMillicores: 50, memoryMiB, memoryLimitMiB: memoryMiB * 2 }),
  };
}

const overTls = { httpGet: { scheme: "https" } };
