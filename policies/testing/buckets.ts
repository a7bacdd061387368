import type { Given } from "./resources";

/** Resources around one bucket, as rules about buckets need them in their tests. */

export const BUCKET = "aws:s3/bucket:Bucket";

/** A bucket of a record class; undefined for one that carries no tag. */
export function bucket(
  recordClass?: unknown,
  inputs: Readonly<Record<string, unknown>> = {},
  rest: Partial<Given> = {},
): Given {
  const tags = recordClass === undefined ? {} : { tags: { "record-class": recordClass } };
  return { type: BUCKET, name: "data", ...rest, inputs: { bucket: "data", ...tags, ...inputs } };
}

/** A resource that sets something of a bucket. */
export function setting(
  type: string,
  inputs: Readonly<Record<string, unknown>>,
  of: unknown = "data",
): Given {
  return {
    type: `aws:s3/${type[0]!.toLowerCase()}${type.slice(1)}:${type}`,
    name: "setting",
    inputs: { bucket: of, ...inputs },
  };
}

/** A lock by default. */
export function lock(defaultRetention: unknown, of: unknown = "data"): Given {
  return setting("BucketObjectLockConfiguration", { rule: { defaultRetention } }, of);
}

/** A lifecycle. */
export function lifecycle(rules: unknown, of: unknown = "data"): Given {
  return setting("BucketLifecycleConfiguration", { rules }, of);
}
