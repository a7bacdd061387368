import { ELASTICSEARCH_PORT, elasticsearchService, loggingNamespace } from "../logs/names";
import {
  CREDENTIALS_FOLDER,
  FLUENTD_METRICS_PORT,
  FORWARD_PORT,
  OTLP_LOGS_PORT,
  ROOTS_FOLDER,
  TLS_FOLDER,
} from "./names";
import { deadLetterStream, type LogPlace } from "./place";

/** Folders in Fluentd's pods. */
export const fluentdFolders = {
  settings: "/fluentd/etc",
  plugins: "/fluentd/plugins",
  data: "/fluentd/data",
  temporary: "/tmp",
} as const;

/** Id of the output for what was put aside; metrics carry it. */
export const FLUENTD_DEAD_LETTERS = "dead_letters";

/** Tag of what comes by OTLP: its path, `/v1/logs`. */
const OTLP_TAG = "v1.logs";

/** Shares of the volume of the two buffers; the rest is there for neither to reach its end. */
const BUFFER_SHARE = 0.8;
const DEAD_LETTER_SHARE = 0.1;
const MIB_A_GIB = 1024;

/** Fluentd's configuration. */
export function fluentdConfig(place: LogPlace, volumeGiB: number): string {
  const share = (part: number): string => `${Math.floor(volumeGiB * MIB_A_GIB * part)}m`;
  // Between single quotation marks Fluentd takes a text as it is; JSON has none.
  const where = `'${JSON.stringify(place)}'`;
  return `<system>
  root_dir ${fluentdFolders.data}
  workers 1
  log_level warn
  <log>
    format json
  </log>
</system>

<source>
  @type forward
  @id nodes
  port ${FORWARD_PORT}
  bind 0.0.0.0
  ${serverTls(true)}
</source>

<source>
  @type http
  @id otlp
  port ${OTLP_LOGS_PORT}
  bind 0.0.0.0
  body_size_limit 32m
  ${serverTls(true)}
</source>

<source>
  @type prometheus
  @id metrics
  port ${FLUENTD_METRICS_PORT}
  bind 0.0.0.0
  ${serverTls(false)}
</source>

<source>
  @type prometheus_output_monitor
  @id output_metrics
  gauge_all false
</source>

<filter kubernetes>
  @type pharos_fields
  @id fields
  place ${where}
</filter>

# The path of a request is its tag.
<filter ${OTLP_TAG}>
  @type pharos_otlp
  @id otlp_fields
  place ${where}
</filter>

<match kubernetes ${OTLP_TAG}>
  @type elasticsearch
  @id documents
  index_name logs-\${$.data_stream.dataset}-${place.namespace}
  id_key $.event.id
  ${store()}
  <buffer $.data_stream.dataset>
    ${buffer("documents", share(BUFFER_SHARE))}
  </buffer>
  ${givenUp("documents")}
</match>

<label @ERROR>
  <filter **>
    @type pharos_dead_letters
    @id aside
    place ${where}
  </filter>
  <match **>
    @type elasticsearch
    @id ${FLUENTD_DEAD_LETTERS}
    index_name ${deadLetterStream(place.namespace)}
    ${store()}
    <buffer>
      ${buffer("dead-letters", share(DEAD_LETTER_SHARE))}
    </buffer>
    ${givenUp("dead-letters")}
  </match>
</label>

# What it says of itself goes to its own output, which is shipped like any other container's.
<label @FLUENT_LOG>
  <match **>
    @type stdout
  </match>
</label>
`;
}

function serverTls(clientsProve: boolean): string {
  return `<transport tls>
    cert_path ${TLS_FOLDER}/tls.crt
    private_key_path ${TLS_FOLDER}/tls.key
    min_version TLS1_3
    max_version TLS1_3${
      clientsProve ? `\n    client_cert_auth true\n    ca_path ${ROOTS_FOLDER}/roots.pem` : ""
    }
  </transport>`;
}

/** With \`create\` a document that is there already is refused: a line that comes twice is there once. */
function store(): string {
  return `scheme https
  host ${elasticsearchService}.${loggingNamespace}.svc
  port ${ELASTICSEARCH_PORT}
  user "#{File.read('${CREDENTIALS_FOLDER}/username').chomp}"
  password "#{File.read('${CREDENTIALS_FOLDER}/password').chomp}"
  ca_file ${ROOTS_FOLDER}/roots.pem
  ssl_verify true
  ssl_version TLSv1_3
  write_operation create
  suppress_type_name true
  include_timestamp false
  logstash_format false
  manage_template false
  reconnect_on_error true
  reload_on_failure false
  reload_connections false
  request_timeout 60s
  log_es_400_reason true`;
}

/**
 * On the volume, acknowledged when written, and tried for three days, a long weekend; full, it holds up the nodes, whose files wait. What
 * Elasticsearch did not take in all that time stays on the volume, in a file of its own.
 */
function buffer(name: string, limit: string): string {
  return `@type file
    path ${fluentdFolders.data}/${name}
    total_limit_size ${limit}
    chunk_limit_size 8m
    flush_mode interval
    flush_interval 5s
    flush_thread_count 2
    flush_at_shutdown true
    overflow_action block
    retry_type exponential_backoff
    retry_max_interval 60s
    retry_timeout 72h`;
}

function givenUp(name: string): string {
  return `<secondary>
    @type secondary_file
    directory ${fluentdFolders.data}/given-up
    basename ${name}.\${chunk_id}
  </secondary>`;
}
