import { remoteWriteClientSecret, clientTls, trustRoots } from "../../content/metrics/certificates";
import { containerResources, restrictedContainer, restrictedPod } from "../../content/metrics/pod-security";
import { SCRAPE_INTERVAL_SECONDS } from "../../content/metrics/sizing";
import { type HubDoor, moduleConfigs } from "../../content/probes/modules";
import {
  BLACKBOX_PORT,
  blackboxFolders,
  blackboxName,
  blackboxServingSecret,
  blackboxWeb,
} from "../../content/probes/names";
import { zoneSpread } from "../metrics/placement";

/** User and group of the image, as the chart sets them. */
const USER = 1000;

/** Any of them can be asked; while one is away the other one is. */
const REPLICAS = 2;

/** Some dozen small requests every half minute; it keeps nothing. */
const SIZE = { cpuMillicores: 20, memoryMiB: 32, memoryLimitMiB: 128 };

/** Kubelets ask over TLS, too, and check no certificate. */
const probe = { httpGet: { path: "/-/healthy", port: "http", scheme: "HTTPS" } };

/** Makes its port HTTPS; the file is read anew for each connection. JSON is YAML. */
export function blackboxWebFile(): string {
  const { serving } = blackboxFolders;
  return JSON.stringify({
    tls_server_config: {
      cert_file: `${serving}/tls.crt`,
      key_file: `${serving}/tls.key`,
      min_version: "TLS13",
    },
  });
}

/**
 * Values of prometheus-blackbox-exporter: what asks programs of the region, and the hub, whether they answer.
 *
 * Where the chart's defaults would break a promise, and what is set instead:
 * - plain HTTP → HTTPS, to Prometheus and to kubelets
 * - one replica, no limits → two over two zones, with a disruption budget and limits
 * - modules that trust whoever a public authority vouches for → the region's roots alone
 * - no metrics of its own → a monitor
 * @param hub what takes the region's metrics, where it is a spoke: for the hub's own door it has a certificate
 */
export function blackboxValues(hub?: HubDoor) {
  const { web, serving, roots, client } = blackboxFolders;
  const mounted = (name: string, mountPath: string, secretName: string) => ({
    name,
    mountPath,
    secretName,
    readOnly: true,
    // As a file of the volume's group: the program is no other user's.
    defaultMode: 0o440,
  });
  const files = (name: string, mountPath: string, configMap: string) => ({
    name,
    mountPath,
    configMap,
    readOnly: true,
    defaultMode: 0o444,
  });
  return {
    replicas: REPLICAS,
    podDisruptionBudget: { minAvailable: REPLICAS - 1 },
    topologySpreadConstraints: [zoneSpread(REPLICAS, { "app.kubernetes.io/name": blackboxName })],
    podSecurityContext: restrictedPod(USER, USER),
    securityContext: restrictedContainer,
    resources: containerResources(SIZE),
    config: { modules: moduleConfigs(hub) },
    extraArgs: [`--web.config.file=${web}/${blackboxWeb.key}`],
    extraConfigmapMounts: [files("web", web, blackboxWeb.name), files("roots", roots, trustRoots.name)],
    extraSecretMounts: [
      mounted("serving", serving, blackboxServingSecret),
      ...(hub === "door" ? [mounted("client", client, remoteWriteClientSecret)] : []),
    ],
    livenessProbe: probe,
    readinessProbe: probe,
    service: { port: BLACKBOX_PORT },
    serviceMonitor: {
      selfMonitor: {
        enabled: true,
        scheme: "https",
        tlsConfig: clientTls(blackboxName),
        interval: `${SCRAPE_INTERVAL_SECONDS}s`,
        scrapeTimeout: `${SCRAPE_INTERVAL_SECONDS}s`,
      },
    },
  };
}
