import { committedFacts } from "../../../../content/images/known-charts";
import { supplyOf } from "../../../../content/images/supply";
import type { Line } from "../line";
import { at, releasesOf, withText, withValue } from "../stack";
import { workloads } from "../workloads";

const unsized = (name: string, container: string): string =>
  `${name}: '${container}' runs without requests or without a limit of memory`;

export const resources: Line = {
  title: "every container requests processor and memory, and has a limit of memory",
  check: (stack) =>
    workloads(stack).flatMap(({ name, containers }) =>
      containers.filter(({ sized }) => !sized).map(({ name: container }) => unsized(name, container)),
    ),
  mutants: [
    withValue(
      "metrics-kube-prometheus-stack",
      "prometheus > prometheusSpec > resources",
      {},
      unsized("release 'metrics-kube-prometheus-stack', Prometheus", "prometheus"),
    ),
    withValue(
      "metrics-kube-prometheus-stack",
      "prometheus-node-exporter > kubeRBACProxy > resources > limits",
      undefined,
      unsized("release 'metrics-kube-prometheus-stack', node-exporter", "kube-rbac-proxy"),
    ),
    withValue(
      "metrics-kube-prometheus-stack",
      "kube-state-metrics > resources",
      undefined,
      unsized("release 'metrics-kube-prometheus-stack', kube-state-metrics", "kube-state-metrics"),
    ),
    withValue(
      "scaling-keda",
      "resources > metricServer",
      undefined,
      unsized("release 'scaling-keda', its metrics server", "keda-operator-metrics-apiserver"),
    ),
    withValue(
      "metrics-kube-prometheus-stack",
      "prometheusOperator > prometheusConfigReloader > resources > requests > cpu",
      undefined,
      unsized("release 'metrics-kube-prometheus-stack', Prometheus", "config-reloader"),
    ),
    withValue(
      "grafana-release",
      "sidecar > resources",
      undefined,
      unsized("release 'grafana-release', Grafana", "sidecar"),
    ),
    withValue(
      "runtime-security-falco",
      "falcoctl > artifact > install > resources",
      undefined,
      unsized("release 'runtime-security-falco', Falco", "falcoctl"),
    ),
    withValue(
      "gateway-grafana",
      "resources > limits",
      undefined,
      unsized("release 'gateway-grafana', the door", "the door"),
    ),
    withValue(
      "gateway-metrics-payments",
      "extraContainers > 0 > resources > limits",
      undefined,
      unsized("release 'gateway-metrics-payments', the door", "prom-label-proxy"),
    ),
    withValue(
      "logs-elasticsearch",
      "spec > nodeSets > 0 > podTemplate > spec > containers > 0 > resources",
      undefined,
      unsized("Elasticsearch logging/logs, master", "elasticsearch"),
    ),
    withValue(
      "logs-kibana",
      "spec > podTemplate > spec > containers > 0 > resources > requests",
      {},
      unsized("Kibana logging/logs", "kibana"),
    ),
    withValue(
      "tracing-agent",
      "spec > resources > limits",
      undefined,
      unsized("OpenTelemetryCollector tracing/agent", "collector"),
    ),
    withValue(
      "logstash-pods",
      "spec > template > spec > containers > 1 > resources > limits > memory",
      undefined,
      unsized("StatefulSet logging/logstash", "metrics"),
    ),
    withValue(
      "jaeger-indices",
      "spec > template > spec > initContainers",
      [{ name: "wait", image: "busybox:1" }],
      unsized("Job tracing/jaeger-indices", "wait"),
    ),
  ],
};

/** Containers that may write to their image or gain rights, and pods that may run as root, each with its reason. */
export const unrestricted: Readonly<Record<string, string>> = {
  "release 'runtime-security-falco', Falco: 'falco'":
    "privileged: it loads its probe into the node's kernel, and nodes that enforce SELinux let no other container ask whose pod a process is",
  "release 'runtime-security-falco', Falco":
    "runs as root, for the same reason; falcoctl, which fetches its rules, does not",
};

const writes = (name: string, container: string): string =>
  `${name}: '${container}' may write to its root file system or gain rights`;
const root = (name: string): string => `${name} may run as root`;

