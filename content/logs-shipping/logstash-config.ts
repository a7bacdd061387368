import { stringify } from "yaml";
import { elasticsearchUrl } from "../logs/names";
import {
  BEATS_PORT,
  OTLP_LOGS_PORT,
  PASSWORD_VARIABLE,
  ROOTS_FOLDER,
  TLS_FOLDER,
  USER_VARIABLE,
} from "./names";
import {
  ARCHIVE_PIPELINE,
  archivePipeline,
  archivePipelineEntry,
  type LogArchive,
  toArchive,
} from "./archive";
import { deadLetterStream, type LogPlace } from "./place";
import { LIBRARY, OTLP_LIBRARY, LOGSTASH_DEAD_LETTERS_SCRIPT, LOGSTASH_SCRIPT } from "./scripts";

/** Folders in Logstash's pods. */
export const logstashFolders = {
  settings: "/etc/logstash",
  scripts: "/etc/logstash-scripts",
  data: "/var/lib/logstash",
  temporary: "/tmp",
} as const;

/** Ids of the pipelines; metrics carry them. */
export const logstashPipelines = { containers: "containers", deadLetters: "dead-letters" } as const;

/** Shares of the volume: what waits for Elasticsearch, what was put aside, and the rest for neither to reach its end. */
const QUEUE_SHARE = 0.8;
const DEAD_LETTER_SHARE = 0.1;
const MIB_A_GIB = 1024;
/** How long what was put aside stays on the volume after it was filed. */
const DEAD_LETTERS_KEPT = "7d";

/** Bytes of a request by OTLP: agents send at most some thousand records at a time. */
const LARGEST_REQUEST = 32 * 1024 * 1024;

/** Files of Logstash's settings: name → text. */
export function logstashSettings(
  place: LogPlace,
  volumeGiB: number,
  archive?: LogArchive,
): Readonly<Record<string, string>> {
  const share = (part: number): string => `${Math.floor(volumeGiB * MIB_A_GIB * part)}mb`;
  return {
    "logstash.yml": stringify({
      "path.data": logstashFolders.data,
      "path.logs": logstashFolders.temporary,
      // Read by the exporter beside it, and by nobody else.
      "api.http.host": "127.0.0.1",
      "pipeline.ecs_compatibility": "v8",
      "config.support_escapes": false,
      "log.level": "warn",
      "log.format": "json",
      // A pod that goes empties its queue first, as long as it is given time; what remains is on the volume.
      "queue.drain": true,
      allow_superuser: false,
    }),
    "log4j2.properties": LOG4J,
    "pipelines.yml": stringify([
      {
        "pipeline.id": logstashPipelines.containers,
        "path.config": `${logstashFolders.settings}/containers.conf`,
        "queue.type": "persisted",
        "queue.max_bytes": share(QUEUE_SHARE),
        // A line is acknowledged when it is on the disk.
        "queue.checkpoint.writes": 1,
        "dead_letter_queue.enable": true,
        "dead_letter_queue.max_bytes": share(DEAD_LETTER_SHARE),
        "dead_letter_queue.storage_policy": "drop_newer",
        "dead_letter_queue.retain.age": DEAD_LETTERS_KEPT,
      },
      {
        "pipeline.id": logstashPipelines.deadLetters,
        "path.config": `${logstashFolders.settings}/dead-letters.conf`,
        // Its inputs are queues on the disk themselves.
        "queue.type": "memory",
        "dead_letter_queue.enable": false,
      },
      ...(archive === undefined ? [] : [archivePipelineEntry(logstashFolders.settings, volumeGiB)]),
    ]),
    "containers.conf": containersPipeline(place, archive !== undefined),
    "dead-letters.conf": deadLettersPipeline(place),
    ...(archive === undefined
      ? {}
      : { [`${ARCHIVE_PIPELINE}.conf`]: archivePipeline(archive, logstashFolders) }),
  };
}

function containersPipeline(place: LogPlace, archives: boolean): string {
  return `input {
  beats {
    id => "filebeat"
    port => ${BEATS_PORT}
    ssl_enabled => true
    ssl_certificate => "${TLS_FOLDER}/tls.crt"
    ssl_key => "${TLS_FOLDER}/tls.key"
    ssl_certificate_authorities => ["${ROOTS_FOLDER}/roots.pem"]
    ssl_client_authentication => "required"
    ssl_supported_protocols => ["TLSv1.3"]
    enrich => none
  }
  http {
    id => "otlp"
    port => ${OTLP_LOGS_PORT}
    ssl_enabled => true
    ssl_certificate => "${TLS_FOLDER}/tls.crt"
    ssl_key => "${TLS_FOLDER}/tls.key"
    ssl_certificate_authorities => ["${ROOTS_FOLDER}/roots.pem"]
    ssl_client_authentication => "required"
    ssl_supported_protocols => ["TLSv1.3"]
    max_content_length => ${LARGEST_REQUEST}
  }
}
${rubyFilter("fields", LOGSTASH_SCRIPT, OTLP_LIBRARY, place)}
output {
  if "_pharos_unreadable" in [tags] or "_rubyexception" in [tags] {
    pipeline { id => "unreadable" send_to => ["${logstashPipelines.deadLetters}"] }
  } else {
    ${elasticsearchOutput("documents", "logs-%{[data_stream][dataset]}-%{[data_stream][namespace]}", '\n      document_id => "%{[event][id]}"')}
${archives ? toArchive : ""}  }
}
`;
}

function deadLettersPipeline(place: LogPlace): string {
  return `input {
  dead_letter_queue {
    id => "refused"
    path => "${logstashFolders.data}/dead_letter_queue"
    pipeline_id => "${logstashPipelines.containers}"
    commit_offsets => true
    clean_consumed => true
  }
  pipeline { id => "unreadable" address => "${logstashPipelines.deadLetters}" }
}
${rubyFilter("dead-letters", LOGSTASH_DEAD_LETTERS_SCRIPT, LIBRARY, place)}
output {
    ${elasticsearchOutput("dead-letters", deadLetterStream(place.namespace))}
}
`;
}

/** The library's path and the place as the scripts take them; the text has no single quotation mark. */
function rubyFilter(id: string, script: string, library: string, place: LogPlace): string {
  return `filter {
  ruby {
    id => "${id}"
    path => "${logstashFolders.scripts}/${script}"
    script_params => {
      "library" => "${logstashFolders.scripts}/${library}"
      "place" => '${JSON.stringify(place)}'
    }
  }
}`;
}

/** With \`create\` a document that is there already is refused: a line that comes twice is there once. */
function elasticsearchOutput(id: string, index: string, more = ""): string {
  return `elasticsearch {
      id => "${id}"
      hosts => ["${elasticsearchUrl}"]
      user => "\${${USER_VARIABLE}}"
      password => "\${${PASSWORD_VARIABLE}}"
      ssl_enabled => true
      ssl_certificate_authorities => ["${ROOTS_FOLDER}/roots.pem"]
      ssl_verification_mode => "full"
      ssl_supported_protocols => ["TLSv1.3"]
      index => "${index}"
      action => "create"${more}
      data_stream => false
      manage_template => false
      ilm_enabled => false
      compression_level => 1
    }`;
}

/** To the console, as JSON: the image's own writes files, for which there is no place. */
const LOG4J = `status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = JSONLayout
appender.console.layout.compact = true
appender.console.layout.eventEol = true
rootLogger.level = \${sys:ls.log.level}
rootLogger.appenderRef.console.ref = console
`;
