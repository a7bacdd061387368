import { clientTls } from "../metrics/certificates";
import {
  type Application,
  type DeclaredMetric,
  metricsAtOf,
  type Service,
  SERVICE_LABEL,
  serviceHost,
} from "./application";
import { sampleLimitOf, targetLimitOf } from "./series";

/** The labels that tell whose a target and its series are; alerts, budgets and dashboards read them. */
export const APPLICATION_LABEL = "application";
export const TEAM_LABEL = "team";

/**
 * Labels that Prometheus and its operator give a series: its name, where it was scraped (namespace, pod, container, service, endpoint, job,
 * instance), whose it is, and a bucket's bound.
 */
const LABELS_OF_A_TARGET = 11;
const LONGEST_LABEL_NAME = 64;
/** Longer values are texts, and texts have no end of values. */
const LONGEST_LABEL_VALUE = 128;
/** A scrape is read before what is not declared is dropped, so that what it may bring is bounded, too. */
const LARGEST_SCRAPE = "20MB";

const SUFFIXES: Readonly<Record<DeclaredMetric["type"], string>> = {
  counter: "",
  gauge: "",
  histogram: "_(?:bucket|sum|count)",
};

/** A monitor of the Prometheus operator, without its metadata. */
export interface PlannedMonitor {
  readonly kind: "ServiceMonitor" | "PodMonitor";
  readonly spec: Readonly<Record<string, unknown>>;
}

/**
 * How Prometheus scrapes a service. The monitor belongs into Prometheus' own namespace, where the team cannot raise its limits, and where
 * the root is by which the service's certificate is judged.
 */
export function planMonitor(application: Application, service: Service, namespace: string): PlannedMonitor {
  const { portName, path } = metricsAtOf(service);
  const endpoint = {
    port: portName,
    path,
    ...(service.plainTextBecause === undefined
      ? { scheme: "https", tlsConfig: clientTls(serviceHost(service, namespace)) }
      : { scheme: "http" }),
    // What a target says of itself does not replace what is known of it.
    honorLabels: false,
    relabelings: [
      { action: "replace", targetLabel: APPLICATION_LABEL, replacement: application.name },
      { action: "replace", targetLabel: TEAM_LABEL, replacement: application.team },
    ],
    metricRelabelings: [{ action: "keep", sourceLabels: ["__name__"], regex: allowed(service) }],
  };
  const byPods = service.discovery === "pods";
  return {
    kind: byPods ? "PodMonitor" : "ServiceMonitor",
    spec: {
      namespaceSelector: { matchNames: [namespace] },
      selector: { matchLabels: { [SERVICE_LABEL]: service.name } },
      // Without it, the job of a PodMonitor is the monitor's name, and that of a ServiceMonitor the Service's.
      jobLabel: SERVICE_LABEL,
      sampleLimit: sampleLimitOf(service),
      targetLimit: targetLimitOf(service),
      labelLimit: LABELS_OF_A_TARGET + mostLabels(service),
      labelNameLengthLimit: LONGEST_LABEL_NAME,
      labelValueLengthLimit: LONGEST_LABEL_VALUE,
      bodySizeLimit: LARGEST_SCRAPE,
      [byPods ? "podMetricsEndpoints" : "endpoints"]: [endpoint],
    },
  };
}

/** The declared metrics as one expression; Prometheus matches it against the whole name. */
function allowed({ metrics }: Service): string {
  return metrics
    .map(({ name, type }) => `${name}${SUFFIXES[type]}`)
    .sort()
    .join("|");
}

function mostLabels({ metrics }: Service): number {
  return Math.max(0, ...metrics.map(({ labels = {} }) => Object.keys(labels).length));
}
