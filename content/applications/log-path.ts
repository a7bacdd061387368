import type { RecordClass } from "../retention";
import type { Workload } from "./application";

/**
 * The ways by which logs reach the log store: Filebeat and Logstash with a queue on disk, or Fluent Bit and Fluentd with a buffer on disk.
 */
export type LogPath = "logstash" | "fluentd";

/** Whose logs they are: those of a workload's applications, or the platform's and everybody else's. */
export type LogOwner = Workload | "platform";

/** The label of a namespace that says by which way its logs go. Shippers read files by names, and a test compares the two. */
export const LOG_PATH_LABEL = "pharos/log-path";

/**
 * The one way of somebody's logs, decided here and nowhere else. In a stack with both workloads those of the chain go by Fluentd and all
 * others by Logstash; a stack with one workload runs that workload's way alone.
 * @param workloads the stack's setting; for logs of an application nothing but its own workload matters
 */
export function logPathOf(owner: LogOwner, { finance, dag }: Readonly<Record<Workload, boolean>>): LogPath {
  if (!dag) return "logstash";
  if (!finance) return "fluentd";
  return owner === "dag" ? "fluentd" : "logstash";
}

/** A stack with everything. */
export const everyWorkload: Readonly<Record<Workload, boolean>> = { finance: true, dag: true };

/** What logs of applications may hold: what the log store keeps, and can delete on time. */
export const logRecordClasses: readonly RecordClass[] = ["gdpr-app-telemetry", "gdpr-security-log"];
