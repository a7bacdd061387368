import { CONTINUATION, MOST_LINES, WAIT_SECONDS } from "./multiline";
import { BEATS_PORT, logstashName, NODE_VARIABLE, ROOTS_FOLDER, serviceHost, TLS_FOLDER } from "./names";
import { type ShippedWorkloads, logFilesOf } from "./routes";

/** Longest line; what is longer is cut, and says so. Elasticsearch takes 100 MB, people read none of it. */
const LONGEST_BYTES = 1024 * 1024;
/** Each has a queue of its own at the other end: one that stands still does not hold up the other. */
const CONNECTIONS = 2;
/** How long a connection is kept, so that new replicas of Logstash get their share. */
const CONNECTION_LIFE = "5m";
/** Lines in memory while Logstash does not answer; the rest waits in its file. */
const MEMORY_EVENTS = 4096;

/**
 * Filebeat on each node: reads the files of its namespaces, joins traces, and hands all to Logstash by mutual TLS. What a line means is
 * Logstash's to say. It asks nobody anything: namespace, pod and container are in the file's name.
 *
 * Its notes of how far it read are in the pod. A new pod reads the current file of each container again, at most 10 MiB each (the kubelet's
 * `containerLogMaxSize`); Elasticsearch has most of these lines by their ids, and refuses them.
 */
export function filebeatConfig(workloads: ShippedWorkloads, loggingNamespace: string) {
  const { include, exclude } = logFilesOf("logstash", workloads);
  return {
    name: `\${${NODE_VARIABLE}}`,
    "filebeat.inputs": [
      {
        type: "filestream",
        id: "containers",
        paths: [...include],
        "prospector.scanner": {
          symlinks: true,
          ...(exclude.length === 0 ? {} : { exclude_files: [...exclude] }),
          // Files are told apart by how they begin: names and inodes are given again.
          fingerprint: { enabled: true },
        },
        "file_identity.fingerprint": null,
        "close.on_state_change.removed": true,
        message_max_bytes: LONGEST_BYTES,
        parsers: [
          { container: { stream: "all", format: "auto" } },
          {
            multiline: {
              type: "pattern",
              pattern: CONTINUATION,
              negate: false,
              match: "after",
              max_lines: MOST_LINES,
              timeout: `${WAIT_SECONDS}s`,
            },
          },
        ],
      },
    ],
    "queue.mem": { events: MEMORY_EVENTS, "flush.timeout": "1s" },
    "output.logstash": {
      hosts: [`${serviceHost(logstashName, loggingNamespace)}:${BEATS_PORT}`],
      loadbalance: true,
      worker: CONNECTIONS,
      // A connection ends only between batches that are waited for.
      pipelining: 0,
      ttl: CONNECTION_LIFE,
      compression_level: 3,
      ssl: clientSsl(),
    },
    // What it says of itself is shipped too, so it speaks of trouble alone.
    "logging.level": "warning",
    "logging.to_stderr": true,
    "logging.metrics.enabled": false,
  };
}

/** How a Beat proves who it is, and whom it believes. */
function clientSsl() {
  return {
    certificate_authorities: [`${ROOTS_FOLDER}/roots.pem`],
    certificate: `${TLS_FOLDER}/tls.crt`,
    key: `${TLS_FOLDER}/tls.key`,
    verification_mode: "full",
    supported_protocols: ["TLSv1.3"],
  };
}
