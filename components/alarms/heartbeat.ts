import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import { heartbeat } from "../../content/alarms";
import { hyphenated } from "../../content/alarms/actions";
import type { DashboardPanel } from "../../content/alarms/dashboard";
import { renderAlarm } from "../../content/alarms/render";
import { alarmDescription } from "../../content/alarms/runbooks";
import { alarmArn } from "../../content/arn";
import type { Lifetime } from "../../content/lifetime";
import { type NameScope, resourceName } from "../../content/names";
import { DataKey } from "../encryption/data-key";
import { createTopic, type Receivers, subscribe } from "./alarm-topic";
import { heartbeatTopicPolicy, watchTopicPolicy } from "./topic-policy";

export interface HeartbeatArgs {
  /** Names everything; its region is the one that is watched. */
  readonly scope: NameScope;
  /** Account of both regions, twelve digits. */
  readonly account: string;
  /** The region from which it is watched: another one. */
  readonly watchingRegion: string;
  /** ARNs of the roles that may send signs of life; nobody else can. They need not exist yet. */
  readonly publishers: readonly string[];
  /** Who is told when they stop. */
  readonly receivers: Receivers;
  readonly lifetime: Lifetime;
}

/** What the topic of the signs of life is for. */
const HEARTBEAT = "heartbeat";

/**
 * A dead man's switch: the region's Alertmanager sends a sign of life every minute to a topic in another region, where an alarm takes five
 * minutes of silence for the region's death and says so through a topic of its own. Nothing of it lies in the region that is watched.
 *
 * Costs about 1.20 USD a month: the key in the other region, one alarm, and 43 200 messages.
 *
 * Refuses to be watched from the region itself.
 */
export class Heartbeat extends pulumi.ComponentResource {
  /** Topic for the signs of life: Alertmanager's `sns_configs.topic_arn`. */
  readonly topicArn: pulumi.Output<string>;
  /** Name of that topic. */
  readonly topicName: string;
  /** Region of the topic: Alertmanager's `sns_configs.sigv4.region`. */
  readonly region: string;
  /** Key of the topic, which whoever publishes must be allowed to use through SNS. */
  readonly keyArn: pulumi.Output<string>;
  /** For the dashboard. */
  readonly panel: DashboardPanel;

  constructor(name: string, args: HeartbeatArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:alarms:Heartbeat", name, {}, opts);

    validateRegion(args);
    const key = this.createKey(name, args);
    const signs = this.createSignsTopic(name, args, key);
    const action = this.createActionTopic(name, args, key);
    const alarmName = this.createAlarm(name, args, signs, action);

    this.topicArn = signs.arn;
    this.topicName = resourceName("topic", args.scope, HEARTBEAT);
    this.region = args.watchingRegion;
    this.keyArn = key.arn;
    this.panel = {
      alarm: heartbeat,
      subjects: [{ label: args.scope.region, dimensions: { TopicName: this.topicName } }],
      alarmArns: [alarmArn(this.region, args.account, alarmName)],
      region: this.region,
    };
    this.registerOutputs({ topicArn: this.topicArn });
  }

  private createKey(name: string, args: HeartbeatArgs): DataKey {
    return new DataKey(
      `${name}-data`,
      {
        dataClass: "metrics",
        scope: args.scope,
        account: args.account,
        purpose: HEARTBEAT,
        uses: { topics: true, alarms: true },
        lifetime: args.lifetime,
        region: args.watchingRegion,
      },
      { parent: this },
    );
  }

  private createSignsTopic(name: string, args: HeartbeatArgs, key: DataKey): sns.Topic {
    const { scope, account, watchingRegion: region, publishers } = args;
    return createTopic(
      `${name}-topic`,
      {
        scope,
        account,
        region,
        purpose: HEARTBEAT,
        keyArn: key.arn,
        policy: (place) => heartbeatTopicPolicy(place, publishers),
      },
      this,
    );
  }

  private createActionTopic(name: string, args: HeartbeatArgs, key: DataKey): sns.Topic {
    const { scope, account, watchingRegion: region, receivers } = args;
    const topic = createTopic(
      `${name}-action`,
      { scope, account, region, purpose: "heartbeat-lost", keyArn: key.arn, policy: watchTopicPolicy },
      this,
    );
    subscribe(`${name}-action`, topic, heartbeat.severity, receivers, { parent: this, region });
    return topic;
  }

  /** @returns the alarm's name */
  private createAlarm(name: string, args: HeartbeatArgs, signs: sns.Topic, action: sns.Topic): string {
    const { metricQueries, ...rendered } = renderAlarm<pulumi.Input<string>>(heartbeat, {
      label: args.scope.region,
      dimensions: { TopicName: signs.name },
    });
    const alarmName = resourceName("alarm", args.scope, hyphenated(heartbeat.name));
    new cloudwatch.MetricAlarm(
      `${name}-alarm`,
      {
        ...rendered,
        name: alarmName,
        alarmDescription: `Region ${args.scope.region}. ${alarmDescription(heartbeat)}`,
        metricQueries: [...metricQueries],
        alarmActions: [action.arn],
        okActions: [action.arn],
        region: args.watchingRegion,
      },
      { parent: this },
    );
    return alarmName;
  }
}

function validateRegion({ scope, watchingRegion }: HeartbeatArgs): void {
  if (scope.region !== watchingRegion) return;
  throw new Error(
    `'watchingRegion' of a heartbeat should be another region than the one that is watched, got '${watchingRegion}'`,
  );
}
