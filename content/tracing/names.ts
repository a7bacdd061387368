import {
  PROMETHEUS_REPLICAS,
  prometheusName,
  prometheusStatefulSet,
  PROMETHEUS_PORT,
} from "../metrics/names";
import { tracingNamespace } from "./charts";

/**
 * Names that the parts of tracing share, so that a certificate, a flow, a query and a configuration cannot drift apart. What the operator
 * makes of a collector is called after it: its pods and its Service `<name>-collector`, its headless Service `<name>-collector-headless`.
 */

/** The collectors: one on each node that takes what applications send, and a few that see whole traces. */
export const collectors = { agent: "agent", gateway: "gateway" } as const;
export type CollectorName = keyof typeof collectors;

/** Service, pods and `job` label of a collector. */
export function collectorService(name: CollectorName): string {
  return `${collectors[name]}-collector`;
}

/** Service with an address for each pod of a collector. */
export function headlessService(name: CollectorName): string {
  return `${collectorService(name)}-headless`;
}

/** Jaeger's workloads: Deployment, Service and `job` label. */
export const jaeger = { collector: "jaeger-collector", query: "jaeger-query" } as const;

/** The job that makes Jaeger's indices, and its pods. */
export const INDICES_JOB = "jaeger-indices";

/** The name by which pods of a namespace are reached inside the cluster, as certificates have it. */
export function hostOf(service: string): string {
  return `${service}.${tracingNamespace}.svc`;
}

/** Ports of pods and Services. */
export const tracingPorts = {
  otlpGrpc: 4317,
  otlpHttp: 4318,
  /** A collector's and Jaeger's own metrics. */
  metrics: 8888,
  /** Whether they live. */
  health: 13133,
  /** Jaeger's page and interface. */
  query: 16686,
  operatorWebhook: 9443,
  operatorMetrics: 8443,
} as const;

/** Secrets with certificates, in cert-manager's layout. */
export const tracingSecrets = {
  agent: "tracing-agent-tls",
  gateway: "tracing-gateway-tls",
  jaegerCollector: "jaeger-collector-tls",
  jaegerQuery: "jaeger-query-tls",
} as const;

/** Where pods find them, and the public roots that the region trusts. */
export const CERTIFICATE_FOLDER = "/etc/pharos/tls";
export const ROOTS_FOLDER = "/etc/pharos/roots";

/**
 * Addresses at which each half of the Prometheus pair takes OTLP metrics. Both get everything: behind one address each half would see
 * a part.
 */
export function prometheusOtlpUrls(namespace: string): readonly string[] {
  return Array.from(
    { length: PROMETHEUS_REPLICAS },
    (_, half) =>
      `https://${prometheusStatefulSet}-${half}.prometheus-operated.${namespace}.svc:${PROMETHEUS_PORT}/api/v1/otlp`,
  );
}

/** The name in the certificate that Prometheus shows, whatever address it is reached at. */
export const prometheusServerName = prometheusName;

/** Attribute of a span about a transaction in which fraud is suspected: `true`, set by whatever suspects it. Its trace is always kept. */
export const FRAUD_ATTRIBUTE = "fraud.flagged";
