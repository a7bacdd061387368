import { eckWebhookSecret } from "../../content/logs/certificates";
import {
  eckOperatorName,
  ECK_METRICS_PORT,
  ECK_WEBHOOK_PORT,
  loggingNamespace,
} from "../../content/logs/names";
import {
  apiClient,
  containerResources,
  restrictedContainer,
  restrictedImageUser,
} from "../../content/metrics/pod-security";

/** One works and one waits; both answer the webhook. */
const OPERATORS = 2;
/** Steady use with a handful of resources in one namespace. */
const SIZE = { cpuMillicores: 100, memoryMiB: 256, memoryLimitMiB: 1024 };

const asksApi = apiClient("it watches Elasticsearch and Kibana, and makes what they ask for");

/**
 * Values of eck-operator, which makes Elasticsearch, Kibana and what ships to them from their resources.
 *
 * Where the chart's defaults would break a promise, and what is set instead:
 * - definitions in the same release → in their own, eck-operator-crds, which keeps them when it goes
 * - resources of every namespace → of this one
 * - one replica → two, never in the same zone, with a disruption budget (the chart has no topology spread)
 * - a webhook that lets pass what nobody judged → it refuses; its certificate is the region's authority's
 * - no metrics → metrics by TLS, to who may read them. The operator makes that certificate itself at each start, so that there is no
 *   authority to verify it against
 * - security contexts where the operator guesses that they fit → always
 * - reports of use, which Kibana would send on → none
 */
export function eckOperatorValues() {
  return {
    installCRDs: false,
    fullnameOverride: eckOperatorName,
    nameOverride: eckOperatorName,
    managedNamespaces: [loggingNamespace],
    replicaCount: OPERATORS,
    podDisruptionBudget: { enabled: true, minAvailable: OPERATORS - 1 },
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          {
            topologyKey: "topology.kubernetes.io/zone",
            labelSelector: { matchLabels: { "app.kubernetes.io/name": eckOperatorName } },
          },
        ],
      },
    },
    serviceAccount: { annotations: asksApi },
    podAnnotations: asksApi,
    podSecurityContext: restrictedImageUser,
    securityContext: { ...restrictedContainer, runAsNonRoot: true },
    resources: containerResources(SIZE),
    webhook: {
      enabled: true,
      port: ECK_WEBHOOK_PORT,
      failurePolicy: "Fail",
      manageCerts: false,
      // The certificate has the name of its secret.
      certManagerCert: eckWebhookSecret,
      certsSecret: eckWebhookSecret,
    },
    telemetry: { disabled: true },
    config: {
      setDefaultSecurityContext: "true",
      metrics: { port: String(ECK_METRICS_PORT), secureMode: { enabled: true } },
    },
    serviceMonitor: { enabled: true },
  };
}
