import { regionAuthority } from "../../content/certificates";
import {
  apiClient,
  containerResources,
  restrictedContainer,
  restrictedPod,
} from "../../content/metrics/pod-security";
import { SCRAPE_INTERVAL_SECONDS } from "../../content/metrics/sizing";
import { workloadIdentities } from "../../content/workload-identities";
import { zoneSpread } from "../metrics/placement";

/** User and group of the image, as the chart sets the one. */
const USER = 1000;

/** One works and one waits: a credential that comes some seconds later harms nobody. */
const CONTROLLERS = 2;
/** The API server asks the webhook about every ExternalSecret and store. */
const WEBHOOKS = 2;

/** Steady use with some dozen secrets; it keeps all Secrets of the cluster that it made in memory. */
const CONTROLLER_SIZE = { cpuMillicores: 50, memoryMiB: 128, memoryLimitMiB: 256 };
const WEBHOOK_SIZE = { cpuMillicores: 20, memoryMiB: 64, memoryLimitMiB: 128 };

const copies = apiClient("it watches what is to be copied, and writes Secrets");
const judges = apiClient("it reads its own certificate, and what it judges");

/**
 * Values of external-secrets: the operator that copies credentials from the region's Secrets Manager into the cluster, by the role that
 * EKS Pod Identity gives its service account.
 *
 * Where the chart's defaults would break a promise, and what is set instead:
 * - it also takes orders for whole sets of namespaces and from stores of single ones → none of it, and not the definitions for it: only
 *   ExternalSecrets, from the one store that names its namespaces or from a generator beside them, and PushSecrets to that store; its role
 *   may write one place, that of the region's root
 * - rights on its resources for everybody whom the cluster lets view or edit → for nobody
 * - tokens for any service account → none: Pod Identity needs no such right
 * - a third program for the webhook's certificate → cert-manager
 * - a monitor that is left out silently where its definition is missing → the release fails
 * - one replica of each → two, with disruption budgets
 * - no liveness probe → one of each: a controller that hangs would stop copying, and nobody would know
 */
export function externalSecretsValues() {
  return {
    installCRDs: true,
    crds: {
      createClusterExternalSecret: false,
      createClusterGenerator: false,
      createClusterPushSecret: false,
      createPushSecret: true,
    },
    processClusterExternalSecret: false,
    processClusterGenerator: false,
    processClusterPushSecret: false,
    processPushSecret: true,
    processSecretStore: false,
    leaderElect: true,
    serviceAccount: {
      name: workloadIdentities["external-secrets"].serviceAccount,
      annotations: copies,
    },
    podAnnotations: copies,
    livenessProbe: { enabled: true },
    readinessProbe: { enabled: true },
    rbac: {
      serviceAccountTokenCreate: false,
      aggregateToView: false,
      aggregateToEdit: false,
      aggregateToAdmin: false,
    },
    ...workload("external-secrets", CONTROLLERS, CONTROLLER_SIZE),
    webhook: {
      ...workload("external-secrets-webhook", WEBHOOKS, WEBHOOK_SIZE),
      serviceAccount: { annotations: judges },
      podAnnotations: judges,
      livenessProbe: { enabled: true },
      certManager: { enabled: true, cert: { issuerRef: { ...regionAuthority } } },
    },
    certController: { create: false },
    serviceMonitor: {
      enabled: true,
      renderMode: "alwaysRender",
      // What it measures has the namespace of the copy, which is to stay.
      honorLabels: true,
      interval: `${SCRAPE_INTERVAL_SECONDS}s`,
      scrapeTimeout: `${SCRAPE_INTERVAL_SECONDS}s`,
    },
  };
}

function workload(label: string, replicas: number, size: Parameters<typeof containerResources>[0]) {
  return {
    replicaCount: replicas,
    podDisruptionBudget: { enabled: true, minAvailable: replicas - 1 },
    topologySpreadConstraints: [zoneSpread(replicas, { "app.kubernetes.io/name": label })],
    podSecurityContext: { enabled: true, ...restrictedPod(USER, USER) },
    securityContext: { enabled: true, ...restrictedContainer, runAsNonRoot: true, runAsUser: USER },
    resources: containerResources(size),
  };
}
