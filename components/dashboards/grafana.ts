import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import type { Release } from "@pulumi/kubernetes/helm/v3";
import * as pulumi from "@pulumi/pulumi";
import { sidecarLabel } from "../../content/dashboards/provisioning";
import type { PodPlacement } from "../../content/node-pools";
import { pinnedRelease } from "../metrics/release";
import { historyDataSource, prometheusDataSource } from "./data-source";
import { type GrafanaDatabase, grafanaValues } from "./grafana-values";

export interface GrafanaArgs {
  /** Namespace of Grafana, its dashboards and data sources. */
  readonly namespace: pulumi.Input<string>;
  /** StorageClass for the built-in database; not used with `database`. */
  readonly storageClassName: pulumi.Input<string>;
  /** Where the region's Prometheus can be queried; see `MetricsStack.prometheusUrl`. */
  readonly prometheusUrl: pulumi.Input<string>;
  /** Where history can be asked; see `Thanos.queryUrl`. @default nowhere */
  readonly historyUrl?: pulumi.Input<string>;
  /** @default none: one replica with its built-in database on a volume */
  readonly database?: GrafanaDatabase<pulumi.Input<string>>;
  /**
   * Where the pod with the volume belongs.
   * @default anywhere
   */
  readonly statefulPlacement?: PodPlacement;
  /**
   * Secret with `username` and `password` of the only local user.
   * @default none: the chart makes a random password inside the cluster
   */
  readonly adminSecret?: string;
}

/**
 * Grafana of one region, with the region's Prometheus as a data source that has a fixed uid. Dashboards and data sources are
 * ConfigMaps which its sidecar finds; none can be changed in Grafana.
 *
 * It installs a ServiceMonitor, so it must depend on the release that owns that definition (`MetricsStack.crds`). Costs one volume
 * of 5 GiB without a database.
 */
export class Grafana extends pulumi.ComponentResource {
  readonly release: Release;

  constructor(name: string, args: GrafanaArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:dashboards:Grafana", name, {}, opts);

    const dataSources = this.createDataSources(name, args);
    this.release = this.createRelease(name, args, dataSources);
    this.registerOutputs();
  }

  private createDataSources(name: string, args: GrafanaArgs): ConfigMap[] {
    const { prometheusUrl, historyUrl } = args;
    return [
      this.createDataSource(name, args, "prometheus", prometheusUrl, prometheusDataSource),
      ...(historyUrl === undefined
        ? []
        : [this.createDataSource(name, args, "history", historyUrl, historyDataSource)]),
    ];
  }

  private createDataSource(
    name: string,
    { namespace }: GrafanaArgs,
    source: "prometheus" | "history",
    address: pulumi.Input<string>,
    render: (url: string) => object,
  ): ConfigMap {
    const { name: label, value } = sidecarLabel.datasources;
    const file = pulumi.output(address).apply((url) => JSON.stringify(render(url), null, 2));
    return new ConfigMap(
      `${name}-${source}-data-source`,
      {
        metadata: { name: `data-source-${source}`, namespace, labels: { [label]: value } },
        // JSON is YAML, which is what Grafana reads.
        data: { [`${source}.yaml`]: file },
      },
      { parent: this },
    );
  }

  private createRelease(name: string, args: GrafanaArgs, dataSources: ConfigMap[]): Release {
    const { namespace, storageClassName, database, statefulPlacement, adminSecret } = args;
    const values = grafanaValues<pulumi.Input<string>>({
      storageClassName,
      ...(database === undefined ? {} : { database }),
      ...(statefulPlacement === undefined ? {} : { statefulPlacement }),
      ...(adminSecret === undefined ? {} : { adminSecret }),
    });
    return pinnedRelease(
      `${name}-release`,
      { chart: "grafana", namespace, values },
      { parent: this, dependsOn: dataSources },
    );
  }
}
