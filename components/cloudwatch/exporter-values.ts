import { exporterConfig } from "../../content/cloudwatch/config";
import { PERIOD_SECONDS } from "../../content/cloudwatch/cost";
import { CLOUDWATCH_EXPORTER_PORT } from "../../content/cloudwatch/names";
import { containerResources, restrictedContainer, restrictedPod } from "../../content/metrics/pod-security";
import { SCRAPE_INTERVAL_SECONDS } from "../../content/metrics/sizing";
import { workloadIdentities } from "../../content/workload-identities";

/** Nobody: the program needs no user of its own. */
const USER = 65534;
/** The answers of one round. */
const SIZE = { cpuMillicores: 20, memoryMiB: 96, memoryLimitMiB: 256 };

/**
 * Values of prometheus-yet-another-cloudwatch-exporter.
 *
 * Where the chart's defaults would break a promise, and what is set instead:
 * - an example of somebody else's services → those that a region has
 * - a round of questions with each scrape, and each is paid for → one in five minutes, however often it is scraped
 * - a pod that tests the release → none
 * - no limits, no security context, a token for the API server → limits, restricted, none
 *
 * It serves plain HTTP, as it knows no TLS; only pods of its own namespace reach it, and what it says is no secret to who reads metrics.
 */
export function cloudWatchExporterValues(region: string) {
  return {
    replicaCount: 1,
    // The chart annotates pods alone.
    podAnnotations: {
      "pharos.io/singleton": "two would ask, and pay, for everything twice; it holds no state",
    },
    serviceAccount: {
      create: true,
      name: workloadIdentities.yace.serviceAccount,
      automountServiceAccountToken: false,
    },
    podSecurityContext: restrictedPod(USER, USER),
    securityContext: restrictedContainer,
    resources: containerResources(SIZE),
    service: { port: CLOUDWATCH_EXPORTER_PORT },
    containerPort: CLOUDWATCH_EXPORTER_PORT,
    testConnection: false,
    extraArgs: { "scraping-interval": PERIOD_SECONDS },
    // JSON is YAML.
    config: JSON.stringify(exporterConfig(region), null, 2),
    serviceMonitor: {
      enabled: true,
      interval: `${2 * SCRAPE_INTERVAL_SECONDS}s`,
      timeout: `${SCRAPE_INTERVAL_SECONDS}s`,
      // A value is of the time for which CloudWatch gave it.
      honorTimestamps: true,
    },
  };
}
