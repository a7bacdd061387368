import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import * as pulumi from "@pulumi/pulumi";
import { alertGroups } from "../../content/alerts";
import { type AlertLinks, renderGroups } from "../../content/alerts/render";

export interface AlertRulesArgs {
  /** Namespace of the rules; Prometheus reads those of all namespaces. */
  readonly namespace: pulumi.Input<string>;
  /** The release that owns the definition of PrometheusRule, and, with a webhook that judges rules, the one that runs it. */
  readonly after: readonly pulumi.Resource[];
  /** Names of groups about what the region does not have. @default [] */
  readonly without?: readonly string[];
  /** @default paths: of the repository for runbooks, below Grafana for panels */
  readonly links?: AlertLinks;
}

/**
 * The alerts that each region evaluates itself, as PrometheusRule resources: one for each group, so that a change shows which.
 * Free of charge.
 */
export class AlertRules extends pulumi.ComponentResource {
  /** One PrometheusRule for each group. */
  readonly rules: CustomResource[];

  constructor(name: string, args: AlertRulesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:alerting:AlertRules", name, {}, opts);

    this.rules = this.createRules(name, args);
    this.registerOutputs();
  }

  private createRules(
    name: string,
    { namespace, after, without = [], links }: AlertRulesArgs,
  ): CustomResource[] {
    const groups = alertGroups.filter(({ name: group }) => !without.includes(group));
    return groups.map(
      (group) =>
        new CustomResource(
          `${name}-${group.name}`,
          {
            apiVersion: "monitoring.coreos.com/v1",
            kind: "PrometheusRule",
            metadata: { name: `pharos-${group.name}`, namespace },
            spec: renderGroups([group], links),
          },
          { parent: this, dependsOn: [...after] },
        ),
    );
  }
}
