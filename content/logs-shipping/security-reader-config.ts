import { elasticsearchUrl } from "../logs/names";
import { securityLogFolders } from "../security-logs";
import { PASSWORD_VARIABLE, ROOTS_FOLDER, USER_VARIABLE } from "./names";
import { deadLetterStream } from "./place";
import { SECURITY_SCRIPT } from "./scripts";

/** Environment variables with the addresses of the queues. */
export const QUEUE_VARIABLES = { securityLogs: "SECURITY_LOGS_QUEUE", trail: "TRAIL_QUEUE" } as const;

/** A queue that the region has. */
export type SecurityQueue = keyof typeof QUEUE_VARIABLES;

export const SECURITY_SCRIPTS_FOLDER = "/etc/filebeat-scripts";

/** As long as the queues hide a message that somebody reads: Filebeat sets it anew while it does. */
const READING = "300s";
/** Files that a pod reads at a time. */
const AT_A_TIME = 5;
/** Records in memory on their way to Elasticsearch. */
const EVENTS_IN_MEMORY = 4096;

/** What the reader has to know besides the record. */
export interface SecurityPlace {
  readonly environment: string;
  readonly cluster: string;
  /** Columns of flow logs, in their order. */
  readonly flowFields: readonly string[];
}

/** What the script of records is told of its place. */
export function recordParams({ environment, cluster, flowFields }: SecurityPlace) {
  return { environment, cluster, flow_fields: [...flowFields] };
}

/**
 * Filebeat as the reader of AWS's security records: it takes announcements of new files from the queues, reads the files in their buckets,
 * and files each record under its own name in the log store. What a record means is said in `javascript/security_records.js`. What cannot
 * be read, or is refused for good, goes to the stream of dead letters.
 */
export function securityReaderConfig(place: SecurityPlace, queues: readonly SecurityQueue[]) {
  return {
    "filebeat.inputs": queues.map((queue) => ({
      type: "aws-s3",
      id: queue,
      queue_url: `\${${QUEUE_VARIABLES[queue]}}`,
      visibility_timeout: READING,
      number_of_workers: AT_A_TIME,
      ...(queue === "trail" ? { expand_event_list_from_field: "Records" } : { file_selectors: selectors() }),
    })),
    processors: [
      {
        script: {
          lang: "javascript",
          id: "security-records",
          file: `${SECURITY_SCRIPTS_FOLDER}/${SECURITY_SCRIPT}`,
          params: recordParams(place),
        },
      },
      { drop_fields: { fields: ["agent", "host", "input", "log.offset", "tags"], ignore_missing: true } },
    ],
    "queue.mem": { events: EVENTS_IN_MEMORY, "flush.timeout": "1s" },
    "setup.template.enabled": false,
    "setup.ilm.enabled": false,
    "output.elasticsearch": {
      hosts: [elasticsearchUrl],
      username: `\${${USER_VARIABLE}}`,
      password: `\${${PASSWORD_VARIABLE}}`,
      index: "%{[@metadata][stream]}",
      allow_older_versions: false,
      compression_level: 1,
      non_indexable_policy: { dead_letter_index: { index: deadLetterStream(place.environment) } },
      ssl: {
        certificate_authorities: [`${ROOTS_FOLDER}/roots.pem`],
        verification_mode: "full",
        supported_protocols: ["TLSv1.3"],
      },
    },
    "logging.level": "warning",
    "logging.to_stderr": true,
    "logging.metrics.enabled": false,
  };
}

/** Files of the bucket of security logs that are read, and how. What is not here is taken from the queue and left alone. */
function selectors() {
  const { flowLogs, clusterAudit, config, findings } = securityLogFolders;
  return [
    { regex: `^(${flowLogs}|${clusterAudit})/` },
    { regex: `^${findings}/` },
    // Snapshots say again what the history says.
    { regex: `^${config}/.*/ConfigHistory/`, expand_event_list_from_field: "configurationItems" },
  ];
}
