import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import type { Lifetime } from "../../content/lifetime";
import { effectiveRetention, logGroupRetention, type RecordClass } from "../../content/retention";
import type { Days } from "../../content/units";
import { recordTags } from "./contents";

/** A log group of records, as components make them. */
export interface RecordLogGroupArgs {
  readonly logGroupName: string;
  readonly recordClass: RecordClass;
  /** ARN of the key. It lets this log group use it. */
  readonly keyArn: pulumi.Input<string>;
  readonly lifetime: Lifetime;
  /**
   * Days that it keeps records.
   * @default - the record class's own
   */
  readonly retention?: Days | undefined;
}

/** A log group with its key, the end of its class and the tags by which policies know what it holds; protected where its logs outlive the stack. */
export function createRecordLogGroup(
  name: string,
  { logGroupName, recordClass, keyArn, lifetime, retention }: RecordLogGroupArgs,
  parent: pulumi.Resource,
): cloudwatch.LogGroup {
  const wanted = effectiveRetention(recordClass, retention);
  return new cloudwatch.LogGroup(
    name,
    {
      name: logGroupName,
      kmsKeyId: keyArn,
      ...(wanted === undefined ? {} : { retentionInDays: logGroupRetention(recordClass, wanted) }),
      tags: recordTags(recordClass),
    },
    { parent, protect: lifetime === "permanent" },
  );
}
