import {
  apiClient,
  containerResources,
  restrictedContainer,
  restrictedImageUser,
} from "../../content/metrics/pod-security";
import { SCRAPE_INTERVAL_SECONDS } from "../../content/metrics/sizing";
import { certificatesNamespace } from "../../content/versions";
import { zoneSpread } from "../metrics/placement";

/** One works and one waits; a certificate that is a minute late harms nobody. */
const CONTROLLERS = 2;
/** The API server asks the webhook about every certificate and issuer: where none answers, none can be made or changed. */
const WEBHOOKS = 3;

/** Secret with the authority of cert-manager's own metrics, which it makes itself: before it runs there is no other. */
const metricsAuthority = { name: "cert-manager-metrics-ca", key: "tls.crt" };
/** The name in the certificates that its pods show to Prometheus. */
const METRICS_HOST = "cert-manager-metrics";

/** Steady use with some hundred certificates. */
const CONTROLLER_SIZE = { cpuMillicores: 50, memoryMiB: 128, memoryLimitMiB: 256 };
const WEBHOOK_SIZE = { cpuMillicores: 20, memoryMiB: 64, memoryLimitMiB: 128 };
/** It keeps every definition of the cluster and every webhook in memory. */
const INJECTOR_SIZE = { cpuMillicores: 50, memoryMiB: 192, memoryLimitMiB: 512 };
/** A job that waits until the API answers. */
const CHECK_SIZE = { cpuMillicores: 10, memoryMiB: 32, memoryLimitMiB: 64 };

const MIN_TLS = "VersionTLS13";

/**
 * Values of cert-manager: controller, webhook and injector, each over zones.
 *
 * Where the chart's defaults would break a promise, and what is set instead:
 * - no definitions → its own, upgraded with it and kept when it goes: with them the certificates would be deleted, the root among them
 * - one replica of each → two or three, with disruption budgets
 * - secrets that outlive their certificate, keys included → they go with it
 * - leases in kube-system → in its own namespace
 * - rights on certificates for everybody whom the cluster lets edit → for nobody: the authority signs any name
 * - metrics over plain HTTP → TLS, with an authority of its own
 *
 * The release ends when the API answers (its startup check), so that what depends on it finds a webhook.
 */
export function certManagerValues() {
  return {
    crds: { enabled: true, keep: true },
    global: {
      leaderElection: { namespace: certificatesNamespace },
      rbac: { aggregateClusterRoles: false },
    },
    enableCertificateOwnerRef: true,
    ...workload("controller", CONTROLLERS, CONTROLLER_SIZE),
    ...asksApi("it watches certificates and issuers, and writes Secrets"),
    config: {
      apiVersion: "controller.config.cert-manager.io/v1alpha1",
      kind: "ControllerConfiguration",
      metricsTLSConfig,
    },
    webhook: {
      ...workload("webhook", WEBHOOKS, WEBHOOK_SIZE),
      ...asksApi("it keeps its own authority in a Secret, and asks who may approve"),
      config: {
        apiVersion: "webhook.config.cert-manager.io/v1alpha1",
        kind: "WebhookConfiguration",
        tlsConfig: { minTLSVersion: MIN_TLS },
        metricsTLSConfig,
      },
    },
    cainjector: {
      ...workload("cainjector", CONTROLLERS, INJECTOR_SIZE),
      ...asksApi("it writes authorities into webhooks and definitions"),
      config: {
        apiVersion: "cainjector.config.cert-manager.io/v1alpha1",
        kind: "CAInjectorConfiguration",
        metricsTLSConfig,
      },
    },
    startupapicheck: {
      ...restricted,
      ...asksApi("it tries to create a certificate, without one being made"),
      resources: containerResources(CHECK_SIZE),
    },
    prometheus: {
      servicemonitor: {
        enabled: true,
        interval: `${SCRAPE_INTERVAL_SECONDS}s`,
        scrapeTimeout: `${SCRAPE_INTERVAL_SECONDS}s`,
        // What it measures has the namespace of the certificate, which is to stay.
        honorLabels: true,
        endpointAdditionalProperties: {
          scheme: "https",
          tlsConfig: { serverName: METRICS_HOST, ca: { secret: metricsAuthority }, minVersion: "TLS13" },
        },
      },
    },
  };
}

const restricted = { securityContext: restrictedImageUser, containerSecurityContext: restrictedContainer };

/** Its pods carry the key that their account says they may. */
function asksApi(reason: string) {
  return { serviceAccount: { annotations: apiClient(reason) } };
}

const metricsTLSConfig = {
  minTLSVersion: MIN_TLS,
  dynamic: {
    secretNamespace: certificatesNamespace,
    secretName: metricsAuthority.name,
    dnsNames: [METRICS_HOST],
  },
};

function workload(component: string, replicas: number, size: Parameters<typeof containerResources>[0]) {
  return {
    ...restricted,
    replicaCount: replicas,
    podDisruptionBudget: { enabled: true, minAvailable: replicas - 1 },
    topologySpreadConstraints: [
      zoneSpread(replicas, {
        "app.kubernetes.io/instance": "cert-manager",
        "app.kubernetes.io/component": component,
      }),
    ],
    resources: containerResources(size),
  };
}
