import * as amp from "@pulumi/aws/amp";
import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { Lifetime } from "../../content/lifetime";
import { seriesLimits } from "../../content/managed-prometheus/limits";
import {
  queryPath,
  workspaceLogGroups,
  workspaceName,
  workspacesHost,
  writePath,
} from "../../content/managed-prometheus/names";
import type { NameScope } from "../../content/names";
import type { RecordClass } from "../../content/retention";
import type { Days } from "../../content/units";
import { recordTags } from "./contents";
import { createRecordLogGroup } from "./log-group";

export interface MetricsWorkspaceArgs {
  readonly scope: NameScope;
  readonly lifetime: Lifetime;
  /** The keys of metrics, and of the two log groups. The first lets the service use it, the second these log groups. */
  readonly keys: { readonly metrics: pulumi.Input<string>; readonly logs: pulumi.Input<string> };
  /** How long samples are kept, days; three years at most. */
  readonly retention: Days;
  /** How long it is known what was asked, days. */
  readonly queryRetention: Days;
  /** `cluster` labels of the regions that write there. */
  readonly clusters: readonly string[];
  /** Series of one region that it is sized for. */
  readonly activeSeries: number;
}

/** What failed in the workspace is kept as operations are, what was asked of it as audits want. */
const FAILURES: RecordClass = "metrics-operational";
const QUERIES: RecordClass = "pci-audit";

/** Every query is logged, however few samples it reads: people's questions read few. */
const EVERY_QUERY = 0;

/** How late a sample may come, seconds: an hour, beyond which the service refuses samples whatever is set. */
const OUT_OF_ORDER_SECONDS = 3600;

/**
 * A workspace of Amazon Managed Service for Prometheus: the metrics of regions, for as long as the retention table says, encrypted with the
 * key of metrics. What failed in it and what was asked of it is logged, and no region can fill it with series alone.
 *
 * Costs 0.90 USD for the first two billion samples of a month at 10 million each, then 0.35 (`content/managed-prometheus/cost.ts`), 0.03 USD
 * a GB and month, and 0.10 USD for a billion samples that queries read.
 *
 * Refuses nothing by itself: who may write and read stands in the roles of those who do. With lifetime `permanent` it is protected: history
 * goes with it.
 */
export class MetricsWorkspace extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** Where samples are sent. */
  readonly writeUrl: pulumi.Output<string>;
  /** Path below the region's workspaces at which it is asked. */
  readonly queryPath: pulumi.Output<string>;
  /** Whoever writes waits for it: series that come before the limits are there are not counted. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: MetricsWorkspaceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:storage:MetricsWorkspace", name, {}, opts);

    const [failures, queries] = this.createLogGroups(name, args);
    const workspace = this.createWorkspace(name, args, failures);
    const configuration = this.configure(name, args, workspace);
    const queryLog = this.logQueries(name, workspace, queries);

    this.id = workspace.id;
    this.arn = workspace.arn;
    this.writeUrl = workspace.id.apply(
      (id) => `https://${workspacesHost(args.scope.region)}${writePath(id)}`,
    );
    this.queryPath = workspace.id.apply(queryPath);
    this.ready = [configuration, queryLog];
    this.registerOutputs({ id: this.id, arn: this.arn });
  }

  private createLogGroups(
    name: string,
    { scope, keys, lifetime, queryRetention }: MetricsWorkspaceArgs,
  ): [failures: cloudwatch.LogGroup, queries: cloudwatch.LogGroup] {
    const [ofFailures, ofQueries] = workspaceLogGroups(scope);
    const common = { keyArn: keys.logs, lifetime };
    return [
      createRecordLogGroup(
        `${name}-failures`,
        { ...common, logGroupName: ofFailures, recordClass: FAILURES },
        this,
      ),
      createRecordLogGroup(
        `${name}-queries`,
        { ...common, logGroupName: ofQueries, recordClass: QUERIES, retention: queryRetention },
        this,
      ),
    ];
  }

  private createWorkspace(
    name: string,
    { scope, keys, lifetime }: MetricsWorkspaceArgs,
    failures: cloudwatch.LogGroup,
  ): amp.Workspace {
    return new amp.Workspace(
      `${name}-workspace`,
      {
        alias: workspaceName(scope),
        kmsKeyArn: keys.metrics,
        loggingConfiguration: { logGroupArn: pulumi.interpolate`${failures.arn}:*` },
        tags: recordTags(FAILURES),
      },
      { parent: this, protect: lifetime === "permanent" },
    );
  }

  private configure(
    name: string,
    { retention, clusters, activeSeries }: MetricsWorkspaceArgs,
    workspace: amp.Workspace,
  ): amp.WorkspaceConfiguration {
    return new amp.WorkspaceConfiguration(
      `${name}-configuration`,
      {
        workspaceId: workspace.id,
        retentionPeriodInDays: retention,
        outOfOrderTimeWindowInSeconds: OUT_OF_ORDER_SECONDS,
        limitsPerLabelSets: seriesLimits(clusters, activeSeries),
      },
      { parent: this },
    );
  }

  private logQueries(
    name: string,
    workspace: amp.Workspace,
    queries: cloudwatch.LogGroup,
  ): amp.QueryLoggingConfiguration {
    return new amp.QueryLoggingConfiguration(
      `${name}-query-log`,
      {
        workspaceId: workspace.id,
        destinations: [
          {
            cloudwatchLogs: { logGroupArn: pulumi.interpolate`${queries.arn}:*` },
            filters: { qspThreshold: EVERY_QUERY },
          },
        ],
      },
      { parent: this },
    );
  }
}
