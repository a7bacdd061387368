import { anyOf, bucketArn, deliveryStreamArn, regionalService } from "../../content/arn";
import { identityPolicy, trustPolicy } from "../encryption/policy-document";

/** A delivery stream and what it joins, all known before they exist. */
export interface StreamPlan {
  readonly account: string;
  readonly region: string;
  readonly streamName: string;
  readonly bucketName: string;
}

/** Who may take the role that writes to the bucket: Data Firehose, for streams of the account. */
export function streamTrust({ account, region, streamName }: StreamPlan): string {
  return trustPolicy([
    {
      sid: "DeliverWithFirehose",
      principals: { services: ["firehose.amazonaws.com"] },
      actions: ["sts:AssumeRole"],
      conditions: {
        StringEquals: {
          "aws:SourceAccount": [account],
          "aws:SourceArn": [deliveryStreamArn(region, account, streamName)],
        },
      },
    },
  ]);
}

/** What Data Firehose needs to write into one folder of a bucket (its developer guide, "Grant Firehose access to an Amazon S3 destination"). */
export function streamPermissions(
  { region, bucketName }: StreamPlan,
  folder: string,
  keyArn: string,
): string {
  const bucket = bucketArn(bucketName);
  return identityPolicy([
    {
      sid: "FindBucket",
      actions: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
      resources: [bucket],
    },
    {
      sid: "WriteFiles",
      actions: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
      resources: [`${bucket}/${folder}/*`, `${bucket}/${folder}-failed/*`],
    },
    {
      sid: "EncryptFiles",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: [keyArn],
      conditions: {
        StringEquals: { "kms:ViaService": [regionalService("s3", region)] },
        StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucket, `${bucket}/*`] },
      },
    },
  ]);
}

/** Who may take the role that sends to the stream: CloudWatch Logs, for the account's log groups in this region. */
export function senderTrust({ account, region }: StreamPlan): string {
  return trustPolicy([
    {
      sid: "SendFromLogs",
      principals: { services: [regionalService("logs", region)] },
      actions: ["sts:AssumeRole"],
      conditions: {
        ArnLike: { "aws:SourceArn": [anyOf("logs", region, account)] },
        StringEquals: { "aws:SourceAccount": [account] },
      },
    },
  ]);
}

export function senderPermissions({ account, region, streamName }: StreamPlan): string {
  return identityPolicy([
    {
      sid: "SendToStream",
      actions: ["firehose:PutRecord", "firehose:PutRecordBatch"],
      resources: [deliveryStreamArn(region, account, streamName)],
    },
  ]);
}
