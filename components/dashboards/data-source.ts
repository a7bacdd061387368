import { historyDataSourceUid, prometheusDataSourceUid } from "../../content/dashboards/provisioning";
import { SCRAPE_INTERVAL_SECONDS } from "../../content/metrics/sizing";
import type { TextLike } from "../metrics/settings";
import type { HistorySource } from "./history-source";

/**
 * Provisioning file of Grafana's data sources: the region's own Prometheus; and where history is, for what is older than Prometheus keeps, and
 * at the hub for all regions. Nobody can change them in Grafana.
 *
 * Whoever may look at dashboards may ask every data source anything: Grafana's open-source edition has no permissions on data sources. So
 * only those are here that every kind of person of `content/people.ts` may see, which is metrics. Logs and traces have programs and doors
 * of their own, and dashboards link to them: a point of a histogram to the trace of one request, in Jaeger.
 * @param tracesUrl where people find Jaeger
 */
export function dataSources<Text extends TextLike>(
  prometheusUrl: Text,
  history?: HistorySource<Text>,
  tracesUrl?: string,
) {
  const present = { name: "Prometheus", uid: prometheusDataSourceUid, url: prometheusUrl, isDefault: true };
  return {
    apiVersion: 1,
    datasources: [
      tracesUrl === undefined ? metricsSource(present, "Prometheus") : withTraces(present, tracesUrl),
      ...(history === undefined ? [] : [historySource(history)]),
    ],
  };
}

/** A workspace answers what Prometheus answers. */
function historySource<Text extends TextLike>({ url, kind }: HistorySource<Text>) {
  const source = { name: "Metrics history", uid: historyDataSourceUid, url, isDefault: false };
  return metricsSource(source, kind === "Thanos" ? "Thanos" : "Prometheus");
}

interface Source<Text> {
  readonly name: string;
  readonly uid: string;
  readonly url: Text;
  readonly isDefault: boolean;
}

/** A data source of metrics. */
export function metricsSource<Text>(source: Source<Text>, prometheusType: "Prometheus" | "Thanos") {
  return {
    ...source,
    type: "prometheus",
    access: "proxy",
    editable: false,
    jsonData: {
      // Long label filters do not fit into an address; and addresses are logged.
      httpMethod: "POST",
      // What `$__rate_interval` is made from.
      timeInterval: `${SCRAPE_INTERVAL_SECONDS}s`,
      prometheusType,
      // Rules are files of the program.
      manageAlerts: false,
    },
  };
}

/** Metrics whose exemplars lead to Jaeger's page, which asks whether somebody may come in. */
function withTraces<Text extends TextLike>(source: Source<Text>, tracesUrl: string) {
  const metrics = metricsSource(source, "Prometheus");
  const toTrace = {
    name: "trace_id",
    url: `${tracesUrl}/trace/${braced("${__value.raw}")}`,
    urlDisplayLabel: "Trace in Jaeger",
  };
  return { ...metrics, jsonData: { ...metrics.jsonData, exemplarTraceIdDestinations: [toTrace] } };
}

/** Grafana replaces variables of its environment in these files; a doubled sign is one that it leaves alone. */
export function braced(query: string): string {
  return query.replaceAll("$", "$$$$");
}
