import { CONTINUATION, WAIT_SECONDS } from "./multiline";
import {
  FLUENT_BIT_METRICS_PORT,
  fluentdName,
  FORWARD_PORT,
  NODE_VARIABLE,
  ROOTS_FOLDER,
  serviceHost,
  TLS_FOLDER,
} from "./names";
import { type ShippedWorkloads, logFilesOf } from "./routes";

/** Where it keeps what it read and how far. */
export const FLUENT_BIT_STATE = "/var/lib/fluent-bit";
/** Name of the parser that joins traces. */
const TRACES = "traces";
/** What waits on disk while Fluentd does not answer; then the files themselves wait. */
const BUFFER_LIMIT = "512M";
const MEMORY_LIMIT = "16M";
/** How long a connection is kept, in chunks, so that new replicas of Fluentd get their share. */
const CHUNKS_A_CONNECTION = 500;

/**
 * Fluent Bit on each node: reads the files of its namespaces, joins traces, and forwards all to Fluentd by mutual TLS, each chunk until
 * it is acknowledged. What a line means is Fluentd's to say. In Fluent Bit's own YAML.
 */
export function fluentBitConfig(workloads: ShippedWorkloads, loggingNamespace: string) {
  const { include, exclude } = logFilesOf("fluentd", workloads);
  if (exclude.length > 0) throw new Error(`Fluent Bit excludes by patterns, not by ${exclude.join(", ")}`);
  return {
    service: {
      flush: 1,
      log_level: "warn",
      http_server: "on",
      http_listen: "0.0.0.0",
      http_port: FLUENT_BIT_METRICS_PORT,
      health_check: "on",
      "storage.path": `${FLUENT_BIT_STATE}/buffer`,
      "storage.sync": "full",
      "storage.checksum": "on",
      "storage.max_chunks_up": 64,
      "storage.metrics": "on",
    },
    multiline_parsers: [
      {
        name: TRACES,
        type: "regex",
        key_content: "log",
        flush_timeout: WAIT_SECONDS * 1000,
        rules: [
          { state: "start_state", regex: "/^.*$/", next_state: "cont" },
          { state: "cont", regex: `/${CONTINUATION}/`, next_state: "cont" },
        ],
      },
    ],
    pipeline: {
      inputs: [
        {
          name: "tail",
          tag: "kubernetes",
          path: include.join(","),
          path_key: "file",
          offset_key: "offset",
          "multiline.parser": "cri",
          db: `${FLUENT_BIT_STATE}/positions.db`,
          "db.locking": true,
          read_from_head: true,
          skip_long_lines: "off",
          buffer_max_size: "1M",
          mem_buf_limit: MEMORY_LIMIT,
          "storage.type": "filesystem",
          "storage.pause_on_chunks_overlimit": "on",
          processors: {
            logs: [
              { name: "content_modifier", action: "upsert", key: "node", value: `\${${NODE_VARIABLE}}` },
            ],
          },
        },
      ],
      filters: [
        // Emits again what it joined, which its own buffer has to hold.
        {
          name: "multiline",
          match: "kubernetes",
          "multiline.key_content": "log",
          "multiline.parser": TRACES,
          mode: "parser",
          "emitter_storage.type": "filesystem",
        },
      ],
      outputs: [
        {
          name: "forward",
          match: "*",
          host: serviceHost(fluentdName, loggingNamespace),
          port: FORWARD_PORT,
          require_ack_response: true,
          // Never given up: what cannot be sent holds up its file, and an alert says so.
          retry_limit: "no_limits",
          "storage.total_limit_size": BUFFER_LIMIT,
          "net.keepalive_max_recycle": CHUNKS_A_CONNECTION,
          tls: "on",
          "tls.verify": "on",
          "tls.verify_hostname": "on",
          "tls.min_version": "TLSv1.3",
          "tls.ca_file": `${ROOTS_FOLDER}/roots.pem`,
          "tls.crt_file": `${TLS_FOLDER}/tls.crt`,
          "tls.key_file": `${TLS_FOLDER}/tls.key`,
        },
      ],
    },
  };
}
