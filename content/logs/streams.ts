import { type RecordClass, retentionRules } from "../retention";

/**
 * Data streams of the log store: `logs-<dataset>-<namespace>`. The namespace of a stream is the environment; the region is the cluster
 * itself, and a field.
 */

/** Logs that are kept alike. Records that must be locked are in none: an index can be changed, so their originals lie in buckets. */
export const logClasses = {
  application: {
    holds: "What programs write: those of finance and of chains, and the platform's own",
    recordClass: "gdpr-app-telemetry",
  },
  security: {
    holds: "Who did what, who may, what was seen: copies for searching, whose originals lie in buckets",
    recordClass: "gdpr-security-log",
  },
} as const satisfies Record<string, { readonly holds: string; readonly recordClass: RecordClass }>;

/** A class of logs. */
export type LogClass = keyof typeof logClasses;

/** All of them, in the order of the table. */
export const logClassNames = Object.keys(logClasses) as LogClass[];

/** Spans of traces are telemetry of applications, and are kept as long and on the same tiers as their logs. */
export const spanClass: LogClass = "application";

/** One source of logs: the middle of the stream's name, and how it is kept. */
export const datasets = {
  /** Pods of namespaces of the finance pipeline. */
  "finance.app": "application",
  /** Pods of namespaces of the chain pipeline. */
  "dag.app": "application",
  /** Pods of the platform itself. */
  "platform.app": "application",
  /** Logs that come by OTLP. */
  "otel.app": "application",
  /** What a shipper could not take in, as it came. */
  "deadletter.app": "application",
  "aws.cloudtrail": "security",
  "aws.guardduty": "security",
  "aws.vpcflow": "security",
  "aws.config": "security",
  /** Kubernetes' audit log, and the authenticator's. */
  "aws.eks_audit": "security",
  "falco.alerts": "security",
  /** Who looked at what: the gateway's log, Grafana's, Prometheus' queries and searches of security logs. */
  "access.trail": "security",
} as const satisfies Record<string, LogClass>;

/** A source of logs. */
export type Dataset = keyof typeof datasets;

/** All of them, in the order of the table. */
export const datasetNames = Object.keys(datasets) as Dataset[];

/** Name of the stream of a source in an environment. */
export function streamOf(dataset: Dataset, environment: string): string {
  return `logs-${dataset}-${environment}`;
}

/** Patterns of all streams of a class, of every environment. */
export function patternsOf(logClass: LogClass): string[] {
  return datasetNames.filter((name) => datasets[name] === logClass).map((name) => `logs-${name}-*`);
}

/** All streams of application logs of an environment, as one pattern of Elasticsearch's. */
export function applicationLogs(environment: string): string {
  return datasetNames
    .filter((name) => datasets[name] === "application")
    .map((name) => streamOf(name, environment))
    .join(",");
}

/** The class of records that a class of logs holds, and what holds for it. */
export function ruleOf(logClass: LogClass) {
  const { recordClass } = logClasses[logClass];
  return { recordClass, ...retentionRules[recordClass] };
}
