import * as pulumi from "@pulumi/pulumi";
import type { Lifetime } from "../../content/lifetime";
import { type NameScope, resourceName } from "../../content/names";
import type { RecordClass, RetentionOverrides } from "../../content/retention";
import { UserError } from "../../content/user-error";
import { accessLogPolicy } from "./bucket-policy";
import { bucketContents } from "./contents";
import { type AccessLogTarget, DataBucket } from "./data-bucket";
import { deliveryStatements } from "./deliveries";
import { objectLifecycle } from "./lifecycle-rules";

export interface AccessLogBucketArgs {
  /** What the bucket is for: the last part of its name. */
  readonly purpose: string;
  /** Names the bucket; its region is the stack's. */
  readonly scope: NameScope;
  /** Account of the bucket and of those that log to it, twelve digits: S3 delivers within one account. */
  readonly account: string;
  /** Names of the buckets that log here; all of them lie in the bucket's region. */
  readonly sources: readonly string[];
  /**
   * Folder for the access logs of the region's network load balancers, without slashes at its ends.
   * @default - none may log here
   */
  readonly loadBalancers?: string;
  /** `temporary` can be deleted full. */
  readonly lifetime: Lifetime;
  /**
   * Days that a stack keeps a record class.
   * @default - the record class's own
   */
  readonly retention?: RetentionOverrides;
  /**
   * Region of the bucket.
   * @default - the stack's
   */
  readonly region?: string;
}

/**
 * Addresses and names of people, for an investigation. The record that PCI DSS 10.2.1.3 asks for is CloudTrail's, which is complete,
 * copied and locked; this one is best effort, and ends when its purpose does.
 */
const RECORD_CLASS: RecordClass = "gdpr-security-log";

/**
 * A bucket in which S3 writes down who asked what of other buckets (and load balancers, who connected), one a region. AWS makes four exceptions for it: encryption with S3's
 * own keys (log delivery takes no KMS key), no Object Lock by default, the same account and region as the buckets that log to it, and no
 * access log of its own, which would log its own writing for ever. Everything else is as in any bucket of records.
 *
 * It has no copy in another region: what it says of records under a law, CloudTrail's data events say, too, and those are copied and
 * locked. S3 promises best effort for access logs, and may deliver hours late.
 *
 * Costs the storage of about 500 bytes a request; delivery is free.
 *
 * Refuses to be a log of itself.
 */
export class AccessLogBucket extends pulumi.ComponentResource implements AccessLogTarget {
  readonly arn: pulumi.Output<string>;
  readonly bucketName: pulumi.Output<string>;
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: AccessLogBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:storage:AccessLogBucket", name, {}, { protect: args.lifetime === "permanent", ...opts });

    const bucketName = resourceName("bucket", args.scope, args.purpose);
    validateSources(bucketName, args.sources);
    const bucket = this.createBucket(name, bucketName, args);

    this.arn = bucket.arn;
    this.bucketName = bucket.bucketName;
    this.ready = bucket.open;
    this.registerOutputs({ arn: this.arn, bucketName: this.bucketName });
  }

  private createBucket(name: string, bucketName: string, args: AccessLogBucketArgs): DataBucket {
    const contents = bucketContents(args.purpose, [RECORD_CLASS], args.retention);
    const { account, sources, loadBalancers } = args;
    const region = args.region ?? args.scope.region;
    const deliveries =
      loadBalancers === undefined
        ? []
        : deliveryStatements(bucketName, { account, region }, [
            { service: "load-balancers", prefix: loadBalancers },
          ]);
    return new DataBucket(
      name,
      {
        bucketName,
        contents,
        lifecycle: objectLifecycle(contents.retention, { mayLock: false }),
        lifetime: args.lifetime,
        policy: accessLogPolicy(bucketName, account, sources, deliveries),
        ...(args.region === undefined ? {} : { region: args.region }),
      },
      { parent: this },
    );
  }
}

function validateSources(bucketName: string, sources: readonly string[]): void {
  if (!sources.includes(bucketName)) return;
  throw new UserError(
    `the access logs of bucket '${bucketName}' should not go into itself: each delivery would be logged and delivered again, without end`,
    "leave it out of its own 'sources'",
  );
}
