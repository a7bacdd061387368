import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { Lifetime } from "../../content/lifetime";
import { type NameScope, resourceName } from "../../content/names";
import type { RecordClass } from "../../content/retention";
import type { Days } from "../../content/units";
import { createRecordLogGroup } from "../storage/log-group";

export interface RecordLogArgs {
  readonly scope: NameScope;
  /** What is written there: the last part of the name. */
  readonly purpose: string;
  /** ARN of the key. It lets this log group use it. */
  readonly keyArn: pulumi.Input<string>;
  readonly lifetime: Lifetime;
  /**
   * Days that it keeps records.
   * @default - the record class's own
   */
  readonly retention?: Days;
}

/** What programs of the platform saw somebody do is an audit log. */
const RECORD_CLASS: RecordClass = "pci-audit";

/** The name of a record log, by which its key knows it before it exists. */
export function recordLogName(scope: NameScope, purpose: string): string {
  return resourceName("logGroup", scope, purpose);
}

/**
 * A log group to which a program in the cluster adds records, through the network's own endpoint: unlike a bucket's, that is no address of
 * the internet. Who may only add can neither change nor delete there.
 *
 * Costs 0.50 USD a GB, and 0.03 USD a GB and month.
 */
export class RecordLog extends pulumi.ComponentResource {
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: RecordLogArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:audit:RecordLog", name, {}, opts);

    this.logGroupName = this.createLogGroup(name, args).name;
    this.registerOutputs({ logGroupName: this.logGroupName });
  }

  private createLogGroup(name: string, args: RecordLogArgs): cloudwatch.LogGroup {
    return createRecordLogGroup(
      `${name}-logs`,
      { ...args, logGroupName: recordLogName(args.scope, args.purpose), recordClass: RECORD_CLASS },
      this,
    );
  }
}
