import type { DeclaredMetric, MetricPanel } from "./application";

/** Metrics that most services have, named as their libraries name them. */

/** Of the process itself, as Prometheus' client libraries give them. */
export const processMetrics: readonly DeclaredMetric[] = [
  { name: "process_cpu_seconds_total", type: "counter", meaning: "processor time" },
  { name: "process_resident_memory_bytes", type: "gauge", meaning: "memory" },
  { name: "process_open_fds", type: "gauge", meaning: "open files" },
  { name: "process_max_fds", type: "gauge", meaning: "files that may be open" },
  { name: "process_start_time_seconds", type: "gauge", meaning: "start" },
];

/** OpenTelemetry's metric of requests to an HTTP server ("Semantic Conventions for HTTP Metrics"). */
export const HTTP_DURATION = "http_server_request_duration_seconds";
/** Its label with the status of the answer. */
export const HTTP_STATUS = "http_response_status_code";
/** Answers that are the service's own fault. */
export const SERVER_ERRORS = { [HTTP_STATUS]: '=~"5.."' } as const;

/** Buckets that OpenTelemetry recommends for it, seconds. */
const HTTP_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
/** Status codes that one route gives in practice. */
const STATUS_CODES = 6;

/**
 * Of a server of HTTP.
 * @param routes how many routes it has, templates such as `/orders/{id}` counted once
 */
export function httpServerMetrics(routes: number): readonly DeclaredMetric[] {
  return [
    {
      name: HTTP_DURATION,
      type: "histogram",
      meaning: "requests",
      labels: { http_route: routes, [HTTP_STATUS]: STATUS_CODES, http_request_method: 1 },
      buckets: HTTP_BUCKETS,
    },
    { name: "http_server_active_requests", type: "gauge", meaning: "requests under way" },
  ];
}

/** A panel of a figure that the business looks at. */
export function business(id: number, title: string, more: Partial<MetricPanel> = {}): MetricPanel {
  return { id, title, about: "business", ...more };
}

/** A panel of a figure that engineers look at. */
export function technical(id: number, title: string, more: Partial<MetricPanel> = {}): MetricPanel {
  return { id, title, about: "technical", ...more };
}
