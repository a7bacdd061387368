import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as s3 from "@pulumi/aws/s3";
import type * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import { type Alarm, regionAlarms, type Subject, type SubjectKind } from "../../content/alarms";
import { anyOfAlarms, hyphenated, pagesTogether, toldAs } from "../../content/alarms/actions";
import { dashboardBody, type DashboardPanel } from "../../content/alarms/dashboard";
import { renderAlarm } from "../../content/alarms/render";
import { alarmDescription } from "../../content/alarms/runbooks";
import { alarmArn, topicArn } from "../../content/arn";
import { type NameScope, resourceName } from "../../content/names";
import { severities, type Severity } from "../../content/severity";
import { createTopic, type Receivers, subscribe } from "./alarm-topic";
import { alarmTopicPolicy, type MorePublishers, type TopicPlace } from "./topic-policy";

/** Something that is watched; its dimensions may have yet to be made by AWS. */
export type Watched = Subject<pulumi.Input<string>>;

export interface AlarmPlaneArgs {
  /** Names everything; its region is the one that is watched. */
  readonly scope: NameScope;
  /** Account of the region, twelve digits. */
  readonly account: string;
  /** ARN of the key that encrypts the topics; alarms, event rules and backup vaults must be among its uses. */
  readonly keyArn: pulumi.Input<string>;
  /** Who is told. */
  readonly receivers: Receivers;
  /** What is watched beside the account and the topics themselves. An alarm on a kind of which there is nothing is not made. */
  readonly watched: Readonly<
    Partial<Record<Exclude<SubjectKind, "account" | "bucket" | "topic">, readonly Watched[]>>
  >;
  /**
   * Who writes to the topics besides alarms, event rules and backup vaults.
   * @default - nobody
   */
  readonly morePublishers?: MorePublishers;
  /**
   * Buckets whose requests are counted and watched.
   * @default []
   */
  readonly buckets?: readonly { readonly label: string; readonly bucketName: pulumi.Input<string> }[];
  /**
   * Panels of alarms that lie elsewhere, for the dashboard.
   * @default []
   */
  readonly panels?: readonly DashboardPanel[];
}

/** What the topic of a severity is for: the last part of its name. */
function topicPurpose(severity: Severity): string {
  return `alarms-${severity.toLowerCase()}`;
}

/** The topics of a region's alarms, known before they exist. */
export function alarmTopicArns(scope: NameScope, account: string): Record<Severity, string> {
  return mapSeverities((severity) =>
    topicArn(scope.region, account, resourceName("topic", scope, topicPurpose(severity))),
  );
}

/** The filter of request metrics that counts every request of a bucket. */
const WHOLE_BUCKET = "EntireBucket";

/**
 * The alarms that work when every cluster is down: alarms and bands of CloudWatch on what AWS itself measures, a topic for each severity,
 * and a dashboard with all of them. What would page for several things at once pages once, through a composite alarm.
 *
 * Costs 0.10 USD a month for each series that an alarm reads and 0.30 USD for each band, 0.50 USD for each composite alarm, 3 USD for the
 * dashboard, and 0.30 USD for each of 16 request metrics a bucket: about 25 USD a region with two buckets.
 *
 * Refuses nothing by itself; an alarm whose subject lacks a limit that it needs is a mistake of the program.
 */
export class AlarmPlane extends pulumi.ComponentResource {
  /** ARNs of the topics, by severity: P0 and P1 page, P2 and P3 notify. */
  readonly topicArns: Readonly<Record<Severity, pulumi.Output<string>>>;
  /** Name of the dashboard. */
  readonly dashboardName: string;

  constructor(name: string, args: AlarmPlaneArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:alarms:AlarmPlane", name, {}, opts);

    const topics = this.createTopics(name, args);
    this.topicArns = mapSeverities((severity) => topics[severity].arn);
    const watched = { ...args.watched, ...this.watchOwn(name, args, topics) };
    const made = regionAlarms.flatMap((alarm) => {
      const subjects = watched[alarm.watches] ?? [];
      return subjects.length === 0 ? [] : [this.createAlarms(name, args, alarm, subjects)];
    });
    this.dashboardName = this.createDashboard(name, args, made);

    this.registerOutputs({ topicArns: this.topicArns, dashboardName: this.dashboardName });
  }

