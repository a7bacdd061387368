/** Names of the log store that those who write to it, read it or watch it share. */

/** Namespace of what ships, keeps and shows logs. */
export const loggingNamespace = "logging";

/** The Elasticsearch resource; ECK derives the names of its Service, secrets and pods from it. */
export const elasticsearchName = "logs";
/** The Kibana resource. */
export const kibanaName = "logs";

export const ELASTICSEARCH_PORT = 9200;
/** Between nodes of the cluster alone. */
export const TRANSPORT_PORT = 9300;
export const KIBANA_PORT = 5601;

/** Services, as ECK names them. */
export const elasticsearchService = `${elasticsearchName}-es-http`;
export const kibanaService = `${kibanaName}-kb-http`;

/** Where Elasticsearch answers inside the cluster. Its certificate is the region's authority's: trust the bundle `trust-roots`. */
export const elasticsearchUrl = `https://${elasticsearchService}.${loggingNamespace}.svc:${ELASTICSEARCH_PORT}`;
/** Where Kibana answers inside the cluster, likewise; people come through the gateway. */
export const kibanaUrl = `https://${kibanaService}.${loggingNamespace}.svc:${KIBANA_PORT}`;

/** Secrets with the certificates that the two show, in cert-manager's layout. */
export const elasticsearchServingSecret = "elasticsearch-serving-tls";
export const kibanaServingSecret = "kibana-serving-tls";

/** Secret in which ECK keeps the password of the user that may do everything (key: the user's name). The bootstrap job alone reads it. */
export const superuserSecret = { name: `${elasticsearchName}-es-elastic-user`, user: "elastic" } as const;

/** Labels that ECK puts on the pods of the two. */
export const elasticsearchPods = {
  label: "elasticsearch.k8s.elastic.co/cluster-name",
  value: elasticsearchName,
} as const;
export const kibanaPods = { label: "kibana.k8s.elastic.co/name", value: kibanaName } as const;

/** Service account of Elasticsearch's pods; its role in AWS writes snapshots. */
export const elasticsearchServiceAccount = "elasticsearch";

/** Programs that sign in to Elasticsearch, each with a user of the native realm. */
export type StoreUser =
  "logstash" | "fluentd" | "collector" | "falcosidekick" | "jaeger" | "exporter" | "explorer";

/** Secret with the credentials of a program, of the type `kubernetes.io/basic-auth` (keys `username`, `password`), in the namespace of `userNamespace`. */
export function userSecret(user: StoreUser): string {
  return `elasticsearch-user-${user}`;
}

/** ILM policy of Jaeger's indices; the name is Jaeger's own. */
export const jaegerLifecycle = "jaeger-ilm-policy";
/** Beginning of the names of Jaeger's indices. */
export const jaegerIndices = "jaeger-";

/** The operator that makes Elasticsearch and Kibana: its chart's names begin with it. */
export const eckOperatorName = "elastic-operator";
/** Service of its webhook, as its chart names it. */
export const ECK_WEBHOOK_SERVICE = `${eckOperatorName}-webhook`;
export const ECK_WEBHOOK_PORT = 9443;
export const ECK_METRICS_PORT = 8443;

/** The exporter: its release, Deployment, Service and the `job` label of its metrics. */
export const elasticsearchExporterName = "prometheus-elasticsearch-exporter";
export const ELASTICSEARCH_EXPORTER_PORT = 9108;

/** The job that puts policies, templates, roles and users: its service account and the label of its pods. */
export const bootstrapName = "log-store-bootstrap";
