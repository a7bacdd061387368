import {
  ELASTICSEARCH_EXPORTER_PORT,
  elasticsearchExporterName,
  elasticsearchUrl,
  userSecret,
} from "../../content/logs/names";
import { trustRoots } from "../../content/metrics/certificates";
import { containerResources, restrictedContainer, restrictedPod } from "../../content/metrics/pod-security";
import { SCRAPE_INTERVAL_SECONDS } from "../../content/metrics/sizing";

/** User of the image, as the chart sets it. */
const USER = 1000;
/** It keeps the answers of one scrape in memory. */
const SIZE = { cpuMillicores: 50, memoryMiB: 64, memoryLimitMiB: 256 };
/** Where the region's roots are mounted. */
const ROOTS = "/etc/pharos/roots";

/**
 * Values of prometheus-elasticsearch-exporter.
 *
 * Where the chart's defaults would break a promise, and what is set instead:
 * - plain HTTP to localhost → TLS to the store, verified against the region's roots, as a user that may look and nothing else
 * - a series for each index, shard and mapping → none: streams make a new index each day, and the series would never end
 * - snapshots' policies, ILM and disk watermarks unseen → seen
 * - no monitor → one
 */
export function elasticsearchExporterValues() {
  const credentials = userSecret("exporter");
  return {
    replicaCount: 1,
    deployment: {
      annotations: {
        "pharos.io/singleton": "two would ask for everything twice and report it twice; it holds no state",
      },
    },
    podSecurityContext: restrictedPod(USER, USER),
    securityContext: restrictedContainer,
    resources: containerResources(SIZE),
    serviceAccount: { create: true, name: elasticsearchExporterName, automountServiceAccountToken: false },
    service: { httpPort: ELASTICSEARCH_EXPORTER_PORT },
    es: {
      uri: elasticsearchUrl,
      all: true,
      indices: false,
      indices_settings: false,
      indices_mappings: false,
      shards: false,
      snapshots: true,
      cluster_settings: true,
      slm: true,
      data_stream: true,
      ilm: true,
      timeout: `${SCRAPE_INTERVAL_SECONDS - 10}s`,
      sslSkipVerify: false,
      ssl: {
        enabled: true,
        useExistingSecrets: true,
        ca: { path: `${ROOTS}/${trustRoots.key}` },
        client: { enabled: false },
      },
    },
    extraVolumes: [{ name: "roots", configMap: { name: trustRoots.name } }],
    extraVolumeMounts: [{ name: "roots", mountPath: ROOTS, readOnly: true }],
    extraEnvSecrets: {
      ES_USERNAME: { secret: credentials, key: "username" },
      ES_PASSWORD: { secret: credentials, key: "password" },
    },
    serviceMonitor: {
      enabled: true,
      interval: `${SCRAPE_INTERVAL_SECONDS}s`,
      scrapeTimeout: `${SCRAPE_INTERVAL_SECONDS}s`,
    },
  };
}
