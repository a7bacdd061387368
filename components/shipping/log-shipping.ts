import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import * as pulumi from "@pulumi/pulumi";
import {
  filebeatName,
  fluentBitName,
  fluentdName,
  logstashName,
  serviceHost,
} from "../../content/logs-shipping/names";
import type { LogPath } from "../../content/applications/log-path";
import { logPathsOf } from "../../content/logs-shipping/routes";
import { clientTls } from "../../content/metrics/certificates";
import { SCRAPE_INTERVAL_SECONDS } from "../../content/metrics/sizing";
import { LogAggregator } from "./log-aggregator";
import { NodeAgent } from "./node-agent";
import { labelsOf } from "./pod-parts";
import { filebeat, fluentBit, fluentd, logstash, type ArchiveTarget, type ShippingPlace } from "./programs";

export interface LogShippingArgs extends ShippingPlace {
  /** The release that owns the definition of PodMonitor. */
  readonly monitoringCrds: pulumi.Resource;
  /** Where to copy regulated streams to. @default nowhere: lines are not masked yet */
  readonly archive?: ArchiveTarget;
}

/**
 * How lines of containers come into Elasticsearch: by Filebeat and Logstash, by Fluent Bit and Fluentd, or, in a stack with both workloads,
 * each namespace by one of the two (`content/logs-shipping/routes.ts`). On the way nothing is dropped silently: what waits is on a disk,
 * what cannot be read or is refused is put aside and counted.
 *
 * Costs for each of the two paths an agent on every node, two to six pods, and 50 GiB of gp3 for each of these.
 *
 * Lines are not masked. That is why none of them is copied into the locked archive, which would keep them for years; the way there is built,
 * and takes nothing but what was masked.
 */
export class LogShipping extends pulumi.ComponentResource {
  constructor(name: string, args: LogShippingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:shipping:LogShipping", name, {}, opts);
    const paths: Readonly<Record<LogPath, () => void>> = {
      logstash: () => this.createLogstashPath(name, args),
      fluentd: () => this.createFluentdPath(name, args),
    };
    for (const path of logPathsOf(args.workloads)) paths[path]();
    this.registerOutputs();
  }

  private createLogstashPath(name: string, args: LogShippingArgs): void {
    const taker = new LogAggregator(logstashName, logstash(args, args.archive), { parent: this });
    new NodeAgent(filebeatName, filebeat(after(args, taker)), { parent: this });
    this.monitor(`${name}-${logstashName}`, args, logstashName, args.loggingNamespace);
  }

  private createFluentdPath(name: string, args: LogShippingArgs): void {
    const taker = new LogAggregator(fluentdName, fluentd(args), { parent: this });
    new NodeAgent(fluentBitName, fluentBit(after(args, taker)), { parent: this });
    const host = serviceHost(fluentdName, args.loggingNamespace);
    this.monitor(`${name}-${fluentdName}`, args, fluentdName, args.loggingNamespace, host);
    this.monitor(`${name}-${fluentBitName}`, args, fluentBitName, args.nodeAgentsNamespace);
  }

  /** @param host the name in its certificate; without one it serves metrics in the clear, as `content/flows` says why */
  private monitor(name: string, args: LogShippingArgs, pods: string, namespace: string, host?: string): void {
    new CustomResource(
      name,
      {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PodMonitor",
        metadata: { name: pods, namespace, labels: labelsOf(pods) },
        spec: {
          selector: { matchLabels: labelsOf(pods) },
          podMetricsEndpoints: [
            {
              port: "metrics",
              ...(pods === fluentBitName ? { path: FLUENT_BIT_METRICS_PATH } : {}),
              interval: `${SCRAPE_INTERVAL_SECONDS}s`,
              ...(host === undefined ? {} : { scheme: "https", tlsConfig: clientTls(host) }),
            },
          ],
        },
      },
      { parent: this, dependsOn: [args.monitoringCrds] },
    );
  }
}

/** Agents read nothing before there is somebody to take it. */
function after(args: LogShippingArgs, taker: LogAggregator): LogShippingArgs {
  return { ...args, after: [...args.after, taker] };
}

/** Its metrics of version 2, which the catalogue of metrics has. */
const FLUENT_BIT_METRICS_PATH = "/api/v2/metrics/prometheus";
