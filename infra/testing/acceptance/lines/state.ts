import type { Line } from "../line";
import { withValue } from "../stack";
import { workloads } from "../workloads";

const SEARCH = "an index by which dashboards are found, made anew at each start";

/** Volumes that go with the pod, and why nothing is lost by it. Workload → volume → reason. */
export const scratch: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "StatefulSet logging/logstash": { temporary: "Java's temporary files; its queue is on its volume" },
  "StatefulSet logging/fluentd": { temporary: "Ruby's temporary files; its buffer is on its volume" },
  "DaemonSet node-agents/filebeat": {
    state: "how far it read: agents may write nothing of their node, and a new pod reads its files again",
  },
  "DaemonSet node-agents/fluent-bit": {
    state: "how far it read: agents may write nothing of their node, and a new pod reads its files again",
  },
  "Deployment logging/security-log-reader": {
    state: "what it is reading; its queue hands an unfinished file to another pod",
    alive: "the time at which it was last seen to work",
  },
  "Deployment monitoring/thanos-receive": {
    "as-read": "the file as the program read it when it started; a new pod reads it anew",
  },
  "Deployment tracing/jaeger-collector": { tmp: "temporary files; spans go to Elasticsearch" },
  "Deployment tracing/jaeger-query": { tmp: "temporary files" },
  "release 'grafana-release', Grafana": {
    tmp: "temporary files",
    storage: "plug-ins and files of its own; users and settings are in its database",
    search: SEARCH,
    "sc-dashboard-volume": "dashboards, which its sidecar reads from ConfigMaps anew",
  },
  "release 'explorer-release', Grafana": {
    tmp: "temporary files",
    storage: "whom it has seen: a token tells it anew on each request, and a question is in its address",
    search: SEARCH,
  },
};

/** Workloads of which the chart cannot say how large such volumes may become. */
const UNBOUNDED = ["release 'grafana-release', Grafana", "release 'explorer-release', Grafana"];

export const state: Line = {
  title: "nothing that has a state is on an emptyDir",
  check: (stack) =>
    workloads(stack).flatMap(({ name, state: kept, scratch: volumes }) => [
      ...(kept === "lost" ? [`${name} has no volume of its own for what it keeps`] : []),
      ...volumes
        .filter(({ volume }) => scratch[name]?.[volume] === undefined)
        .map(({ volume }) => `${name} has an emptyDir '${volume}' of which nobody says why nothing is lost`),
      ...volumes
        .filter(({ bounded }) => !bounded && !UNBOUNDED.includes(name))
        .map(({ volume }) => `${name} has an emptyDir '${volume}' without a bound, which may fill its node`),
    ]),
  mutants: [
    withValue(
      "metrics-kube-prometheus-stack",
      "prometheus > prometheusSpec > storageSpec",
      {},
      "release 'metrics-kube-prometheus-stack', Prometheus has no volume of its own for what it keeps",
    ),
    withValue(
      "metrics-kube-prometheus-stack",
      "alertmanager > alertmanagerSpec > storage",
      undefined,
      "release 'metrics-kube-prometheus-stack', Alertmanager has no volume of its own for what it keeps",
    ),
    withValue(
      "grafana-release",
      "grafana.ini > database",
      undefined,
      "release 'grafana-release', Grafana has no volume of its own for what it keeps",
    ),
    withValue(
      "logs-elasticsearch",
      "spec > nodeSets > 1 > volumeClaimTemplates",
      undefined,
      "Elasticsearch logging/logs, hot has no volume of its own for what it keeps",
    ),
    withValue(
      "logs-elasticsearch",
      "spec > nodeSets > 0 > volumeClaimTemplates > 0 > metadata > name",
      "data",
      "Elasticsearch logging/logs, master has no volume of its own for what it keeps",
    ),
    withValue(
      "thanos-thanos-store",
      "spec > volumeClaimTemplates",
      [],
      "StatefulSet monitoring/thanos-store has no volume of its own for what it keeps",
    ),
    withValue(
      "fluentd-pods",
      "spec > template > spec > volumes > 0",
      { name: "buffer", emptyDir: { sizeLimit: "1Gi" } },
      "StatefulSet logging/fluentd has an emptyDir 'buffer' of which nobody says why nothing is lost",
    ),
    withValue(
      "Deployment jaeger-query",
      "spec > template > spec > volumes > 4 > emptyDir > sizeLimit",
      undefined,
      "Deployment tracing/jaeger-query has an emptyDir 'tmp' without a bound, which may fill its node",
    ),
  ],
};
