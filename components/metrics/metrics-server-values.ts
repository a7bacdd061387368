import { regionAuthority } from "../../content/certificates";
import {
  apiClient,
  containerResources,
  restrictedContainer,
  restrictedImageUser,
} from "../../content/metrics/pod-security";
import { SCRAPE_INTERVAL_SECONDS } from "../../content/metrics/sizing";
import { zoneSpread } from "./placement";

/** Each answers with what it has read itself; without any, nothing that follows load scales. */
const REPLICAS = 2;

/** The project's own advice for up to a hundred nodes: a millicore and 2 MiB a node. */
const SIZE = { cpuMillicores: 100, memoryMiB: 200, memoryLimitMiB: 400 };

/**
 * Values of metrics-server: what pods and nodes use at the moment, for `kubectl top` and for what scales with it.
 *
 * Where the chart's defaults would break a promise, and what is set instead:
 * - the API server does not check whom it asks → it does, against a certificate of the region's authority
 * - one replica → two, with a disruption budget
 * - nodes are asked by whatever address answers → by their internal one, which their certificate names
 */
export function metricsServerValues() {
  return {
    serviceAccount: {
      annotations: apiClient("it asks which nodes and pods there are, and who may ask it"),
    },
    replicas: REPLICAS,
    podDisruptionBudget: { enabled: true, minAvailable: REPLICAS - 1 },
    topologySpreadConstraints: [zoneSpread(REPLICAS, { "app.kubernetes.io/name": "metrics-server" })],
    resources: containerResources(SIZE),
    podSecurityContext: restrictedImageUser,
    securityContext: { ...restrictedContainer, ...restrictedImageUser },
    apiService: { insecureSkipTLSVerify: false },
    tls: {
      type: "cert-manager",
      certManager: {
        existingIssuer: { enabled: true, kind: regionAuthority.kind, name: regionAuthority.name },
      },
    },
    defaultArgs: [
      "--cert-dir=/tmp",
      "--kubelet-preferred-address-types=InternalIP",
      "--kubelet-use-node-status-port",
      "--metric-resolution=15s",
    ],
    metrics: { enabled: true },
    // The chart's monitor speaks TLS and checks nobody: it knows no key for that.
    serviceMonitor: {
      enabled: true,
      interval: `${SCRAPE_INTERVAL_SECONDS}s`,
      scrapeTimeout: `${SCRAPE_INTERVAL_SECONDS}s`,
    },
  };
}
