import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";
import * as units from "@grafana/grafana-foundation-sdk/units";
import { dashboard, graph, type PanelSpec, type PlacedLater, stat } from "../dashboards/style";
import {
  type Application,
  type DeclaredMetric,
  type MetricPanel,
  namespaceOf,
  type Objective,
} from "./application";
import { alertNames, badShare, budgetLeft, budgetOf } from "./burn-rate";
import { applicationUid, budgetPanel, templatePanels as panels } from "./panels";
import { HTTP_DURATION, SERVER_ERRORS } from "./presets";
import { seriesOf } from "./series";

/** Share of the memory limit from which a pod is about to be killed for it. */
const MEMORY_WARNING = 0.8;
const MEMORY_CRITICAL = 0.95;
/** Left of an error budget: from here on, changes wait. */
const LEFT_WARNING = 0.25;

/** Panels beside each other. */
const GRAPHS_IN_A_ROW = 3;
const STATS_IN_A_ROW = 6;

const rate = "$__rate_interval";

/**
 * The dashboard of an application, the same for all: whether it keeps its promises, what the business looks at, requests with their errors and
 * durations (RED), what pods use and wait for (USE), and whatever else it declares. Everything is read in the region itself.
 */
export function applicationDashboard(
  application: Application,
  namespace = namespaceOf(application),
): Dashboard {
  const { name, title, objectives } = application;
  const metrics = application.services.flatMap((service) => service.metrics);
  const drawn = (about: MetricPanel["about"]): PlacedLater[] =>
    metrics.flatMap((metric) =>
      metric.panel?.about === about ? [metricPanel(application, metric, metric.panel)] : [],
    );
  return dashboard({
    uid: applicationUid(name),
    title,
    description: `Whether ${title} keeps its promises, and why not: objectives, business, requests, pods.`,
    tags: ["application", application.workload, application.team],
    rows: [
      ...inRows(STATS_IN_A_ROW, [
        targetsUp(application),
        series(application),
        restarts(namespace),
        ...objectives.map((objective) => left(application, objective)),
      ]),
      ...inRows(
        GRAPHS_IN_A_ROW,
        objectives.map((objective) => burning(application, objective)),
      ),
      ...inRows(GRAPHS_IN_A_ROW, drawn("business")),
      ...inRows(GRAPHS_IN_A_ROW, servesHttp(application) ? requests(application) : []),
      ...inRows(GRAPHS_IN_A_ROW, drawn("technical")),
      ...inRows(GRAPHS_IN_A_ROW, pods(namespace)),
    ],
  });
}

function inRows(width: number, all: readonly PlacedLater[]): PlacedLater[][] {
  return all.length === 0
    ? []
    : [all.slice(0, width), ...inRows(width, all.slice(width))].map((row) => [...row]);
}

const of = ({ name }: Application): string => `application="${name}"`;

function targetsUp(application: Application): PlacedLater {
  return stat({
    id: panels.targetsUp,
    title: "Pods that answer",
    description: "Share of what Prometheus scrapes that answers, for each service. Normal: all.",
    unit: units.PercentUnit,
    queries: [{ expr: `avg by (job) (up{${of(application)}})`, legend: "{{job}}" }],
    thresholds: { critical: 0.5, warning: 1, bad: "low" },
  });
}

function series(application: Application): PlacedLater {
  return stat({
    id: panels.series,
    title: "Series",
    description: `Samples of all its pods in one round. Declared are at most ${seriesOf(application)}.`,
    unit: units.Short,
    queries: [{ expr: `sum(scrape_samples_post_metric_relabeling{${of(application)}})`, legend: "series" }],
    thresholds: { critical: seriesOf(application) },
  });
}

function restarts(namespace: string): PlacedLater {
  return stat({
    id: panels.restarts,
    title: "Restarts",
    description: "Restarts of containers within the hour. Normal: none.",
    unit: units.Short,
    queries: [
      {
        expr: `sum(increase(kube_pod_container_status_restarts_total{namespace="${namespace}"}[1h]))`,
        legend: "restarts",
      },
    ],
    thresholds: { warning: 1, critical: 10 },
  });
}

function left(application: Application, objective: Objective): PlacedLater {
  return stat({
    id: budgetPanel(objective.panel),
    title: `Budget left: ${objective.name}`,
    description: `Of what may be bad in the time shown. Promised: ${objective.promise}.`,
    unit: units.PercentUnit,
    queries: [{ expr: budgetLeft(application, objective), legend: objective.name }],
    thresholds: { critical: 0, warning: LEFT_WARNING, bad: "low" },
  });
}

function burning(application: Application, objective: Objective): PlacedLater {
  const { fast, slow } = alertNames(application, objective);
  const windows = ["5m", "1h", "3d"] as const;
  return graph({
    id: objective.panel,
    title: `Bad events: ${objective.name}`,
    description: `Promised: ${objective.promise}. The line is what a month may have; above it for long, the budget is used up early.`,
    unit: units.PercentUnit,
    queries: windows.map((window) => ({
      expr: badShare(application, objective, window),
      legend: `over ${window}`,
    })),
    thresholds: { critical: budgetOf(objective) },
    alerts: [fast, slow],
  });
}

