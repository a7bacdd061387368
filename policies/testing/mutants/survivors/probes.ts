import { caughtBy, type Survivor } from "./survivor";

const RELEASE = "kubernetes:helm.sh/v3:Release";

/** Questions from outside, and what CloudWatch measures. */
export const probes: readonly Survivor[] = [
  ...caughtBy("components/probes/endpoint-probes.test.ts")(
    [
      "kubernetes:monitoring.coreos.com/v1:Probe",
      /spec.*/,
      "all",
      "Who is asked at which address, by which exporter, and that the exporter is asked over TLS 1.3 by the region's roots, is compared whole for every question.",
    ],
    [
      RELEASE,
      /values\.(config\.modules.*|extraArgs\[\]|extraConfigmapMounts\[\]\.(defaultMode|readOnly)|extraSecretMounts\[\]\.(defaultMode|readOnly)|(liveness|readiness)Probe\.httpGet.*)/,
      "all",
      "How the exporter asks, whom it trusts, that it serves TLS alone and what it reads is compared whole; Grafana's probes are in components/dashboards/grafana-values.test.ts.",
    ],
    [
      "kubernetes:core/v1:ConfigMap",
      /data\.web\.yml.*/,
      "all",
      "The certificate that the exporter shows, and TLS 1.3, are compared; those of Thanos in components/metrics/thanos/thanos.test.ts.",
    ],
  ),
  ...caughtBy("components/cloudwatch/exporter-values.test.ts")([
    RELEASE,
    /values\.(config\.(discovery|customNamespace|static)(\.jobs)?(\[\]\.(regions|searchTags).*)?|serviceAccount\.automountServiceAccountToken)/,
    "all",
    "That CloudWatch is asked of the region and of the stack's own resources alone, by a pod without a token of the cluster, is compared there.",
  ]),
];
