import { clientTls, trustRoots } from "../../content/metrics/certificates";
import { clusterLabel } from "../../content/metrics/names";
import { containerResources, restrictedContainer, restrictedPod } from "../../content/metrics/pod-security";
import { SCRAPE_INTERVAL_SECONDS } from "../../content/metrics/sizing";
import {
  FALCOSIDEKICK_PORT,
  FALCOSIDEKICK_REPLICAS,
  falcosidekickName,
} from "../../content/runtime-security/names";
import { falcoPriorities, severityOfPriority } from "../../content/severity";
import type { TextLike } from "../metrics/settings";
import { type EventLog, ROOTS_FOLDER, type RuntimeSecuritySettings } from "./settings";

/** User of the image. */
const USER = 1234;

/** Steady use with some events a second. */
const SIZE = { cpuMillicores: 20, memoryMiB: 64, memoryLimitMiB: 128 };

/** Where the chart mounts the secret of the serving certificate. */
const CERTIFICATE_FOLDER = "/etc/certs/server";

/**
 * How long an alert stays after its event, seconds. Falco tells an event once, so that nothing ever says that it is over; an hour is as
 * long as somebody who was paged takes to look.
 */
const ALERT_SECONDS = 3600;

/** What Falcosidekick's values depend on. */
export interface FalcosidekickInputs<Text extends TextLike = string> {
  readonly settings: RuntimeSecuritySettings;
  /** Addresses of all members of Alertmanager, with a comma between. */
  readonly alertmanagers: Text;
  /** Secret with the certificate that it shows, as cert-manager writes it. */
  readonly servingSecret: string;
  /** The log group that keeps every event that it is sent. @default none */
  readonly eventLog?: EventLog<Text>;
}

/** Labels of its pods, of those that the chart selects by. */
export const falcosidekickPods = {
  "app.kubernetes.io/name": falcosidekickName,
  "app.kubernetes.io/instance": falcosidekickName,
};

/**
 * Values of falcosidekick: events of Falco become alerts of the region's own Alertmanager, with severities of the platform.
 *
 * Where the chart's defaults would break a promise silently, and what is set instead:
 * - Alertmanager's API of version 1, which no longer exists → version 2
 * - severities `critical`, `warning`, `information`, which no route knows → the table in `content/severity.ts`
 * - alerts that never end → an hour
 * - no resources, no security context → both
 * - replicas anywhere → in different zones. The chart has no other way for that than affinity, and no disruption budget: that is made
 *   beside the release.
 *
 * Notices and less make no alerts: the project's rules of that priority tell what normal programs do. Its own log tells of deliveries; events are not repeated there, as Falco's log has them already. No user interface: it would be a second place for alerts,
 * with a database of its own.
 */
export function falcosidekickValues<Text extends TextLike = string>({
  settings,
  alertmanagers,
  servingSecret,
  eventLog,
}: FalcosidekickInputs<Text>) {
  return {
    fullnameOverride: falcosidekickName,
    replicaCount: FALCOSIDEKICK_REPLICAS,
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: "topology.kubernetes.io/zone", labelSelector: { matchLabels: falcosidekickPods } },
        ],
      },
    },
    podSecurityContext: restrictedPod(USER, USER),
    securityContext: restrictedContainer,
    resources: containerResources(SIZE),
    serviceMonitor: {
      enabled: true,
      interval: `${SCRAPE_INTERVAL_SECONDS}s`,
      additionalProperties: { scheme: "https", tlsConfig: clientTls(falcosidekickName) },
    },
    // The annotation is for scrapers that look for it; ours has the monitor.
    service: { port: FALCOSIDEKICK_PORT, annotations: { "prometheus.io/scrape": "false" } },
    webui: { enabled: false },
    extraVolumes: [
      // Optional, so that it starts before the roots are there; it then cannot reach Alertmanager, and an alert says so.
      { name: trustRoots.name, configMap: { name: trustRoots.name, optional: true } },
    ],
    extraVolumeMounts: [{ name: trustRoots.name, mountPath: ROOTS_FOLDER, readOnly: true }],
    config: {
      tlsclient: { cacertfile: `${ROOTS_FOLDER}/${trustRoots.key}` },
      tlsserver: servingTls(servingSecret),
      alertmanager: {
        hostport: alertmanagers,
        endpoint: "/api/v2/alerts",
        checkcert: true,
        minimumpriority: "warning",
        expireafter: String(ALERT_SECONDS),
        customseveritymap: pairs(falcoPriorities.map((priority) => [priority, severityOfPriority[priority]])),
        // What Prometheus adds to alerts of its own on their way out.
        extralabels: pairs([
          ["cluster", clusterLabel(settings)],
          ["region", settings.region],
          ["environment", settings.environment],
          ["team", "platform"],
        ]),
      },
      ...(eventLog === undefined ? {} : { aws: intoLog(eventLog) }),
    },
  };
}

/**
 * Every event becomes a record of its own. Credentials come from Pod Identity: the chart's `rolearn`, `useirsa` and keys stay empty. Who it
 * is need not be asked of STS first: a role that is missing shows as failed outputs.
 */
function intoLog<Text extends TextLike>({ logGroup, region }: EventLog<Text>) {
  return { useirsa: false, checkidentity: false, region, cloudwatchlogs: { loggroup: logGroup } };
}

/**
 * It reads its certificate once, when it starts. The certificate is renewed a month before its end, and no node of Auto Mode, and so no pod,
 * grows older than three weeks; elsewhere its pods have to be started anew within that month (docs/runtime-security.md).
 */
function servingTls(secret: string) {
  return {
    deploy: true,
    existingSecret: secret,
    certfile: `${CERTIFICATE_FOLDER}/tls.crt`,
    keyfile: `${CERTIFICATE_FOLDER}/tls.key`,
    // The kubelet's probes do not check certificates, and tell nothing.
    notlspaths: "/ping",
  };
}

/** `name:value` with commas between, as Falcosidekick reads lists. */
function pairs(list: readonly (readonly [string, string])[]): string {
  return list.map(([name, value]) => `${name}:${value}`).join(",");
}
