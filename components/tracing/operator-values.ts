import { regionAuthority } from "../../content/certificates";
import { apiClient, containerResources, restrictedContainer } from "../../content/metrics/pod-security";
import { COLLECTOR_IMAGE } from "../../content/tracing/images";
import { tracingPorts } from "../../content/tracing/names";
import { zoneSpread } from "../metrics/placement";

/** One works and one waits; the API server asks both about what they are to make. */
const REPLICAS = 2;

/** Steady use with a few collectors: it watches their objects, and the pods of the cluster. */
const OPERATOR_SIZE = { cpuMillicores: 100, memoryMiB: 128, memoryLimitMiB: 256 };

const asksApi = apiClient("it watches collectors, and makes what they ask for");

/**
 * Values of the OpenTelemetry operator, which runs agents and gateways.
 *
 * Where the chart's defaults would break a promise, and what is set instead:
 * - one replica, though its webhook answers for every collector → two over zones, with a disruption budget
 * - a certificate of its own that vouches for itself → one of the region's authority
 * - no requests and limits, a root file system that can be written → both
 * - no monitor → one
 *
 * Pods that ask for a sidecar or instrumentation are left alone when the webhook is away (the chart's `pods.failurePolicy`); collectors
 * cannot be changed then.
 *
 * The chart makes its definitions itself, as their conversion names its own webhook: they are upgraded with it.
 */
export function openTelemetryOperatorValues() {
  const [repository, tag] = COLLECTOR_IMAGE.split(":");
  return {
    replicaCount: REPLICAS,
    pdb: { create: true, minAvailable: REPLICAS - 1 },
    topologySpreadConstraints: [zoneSpread(REPLICAS, { "app.kubernetes.io/name": "opentelemetry-operator" })],
    crds: { create: true },
    manager: {
      collectorImage: { repository, tag },
      serviceAccount: { annotations: asksApi },
      podAnnotations: asksApi,
      resources: containerResources(OPERATOR_SIZE),
      securityContext: {
        ...restrictedContainer,
        runAsNonRoot: true,
        seccompProfile: { type: "RuntimeDefault" },
      },
      ports: { metricsPort: tracingPorts.operatorMetrics, webhookPort: tracingPorts.operatorWebhook },
      serviceMonitor: { enabled: true },
    },
    admissionWebhooks: {
      certManager: { enabled: true, issuerRef: { kind: regionAuthority.kind, name: regionAuthority.name } },
    },
  };
}
