import { type Dashboard, DashboardLinkType } from "@grafana/grafana-foundation-sdk/dashboard";
import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import { dashboardJson, dashboards } from "../../content/dashboards";
import { folderAnnotation, platformFolder, sidecarLabel } from "../../content/dashboards/provisioning";

export interface DashboardsArgs {
  /** Namespace in which Grafana's sidecar looks for dashboards. */
  readonly namespace: pulumi.Input<string>;
  /**
   * Other regions' Grafana, to which each dashboard links: logs and traces of a region are there alone.
   * @default none
   */
  readonly regions?: readonly { readonly region: string; readonly url: string }[];
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

  private createConfigMaps(name: string, { namespace, regions = [] }: DashboardsArgs): ConfigMap[] {
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
            data: { [`${dashboard.uid}.json`]: dashboardJson(withLinks(dashboard, regions)) },
          },
          { parent: this },
        ),
    );
  }
}

/** The same dashboard in other regions, over the same time. */
function withLinks(
  dashboard: Dashboard,
  regions: readonly { readonly region: string; readonly url: string }[],
): Dashboard {
  if (regions.length === 0) return dashboard;
  const links = regions.map(({ region, url }) => ({
    title: region,
    type: DashboardLinkType.Link,
    icon: "external link",
    tooltip: `the same in ${region}, with the way to its logs and traces`,
    url: `${url}/d/${dashboard.uid}`,
    tags: [],
    asDropdown: false,
    targetBlank: true,
    includeVars: false,
    keepTime: true,
  }));
  return { ...dashboard, links: [...(dashboard.links ?? []), ...links] };
}
