import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as kinesis from "@pulumi/aws/kinesis";
import * as pulumi from "@pulumi/pulumi";
import { type NameScope, resourceName } from "../../content/names";
import { type RecordClass } from "../../content/retention";
import {
  senderPermissions,
  senderTrust,
  streamPermissions,
  type StreamPlan,
  streamTrust,
} from "./stream-policy";
import { recordTags } from "../storage/contents";

export interface ClusterAuditStreamArgs {
  /** Names stream and roles; its region is theirs. */
  readonly scope: NameScope;
  /** Account of everything, twelve digits. */
  readonly account: string;
  /** Name of the cluster's log group. */
  readonly logGroup: pulumi.Input<string>;
  /** Name of the bucket in S3. */
  readonly bucketName: string;
  /** ARN of the bucket. */
  readonly bucketArn: pulumi.Input<string>;
  /** Folder in the bucket; what could not be read lies in `FOLDER-failed`. */
  readonly folder: string;
  /** ARN of the bucket's key, which encrypts the stream, too. */
  readonly keyArn: pulumi.Input<string>;
}

/**
 * Which lines of the control plane's logs are audit records. Its five logs share a group and a group takes two filters: these are both.
 * Audit events are JSON; the authenticator writes in words whom it let in and whom it did not.
 */
const FILTERS: Readonly<Record<string, string>> = {
  audit: '{ $.kind = "Event" }',
  authenticator: '?"access granted" ?"access denied"',
};

/** Whichever comes first: five minutes are near enough for what is searched, and keep files from being tiny. */
const BUFFER_SECONDS = 300;
const BUFFER_MIB = 64;

/** What passes through is of the class of what it becomes in the bucket. */
const STREAM_RECORD_CLASS: RecordClass = "pci-audit";

/**
 * Who asked what of a cluster, on its way from the cluster's log group to a bucket, where a log pipeline reads it: one JSON event a line,
 * packed with gzip.
 *
 * Costs 0.029 USD a GB through the stream and 0.0035 USD a GB for unpacking; the log group costs 0.50 USD a GB before.
 */
export class ClusterAuditStream extends pulumi.ComponentResource {
  readonly streamName: pulumi.Output<string>;

  constructor(name: string, args: ClusterAuditStreamArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:audit:ClusterAuditStream", name, {}, opts);

    const plan: StreamPlan = {
      account: args.account,
      region: args.scope.region,
      streamName: resourceName("deliveryStream", args.scope, "cluster-audit"),
      bucketName: args.bucketName,
    };
    const stream = this.createStream(name, args, plan);
    this.subscribe(name, args, plan, stream);

    this.streamName = stream.name;
    this.registerOutputs({ streamName: this.streamName });
  }

  private createStream(
    name: string,
    args: ClusterAuditStreamArgs,
    plan: StreamPlan,
  ): kinesis.FirehoseDeliveryStream {
    const { folder, bucketArn, keyArn } = args;
    const role = new iam.Role(
      `${name}-role`,
      {
        name: resourceName("role", args.scope, "cluster-audit-writer"),
        description: "Lets Data Firehose write the cluster's audit logs to their bucket",
        assumeRolePolicy: streamTrust(plan),
      },
      { parent: this },
    );
    const permission = new iam.RolePolicy(
      `${name}-role-policy`,
      {
        name: "write",
        role: role.name,
        policy: pulumi.output(keyArn).apply((arn) => streamPermissions(plan, folder, arn)),
      },
      { parent: this },
    );
    return new kinesis.FirehoseDeliveryStream(
      `${name}-stream`,
      {
        name: plan.streamName,
        destination: "extended_s3",
        serverSideEncryption: { enabled: true, keyType: "CUSTOMER_MANAGED_CMK", keyArn },
        extendedS3Configuration: {
          bucketArn,
          kmsKeyArn: keyArn,
          roleArn: role.arn,
          prefix: `${folder}/!{timestamp:yyyy/MM/dd}/`,
          errorOutputPrefix: `${folder}-failed/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd}/`,
          bufferingInterval: BUFFER_SECONDS,
          bufferingSize: BUFFER_MIB,
          compressionFormat: "GZIP",
          processingConfiguration: { enabled: true, processors: PROCESSORS },
        },
        tags: recordTags(STREAM_RECORD_CLASS),
      },
      { parent: this, dependsOn: [permission] },
    );
  }

  private subscribe(
    name: string,
    args: ClusterAuditStreamArgs,
    plan: StreamPlan,
    stream: kinesis.FirehoseDeliveryStream,
  ): void {
    const role = new iam.Role(
      `${name}-sender`,
      {
        name: resourceName("role", args.scope, "cluster-audit-sender"),
        description: "Lets CloudWatch Logs send the cluster's audit logs on",
        assumeRolePolicy: senderTrust(plan),
      },
      { parent: this },
    );
    const permission = new iam.RolePolicy(
      `${name}-sender-policy`,
      { name: "send", role: role.name, policy: senderPermissions(plan) },
      { parent: this },
    );
    for (const [log, filterPattern] of Object.entries(FILTERS)) {
      new cloudwatch.LogSubscriptionFilter(
        `${name}-${log}`,
        {
          name: log,
          logGroup: args.logGroup,
          filterPattern,
          destinationArn: stream.arn,
          roleArn: role.arn,
        },
        { parent: this, dependsOn: [permission] },
      );
    }
  }
}

/** CloudWatch Logs sends packed envelopes: unpack them, and keep what the log said, one event a line. */
const PROCESSORS = [
  { type: "Decompression", parameters: [{ parameterName: "CompressionFormat", parameterValue: "GZIP" }] },
  {
    type: "CloudWatchLogProcessing",
    parameters: [{ parameterName: "DataMessageExtraction", parameterValue: "true" }],
  },
  // Firehose joins records without a delimiter.
  { type: "AppendDelimiterToRecord" },
];