function servesHttp({ services }: Application): boolean {
  return services.some(({ metrics }) => metrics.some(({ name }) => name === HTTP_DURATION));
}

function requests(application: Application): PlacedLater[] {
  const which = of(application);
  const [[label, match]] = Object.entries(SERVER_ERRORS) as [[string, string]];
  return [
    graph({
      id: panels.requests,
      title: "Requests",
      description: "Requests a second, by service.",
      unit: units.RequestsPerSecond,
      queries: [
        { expr: `sum by (job) (rate(${HTTP_DURATION}_count{${which}}[${rate}]))`, legend: "{{job}}" },
      ],
    }),
    graph({
      id: panels.errors,
      title: "Errors",
      description: "Share of requests that fail by the service's own fault, by route. Normal: none.",
      unit: units.PercentUnit,
      queries: [
        {
          expr:
            `sum by (http_route) (rate(${HTTP_DURATION}_count{${which}, ${label}${match}}[${rate}])) / ` +
            `sum by (http_route) (rate(${HTTP_DURATION}_count{${which}}[${rate}]))`,
          legend: "{{http_route}}",
        },
      ],
    }),
    graph({
      id: panels.duration,
      title: "Durations",
      description: "Time that half of the requests take at most, and 99 of 100.",
      unit: units.Seconds,
      queries: percentiles(HTTP_DURATION, which),
    }),
  ];
}

/** The 50th and the 99th; where lines are told apart by a label, the 99th alone. */
function percentiles(metric: string, which: string, by?: string): PanelSpec["queries"] {
  const labels = by === undefined ? "le" : `le, ${by}`;
  const shares = by === undefined ? [0.5, 0.99] : [0.99];
  return shares.map((share) => ({
    expr: `histogram_quantile(${share}, sum by (${labels}) (rate(${metric}_bucket{${which}}[${rate}])))`,
    legend: by === undefined ? `${share * 100} %` : `{{${by}}} 99 %`,
  }));
}

/** Units of metrics by the end of their names. */
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/_seconds$/, units.Seconds],
  [/_bytes$/, units.BytesIEC],
  [/_ratio$/, units.PercentUnit],
  [/_usd_total$/, units.Short],
  [/_total$/, units.CountsPerSecond],
];

function metricPanel(application: Application, metric: DeclaredMetric, panel: MetricPanel): PlacedLater {
  const { name, type, meaning } = metric;
  const { by, over = type === "gauge" ? "max" : "sum" } = panel;
  const which = of(application);
  const whole = by === undefined ? over : `${over} by (${by})`;
  const legend = by === undefined ? meaning : `{{${by}}}`;
  const queries: PanelSpec["queries"] =
    type === "histogram"
      ? percentiles(name, which, by)
      : [
          {
            expr:
              type === "counter"
                ? `${whole} (rate(${name}{${which}}[${rate}]))`
                : `${whole} (${name}{${which}})`,
            legend,
          },
        ];
  const per = type === "counter" ? " a second" : "";
  return graph({
    id: panel.id,
    title: panel.title,
    description: `${meaning[0]?.toUpperCase()}${meaning.slice(1)}${per}${by === undefined ? "" : `, by ${by}`} (${name}).`,
    unit: UNITS.find(([ending]) => ending.test(name))?.[1] ?? units.Short,
    queries,
  });
}

function pods(namespace: string): PlacedLater[] {
  const which = `namespace="${namespace}", container!=""`;
  return [
    graph({
      id: panels.processor,
      title: "Processor",
      description:
        "What each pod uses of what it asked for. Above 100 % for long: ask for more, or for more pods.",
      unit: units.PercentUnit,
      queries: [
        {
          expr:
            `sum by (pod) (rate(container_cpu_usage_seconds_total{${which}}[${rate}])) / ` +
            `sum by (pod) (kube_pod_container_resource_requests{${which}, resource="cpu"})`,
          legend: "{{pod}}",
        },
      ],
    }),
    graph({
      id: panels.memory,
      title: "Memory",
      description: "What each pod holds of what it may. At 100 % it is killed.",
      unit: units.PercentUnit,
      queries: [
        {
          expr:
            `sum by (pod) (container_memory_working_set_bytes{${which}}) / ` +
            `sum by (pod) (kube_pod_container_resource_limits{${which}, resource="memory"})`,
          legend: "{{pod}}",
        },
      ],
      thresholds: { warning: MEMORY_WARNING, critical: MEMORY_CRITICAL },
    }),
    graph({
      id: panels.network,
      title: "Network",
      description: "Bytes a second into and out of all pods, and packets that were dropped.",
      unit: units.BytesPerSecondIEC,
      queries: [
        {
          expr: `sum(rate(container_network_receive_bytes_total{namespace="${namespace}"}[${rate}]))`,
          legend: "in",
        },
        {
          expr: `sum(rate(container_network_transmit_bytes_total{namespace="${namespace}"}[${rate}]))`,
          legend: "out",
        },
        {
          expr: `sum(rate(container_network_receive_packets_dropped_total{namespace="${namespace}"}[${rate}]))`,
          legend: "dropped, packets",
        },
      ],
    }),
  ];
}
