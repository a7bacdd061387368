import { loggingNamespace } from "../logs/names";
import { fluentdName, logstashName } from "../logs-shipping/names";
import { logstashPipelines } from "../logs-shipping/logstash-config";
import type { LogPath } from "../applications/log-path";
import { logPathsOf, type ShippedWorkloads } from "../logs-shipping/routes";
import { type PresentLoad, samplesOfRouters } from "../thanos/sizing";
import { thanosNames, type ThanosRole } from "../thanos/names";
import { monitoringNamespace } from "../versions";

/** How one workload follows its load. Nothing else scales it. */
export interface Scaler {
  /** Name of the workload, and of its scaler. */
  readonly workload: string;
  readonly namespace: string;
  readonly kind: "Deployment" | "StatefulSet";
  readonly least: number;
  readonly most: number;
  /** PromQL: the load of all its pods together. */
  readonly query: string;
  /** Load of one pod, above which there is one more. */
  readonly perPod: number;
  /** Use of the processor, per cent of what is asked for, above which there is one more as well. @default - it does not count */
  readonly busyPercent?: number;
  /** Seconds for which less has to be needed before a pod goes, and between two that go. */
  readonly calmSeconds: number;
  readonly betweenSeconds: number;
  /** What the load is, for people. */
  readonly load: string;
}

/** Log aggregators: at least one in each of two zones. */
export const AGGREGATORS = { least: 2, most: 6 } as const;

/**
 * Lines a second of one aggregator: what one Logstash of its size takes at most is 3 MB/s (`components/shipping/sizes.ts`), lines have 600
 * bytes, and at seven tenths of it there is one more. Fluentd works on one core.
 */
const LINES_PER_POD: Readonly<Record<LogPath, number>> = { logstash: 3500, fluentd: 2000 };

/** The processor's use above which one more pod is made: long lines and filters cost more than others. */
const BUSY_PERCENT = 70;

/** What a log aggregator holds has to be sent before it goes. */
const AGGREGATOR_PACE = { calmSeconds: 15 * 60, betweenSeconds: 10 * 60 } as const;

const aggregator = (workload: string, path: LogPath, lines: string): Scaler => ({
  workload,
  namespace: loggingNamespace,
  kind: "StatefulSet",
  ...AGGREGATORS,
  query: `sum(rate(${lines}[2m]))`,
  perPod: LINES_PER_POD[path],
  busyPercent: BUSY_PERCENT,
  ...AGGREGATOR_PACE,
  load: "lines a second",
});

const aggregators: Readonly<Record<LogPath, Scaler>> = {
  logstash: aggregator(
    logstashName,
    "logstash",
    `logstash_stats_pipeline_events_in{pipeline="${logstashPipelines.containers}"}`,
  ),
  fluentd: aggregator(fluentdName, "fluentd", 'fluentd_output_status_emit_records{plugin_id="documents"}'),
};

/** Workloads of Thanos that scale: they hold nothing. */
const scaledThanosRoles = ["router", "query"] as const satisfies readonly ThanosRole[];

/** Whether a workload of Thanos follows its load. */
export function isScaled(role: ThanosRole): boolean {
  return (scaledThanosRoles as readonly ThanosRole[]).includes(role);
}

/** How far they may grow over what they were planned for. */
const GROWTH = 2;

/** The most pods of a workload of Thanos. */
export function mostOf(role: ThanosRole, replicas: number): number {
  return isScaled(role) ? replicas * GROWTH : replicas;
}

/** They hold nothing, and a peak of questions is over in minutes. */
const STATELESS_PACE = { calmSeconds: 10 * 60, betweenSeconds: 5 * 60 } as const;

/** What decides on the scalers of a region in AWS. */
export interface ScaledRegion {
  readonly workloads: ShippedWorkloads;
  /** What the hub's routers are planned for. @default - there are none */
  readonly present?: PresentLoad;
  /** What its Thanos Query is planned for. @default - there is none */
  readonly queries?: { readonly replicas: number; readonly atATime: number };
}

/** Every scaler of a region. */
export function scalersOf({ workloads, present, queries }: ScaledRegion): Scaler[] {
  return [
    ...logPathsOf(workloads).map((path) => aggregators[path]),
    ...(present === undefined ? [] : [routerScaler(present)]),
    ...(queries === undefined ? [] : [queryScaler(queries)]),
  ];
}

/** Each router can carry all that was planned for, so that more of them come when there is as much on each. */
function routerScaler(present: PresentLoad): Scaler {
  return {
    workload: thanosNames.router,
    namespace: monitoringNamespace,
    kind: "Deployment",
    least: present.zones,
    most: mostOf("router", present.zones),
    query: `sum(rate(thanos_receive_write_samples_sum{job="${thanosNames.router}"}[2m]))`,
    perPod: Math.ceil(samplesOfRouters(present)),
    ...STATELESS_PACE,
    load: "samples a second",
  };
}

/** Half of what one answers at a time: the other half is for a dashboard that asks twenty things at once. */
function queryScaler({ replicas, atATime }: { readonly replicas: number; readonly atATime: number }): Scaler {
  return {
    workload: thanosNames.query,
    namespace: monitoringNamespace,
    kind: "Deployment",
    least: replicas,
    most: mostOf("query", replicas),
    query: `sum(avg_over_time(thanos_query_concurrent_gate_queries_in_flight{job="${thanosNames.query}"}[1m]))`,
    perPod: Math.ceil(atATime / 2),
    ...STATELESS_PACE,
    load: "questions at the same time",
  };
}
