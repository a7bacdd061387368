import * as amp from "@pulumi/aws/amp";
import * as pulumi from "@pulumi/pulumi";
import { globalAlertGroups } from "../../content/alerts";
import { type AlertLinks, renderGroups } from "../../content/alerts/render";
import { alertManagerDefinition } from "../../content/managed-prometheus/alert-manager";
import { GLOBAL_RULES } from "../../content/managed-prometheus/names";
import type { Severity } from "../../content/severity";

export interface WorkspaceAlertsArgs {
  readonly workspaceId: pulumi.Input<string>;
  /** Region of the workspace and of the topics. */
  readonly region: string;
  /** ARNs of the topics, by severity. They take messages of the account's workspaces. */
  readonly topicArns: Readonly<Record<Severity, string>>;
  /** Where links in alerts lead. @default paths in the repository */
  readonly links?: AlertLinks;
}

/**
 * The alerts over all regions, which no region can see by itself: evaluated in the hub's workspace, told by its alert manager to the topics
 * that carry the alarms of AWS, since it knows no other receiver. Alertmanager's silences and routes in the cluster do not reach them.
 *
 * Costs 0.10 USD for a billion samples that the rules read.
 */
export class WorkspaceAlerts extends pulumi.ComponentResource {
  constructor(name: string, args: WorkspaceAlertsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:alarms:WorkspaceAlerts", name, {}, opts);

    const manager = this.createAlertManager(name, args);
    this.createRules(name, args, manager);
    this.registerOutputs();
  }

  private createAlertManager(
    name: string,
    { workspaceId, region, topicArns }: WorkspaceAlertsArgs,
  ): amp.AlertManagerDefinition {
    return new amp.AlertManagerDefinition(
      `${name}-alert-manager`,
      { workspaceId, definition: alertManagerDefinition(topicArns, region) },
      { parent: this },
    );
  }

  /** After who tells of them: an alert that fires before is told to nobody. JSON is YAML, which the service reads. */
  private createRules(
    name: string,
    { workspaceId, links }: WorkspaceAlertsArgs,
    manager: amp.AlertManagerDefinition,
  ): void {
    new amp.RuleGroupNamespace(
      `${name}-rules`,
      { workspaceId, name: GLOBAL_RULES, data: JSON.stringify(renderGroups(globalAlertGroups, links)) },
      { parent: this, dependsOn: [manager] },
    );
  }
}
