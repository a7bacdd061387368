import { elasticVersion } from "../logs/versions";

/**
 * Images of the programs that ship logs. They run as workloads of our own: the charts there are would break a promise each.
 * - eck-beats and eck-logstash make resources that the operator of Elasticsearch turns into pods: logs would stop where it does, and it
 *   would need rights in the namespace of node agents
 * - fluentd-aggregator 1.0.0 prepares its pods with an image that is only to be had as `latest`, and serves metrics without TLS
 * - fluentd 0.6.0 has no disruption budget, and by default the credentials `elastic` and `changeme`
 * - fluent-bit 0.58.1 mounts the node's logs for writing, and runs as root
 */
export const shippingImages = {
  filebeat: `docker.elastic.co/beats/filebeat:${elasticVersion}`,
  logstash: `docker.elastic.co/logstash/logstash:${elasticVersion}`,
  /** Logstash says nothing that Prometheus reads; kuskoman/logstash-exporter, tag v1.9.1. */
  logstashExporter: "ghcr.io/kuskoman/logstash-exporter:v1.9.1",
  /** Application version of the chart fluent-bit 0.58.1, fluent/helm-charts@5b81bf7. */
  fluentBit: "docker.io/fluent/fluent-bit:5.1.1",
  /** Fluentd with the plugins for Elasticsearch and Prometheus; application version of the chart fluentd-aggregator 1.0.0, same commit. */
  fluentd: "ghcr.io/fluent/fluentd-aggregator-docker-image:2.1.0",
} as const;
