/**
 * Images that pods name by a tag and not by a digest, and why. Under a tag a registry can put other content; `docs/helm.md` says what is
 * done about it: a mirror whose tags cannot be moved. Whoever adds an image adds it with its digest, or here.
 */

/** The chart names the tag, and the project publishes no digest in it: one of ours would have to change with each version of the chart. */
const OF_A_CHART = "its chart names a tag, and no digest";
/** The tag was read in the project's sources; nobody has read the registry. */
const OF_OURS =
  "the version was read in the project's sources, which have no digests; nobody has read it in the registry";

const group = (reason: string, ...images: readonly string[]): Record<string, string> =>
  Object.fromEntries(images.map((image) => [image, reason]));

/** Image, with its registry → why it has no digest. */
export const undigested: Readonly<Record<string, string>> = {
  ...group(
    OF_A_CHART,
    "docker.elastic.co/eck/eck-operator",
    "docker.io/falcosecurity/falco",
    "docker.io/falcosecurity/falcoctl",
    "docker.io/falcosecurity/falcosidekick",
    "docker.io/grafana/grafana",
    "ghcr.io/external-secrets/external-secrets",
    "ghcr.io/kedacore/keda",
    "ghcr.io/kedacore/keda-admission-webhooks",
    "ghcr.io/kedacore/keda-metrics-apiserver",
    "ghcr.io/open-telemetry/opentelemetry-operator/opentelemetry-operator",
    "quay.io/brancz/kube-rbac-proxy",
    "quay.io/jetstack/cert-manager-acmesolver",
    "quay.io/jetstack/cert-manager-cainjector",
    "quay.io/jetstack/cert-manager-controller",
    "quay.io/jetstack/cert-manager-startupapicheck",
    "quay.io/jetstack/cert-manager-webhook",
    "quay.io/jetstack/trust-manager",
    "quay.io/kiwigrid/k8s-sidecar",
    "quay.io/oauth2-proxy/oauth2-proxy",
    "quay.io/prometheus-operator/prometheus-config-reloader",
    "quay.io/prometheus-operator/prometheus-operator",
    "quay.io/prometheus/alertmanager",
    "quay.io/prometheus/blackbox-exporter",
    "quay.io/prometheus/node-exporter",
    "quay.io/prometheus/prometheus",
    "quay.io/prometheuscommunity/elasticsearch-exporter",
    "quay.io/prometheuscommunity/yet-another-cloudwatch-exporter",
    "registry.k8s.io/kube-state-metrics/kube-state-metrics",
    "registry.k8s.io/metrics-server/metrics-server",
  ),
  ...group(
    OF_OURS,
    "public.ecr.aws/aws-observability/aws-sigv4-proxy",
    "docker.elastic.co/beats/filebeat",
    "docker.elastic.co/elasticsearch/elasticsearch",
    "docker.elastic.co/kibana/kibana",
    "docker.elastic.co/logstash/logstash",
    "docker.io/fluent/fluent-bit",
    "docker.io/jaegertracing/jaeger",
    "docker.io/jaegertracing/jaeger-es-rollover",
    "ghcr.io/fluent/fluentd-aggregator-docker-image",
    "ghcr.io/kuskoman/logstash-exporter",
    "ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-k8s",
    "public.ecr.aws/docker/library/node",
    "public.ecr.aws/docker/library/postgres",
    "quay.io/prometheuscommunity/prom-label-proxy",
    "quay.io/thanos/thanos",
  ),
};