export const restrictions: Line = {
  title: "nothing runs as root or writes to its root file system, but for what is listed with its reason",
  check: (stack) => [
    ...workloads(stack).flatMap(({ name, nonRoot, containers }) => [
      ...(nonRoot || unrestricted[name] !== undefined ? [] : [root(name)]),
      ...containers
        .filter(
          ({ name: container, restricted }) =>
            !restricted && unrestricted[`${name}: '${container}'`] === undefined,
        )
        .map(({ name: container }) => writes(name, container)),
    ]),
    // An init container of the chart, as root, to change the owner of a volume.
    ...releasesOf(stack, "grafana")
      .filter(({ inputs }) => at(inputs, "values > initChownData > enabled") !== false)
      .map(({ name }) => `release '${name}' changes the owner of its volume as root`),
    // On the audit log it needs no node: these two make the chart mount folders of it.
    ...releasesOf(stack, "falco")
      .filter(({ inputs }) => at(inputs, "values > controller > kind") !== "daemonset")
      .filter(
        ({ inputs }) =>
          at(inputs, "values > driver > enabled") !== false ||
          at(inputs, "values > falco > plugins_hostinfo") !== false,
      )
      .map(({ name }) => `release '${name}' mounts folders of the node`),
  ],
  mutants: [
    withValue(
      "metrics-kube-prometheus-stack",
      "prometheus-node-exporter > containerSecurityContext > readOnlyRootFilesystem",
      false,
      writes("release 'metrics-kube-prometheus-stack', node-exporter", "node-exporter"),
    ),
    withValue(
      "metrics-kube-prometheus-stack",
      "prometheus > prometheusSpec > securityContext",
      undefined,
      root("release 'metrics-kube-prometheus-stack', Prometheus"),
    ),
    withValue(
      "metrics-kube-prometheus-stack",
      "prometheusOperator > securityContext > runAsNonRoot",
      false,
      root("release 'metrics-kube-prometheus-stack', the operator"),
    ),
    withValue(
      "grafana-release",
      "containerSecurityContext",
      undefined,
      writes("release 'grafana-release', Grafana", "grafana"),
    ),
    withValue(
      "grafana-release",
      "initChownData",
      undefined,
      "release 'grafana-release' changes the owner of its volume as root",
    ),
    withValue(
      "certificates-trust-manager",
      "app > securityContext > readOnlyRootFilesystem",
      false,
      writes("release 'certificates-trust-manager', trust-manager", "trust-manager"),
    ),
    withValue(
      "external-secrets-release",
      "podSecurityContext",
      undefined,
      root("release 'external-secrets-release', External Secrets"),
    ),
    withValue(
      "runtime-security-falco",
      "falcoctl > artifact > install > securityContext",
      undefined,
      writes("release 'runtime-security-falco', Falco", "falcoctl"),
    ),
    withValue(
      "runtime-security-falco-k8s-audit",
      "podSecurityContext",
      undefined,
      root("release 'runtime-security-falco-k8s-audit', Falco"),
    ),
    withValue(
      "runtime-security-falco-k8s-audit",
      "falco > plugins_hostinfo",
      true,
      "release 'runtime-security-falco-k8s-audit' mounts folders of the node",
    ),
    withValue(
      "gateway-grafana",
      "securityContext > allowPrivilegeEscalation",
      true,
      writes("release 'gateway-grafana', the door", "the door"),
    ),
    withValue(
      "probes-exporter",
      "podSecurityContext",
      undefined,
      root("release 'probes-exporter', the exporter"),
    ),
    withValue(
      "cloudwatch-exporter",
      "securityContext",
      undefined,
      writes("release 'cloudwatch-exporter', the exporter", "the exporter"),
    ),
    withValue(
      "scaling-keda",
      "securityContext > operator > readOnlyRootFilesystem",
      false,
      writes("release 'scaling-keda', the operator", "keda-operator"),
    ),
    withValue(
      "gateway-metrics-payments",
      "extraContainers > 0 > securityContext > readOnlyRootFilesystem",
      false,
      writes("release 'gateway-metrics-payments', the door", "prom-label-proxy"),
    ),
    withValue(
      "logs-exporter",
      "podSecurityContext > runAsNonRoot",
      undefined,
      root("release 'logs-exporter', the exporter"),
    ),
    withValue(
      "logs-elasticsearch",
      "spec > nodeSets > 1 > podTemplate > spec > containers > 0 > securityContext > readOnlyRootFilesystem",
      undefined,
      writes("Elasticsearch logging/logs, hot", "elasticsearch"),
    ),
    withValue(
      "tracing-gateway",
      "spec > securityContext > allowPrivilegeEscalation",
      true,
      writes("OpenTelemetryCollector tracing/gateway", "collector"),
    ),
    withValue(
      "thanos-thanos-query",
      "spec > template > spec > securityContext > runAsNonRoot",
      false,
      root("Deployment monitoring/thanos-query"),
    ),
    withValue(
      "filebeat-agents",
      "spec > template > spec > containers > 0 > securityContext",
      undefined,
      writes("DaemonSet node-agents/filebeat", "filebeat"),
    ),
  ],
};

export const images: Line = {
  title: "no image is taken at its latest, and each has a version",
  check: (stack) => {
    const { images: all, gaps } = supplyOf(stack.resources, committedFacts);
    return [
      ...gaps,
      ...all
        .filter(({ tag, digest }) => digest === undefined && (tag === undefined || tag === "latest"))
        .map(({ image, namedBy }) => `${image} is whatever is newest (${namedBy[0]?.resource ?? ""})`),
    ];
  },
  mutants: [
    withValue(
      "grafana-release",
      "image",
      { tag: "latest" },
      "docker.io/grafana/grafana:latest is whatever is newest (grafana-release)",
    ),
    withValue(
      "metrics-kube-prometheus-stack",
      "prometheus-node-exporter > permissionInitContainer",
      { fixes: { rapl: true } },
      "quay.io/prometheus/busybox:latest is whatever is newest (metrics-kube-prometheus-stack)",
    ),
    withText(
      "Deployment jaeger-query",
      "spec > template > spec > containers > 0 > image",
      [":2.19.0", ""],
      "docker.io/jaegertracing/jaeger is whatever is newest (jaeger-query)",
    ),
    withText(
      "fluent-bit-agents",
      "spec > template > spec > containers > 0 > image",
      ["5.1.1", "latest"],
      "docker.io/fluent/fluent-bit:latest is whatever is newest (fluent-bit-agents)",
    ),
    withText(
      "tracing-agent",
      "spec > image",
      ["0.158.0", "latest"],
      "ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-k8s:latest is whatever is newest (tracing-agent)",
    ),
  ],
};
