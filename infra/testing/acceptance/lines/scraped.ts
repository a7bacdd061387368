import type { PlannedPolicy } from "../../../../content/flows/network-policies";
import { allows } from "../../../../content/flows/testing/allows";
import type { Registered } from "../../../../components/testing/record";
import type { Line } from "../line";
import {
  at,
  kindOf,
  type Mutant,
  namespaceOf,
  objects,
  remove,
  selects,
  type Stack,
  without,
  withValue,
} from "../stack";
import type { Workload } from "../workload";
import { workloads } from "../workloads";

const NO_METRICS = "it has no metrics for Prometheus; kube-state-metrics tells whether its pods run";

/**
 * What Prometheus does not scrape, and who tells of it instead. A whole name, or its beginning. Of what ends by itself kube-state-metrics
 * tells whether it failed.
 */
export const unscraped: Readonly<Record<string, string>> = {
  "Elasticsearch logging/logs": "the exporter asks it, with a user that may see how it does and no more",
  "Kibana logging/logs": NO_METRICS,
  "DaemonSet node-agents/filebeat": NO_METRICS,
  "Deployment logging/security-log-reader":
    "it has no metrics for Prometheus; the age of what waits in its queues has an alarm of CloudWatch",
};

const exempt = ({ name, replicas }: Workload): boolean =>
  replicas === "once" || Object.keys(unscraped).some((known) => name.startsWith(known));

interface Endpoint {
  readonly port?: string;
  readonly portNumber?: number;
  readonly targetPort?: number | string;
}

/** Ports at which monitors of the stack have a workload scraped. */
function monitoredPorts(stack: Stack, workload: Workload): number[] {
  const portOf = (wanted: number | string | undefined): number[] =>
    typeof wanted === "number"
      ? [wanted]
      : workload.ports.filter(({ name }) => name === wanted).map(({ port }) => port);
  const about = (monitor: Registered, labels: Readonly<Record<string, string>>): boolean =>
    namespaceOf(monitor) === workload.namespace &&
    selects(at(monitor.inputs, "spec > selector") ?? {}, labels);
  const pods = objects(stack, "PodMonitor")
    .filter((monitor) => about(monitor, workload.labels))
    .flatMap((monitor) => (at(monitor.inputs, "spec > podMetricsEndpoints") ?? []) as Endpoint[])
    .flatMap(({ port, portNumber, targetPort }) => portOf(portNumber ?? port ?? targetPort));
  const services = objects(stack, "Service")
    .filter(
      (service) =>
        namespaceOf(service) === workload.namespace &&
        selects(
          { matchLabels: (at(service.inputs, "spec > selector") ?? {}) as Record<string, string> },
          workload.labels,
        ),
    )
    .flatMap((service) => {
      const ports = (at(service.inputs, "spec > ports") ?? []) as {
        name: string;
        targetPort: number | string;
      }[];
      return objects(stack, "ServiceMonitor")
        .filter((monitor) =>
          about(monitor, (at(service.inputs, "metadata > labels") ?? {}) as Record<string, string>),
        )
        .flatMap((monitor) => (at(monitor.inputs, "spec > endpoints") ?? []) as Endpoint[])
        .flatMap((endpoint) => ports.find(({ name }) => name === endpoint.port)?.targetPort ?? [])
        .flatMap(portOf);
    });
  return [...pods, ...services];
}

/** The stack's NetworkPolicies, as the judge of connections reads them. */
function policiesOf(stack: Stack): PlannedPolicy[] {
  return objects(stack, "NetworkPolicy").map((policy) => ({
    namespace: namespaceOf(policy),
    name: String(at(policy.inputs, "metadata > name")),
    why: "",
    spec: policy.inputs["spec"] as PlannedPolicy["spec"],
  }));
}

const PROMETHEUS = { namespace: "monitoring", labels: { "app.kubernetes.io/name": "prometheus" } };
/** Pods on the host's network: policies do not see them, and a flow to nodes leads there. */
const ON_THE_HOST = "node-exporter";