  private createTopics(name: string, args: AlarmPlaneArgs): Record<Severity, sns.Topic> {
    return mapSeverities((severity) => {
      const { scope, account, keyArn, receivers, morePublishers } = args;
      const level = severity.toLowerCase();
      const policy = (place: TopicPlace) => alarmTopicPolicy(place, morePublishers);
      const topic = createTopic(
        `${name}-${level}`,
        { scope, account, keyArn, purpose: topicPurpose(severity), policy },
        this,
      );
      subscribe(`${name}-${level}`, topic, severity, receivers, { parent: this });
      return topic;
    });
  }

  /** The account, the alarms' own topics, and the buckets, which count their requests only when they are asked to. */
  private watchOwn(
    name: string,
    { buckets = [] }: AlarmPlaneArgs,
    topics: Readonly<Record<Severity, sns.Topic>>,
  ): Record<"account" | "bucket" | "topic", Watched[]> {
    return {
      account: [{ label: "account", dimensions: {} }],
      topic: severities.map((severity) => ({
        label: severity.toLowerCase(),
        dimensions: { TopicName: topics[severity].name },
      })),
      bucket: buckets.map(({ label, bucketName }) => {
        const metrics = new s3.BucketMetric(
          `${name}-${label}-requests`,
          { bucket: bucketName, name: WHOLE_BUCKET },
          { parent: this },
        );
        return { label, dimensions: { BucketName: bucketName, FilterId: metrics.name } };
      }),
    };
  }

  /** One alarm a subject, and one over all of them where they would page together. */
  private createAlarms(name: string, args: AlarmPlaneArgs, alarm: Alarm, subjects: readonly Watched[]): Made {
    const base = hyphenated(alarm.name);
    const names = subjects.map(({ label }) => resourceName("alarm", args.scope, `${base}-${label}`));
    const alarms = subjects.map((subject, index) => {
      const { metricQueries, ...rendered } = renderAlarm(alarm, subject);
      const topicArn = this.topicArns[toldAs(alarm, subject, subjects.length)];
      return new cloudwatch.MetricAlarm(
        `${name}-${base}-${subject.label}`,
        {
          ...rendered,
          name: names[index],
          alarmDescription: alarmDescription(alarm),
          metricQueries: [...metricQueries],
          alarmActions: [topicArn],
          okActions: [topicArn],
        },
        { parent: this },
      );
    });
    if (pagesTogether(alarm, subjects.length)) this.createComposite(name, args, alarm, { names, alarms });
    const alarmArns = names.map((alarmName) => alarmArn(args.scope.region, args.account, alarmName));
    return { alarm, subjects, alarmArns };
  }

  private createComposite(
    name: string,
    { scope }: AlarmPlaneArgs,
    alarm: Alarm,
    { names, alarms }: { readonly names: readonly string[]; readonly alarms: pulumi.Resource[] },
  ): void {
    const topicArn = this.topicArns[alarm.severity];
    const base = hyphenated(alarm.name);
    new cloudwatch.CompositeAlarm(
      `${name}-${base}`,
      {
        alarmName: resourceName("alarm", scope, base),
        alarmDescription: alarmDescription(alarm),
        alarmRule: anyOfAlarms(names),
        alarmActions: [topicArn],
        okActions: [topicArn],
      },
      // CloudWatch takes no rule over alarms that it does not have.
      { parent: this, dependsOn: alarms },
    );
  }

  /** @returns the dashboard's name */
  private createDashboard(name: string, args: AlarmPlaneArgs, made: readonly Made[]): string {
    const { scope, panels = [] } = args;
    const dashboardName = resourceName("dashboard", scope, "alarms");
    const body = pulumi
      .output(made.map(({ subjects }) => subjects.map(({ dimensions }) => dimensions)))
      .apply((known) =>
        dashboardBody(
          [...panels, ...made.map((one, index) => panelOf(one, known[index] ?? [], scope.region))],
          scope.region,
        ),
      );
    new cloudwatch.Dashboard(`${name}-dashboard`, { dashboardName, dashboardBody: body }, { parent: this });
    return dashboardName;
  }
}

/** An alarm with what it was made on. */
interface Made {
  readonly alarm: Alarm;
  readonly subjects: readonly Watched[];
  readonly alarmArns: readonly string[];
}

/** @param known the dimensions of the subjects, when AWS has made them */
function panelOf(
  { alarm, subjects, alarmArns }: Made,
  known: readonly Record<string, string>[],
  region: string,
): DashboardPanel {
  return {
    alarm,
    alarmArns,
    region,
    subjects: subjects.map((subject, index) => ({ ...subject, dimensions: known[index] ?? {} })),
  };
}

function mapSeverities<T>(make: (severity: Severity) => T): Record<Severity, T> {
  return Object.fromEntries(severities.map((severity) => [severity, make(severity)])) as Record<Severity, T>;
}
