import {
  apiClient,
  containerResources,
  restrictedContainer,
  restrictedImageUser,
} from "../../content/metrics/pod-security";
import { SCRAPE_INTERVAL_SECONDS } from "../../content/metrics/sizing";
import { certificatesNamespace } from "../../content/versions";
import { zoneSpread } from "../metrics/placement";

/** One works and one waits. */
const REPLICAS = 2;

/** Steady use with a few bundles. */
const SIZE = { cpuMillicores: 20, memoryMiB: 64, memoryLimitMiB: 128 };

const asksApi = apiClient("it watches bundles, and writes ConfigMaps with the root");

/**
 * Values of trust-manager, which copies the region's root to where it is needed.
 *
 * Where the chart's defaults would break a promise, and what is set instead:
 * - write access to ConfigMaps of all namespaces → those of the platform
 * - the public authorities of Debian beside ours → ours alone: nobody else vouches for a region
 * - roots that have ended, and certificates that are no authority's → left out
 * - one replica → two, with a disruption budget
 *
 * Its definitions are upgraded with it, and stay when it goes.
 */
export function trustManagerValues(targetNamespaces: readonly string[]) {
  return {
    // The one place for annotations of its account, too.
    commonAnnotations: asksApi,
    crds: { enabled: true, keep: true },
    global: { rbac: { aggregateClusterRoles: false } },
    defaultPackage: { enabled: false },
    filterExpiredCertificates: { enabled: true },
    filterNonCACerts: { enabled: true },
    replicaCount: REPLICAS,
    podDisruptionBudget: { enabled: true, minAvailable: REPLICAS - 1 },
    topologySpreadConstraints: [zoneSpread(REPLICAS, { "app.kubernetes.io/name": "trust-manager" })],
    podSecurityContext: restrictedImageUser,
    resources: containerResources(SIZE),
    app: {
      podAnnotations: asksApi,
      trust: { namespace: certificatesNamespace },
      targetNamespaces: [...targetNamespaces],
      minTLSVersion: "VersionTLS13",
      securityContext: restrictedContainer,
      metrics: {
        service: {
          servicemonitor: {
            enabled: true,
            interval: `${SCRAPE_INTERVAL_SECONDS}s`,
            scrapeTimeout: `${SCRAPE_INTERVAL_SECONDS}s`,
          },
        },
      },
    },
  };
}
