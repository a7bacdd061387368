import { collectorService, hostOf, tracingPorts } from "../tracing/names";
import type { Application } from "./application";

/** OTLP over gRPC and over HTTP. */
export const OTLP_PORTS = [tracingPorts.otlpGrpc, tracingPorts.otlpHttp] as const;

/** The collectors on the nodes, as applications address them: the Service leads to the one on the same node. */
export const otlpEndpoint = `https://${hostOf(collectorService("agent"))}:${tracingPorts.otlpGrpc}`;

/** Name of the ConfigMap, and of the Instrumentation, with what an application's OpenTelemetry libraries need. */
export const tracingConfigName = "opentelemetry";

/** Where a pod mounts the secret `<service>-tls`; with TLS on both sides the certificate that it shows, and the root that it trusts. */
export const TLS_FOLDER = "/etc/pharos/tls";

/** W3C's headers, which load balancers and other vendors' libraries pass on as well. */
export const PROPAGATORS = ["tracecontext", "baggage"] as const;

/** Where an application runs. */
export interface TracedPlace {
  readonly region: string;
  readonly environment: string;
  /** @default the collectors on the nodes */
  readonly endpoint?: string;
}

/**
 * Environment variables of OpenTelemetry's libraries ("OpenTelemetry Environment Variable Specification"). Applications send every trace:
 * which are worth keeping is seen by the gateways alone, when a trace is whole. Metrics are scraped and logs written to the console, so that
 * libraries do not send them a second time.
 */
export function tracingVariables(application: Application, place: TracedPlace): Record<string, string> {
  const { environment, region, endpoint = otlpEndpoint } = place;
  const attributes = {
    "service.namespace": application.name,
    "deployment.environment.name": environment,
    "cloud.region": region,
    team: application.team,
  };
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
    OTEL_EXPORTER_OTLP_CERTIFICATE: `${TLS_FOLDER}/ca.crt`,
    OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: `${TLS_FOLDER}/tls.crt`,
    OTEL_EXPORTER_OTLP_CLIENT_KEY: `${TLS_FOLDER}/tls.key`,
    OTEL_TRACES_EXPORTER: "otlp",
    OTEL_METRICS_EXPORTER: "prometheus",
    OTEL_LOGS_EXPORTER: "none",
    OTEL_TRACES_SAMPLER: "parentbased_always_on",
    OTEL_PROPAGATORS: PROPAGATORS.join(","),
    OTEL_RESOURCE_ATTRIBUTES: Object.entries(attributes)
      .map(([name, value]) => `${name}=${value}`)
      .join(","),
  };
}

/** `spec` of OpenTelemetry's Instrumentation: the same for pods that ask by annotation to be instrumented. */
export function instrumentationSpec(application: Application, place: TracedPlace) {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, ...variables } = tracingVariables(application, place);
  const others = Object.entries(variables).filter(([name]) => !/_(PROPAGATORS|SAMPLER)$/.test(name));
  return {
    exporter: { endpoint },
    propagators: [...PROPAGATORS],
    sampler: { type: "parentbased_always_on" },
    env: others.map(([name, value]) => ({ name, value })),
  };
}
