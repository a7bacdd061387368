import type { Release } from "@pulumi/kubernetes/helm/v3";
import * as pulumi from "@pulumi/pulumi";
import { GRAFANA } from "../../content/dashboards/provisioning";
import type { PodPlacement } from "../../content/node-pools";
import { pinnedRelease } from "../metrics/release";
import type { HistorySource } from "./history-source";
import { type GrafanaDatabase, type GrafanaSignIn, grafanaValues } from "./grafana-values";

export interface GrafanaArgs {
  /** Namespace of Grafana and its dashboards. */
  readonly namespace: pulumi.Input<string>;
  /** StorageClass for the built-in database; not used with `database`. */
  readonly storageClassName: pulumi.Input<string>;
  /** Where the region's Prometheus can be queried; see `MetricsStack.prometheusUrl`. */
  readonly prometheusUrl: pulumi.Input<string>;
  /** Where history can be asked. @default nowhere */
  readonly history?: HistorySource<pulumi.Input<string>>;
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
  /** Where people find traces. @default - points of histograms lead to none */
  readonly tracesUrl?: string;
  /** How people come in. @default none: by the emergency login alone */
  readonly signIn?: GrafanaSignIn;
}

/**
 * Grafana of one region, over HTTPS alone, with the region's Prometheus as a data source that has a fixed uid. Dashboards are
 * ConfigMaps which its sidecar finds; neither they nor data sources can be changed in Grafana.
 *
 * It installs a ServiceMonitor, so it must depend on the release that owns that definition (`MetricsStack.crds`), and on the certificate
 * that it shows. Costs one volume of 5 GiB without a database.
 */
export class Grafana extends pulumi.ComponentResource {
  readonly release: Release;

  constructor(name: string, args: GrafanaArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:dashboards:Grafana", name, {}, opts);

    this.release = this.createRelease(name, args);
    this.registerOutputs();
  }

  private createRelease(name: string, args: GrafanaArgs): Release {
    const { namespace, storageClassName, prometheusUrl, history } = args;
    const { database, statefulPlacement, adminSecret, tracesUrl, signIn } = args;
    const values = grafanaValues<pulumi.Input<string>>({
      storageClassName,
      prometheusUrl,
      ...(history === undefined ? {} : { history }),
      ...(database === undefined ? {} : { database }),
      ...(statefulPlacement === undefined ? {} : { statefulPlacement }),
      ...(adminSecret === undefined ? {} : { adminSecret }),
      ...(tracesUrl === undefined ? {} : { tracesUrl }),
      ...(signIn === undefined ? {} : { signIn }),
    });
    return pinnedRelease(
      `${name}-release`,
      { chart: "grafana", releaseName: GRAFANA.service, namespace, values },
      { parent: this },
    );
  }
}
