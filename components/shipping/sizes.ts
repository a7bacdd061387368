import type { LogPath } from "../../content/applications/log-path";
import { type ContainerResources, containerResources } from "../../content/metrics/pod-security";
import { fluentBitName, fluentdName, filebeatName, logstashName } from "../../content/logs-shipping/names";
import { logPathsOf, type ShippedWorkloads } from "../../content/logs-shipping/routes";
import { AGGREGATORS } from "../../content/scaling/scalers";
import type { PodSize } from "../../content/namespace-size";
import { workloadIdentities } from "../../content/workload-identities";

/** How many pods take and file lines: one a zone at rest, more by what there is to do. */
export const REPLICAS = AGGREGATORS;

/**
 * What waits for Elasticsearch on the volume of each. At 3 MB/s, which one Logstash of this size takes at most, 40 GiB are three and a half
 * hours of Elasticsearch's absence; after that lines wait in their files on the nodes.
 */
export const VOLUME_GIB = 50;

/** Of Logstash: a heap of 1 GiB, and as much for the rest of the machine. */
export const LOGSTASH_HEAP_MIB = 1024;

/** Readers of AWS's security records: they share the queues. */
export const SECURITY_READERS = 2;

/** Resources by container. */
export const shippingResources: Readonly<
  Record<
    | "filebeat"
    | "fluentBit"
    | "logstash"
    | "logstashExporter"
    | "fluentd"
    | "securityReader"
    | "findingsReader",
    ContainerResources
  >
> = {
  filebeat: containerResources({ cpuMillicores: 50, memoryMiB: 128, memoryLimitMiB: 256 }),
  fluentBit: containerResources({ cpuMillicores: 30, memoryMiB: 64, memoryLimitMiB: 256 }),
  logstash: containerResources({ cpuMillicores: 500, memoryMiB: 2 * LOGSTASH_HEAP_MIB }),
  logstashExporter: containerResources({ cpuMillicores: 10, memoryMiB: 32, memoryLimitMiB: 64 }),
  /** Unpacks files of 64 MiB, of which it reads five at a time. */
  securityReader: containerResources({ cpuMillicores: 100, memoryMiB: 512, memoryLimitMiB: 1024 }),
  /** Ten findings at a time, of some KiB each. */
  findingsReader: containerResources({ cpuMillicores: 20, memoryMiB: 64, memoryLimitMiB: 128 }),
  fluentd: containerResources({ cpuMillicores: 300, memoryMiB: 512, memoryLimitMiB: 1024 }),
};

const agents: Readonly<Record<LogPath, PodSize>> = {
  logstash: { name: filebeatName, count: "every-node", containers: [shippingResources.filebeat] },
  fluentd: { name: fluentBitName, count: "every-node", containers: [shippingResources.fluentBit] },
};

const aggregators: Readonly<Record<LogPath, PodSize>> = {
  logstash: {
    name: logstashName,
    count: REPLICAS.most,
    containers: [shippingResources.logstash, shippingResources.logstashExporter],
    volumeGiB: VOLUME_GIB,
  },
  fluentd: {
    name: fluentdName,
    count: REPLICAS.most,
    containers: [shippingResources.fluentd],
    volumeGiB: VOLUME_GIB,
  },
};

/** The agents on every node of a stack with these workloads. */
export function agentPods(workloads: ShippedWorkloads): readonly PodSize[] {
  return logPathsOf(workloads).map((path) => agents[path]);
}

/** What takes and files their lines. */
export function aggregatorPods(workloads: ShippedWorkloads): readonly PodSize[] {
  return logPathsOf(workloads).map((path) => aggregators[path]);
}

/** The readers of AWS's security records, which there are in AWS alone. */
export const securityReaderPods: PodSize = {
  name: workloadIdentities["security-log-reader"].serviceAccount,
  count: SECURITY_READERS,
  containers: [shippingResources.securityReader, shippingResources.findingsReader],
};
