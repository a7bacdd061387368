import type { Release } from "@pulumi/kubernetes/helm/v3";
import * as pulumi from "@pulumi/pulumi";
import type { PodPlacement } from "../../content/node-pools";
import { PROMETHEUS_PORT, prometheusName } from "../../content/metrics/names";
import type { HeartbeatTarget } from "./alertmanager-config";
import { kubePrometheusStackValues } from "./kube-prometheus-stack-values";
import { pinnedRelease } from "./release";
import type { MetricsStackSettings, RemoteWrite } from "./settings";

export interface MetricsStackArgs {
  readonly settings: MetricsStackSettings;
  /** The release that owns the custom resource definitions; see `createOperatorCrds`. */
  readonly crds: Release;
  /**
   * What its pods wait for and Helm does not: their certificates, and the issuer of its webhook's; see `Certificates.issued`.
   * @default []
   */
  readonly after?: readonly pulumi.Resource[];
  /** Namespace of Prometheus, Alertmanager and their operator; Pod Security level `restricted`. */
  readonly namespace: pulumi.Input<string>;
  /** Namespace of node-exporter; the only one with Pod Security level `privileged`. */
  readonly nodeAgentsNamespace: pulumi.Input<string>;
  /** Namespace in which Grafana finds dashboards. */
  readonly dashboardsNamespace: pulumi.Input<string>;
  /** StorageClass of encrypted gp3 volumes that waits for the pod (`WaitForFirstConsumer`) and can grow. */
  readonly storageClassName: pulumi.Input<string>;
  /**
   * Where Prometheus and Alertmanager belong.
   * @default anywhere
   */
  readonly statefulPlacement?: PodPlacement;
  /**
   * Where Alertmanager sends the region's signs of life.
   * @default nowhere
   */
  readonly heartbeat?: HeartbeatTarget;
  /**
   * Whether a Thanos sidecar beside each Prometheus uploads its blocks; see `sidecarSpec` for what it reads.
   * @default false
   */
  readonly uploads?: boolean;
  /**
   * Whether others send their samples to this pair.
   * @default false
   */
  readonly receives?: boolean;
  /**
   * Where the region sends its metrics besides keeping them.
   * @default none, as at a hub with Thanos
   */
  readonly remoteWrites?: readonly RemoteWrite<pulumi.Input<string>>[];
}

/**
 * The metrics of one region: an HA pair of Prometheus with volumes, three Alertmanagers, node-exporter and kube-state-metrics. It scrapes, evaluates and alerts on its own, also when the hub is gone; a spoke sends a
 * listed part of its metrics to the hub.
 *
 * Costs: two volumes of `metrics.storageGiB` and three of 2 GiB (gp3), and for each Prometheus about 8 KiB of memory a series.
 * Refuses plain HTTP: Prometheus and Alertmanager start when cert-manager has issued the certificates of
 * `content/metrics/certificates.ts`, and so does the webhook that judges rules.
 */
export class MetricsStack extends pulumi.ComponentResource {
  /** The release that owns the custom resource definitions: what every PrometheusRule and monitor depends on. */
  readonly crds: Release;
  readonly stack: Release;
  /** Where Prometheus can be queried from inside the cluster. */
  readonly prometheusUrl: pulumi.Output<string>;

  constructor(name: string, args: MetricsStackArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:metrics:MetricsStack", name, {}, opts);

    this.crds = args.crds;
    this.stack = this.createStack(name, args);
    this.prometheusUrl = pulumi.interpolate`https://${prometheusName}.${args.namespace}.svc:${PROMETHEUS_PORT}`;
    this.registerOutputs({ prometheusUrl: this.prometheusUrl });
  }

  private createStack(name: string, args: MetricsStackArgs): Release {
    const { settings, namespace, storageClassName, nodeAgentsNamespace, dashboardsNamespace } = args;
    const { remoteWrites, statefulPlacement, heartbeat, uploads = false, receives = false } = args;
    const values = kubePrometheusStackValues<pulumi.Input<string>>({
      settings,
      storageClassName,
      nodeAgentsNamespace,
      dashboardsNamespace,
      uploads,
      receives,
      ...(statefulPlacement === undefined ? {} : { statefulPlacement }),
      ...(heartbeat === undefined ? {} : { heartbeat }),
      ...(remoteWrites === undefined ? {} : { remoteWrites }),
    });
    return pinnedRelease(
      `${name}-kube-prometheus-stack`,
      { chart: "kube-prometheus-stack", namespace, values },
      { parent: this, dependsOn: [args.crds, ...(args.after ?? [])] },
    );
  }
}
