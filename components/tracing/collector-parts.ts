import { CERTIFICATE_FOLDER, ROOTS_FOLDER, tracingPorts } from "../../content/tracing/names";
import { LIMITER_PERCENT } from "../../content/tracing/sizing";
import { trustRoots } from "../../content/metrics/certificates";

/** Parts that the configurations of agents, gateways and Jaeger share, in the words of the OpenTelemetry collector. */

/** A configuration of the collector, or of Jaeger, which is one. */
export interface CollectorConfig {
  readonly extensions: Readonly<Record<string, object>>;
  readonly receivers: Readonly<Record<string, object>>;
  readonly processors: Readonly<Record<string, object>>;
  readonly exporters: Readonly<Record<string, object>>;
  readonly connectors?: Readonly<Record<string, object>>;
  readonly service: {
    readonly extensions: readonly string[];
    readonly pipelines: Readonly<Record<string, Pipeline>>;
    readonly telemetry: object;
  };
}

/** The way of one kind of signals. Processors work in their order. */
export interface Pipeline {
  readonly receivers: readonly string[];
  readonly processors: readonly string[];
  readonly exporters: readonly string[];
}

/** All addresses of a pod: the operator makes Services, and the kubelet probes. */
const EVERYWHERE = "0.0.0.0";
const MIN_TLS = "1.3";
/** Certificates are renewed in place: who uses them reads their files again. */
const RELOAD = "1h";

/** The file with the roots that the region trusts. */
export const rootsFile = `${ROOTS_FOLDER}/${trustRoots.key}`;

const ownCertificate = {
  cert_file: `${CERTIFICATE_FOLDER}/tls.crt`,
  key_file: `${CERTIFICATE_FOLDER}/tls.key`,
};

/** TLS of a server that anybody may call. */
export const servingTls = { ...ownCertificate, min_version: MIN_TLS, reload_interval: RELOAD };
/** TLS of a server that only who has a certificate of the region may call. */
export const mutualServingTls = { ...servingTls, client_ca_file: rootsFile };

/** TLS of a client that checks a server's name, by default the name that it calls. */
export function clientTls(serverName?: string) {
  return {
    ca_file: rootsFile,
    min_version: MIN_TLS,
    reload_interval: RELOAD,
    ...(serverName === undefined ? {} : { server_name_override: serverName }),
  };
}

/** TLS of a client that also shows who it is. */
export function mutualClientTls(serverName: string) {
  return { ...ownCertificate, ...clientTls(serverName) };
}

/** Where something listens, at all addresses. */
export function listenAt(port: number): string {
  return `${EVERYWHERE}:${port}`;
}

/**
 * First in every pipeline: it refuses, so that whoever sends waits and tries again, before the memory is gone and everything with it. Shares
 * are those of the container's limit.
 */
export const memoryLimiter = {
  check_interval: "1s",
  limit_percentage: LIMITER_PERCENT,
  spike_limit_percentage: 20,
};

/** Spans that are sent together: a request of about a megabyte. */
export const batch = { send_batch_size: 1024, send_batch_max_size: 2048, timeout: "1s" };

/** How long what could not be sent is tried again; longer, and newer data would be refused for older. */
export const retry = { enabled: true, initial_interval: "1s", max_interval: "30s", max_elapsed_time: "300s" };

/** Own metrics, with the ends of names that Prometheus expects, and a log that machines read. */
export const telemetry = {
  metrics: {
    level: "normal",
    readers: [
      {
        pull: {
          exporter: {
            prometheus: {
              host: EVERYWHERE,
              port: tracingPorts.metrics,
              without_scope_info: true,
              without_type_suffix: false,
              without_units: false,
            },
          },
        },
      },
    ],
  },
  logs: { level: "info", encoding: "json" },
};
