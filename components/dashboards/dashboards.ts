import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import { dashboardJson, dashboards } from "../../content/dashboards";
import { folderAnnotation, platformFolder, sidecarLabel } from "../../content/dashboards/provisioning";

export interface DashboardsArgs {
  /** Namespace in which Grafana's sidecar looks for dashboards. */
  readonly namespace: pulumi.Input<string>;
}

/**
 * The platform's dashboards, one ConfigMap each: a ConfigMap holds one megabyte, and a change then touches one. Free of charge.
 */
export class Dashboards extends pulumi.ComponentResource {
  /** One ConfigMap for each dashboard. */
  readonly configMaps: ConfigMap[];

  constructor(name: string, args: DashboardsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:dashboards:Dashboards", name, {}, opts);

    this.configMaps = this.createConfigMaps(name, args);
    this.registerOutputs();
  }

  private createConfigMaps(name: string, { namespace }: DashboardsArgs): ConfigMap[] {
    const { name: label, value } = sidecarLabel;
    return dashboards().map(
      (dashboard) =>
        new ConfigMap(
          `${name}-${dashboard.uid}`,
          {
            metadata: {
              name: `dashboard-${dashboard.uid}`,
              namespace,
              labels: { [label]: value },
              annotations: { [folderAnnotation]: platformFolder },
            },
            data: { [`${dashboard.uid}.json`]: dashboardJson(dashboard) },
          },
          { parent: this },
        ),
    );
  }
}
