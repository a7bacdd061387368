/** Names and ports of the programs that ship logs, for all who reach or watch them. */

/** Agents on nodes, in the namespace of node agents. */
export const filebeatName = "filebeat";
export const fluentBitName = "fluent-bit";
/** What takes their lines and files them, in the namespace of the log store. */
export const logstashName = "logstash";
export const fluentdName = "fluentd";

/** Where Logstash takes what Filebeat sends. */
export const BEATS_PORT = 5044;
/** Where Fluentd takes what Fluent Bit sends. */
export const FORWARD_PORT = 24_224;
/** Where either takes what the agents of tracing send: OTLP over HTTPS, in JSON. */
export const OTLP_LOGS_PORT = 4318;
/** Where metrics of each are read. */
export const LOGSTASH_METRICS_PORT = 9198;
export const FLUENTD_METRICS_PORT = 24_231;
export const FLUENT_BIT_METRICS_PORT = 2020;

/** Folder of certificate and key in every pod that shows one. */
export const TLS_FOLDER = "/etc/tls";
/** Folder of the roots that are trusted. */
export const ROOTS_FOLDER = "/etc/roots";
/** Folder of the credentials of the log store, one file each. */
export const CREDENTIALS_FOLDER = "/etc/store";
/** Variables into which they are read, by programs that know no files for them. */
export const USER_VARIABLE = "STORE_USER";
export const PASSWORD_VARIABLE = "STORE_PASSWORD";
/** Environment variable with the name of the node that an agent is on. */
export const NODE_VARIABLE = "NODE_NAME";

/** Secrets with certificates, in cert-manager's layout. */
export const agentClientSecret = "log-agent-client-tls";
export const logstashServingSecret = "logstash-serving-tls";
export const fluentdServingSecret = "fluentd-serving-tls";

/** The name under which a program of the log store's namespace is reached; its certificate carries it. */
export function serviceHost(name: string, namespace: string): string {
  return `${name}.${namespace}.svc`;
}