export const scraped: Line = {
  title: "every component is scraped, and the policies let Prometheus reach it",
  check: (stack) => {
    const policies = policiesOf(stack);
    return workloads(stack)
      .filter((workload) => !exempt(workload))
      .flatMap((workload) => {
        const { name, namespace, labels, monitored } = workload;
        const ports =
          monitored === undefined ? monitoredPorts(stack, workload) : monitored.on ? [monitored.port] : [];
        if (ports.length === 0) return [`${name} is not scraped`];
        if (name.endsWith(ON_THE_HOST)) return [];
        return [...new Set(ports)]
          .filter(
            (port) =>
              !allows(policies, { from: PROMETHEUS, to: { namespace, labels }, port, protocol: "TCP" }),
          )
          .map((port) => `${name} is to be scraped at ${port}, where the policies do not let Prometheus`);
      });
  },
  mutants: [
    withValue(
      "metrics-kube-prometheus-stack",
      "prometheus > serviceMonitor > selfMonitor",
      false,
      "release 'metrics-kube-prometheus-stack', Prometheus is not scraped",
    ),
    withValue(
      "metrics-kube-prometheus-stack",
      "kube-state-metrics > prometheus > monitor > enabled",
      false,
      "release 'metrics-kube-prometheus-stack', kube-state-metrics is not scraped",
    ),
    withValue(
      "grafana-release",
      "serviceMonitor",
      undefined,
      "release 'grafana-release', Grafana is not scraped",
    ),
    withValue(
      "metrics-server",
      "metrics > enabled",
      undefined,
      "release 'metrics-server', metrics-server is not scraped",
    ),
    withValue(
      "tracing-operator",
      "manager > serviceMonitor",
      undefined,
      "release 'tracing-operator', the operator is not scraped",
    ),
    withValue(
      "runtime-security-falco",
      "metrics",
      undefined,
      "release 'runtime-security-falco', Falco is not scraped",
    ),
    withValue(
      "runtime-security-falcosidekick",
      "serviceMonitor > enabled",
      false,
      "release 'runtime-security-falcosidekick', Falcosidekick is not scraped",
    ),
    withValue(
      "logs-operator",
      "config > metrics > port",
      undefined,
      "release 'logs-operator', the operator is not scraped",
    ),
    withValue(
      "gateway-grafana",
      "metrics > serviceMonitor > enabled",
      false,
      "release 'gateway-grafana', the door is not scraped",
    ),
    withValue(
      "probes-exporter",
      "serviceMonitor > selfMonitor > enabled",
      false,
      "release 'probes-exporter', the exporter is not scraped",
    ),
    withValue(
      "cloudwatch-exporter",
      "serviceMonitor",
      undefined,
      "release 'cloudwatch-exporter', the exporter is not scraped",
    ),
    withValue(
      "scaling-keda",
      "prometheus > operator > serviceMonitor",
      undefined,
      "release 'scaling-keda', the operator is not scraped",
    ),
    without("thanos-thanos-store-monitor", "StatefulSet monitoring/thanos-store is not scraped"),
    without("log-shipping-fluentd", "StatefulSet logging/fluentd is not scraped"),
    withValue(
      "tracing-monitor",
      "spec > selector > matchExpressions > 0 > values",
      ["agent-collector", "gateway-collector", "jaeger-collector"],
      "Deployment tracing/jaeger-query is not scraped",
    ),
    withValue(
      "log-shipping-logstash",
      "spec > podMetricsEndpoints > 0 > port",
      "lines",
      "StatefulSet logging/logstash is to be scraped at 5044, where the policies do not let Prometheus",
    ),
    withoutPolicy(
      "prometheus-to-grafana",
      "release 'grafana-release', Grafana is to be scraped at 3000, where the policies do not let Prometheus",
    ),
    withoutPolicy(
      "prometheus-to-fluent-bit-accepted",
      "DaemonSet node-agents/fluent-bit is to be scraped at 2020, where the policies do not let Prometheus",
    ),
  ],
};

/** A stack without a NetworkPolicy of that name in the cluster. */
function withoutPolicy(policy: string, ...found: readonly string[]): Mutant {
  return {
    what: `the policy ${policy} is gone`,
    change: (stack: Stack): void => {
      remove(
        stack,
        (resource) =>
          kindOf(resource) === "NetworkPolicy" && at(resource.inputs, "metadata > name") === policy,
        `policy ${policy}`,
      );
    },
    found,
  };
}
