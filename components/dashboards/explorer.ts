import * as pulumi from "@pulumi/pulumi";
import { EXPLORER } from "../../content/dashboards/provisioning";
import { pinnedRelease } from "../metrics/release";
import { type ExplorerInputs, explorerValues } from "./explorer-values";

export interface ExplorerArgs extends ExplorerInputs<pulumi.Input<string>> {
  /** Namespace of Grafana. */
  readonly namespace: pulumi.Input<string>;
}

/**
 * The program in which those who may see logs go from a metric to a trace and to its logs, in one region; see `explorerValues` for why it
 * is not Grafana itself. Costs two small pods. It installs a ServiceMonitor, so it must depend on the release that owns that definition, on
 * its certificate, and on its user of the log store.
 */
export class Explorer extends pulumi.ComponentResource {
  constructor(name: string, args: ExplorerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:dashboards:Explorer", name, {}, opts);
    const { namespace, ...inputs } = args;
    pinnedRelease(
      `${name}-release`,
      {
        chart: "grafana",
        releaseName: EXPLORER.service,
        namespace,
        values: explorerValues<pulumi.Input<string>>(inputs),
      },
      { parent: this },
    );
    this.registerOutputs();
  }
}
