import type { RecordClass } from "../retention";
import type { Application, Workload } from "./application";

/** The ways by which logs of pods reach the log store. */
export type LogPath = "logstash" | "fluentd";

/** The label of a namespace by which the shippers on the nodes tell whose logs are theirs. Each namespace has one value, so one shipper. */
export const LOG_PATH_LABEL = "pharos/log-path";

/** The way of each workload's logs: Filebeat to Logstash, or Fluentd. */
const pathOfWorkload: Readonly<Record<Workload, LogPath>> = { finance: "logstash", dag: "fluentd" };

/** The way of an application's logs. */
export function logPathOf({ workload }: Application): LogPath {
  return pathOfWorkload[workload];
}

/** What logs of applications may hold: what the log store keeps, and can delete on time. */
export const logRecordClasses: readonly RecordClass[] = ["gdpr-app-telemetry", "gdpr-security-log"];
