import { logCertificates } from "./logs/certificates";
import { shippingCertificates } from "./logs-shipping/certificates";
import type { LogPath } from "./applications/log-path";
import { accessNamespace } from "./access/charts";
import { doors, keeperOf } from "./access/doors";
import { tenantDoors } from "./access/tenants";
import {
  alertmanagerServingSecret,
  gatewayServingSecret,
  grafanaServingSecret,
  kubeStateMetricsServingSecret,
  prometheusServingSecret,
  remoteWriteClientSecret,
} from "./metrics/certificates";
import {
  alertmanagerMembersName,
  alertmanagerName,
  clusterLabel,
  kubeStateMetricsName,
  prometheusName,
} from "./metrics/names";
import { falcosidekickName, falcosidekickServingSecret } from "./runtime-security/names";
import { probeCertificates } from "./probes/certificates";
import type { RegionCertificate } from "./region-certificate";
import { thanosCertificates } from "./thanos/certificates";
import { tracingCertificates } from "./tracing/certificates";
import { EXPLORER, explorerServingSecret, GRAFANA } from "./dashboards/provisioning";
import { dashboardsNamespace, monitoringNamespace, runtimeSecurityNamespace } from "./versions";

/**
 * The region's own authority and what it vouches for. Everything is issued and renewed inside the cluster by cert-manager: no key is in the
 * program, in Pulumi's state or in an output.
 */

/** The issuer of every certificate in the region, in the words of cert-manager. */
export const regionAuthority = {
  group: "cert-manager.io",
  kind: "ClusterIssuer",
  name: "region-authority",
} as const;

/** Secret with the authority's certificate and key, in the namespace of cert-manager; nothing else reads it than cert-manager and trust-manager. */
export const rootSecret = "region-root";

const HOURS_A_DAY = 24;
const DAYS_A_YEAR = 365;

/** A duration in days, as cert-manager takes it. */
function inDays(days: number): string {
  return `${days * HOURS_A_DAY}h`;
}

/**
 * How long certificates hold, and how long before their end they are renewed. The root's successor has the same key, so that what it signed
 * before stays good; two years are time to bring it to whoever trusts this region from elsewhere. The others change their key each time;
 * a month is time to mend an authority that does not issue.
 */
export const lifetimes = {
  root: { duration: inDays(10 * DAYS_A_YEAR), renewBefore: inDays(2 * DAYS_A_YEAR) },
  leaf: { duration: inDays(90), renewBefore: inDays(30) },
} as const;

/** What decides on the certificates of a region. */
export interface CertifiedRegion {
  readonly organization: string;
  readonly environment: string;
  readonly region: string;
  /** Name under which the spokes reach this hub. @default none: nobody reaches it from outside */
  readonly ingestHost?: string;
  /** By which paths logs are shipped. */
  readonly logPaths: readonly LogPath[];
  /** Whether it sends to a hub, and so has to prove who it is. */
  readonly sends: boolean;
  /** Whether its Prometheus uploads blocks, for Thanos. */
  readonly uploads: boolean;
}

/** The certificates of a region: all those that its programs name and that it needs. */
export function regionCertificates(region: CertifiedRegion): RegionCertificate[] {
  const { ingestHost } = region;
  const prometheus: RegionCertificate = {
    namespace: monitoringNamespace,
    secretName: prometheusServingSecret,
    dnsNames: serviceNames(prometheusName, monitoringNamespace),
    usages: ["server auth"],
  };
  const alertmanager: RegionCertificate = {
    namespace: monitoringNamespace,
    secretName: alertmanagerServingSecret,
    dnsNames: [
      ...serviceNames(alertmanagerName, monitoringNamespace),
      // Falcosidekick tells each member by itself.
      `*.${alertmanagerMembersName}.${monitoringNamespace}.svc`,
    ],
    // The members of its cluster show it to each other.
    usages: ["server auth", "client auth"],
  };
  const kubeStateMetrics: RegionCertificate = {
    namespace: monitoringNamespace,
    secretName: kubeStateMetricsServingSecret,
    dnsNames: serviceNames(kubeStateMetricsName, monitoringNamespace),
    usages: ["server auth"],
  };
  const sender: RegionCertificate = {
    namespace: monitoringNamespace,
    secretName: remoteWriteClientSecret,
    commonName: clusterLabel(region),
    usages: ["client auth"],
  };
  const falcosidekick: RegionCertificate = {
    namespace: runtimeSecurityNamespace,
    secretName: falcosidekickServingSecret,
    dnsNames: serviceNames(falcosidekickName, runtimeSecurityNamespace),
    usages: ["server auth"],
  };
  const grafana: RegionCertificate = {
    namespace: dashboardsNamespace,
    secretName: grafanaServingSecret,
    dnsNames: serviceNames(GRAFANA.service, dashboardsNamespace),
    usages: ["server auth"],
  };
  const explorer: RegionCertificate = {
    namespace: dashboardsNamespace,
    secretName: explorerServingSecret,
    dnsNames: serviceNames(EXPLORER.service, dashboardsNamespace),
    usages: ["server auth"],
  };
  const gateway: RegionCertificate = {
    namespace: accessNamespace,
    secretName: gatewayServingSecret,
    dnsNames: [...doors, ...tenantDoors].flatMap((door) => serviceNames(keeperOf(door), accessNamespace)),
    usages: ["server auth"],
  };
  return [
    prometheus,
    alertmanager,
    kubeStateMetrics,
    grafana,
    explorer,
    gateway,
    ...(region.sends ? [sender] : []),
    falcosidekick,
    ...(region.uploads ? thanosCertificates(ingestHost) : []),
    ...probeCertificates(serviceNames),
    ...logCertificates(serviceNames),
    ...tracingCertificates(serviceNames),
    ...shippingCertificates(clusterLabel(region), region.logPaths, serviceNames),
  ];
}

/** Every name of a Service inside its cluster, the shortest first: scrapes ask for it. */
export function serviceNames(service: string, namespace: string): string[] {
  const full = `${service}.${namespace}.svc`;
  return [service, `${service}.${namespace}`, full, `${full}.cluster.local`];
}
