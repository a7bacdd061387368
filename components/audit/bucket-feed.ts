import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { bucketArn } from "../../content/arn";
import { RecordQueue, type RecordQueueArgs } from "./record-queue";

export interface BucketFeedArgs extends Omit<RecordQueueArgs, "senders"> {
  /** The bucket whose new objects are announced, by its name in S3. A bucket has one feed. */
  readonly bucketName: string;
  /** The bucket itself, to wait for it. */
  readonly bucket: pulumi.Input<string>;
  /** Folders whose new objects are announced, without the slash at their end; none begins like another. */
  readonly folders: readonly string[];
}

/** A queue that names each new object in some folders of a bucket. See {@link RecordQueue} for cost. */
export class BucketFeed extends pulumi.ComponentResource {
  readonly queue: RecordQueue;

  constructor(name: string, args: BucketFeedArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:audit:BucketFeed", name, {}, opts);

    this.queue = new RecordQueue(
      name,
      { ...args, senders: [{ service: "s3", sourceArn: bucketArn(args.bucketName) }] },
      { parent: this },
    );
    this.announce(name, args);

    this.registerOutputs({ queueArn: this.queue.arn });
  }

  private announce(name: string, { bucket, folders }: BucketFeedArgs): void {
    new s3.BucketNotification(
      `${name}-announcements`,
      {
        bucket,
        queues: folders.map((folder) => ({
          id: folder.replaceAll("/", "-"),
          queueArn: this.queue.arn,
          events: ["s3:ObjectCreated:*"],
          filterPrefix: `${folder}/`,
        })),
      },
      { parent: this, dependsOn: this.queue.open },
    );
  }
}
