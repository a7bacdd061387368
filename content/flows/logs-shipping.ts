import { ELASTICSEARCH_PORT, elasticsearchPods, loggingNamespace } from "../logs/names";
import {
  BEATS_PORT,
  filebeatName,
  FLUENT_BIT_METRICS_PORT,
  fluentBitName,
  FLUENTD_METRICS_PORT,
  fluentdName,
  FORWARD_PORT,
  LOGSTASH_METRICS_PORT,
  logstashName,
} from "../logs-shipping/names";
import { monitoringNamespace, nodeAgentsNamespace } from "../versions";
import { workloadIdentities } from "../workload-identities";
import type { OutwardFlow, Pods, Ports } from "./flow";

const HTTP_PORT = 80;
const HTTPS_PORT = 443;

const onEks =
  (...ports: readonly number[]): Ports =>
  ({ ranges }) =>
    ranges === undefined ? [] : ports;

const named = (...values: readonly string[]): Pods => ({ label: "app.kubernetes.io/name", values });
const filebeat = named(filebeatName);
const fluentBit = named(fluentBitName);
const logstash = named(logstashName);
const fluentd = named(fluentdName);
const securityReader = named(workloadIdentities["security-log-reader"].serviceAccount);
const prometheus = named("prometheus");
const elasticsearch: Pods = { label: elasticsearchPods.label, values: [elasticsearchPods.value] };

/** The way of logs from nodes into Elasticsearch, and what watches it. By namespace. */
export const logShippingFlows: Readonly<Record<string, readonly OutwardFlow[]>> = {
  [nodeAgentsNamespace]: [
    {
      name: "filebeat-to-logstash",
      pods: filebeat,
      to: { namespace: loggingNamespace, pods: logstash },
      ports: [BEATS_PORT],
      why: "hands over the lines of its node's containers",
      only: "with the workload `finance`",
    },
    {
      name: "fluent-bit-to-fluentd",
      pods: fluentBit,
      to: { namespace: loggingNamespace, pods: fluentd },
      ports: [FORWARD_PORT],
      why: "hands over the lines of its node's containers",
      only: "with the workload `dag`",
    },
  ],
  [loggingNamespace]: [
    {
      name: "shippers-to-elasticsearch",
      pods: named(logstashName, fluentdName),
      to: { namespace: loggingNamespace, pods: elasticsearch },
      ports: [ELASTICSEARCH_PORT],
      why: "file what nodes handed over",
    },
    ...(["pod-identity", "archive"] as const).map((end): OutwardFlow => ({
      name: `log-archiver-to-${end}`,
      pods: logstash,
      // S3 is behind a gateway endpoint, at public addresses.
      to: end === "archive" ? "anywhere" : end,
      ports: ({ ranges, archivesLogs }) =>
        ranges === undefined || archivesLogs !== true ? [] : [end === "archive" ? HTTPS_PORT : HTTP_PORT],
      why:
        end === "archive"
          ? "copies masked streams into the locked archive"
          : "gets the credentials of its role",
      only: "on EKS, with `logs.archive`, which takes no `on` yet",
    })),
    {
      name: "security-log-reader-to-elasticsearch",
      pods: securityReader,
      to: { namespace: loggingNamespace, pods: elasticsearch },
      ports: [ELASTICSEARCH_PORT],
      why: "files AWS's security records",
      only: "on EKS",
    },
    {
      name: "security-log-reader-to-pod-identity",
      pods: securityReader,
      to: "pod-identity",
      ports: [HTTP_PORT],
      why: "gets the credentials of its role",
      only: "on EKS",
    },
    {
      name: "security-log-reader-to-queues",
      pods: securityReader,
      // The endpoint of SQS in the network.
      to: "intra",
      ports: onEks(HTTPS_PORT),
      why: "takes announcements of new files",
      only: "on EKS",
    },
    {
      name: "security-log-reader-to-buckets",
      pods: securityReader,
      // S3 is behind a gateway endpoint, at public addresses.
      to: "anywhere",
      ports: onEks(HTTPS_PORT),
      why: "reads the files",
      only: "on EKS",
    },
  ],
  [monitoringNamespace]: [
    {
      name: "prometheus-to-logstash",
      pods: prometheus,
      to: { namespace: loggingNamespace, pods: logstash },
      ports: [LOGSTASH_METRICS_PORT],
      why: "scrapes Logstash, whose exporter serves counts in the clear: it knows no TLS",
      only: "with the workload `finance`",
    },
    {
      name: "prometheus-to-fluentd",
      pods: prometheus,
      to: { namespace: loggingNamespace, pods: fluentd },
      ports: [FLUENTD_METRICS_PORT],
      why: "scrapes Fluentd",
      only: "with the workload `dag`",
    },
    {
      name: "prometheus-to-fluent-bit",
      pods: prometheus,
      to: { namespace: nodeAgentsNamespace, pods: fluentBit },
      ports: [FLUENT_BIT_METRICS_PORT],
      why: "scrapes Fluent Bit, which serves counts in the clear: it knows no TLS for them",
      only: "with the workload `dag`",
    },
  ],
};
