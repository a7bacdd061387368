import type { Severity } from "../severity";
import type { MetricName } from "./metrics";

/** What can be watched, each with the dimensions under which AWS reports it. */
export const subjectDimensions = {
  account: [],
  bucket: ["BucketName", "FilterId"],
  cluster: ["ClusterName"],
  database: ["DBClusterIdentifier"],
  databaseInstance: ["DBInstanceIdentifier"],
  endpoint: ["Endpoint Type", "Service Name", "VPC Endpoint Id", "VPC Id"],
  loadBalancer: ["LoadBalancer"],
  natGateway: ["NatGatewayId"],
  queue: ["QueueName"],
  replication: ["DestinationBucket", "RuleId", "SourceBucket"],
  targetGroup: ["LoadBalancer", "TargetGroup"],
  topic: ["TopicName"],
  vault: ["BackupVaultName"],
  workspace: ["Workspace"],
  /** The rules in a workspace, and who tells of them. */
  workspaceRules: ["Workspace"],
} as const satisfies Record<string, readonly string[]>;

/** A kind of thing that is watched. */
export type SubjectKind = keyof typeof subjectDimensions;

/** Bounds that differ from one subject to the next. */
export type Limit = "connections";

/**
 * One thing that is watched.
 * @typeParam Value what a dimension's value is: a text, or one that AWS has yet to make
 */
export interface Subject<Value = string> {
  /** Tells it from others of its kind, in names: lower case words joined by hyphens. */
  readonly label: string;
  /** The dimensions of its kind. */
  readonly dimensions: Readonly<Record<string, Value>>;
  /** @default {} */
  readonly limits?: Readonly<Partial<Record<Limit, number>>>;
}

/** One series that an alarm reads. */
export interface Series {
  readonly metric: MetricName;
  readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum";
  /** Dimensions beside the subject's. @default {} */
  readonly dimensions?: Readonly<Record<string, string>>;
}

/** When the value is bad. */
export type Condition =
  | {
      readonly is: "above" | "at-least" | "below";
      /** The value, or a share of one of the subject's limits. */
      readonly threshold: number | { readonly percent: number; readonly of: Limit };
      /** Unit of the value, in the plural: "seconds". */
      readonly unit: string;
      /** Why the threshold is where it is. */
      readonly because: string;
    }
  | {
      /** The band is what CloudWatch learned of the last two weeks: hours, weekdays, trend. */
      readonly is: "above-band" | "outside-band";
      /** Width of the band in standard deviations. */
      readonly deviations: number;
      readonly unit: string;
      readonly because: string;
    };

/** What somebody who is told reads first. Plain sentences; `act` in the order of doing. */
interface Runbook {
  readonly cause: readonly string[];
  readonly check: readonly string[];
  readonly act: readonly string[];
}

/** One alarm over every subject of a kind. */
export interface Alarm {
  /** Name, unique over alarms and alerts: its runbook is called so. */
  readonly name: string;
  readonly watches: SubjectKind;
  readonly severity: Severity;
  /** One line: what is wrong. */
  readonly summary: string;
  /** The series by the name that the expression gives them; `value` where there is no expression. */
  readonly series: Readonly<Record<string, Series>>;
  /** Metric math over the series. @default the only series */
  readonly expression?: string;
  readonly condition: Condition;
  /** Length of a period in seconds. */
  readonly period: 60 | 300 | 3600 | 86_400;
  /** How many periods are looked at. */
  readonly periods: number;
  /** How many of them have to be bad. @default all */
  readonly badPeriods?: number;
  /** What a period without a value means, and why. */
  readonly missing: { readonly means: "bad" | "good" | "unknown"; readonly because: string };
  readonly runbook: Runbook;
}
