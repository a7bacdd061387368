import {
  logsDataSourceUid,
  prometheusDataSourceUid,
  tracesDataSourceUid,
} from "../../content/dashboards/provisioning";
import type { TextLike } from "../metrics/settings";
import { braced, metricsSource } from "./data-source";

/** What belongs to a span is looked for this long before it and after it: clocks differ, and lines are written late. */
const AROUND_A_SPAN = { spanStartTimeShift: "-5m", spanEndTimeShift: "5m" } as const;

/** Where the explorer finds what it shows. */
export interface ExplorerAddresses<Text extends TextLike> {
  readonly prometheus: Text;
  readonly elasticsearch: string;
  readonly jaeger: string;
  /** Pattern of the streams of application logs. */
  readonly logs: string;
  /** Files with the user of the log store. */
  readonly user: { readonly name: string; readonly password: string };
}

/**
 * Data sources of the explorer: the region's metrics, logs and traces, each with its ways to the others. From a point of a histogram to the
 * trace of one request (exemplars), from a span to the lines that were written in it and to the rates of its service, from a line to its
 * trace. Names of metrics are those of the gateways' span metrics.
 */
export function explorerSources<Text extends TextLike>(at: ExplorerAddresses<Text>) {
  const metrics = metricsSource(
    { name: "Prometheus", uid: prometheusDataSourceUid, url: at.prometheus, isDefault: true },
    "Prometheus",
  );
  const fixed = { access: "proxy", editable: false } as const;
  return {
    apiVersion: 1,
    datasources: [
      {
        ...metrics,
        jsonData: {
          ...metrics.jsonData,
          exemplarTraceIdDestinations: [{ name: "trace_id", datasourceUid: tracesDataSourceUid }],
        },
      },
      {
        ...fixed,
        name: "Traces",
        uid: tracesDataSourceUid,
        type: "jaeger",
        url: at.jaeger,
        jsonData: {
          nodeGraph: { enabled: true },
          tracesToLogsV2: {
            ...AROUND_A_SPAN,
            datasourceUid: logsDataSourceUid,
            customQuery: true,
            query: braced('trace.id:"${__trace.traceId}"'),
          },
          tracesToMetrics: {
            ...AROUND_A_SPAN,
            datasourceUid: prometheusDataSourceUid,
            tags: [{ key: "service.name", value: "service_name" }],
            queries: [
              { name: "Requests", query: "sum(rate(traces_span_metrics_calls_total{$$__tags}[5m]))" },
              {
                name: "Errors",
                query:
                  'sum(rate(traces_span_metrics_calls_total{$$__tags, status_code="STATUS_CODE_ERROR"}[5m]))',
              },
              {
                name: "Duration, 99th percentile",
                query:
                  "histogram_quantile(0.99, sum by (le) (rate(traces_span_metrics_duration_seconds_bucket{$$__tags}[5m])))",
              },
            ],
          },
        },
      },
      {
        ...fixed,
        name: "Logs",
        uid: logsDataSourceUid,
        type: "elasticsearch",
        url: at.elasticsearch,
        basicAuth: true,
        basicAuthUser: `$__file{${at.user.name}}`,
        secureJsonData: { basicAuthPassword: `$__file{${at.user.password}}` },
        jsonData: {
          index: at.logs,
          timeField: "@timestamp",
          logMessageField: "message",
          logLevelField: "log.level",
          dataLinks: [
            { field: "trace.id", datasourceUid: tracesDataSourceUid, url: braced("${__value.raw}") },
          ],
        },
      },
    ],
  };
}
