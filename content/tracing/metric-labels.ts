import { applications } from "../applications";

/**
 * Attributes of the OpenTelemetry conventions (semantic-conventions v1.37.0, "HTTP", "RPC", "Database", "Messaging" and "JVM" metrics)
 * that have few values, whoever sends them.
 */
const conventional: readonly string[] = [
  "db.operation.name",
  "db.system.name",
  "error.type",
  "http.request.method",
  "http.response.status_code",
  "http.route",
  "jvm.gc.action",
  "jvm.gc.name",
  "jvm.memory.pool.name",
  "jvm.memory.type",
  "jvm.thread.state",
  "messaging.operation.name",
  "messaging.system",
  "rpc.grpc.status_code",
  "rpc.method",
  "rpc.service",
  "rpc.system",
];

/**
 * Attributes that a metric may have which an application sends by OTLP: those of the conventions, and the labels that applications declare
 * for what is scraped of them, which were counted and looked through. What differs in others alone is added up. Everything else, such as
 * names of people, accounts or addresses, makes a series a value, and is nobody's business in a metric.
 */
export function allowedMetricLabels(): string[] {
  const declared = applications.flatMap(({ services }) =>
    services.flatMap(({ metrics }) => metrics.flatMap(({ labels = {} }) => Object.keys(labels))),
  );
  return [...new Set([...conventional, ...declared])].sort();
}
