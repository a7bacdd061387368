/**
 * How many series a query reads at most, in a region that is as large as it is sized for. That decides on the memory and the time that it
 * takes: a rule is evaluated every half minute by both halves of the pair, a panel whenever somebody looks.
 */
import { applications } from "../applications";
import { mostPodsOf, type DeclaredMetric } from "../applications/application";
import { seriesOfMetric } from "../applications/series";
import type { Selector } from "./promql";

/** What metrics have a series each of: how many there are in a region of so many active series. */
type Unit =
  "cluster" | "node" | "pod" | "container" | "workload" | "claim" | "target" | "namespace" | "program";

/**
 * Series that a pod brings: its containers', its network's and those of its objects. Half of a region's are the platform's and the
 * cluster's own, and of these most are of pods; see `APPLICATIONS_SHARE`.
 */
const SERIES_OF_A_POD = 250;
const CLUSTER_SHARE = 0.5;
/** Pods on a node, of the 110 that a kubelet allows. */
const PODS_ON_A_NODE = 20;
const CONTAINERS_OF_A_POD = 2;
/** Pods of a Deployment, StatefulSet or DaemonSet. */
const PODS_OF_A_WORKLOAD = 3;
/** One pod in ten keeps something. */
const PODS_PER_CLAIM = 10;
/** Pods and claims of the largest namespace: who names one reads so many at most. */
const MOST_IN_A_NAMESPACE = 300;
/** Instances of one program of the platform: what is on every node is counted by node. */
const INSTANCES_OF_A_PROGRAM = 12;
const NAMESPACES = 50;

/** How many there are of each unit. */
function unitsOf(activeSeries: number): Readonly<Record<Unit, number>> {
  const pods = Math.ceil((activeSeries * CLUSTER_SHARE) / SERIES_OF_A_POD);
  const nodes = Math.ceil(pods / PODS_ON_A_NODE);
  return {
    cluster: 1,
    node: nodes,
    pod: pods,
    container: pods * CONTAINERS_OF_A_POD,
    workload: Math.ceil(pods / PODS_OF_A_WORKLOAD),
    claim: Math.ceil(pods / PODS_PER_CLAIM),
    target: pods,
    namespace: NAMESPACES,
    program: INSTANCES_OF_A_PROGRAM,
  };
}

/** Metrics whose names begin alike: of what they have a series, and how many of each by their own labels. */
interface Family {
  readonly begins: RegExp;
  readonly unit: Unit;
  readonly each: number;
  readonly why: string;
}

/** First match counts. */
const families: readonly Family[] = [
  { begins: /^(up|scrape_)/, unit: "target", each: 1, why: "made by Prometheus of each target" },
  { begins: /^ALERTS$/, unit: "cluster", each: 500, why: "alerts that fire at a time, at the worst" },
  { begins: /^container_network_/, unit: "pod", each: 2, why: "two interfaces" },
  {
    begins: /^container_/,
    unit: "container",
    each: 1,
    why: "one a container; the sums that cAdvisor adds are dropped",
  },
  { begins: /^kube_pod_container_resource_/, unit: "container", each: 2, why: "processor and memory" },
  { begins: /^kube_pod_container_/, unit: "container", each: 1, why: "one a container" },
  { begins: /^kube_pod_/, unit: "pod", each: 1, why: "one a pod" },
  { begins: /^kube_(deployment|statefulset|daemonset)_/, unit: "workload", each: 1, why: "one a workload" },
  { begins: /^kubelet_volume_stats_/, unit: "claim", each: 1, why: "one a claim" },
  { begins: /^falcosecurity_falco_rules_matches/, unit: "node", each: 100, why: "one a rule that matched" },
  { begins: /^falcosecurity_falcosidekick_/, unit: "program", each: 6, why: "destinations and states" },
  { begins: /^falcosecurity_/, unit: "node", each: 4, why: "reasons for which an event was dropped" },
  { begins: /^fluentbit_/, unit: "node", each: 2, why: "outputs of an agent" },
  { begins: /^(fluentd|logstash)_/, unit: "program", each: 20, why: "plugins and pipelines" },
  { begins: /^elasticsearch_ilm_index_status/, unit: "cluster", each: 3000, why: "one an index" },
  { begins: /^elasticsearch_data_stream_/, unit: "cluster", each: 100, why: "one a stream" },
  { begins: /^elasticsearch_/, unit: "cluster", each: 400, why: "nodes, and their thread pools" },
  { begins: /^otelcol_/, unit: "node", each: 4, why: "exporters and receivers of agents and gateways" },
  { begins: /^jaeger_/, unit: "program", each: 10, why: "indices" },
  {
    begins: /^traces_span_metrics_/,
    unit: "cluster",
    each: 8000,
    why: "fourteen services of 150 operations, in four gateways",
  },
  {
    begins: /^http_requests_total$/,
    unit: "program",
    each: 60,
    why: "handlers and codes of Thanos' programs",
  },
  { begins: /^thanos_/, unit: "program", each: 40, why: "operations and results" },
  { begins: /^prometheus_rule_/, unit: "program", each: 200, why: "groups of rules" },
  {
    begins: /^(prometheus|alertmanager)_/,
    unit: "program",
    each: 4,
    why: "queues to the hub, or one an instance",
  },
  {
    begins: /^probe_/,
    unit: "cluster",
    each: 250,
    why: "some twenty probes by two exporters, and phases of each",
  },
  { begins: /^aws_/, unit: "cluster", each: 250, why: "what CloudWatch is asked for, counted for its price" },
  { begins: /^yace_/, unit: "program", each: 10, why: "calls by their kind" },
  { begins: /^keda_/, unit: "program", each: 10, why: "scalers and their triggers" },
  {
    begins: /^kube_horizontalpodautoscaler_/,
    unit: "workload",
    each: 1,
    why: "one a scaler, of which few have one",
  },
  {
    begins: /^certmanager_/,
    unit: "cluster",
    each: 400,
    why: "a hundred certificates in up to three states",
  },
  {
    begins: /^(cluster|push|external)secret/,
    unit: "cluster",
    each: 100,
    why: "copies, places and stores in two states",
  },
  { begins: /^oauth2_proxy_/, unit: "program", each: 40, why: "doors, methods and codes" },
  { begins: /^application:/, unit: "cluster", each: 100, why: "one an objective" },
];

