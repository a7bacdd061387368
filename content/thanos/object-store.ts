/** Where a bucket of blocks is. */
export interface BlockBucket {
  readonly bucketName: string;
  /** AWS region of the bucket. */
  readonly region: string;
}

/**
 * Thanos' object-store configuration for a bucket in S3. It has no credentials: AWS's own client finds those of the pod's role. It names no
 * encryption either, so that S3 encrypts with the bucket's key, which the bucket's policy insists on.
 * Source: Thanos, "Object Storage & Data Format", S3.
 */
export function objectStoreConfig({ bucketName, region }: BlockBucket): string {
  // JSON is YAML.
  return JSON.stringify({
    type: "S3",
    config: { bucket: bucketName, endpoint: `s3.${region}.amazonaws.com`, region, aws_sdk_auth: true },
  });
}
