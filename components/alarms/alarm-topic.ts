import * as sns from "@pulumi/aws/sns";
import type * as pulumi from "@pulumi/pulumi";
import { type NameScope, resourceName } from "../../content/names";
import type { Severity } from "../../content/severity";
import { severityMeaning } from "../../content/severity";
import type { TopicPlace } from "./topic-policy";

/** Who is told of alarms. */
export interface Receivers {
  /** Addresses that are told of everything. */
  readonly emails: readonly string[];
  /** Addresses that wake somebody, told of P0 and P1 alone. */
  readonly pagerEmails: readonly string[];
}

/** A topic of a component, as its parts are made. */
export interface TopicArgs {
  readonly scope: NameScope;
  readonly account: string;
  /** What the topic is for: the last part of its name. */
  readonly purpose: string;
  /** ARN of the key that encrypts its messages. */
  readonly keyArn: pulumi.Input<string>;
  readonly policy: (place: TopicPlace) => string;
  /** Region of the topic, where it is not the stack's. */
  readonly region?: string;
}

/** SNS signs with SHA1 unless told otherwise. */
const SIGNED_WITH_SHA256 = 2;

/** Alarms are passed on and not kept: they are no records, and tell of figures alone. */
const CONTENT_TAGS = { "record-class": "none", "data-classification": "internal" };

/** An encrypted topic with its policy. */
export function createTopic(name: string, args: TopicArgs, parent: pulumi.Resource): sns.Topic {
  const { scope, account, purpose, keyArn, policy, region } = args;
  const topicName = resourceName("topic", scope, purpose);
  const topic = new sns.Topic(
    name,
    {
      name: topicName,
      kmsMasterKeyId: keyArn,
      signatureVersion: SIGNED_WITH_SHA256,
      region,
      tags: CONTENT_TAGS,
    },
    { parent },
  );
  new sns.TopicPolicy(
    `${name}-policy`,
    {
      arn: topic.arn,
      policy: policy({ account, region: region ?? scope.region, name: topicName }),
      region,
    },
    { parent },
  );
  return topic;
}

/**
 * Subscribes whoever is told of a severity. AWS sends each address a mail with a link: until somebody follows it, nothing else arrives. Only
 * mail is taken: the address of a web hook carries a secret, which would stand in settings and state.
 */
export function subscribe(
  name: string,
  topic: sns.Topic,
  severity: Severity,
  { emails, pagerEmails }: Receivers,
  { parent, region }: { readonly parent: pulumi.Resource; readonly region?: string },
): void {
  const told = [...new Set([...emails, ...(severityMeaning[severity].pages ? pagerEmails : [])])];
  for (const email of told) {
    new sns.TopicSubscription(
      `${name}-${email}`,
      { topic: topic.arn, protocol: "email", endpoint: email, region },
      { parent },
    );
  }
}
