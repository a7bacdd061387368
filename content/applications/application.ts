import type { Runbook } from "../alerts/rule";
import type { RecordClass } from "../retention";
import type { Severity } from "../severity";
import type { ApplicationTeam } from "./teams";

/** What a team writes about an application, so that it is scraped, logged, traced, alerted and shown. Plain data. */

/** Which of the platform's workloads it belongs to; decides on the way of its logs. */
export type Workload = "finance" | "dag";

/** One metric that a service exposes. What is not declared is not kept. */
export interface DeclaredMetric {
  /** Name as exposed; a counter ends in `_total`, a histogram in its unit. */
  readonly name: string;
  readonly type: "counter" | "gauge" | "histogram";
  /** What it counts, as the legend of a panel. */
  readonly meaning: string;
  /**
   * Labels and how many values each may have in one instance. Series are counted from it, so rather too many than too few; 1 for a label
   * that follows from another.
   * @default none
   */
  readonly labels?: Readonly<Record<string, number>>;
  /** Upper bounds of a histogram's buckets, rising, without the one for everything. */
  readonly buckets?: readonly number[];
  /**
   * Shows it on the application's dashboard.
   * @default not shown by itself
   */
  readonly panel?: MetricPanel;
}

/** How a metric is drawn: a counter as its rate, a gauge as it is, a histogram as its 50th and 99th percentile (by a label: the 99th). */
export interface MetricPanel {
  /** Number of the panel, from 100 to 899, unique in the application and never given again. */
  readonly id: number;
  readonly title: string;
  /** Under which heading: what the business looks at, or what engineers do. */
  readonly about: "business" | "technical";
  /** The label by which lines are told apart. @default none: one line */
  readonly by?: string;
  /** How instances are put together. @default "sum", and for a gauge "max" */
  readonly over?: "sum" | "max" | "min";
}

/** What runs: pods of one kind. */
export interface Service {
  /** Its pods carry it as `app.kubernetes.io/name`; a Service of the same name is in front of them, unless `discovery` is "pods". */
  readonly name: string;
  /**
   * How Prometheus finds it: by the Service in front of its pods, or by the pods themselves where there is none (peers of a network).
   * @default "service"
   */
  readonly discovery?: "service" | "pods";
  /**
   * Where metrics are served: number and name of the port, and the path.
   * @default 9464, OpenTelemetry's port for Prometheus, named "metrics"; "/metrics"
   */
  readonly metricsAt?: { readonly port: number; readonly portName: string; readonly path: string };
  /**
   * Why metrics are served without TLS. The platform's certificate for the service is in the secret `<name>-tls` otherwise.
   * @default - TLS, with the region's authority
   */
  readonly plainTextBecause?: string;
  /**
   * Most pods at the same time, after all scaling.
   * @default 6
   */
  readonly mostPods?: number;
  /**
   * What one pod asks for.
   * @default 500 thousandths of a core, 512 MiB of memory, at most twice that
   */
  readonly size?: {
    readonly cpuMillicores: number;
    readonly memoryMiB: number;
    readonly memoryLimitMiB?: number;
  };
  readonly metrics: readonly DeclaredMetric[];
}

/** Selects series of a metric: matchers in PromQL's notation, such as `{ status: '=~"5.."' }`. */
export type Matchers = Readonly<Record<string, string>>;

/** What counts as bad, of what. */
export type Indicator =
  | {
      /** Events of which some are bad, both counted. */
      readonly kind: "events";
      /** A counter, or a histogram of which the count is meant. */
      readonly metric: string;
      /** Which events count. @default all */
      readonly counted?: Matchers;
      /** Which of them are bad, besides `counted`. */
      readonly bad: Matchers;
    }
  | {
      /** Events that must not take longer than one of the histogram's buckets. */
      readonly kind: "latency";
      readonly metric: string;
      readonly counted?: Matchers;
      /** Seconds; one of the declared buckets. */
      readonly within: number;
    };

/** A service level objective over 30 days. */
export interface Objective {
  /** In one or more lower case words joined by hyphens; unique in the application. */
  readonly name: string;
  /** Number of its panel, from 10 to 99, unique in the application and never given again. */
  readonly panel: number;
  /** What is promised, in a sentence without a full stop. */
  readonly promise: string;
  /** Share of good events, such as 0.999. */
  readonly share: number;
  readonly indicator: Indicator;
  /** Severity of fast burning. @default "P1" */
  readonly fast?: Severity;
  /** Severity of slow burning. @default "P2" */
  readonly slow?: Severity;
  /** What makes its budget burn, where to look, what to do. */
  readonly runbook: Runbook;
}

/** A namespace that is made elsewhere. */
export interface ExistingNamespace {
  readonly name: string;
  /**
   * Whether NetworkPolicies close it already. `closed`: Prometheus is let in to the ports of metrics. `open`: nothing is added, because a
   * policy for one guest would shut everybody else out.
   */
  readonly traffic: "closed" | "open";
}

/** One application. */
export interface Application {
  /** Name of the application, of its namespace and of its dashboard: lower case words joined by hyphens, at most 30 characters. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  readonly workload: Workload;
  readonly team: ApplicationTeam;
  /**
   * The namespace in which it runs, where that is made elsewhere; it needs the labels of `applicationLabels`.
   * @default - one of its own, named like the application: closed but for the platform and itself, with a quota
   */
  readonly existingNamespace?: ExistingNamespace;
  /**
   * What its logs hold; decides on how long they are kept.
   * @default "gdpr-app-telemetry"
   */
  readonly logs?: RecordClass;
  /**
   * Whether what it does is traced.
   * @default "on"
   */
  readonly tracing?: "on" | "off";
  readonly services: readonly Service[];
  readonly objectives: readonly Objective[];
}

/** The namespace in which an application runs. */
export function namespaceOf({ name, existingNamespace }: Application): string {
  return existingNamespace?.name ?? name;
}

/** Where a service's metrics are, defaults filled in. */
export function metricsAtOf({ metricsAt }: Service): NonNullable<Service["metricsAt"]> {
  return metricsAt ?? DEFAULT_METRICS_AT;
}

/** Most pods of a service, defaults filled in. */
export function mostPodsOf({ mostPods = DEFAULT_MOST_PODS }: Service): number {
  return mostPods;
}

/** What an application's logs hold, defaults filled in. */
export function logsOf({ logs = "gdpr-app-telemetry" }: Application): RecordClass {
  return logs;
}

/** OpenTelemetry's port for Prometheus exporters ("Prometheus Metrics Exporter", default of `OTEL_EXPORTER_PROMETHEUS_PORT`). */
const DEFAULT_METRICS_AT = { port: 9464, portName: "metrics", path: "/metrics" } as const;

/** Two in each of three zones. */
const DEFAULT_MOST_PODS = 6;

/** Secret with the certificate that a service shows, and with the authority's in `ca.crt`. */
export function serviceSecret({ name }: Service): string {
  return `${name}-tls`;
}

/** The name under which a service is reached, as its certificate has it. */
export function serviceHost({ name }: Service, namespace: string): string {
  return `${name}.${namespace}.svc`;
}

/** The label by which the pods of a service are found. */
export const SERVICE_LABEL = "app.kubernetes.io/name";
