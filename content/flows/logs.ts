/** What goes into and out of the namespace of the log store. */
import {
  bootstrapName,
  ECK_METRICS_PORT,
  ECK_WEBHOOK_PORT,
  eckOperatorName,
  ELASTICSEARCH_EXPORTER_PORT,
  elasticsearchExporterName,
  ELASTICSEARCH_PORT,
  elasticsearchPods,
  KIBANA_PORT,
  kibanaPods,
  loggingNamespace,
  TRANSPORT_PORT,
} from "../logs/names";
import { snapshotCredentials, elasticVersion } from "../logs/versions";
import type { Flow, OutwardFlow, Pods } from "./flow";

const HTTP_PORT = 80;
const HTTPS_PORT = 443;
/** Where API servers listen that are not EKS's. */
const OTHER_API_PORT = 6443;

const named = (name: string): Pods => ({ label: "app.kubernetes.io/name", values: [name] });
const elasticsearch: Pods = { label: elasticsearchPods.label, values: [elasticsearchPods.value] };
const kibana: Pods = { label: kibanaPods.label, values: [kibanaPods.value] };
const operator = named(eckOperatorName);
const exporter = named(elasticsearchExporterName);
const bootstrap = named(bootstrapName);

const within = (pods: Pods) => ({ namespace: loggingNamespace, pods });

const toApiServer = (who: string, pods: Pods, why: string): OutwardFlow => ({
  name: `${who}-to-api-server`,
  pods,
  to: "api-server",
  ports: ({ ranges }) => (ranges === undefined ? [HTTPS_PORT, OTHER_API_PORT] : [HTTPS_PORT]),
  why,
});

const toElasticsearch = (who: string, pods: Pods, why: string): OutwardFlow => ({
  name: `${who}-to-elasticsearch`,
  pods,
  to: within(elasticsearch),
  ports: [ELASTICSEARCH_PORT],
  why,
});

/** How a role's credentials come, by the version of Elasticsearch. */
const credentials: OutwardFlow =
  snapshotCredentials(elasticVersion) === "pod-identity"
    ? {
        name: "elasticsearch-snapshots-to-pod-identity",
        pods: elasticsearch,
        to: "pod-identity",
        ports: [HTTP_PORT],
        why: "gets the credentials of its role",
        only: "on EKS",
      }
    : {
        name: "elasticsearch-snapshots-to-sts",
        pods: elasticsearch,
        to: "intra",
        ports: ({ ranges }) => (ranges === undefined ? [] : [HTTPS_PORT]),
        why: "exchanges its token for the credentials of its role",
        only: "on EKS",
      };

/** Flows of the log store's namespace. */
export const logFlows: readonly Flow[] = [
  {
    name: "elasticsearch-within",
    pods: elasticsearch,
    to: within(elasticsearch),
    ports: [ELASTICSEARCH_PORT, TRANSPORT_PORT],
    why: "are one cluster",
  },
  credentials,
  {
    name: "elasticsearch-to-object-store",
    pods: elasticsearch,
    // S3 is behind a gateway endpoint, at public addresses.
    to: "anywhere",
    ports: ({ storePort = HTTPS_PORT }) => [storePort],
    why: "writes and restores snapshots",
  },
  toElasticsearch("kibana", kibana, "searches, and keeps its spaces there"),
  toElasticsearch("exporter", exporter, "asks how the cluster does"),
  toElasticsearch(
    "operator",
    operator,
    "asks how the cluster does, and moves shards before it takes a node away",
  ),
  toElasticsearch("bootstrap", bootstrap, "puts policies, templates, roles and users"),
  {
    name: "bootstrap-to-kibana",
    pods: bootstrap,
    to: within(kibana),
    ports: [KIBANA_PORT],
    why: "makes spaces and the roles of people",
  },
  toApiServer("bootstrap", bootstrap, "keeps the passwords of programs in Secrets"),
  toApiServer("operator", operator, "watches resources, and makes what they ask for"),
  {
    name: "api-server-to-eck-operator",
    pods: operator,
    from: "api-server",
    ports: [ECK_WEBHOOK_PORT],
    why: "has resources judged before it takes them (the webhook)",
  },
];

/** Ports at which Prometheus scrapes the namespace. */
export const logMetricsPorts = [ECK_METRICS_PORT, ELASTICSEARCH_EXPORTER_PORT] as const;
