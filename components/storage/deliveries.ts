import { anyDetectorArn, anyOf, bucketArn } from "../../content/arn";
import type { Action, Conditions, ResourceStatement } from "../encryption/policy-document";

/**
 * An AWS service that delivers files of its own to a bucket. Each is told to encrypt with the bucket's key, or names no key and gets it
 * by default: the bucket's other rules do not stand in its way.
 */
export type BucketDelivery =
  | {
      /** CloudTrail, for the one trail. Log files lie under `AWSLogs/`. */
      readonly service: "trail";
      readonly trailArn: string;
    }
  | {
      /**
       * - `flow-logs`: VPC flow logs
       * - `config`: AWS Config's history and snapshots
       * - `guardduty`: findings that GuardDuty exports
       * - `load-balancers`: access logs of network load balancers
       */
      readonly service: "flow-logs" | "config" | "guardduty" | "load-balancers";
      /** Folder in the bucket, without slashes at its ends. */
      readonly prefix: string;
    };

/** The account and region in which the services work. */
export interface DeliveryPlace {
  readonly account: string;
  readonly region: string;
}

/** Before delivering, services ask whether they may; each in its own way. */
interface Shape {
  /** Names of the two statements. */
  readonly sids: { readonly ask: string; readonly deliver: string };
  readonly principal: string;
  /** What it asks of the bucket before it writes. */
  readonly asks: readonly Action[];
  /** Where it writes, below the bucket. */
  readonly folder: string;
  /** For whom it acts: keeps it from being talked into it for somebody else (the confused deputy). */
  readonly onBehalfOf: Conditions;
  /** Whether it says with each file that the bucket's owner shall own it. */
  readonly givesAway: boolean;
}

/** The statements of a bucket's policy that let the services deliver (their user guides, "bucket permissions"). */
export function deliveryStatements(
  bucketName: string,
  place: DeliveryPlace,
  deliveries: readonly BucketDelivery[],
): ResourceStatement[] {
  return deliveries.flatMap((delivery) => statementsOf(bucketName, shapeOf(delivery, place)));
}

function statementsOf(bucketName: string, shape: Shape): ResourceStatement[] {
  const { sids, principal, asks, folder, onBehalfOf, givesAway } = shape;
  const principals = { services: [principal] };
  return [
    {
      sid: sids.ask,
      principals,
      actions: asks,
      resources: [bucketArn(bucketName)],
      conditions: onBehalfOf,
    },
    {
      sid: sids.deliver,
      principals,
      actions: ["s3:PutObject"],
      resources: [`${bucketArn(bucketName)}/${folder}*`],
      conditions: givesAway
        ? merged(onBehalfOf, { "s3:x-amz-acl": ["bucket-owner-full-control"] })
        : onBehalfOf,
    },
  ];
}

function shapeOf(delivery: BucketDelivery, { account, region }: DeliveryPlace): Shape {
  const own = { "aws:SourceAccount": [account] };
  switch (delivery.service) {
    case "trail":
      return {
        sids: { ask: "LetTrailAsk", deliver: "LetTrailDeliver" },
        principal: "cloudtrail.amazonaws.com",
        asks: ["s3:GetBucketAcl"],
        folder: `AWSLogs/${account}/`,
        onBehalfOf: { StringEquals: { "aws:SourceArn": [delivery.trailArn] } },
        givesAway: true,
      };
    // Network load balancers log through the same service as flow logs.
    case "load-balancers":
    case "flow-logs":
      return {
        // AWS's own names: whoever makes such a log would add these statements to a policy that lacks them.
        sids: { ask: "AWSLogDeliveryAclCheck", deliver: "AWSLogDeliveryWrite" },
        principal: "delivery.logs.amazonaws.com",
        asks: ["s3:GetBucketAcl", "s3:ListBucket"],
        folder: `${delivery.prefix}/AWSLogs/${account}/`,
        onBehalfOf: {
          ArnLike: { "aws:SourceArn": [anyOf("logs", region, account)] },
          StringEquals: own,
        },
        givesAway: true,
      };
    case "config":
      // AWS Config works through its service-linked role and names no source but the account.
      return {
        sids: { ask: "LetConfigAsk", deliver: "LetConfigDeliver" },
        principal: "config.amazonaws.com",
        asks: ["s3:GetBucketAcl", "s3:ListBucket"],
        folder: `${delivery.prefix}/AWSLogs/${account}/Config/`,
        onBehalfOf: { StringEquals: own },
        givesAway: true,
      };
    case "guardduty":
      // The detector's id is made up by AWS: any of the account's in this region.
      return {
        sids: { ask: "LetGuardDutyAsk", deliver: "LetGuardDutyDeliver" },
        principal: "guardduty.amazonaws.com",
        asks: ["s3:GetBucketLocation"],
        folder: `${delivery.prefix}/`,
        onBehalfOf: {
          ArnLike: { "aws:SourceArn": [anyDetectorArn(region, account)] },
          StringEquals: own,
        },
        givesAway: false,
      };
  }
}

function merged(conditions: Conditions, equals: Readonly<Record<string, readonly string[]>>): Conditions {
  return { ...conditions, StringEquals: { ...conditions["StringEquals"], ...equals } };
}
