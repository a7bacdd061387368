import { linkTo } from "../../content/access/doors";
import {
  alertmanagerServingSecret,
  clientTls,
  mutualTls,
  servingTls,
  trustRoots,
} from "../../content/metrics/certificates";
import { ALERTMANAGER_REPLICAS, alertmanagerName } from "../../content/metrics/names";
import { containerResources, restrictedPod } from "../../content/metrics/pod-security";
import { volumeClaim, volumeRetention, zoneSpread } from "./placement";
import { PROMETHEUS_GROUP, PROMETHEUS_USER } from "./prometheus-spec";
import type { KubePrometheusStackInputs, TextLike } from "./settings";

/** Volume of each Alertmanager, GiB: silences and the notification log; the smallest gp3 volume anybody would notice is 1. */
const STORAGE_GIB = 2;

/** Steady use of a cluster with a few hundred open alerts. */
const SIZE = { cpuMillicores: 50, memoryMiB: 128, memoryLimitMiB: 256 };

/**
 * `alertmanager.alertmanagerSpec`: the region's own cluster of three, over three zones. It gossips inside the region only, with
 * mutual TLS, and alerts when the hub is gone. Silences and what was already notified survive a restart on the volumes.
 */
export function alertmanagerSpec<Text extends TextLike>({
  settings,
  storageClassName,
  statefulPlacement,
}: KubePrometheusStackInputs<Text>) {
  return {
    replicas: ALERTMANAGER_REPLICAS,
    // Where links in notifications lead. The chart would say http, which nobody answers.
    externalUrl: linkTo("alertmanager", settings),
    // It asks the Kubernetes API for nothing.
    automountServiceAccountToken: false,
    ...statefulPlacement,
    topologySpreadConstraints: [
      zoneSpread(ALERTMANAGER_REPLICAS, {
        "app.kubernetes.io/name": "alertmanager",
        alertmanager: alertmanagerName,
      }),
    ],
    storage: volumeClaim(storageClassName, STORAGE_GIB),
    persistentVolumeClaimRetentionPolicy: volumeRetention(settings.assurance),
    // Silences outlive a long weekend, and the notification log the longest repeat interval.
    retention: "120h",
    resources: containerResources(SIZE),
    securityContext: restrictedPod(PROMETHEUS_USER, PROMETHEUS_GROUP),
    web: { tlsConfig: servingTls(alertmanagerServingSecret) },
    // How the region's Prometheus reaches it: the chart writes both into Prometheus' alerting endpoints.
    scheme: "https",
    tlsConfig: clientTls(alertmanagerName),
    clusterTLS: {
      server: {
        ...servingTls(alertmanagerServingSecret),
        client_ca: { configMap: { ...trustRoots } },
        clientAuthType: "RequireAndVerifyClientCert",
      },
      // Members call each other by address; the certificate names the Service.
      client: { ...mutualTls(alertmanagerServingSecret), serverName: alertmanagerName },
    },
  };
}