/** Ends of the names of a histogram's series. */
const OF_A_HISTOGRAM = /_(bucket|sum|count)$/;

/** Most series that a selector reads; undefined for a metric of which nobody has said how many it has. */
export function seriesOfSelector({ metric, equal }: Selector, activeSeries: number): number | undefined {
  const declared = declaredSeries(metric, equal);
  if (declared !== undefined) return declared;
  const family = families.find(({ begins }) => begins.test(metric));
  if (family === undefined) return undefined;
  const units = unitsOf(activeSeries)[family.unit];
  const bounded = equal["namespace"] === undefined ? units : Math.min(units, MOST_IN_A_NAMESPACE);
  return family.each * bounded;
}

/** Series of a metric that applications declare, in all services that have it and that the selector may mean. */
function declaredSeries(metric: string, equal: Selector["equal"]): number | undefined {
  const name = metric.replace(OF_A_HISTOGRAM, "");
  const found = applications.flatMap((application) =>
    application.services.flatMap((service) =>
      service.metrics
        .filter((own) => own.name === (own.type === "histogram" ? name : metric))
        .map((own) => ({ application, service, own })),
    ),
  );
  if (found.length === 0) return undefined;
  const meant = found.filter(
    ({ application, service }) =>
      [undefined, application.name].includes(equal["application"]) &&
      [undefined, service.name].includes(equal["job"]),
  );
  return meant.reduce((sum, { service, own }) => sum + mostPodsOf(service) * partOf(own, metric, equal), 0);
}

/** Series of one instance: of a histogram its buckets, or its sum or count alone; less where a label is given. */
function partOf(own: DeclaredMetric, metric: string, equal: Selector["equal"]): number {
  const given = Object.entries(own.labels ?? {}).reduce(
    (share, [label, values]) => (equal[label] === undefined ? share : share / values),
    1,
  );
  const all = seriesOfMetric(own) * given;
  if (own.type !== "histogram") return Math.ceil(all);
  const bounds = (own.buckets?.length ?? 0) + 1;
  const combinations = all / (bounds + 2);
  const buckets = metric.endsWith("_bucket") && equal["le"] === undefined ? bounds : 1;
  return Math.ceil(combinations * buckets);
}

/** Share of the region's active series that a rule may read. */
const RULE_SHARE = 0.01;
/** Share that a panel may read: it is asked now and then, by a few people. */
const PANEL_SHARE = 0.025;

/** Most series that a query may read, in a region of so many active series. */
export function seriesBudget(of: "rule" | "panel", activeSeries: number): number {
  return Math.floor(activeSeries * (of === "rule" ? RULE_SHARE : PANEL_SHARE));
}
