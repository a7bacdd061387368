import { bucketArn } from "../../content/arn";
import { resourcePolicy, type ResourceStatement } from "../encryption/policy-document";

/** TLS 1.2: what PCI DSS v4.0.1 calls strong cryptography begins there. */
const OLDEST_TLS = "1.2";

const ENCRYPTION_HEADER = "s3:x-amz-server-side-encryption";
const KEY_HEADER = "s3:x-amz-server-side-encryption-aws-kms-key-id";
const CUSTOMER_KEY_HEADER = "s3:x-amz-server-side-encryption-customer-algorithm";

/**
 * The policy of a bucket of data: TLS only, and its own key only. An upload that names no encryption gets the bucket's key by default;
 * one that names another key, another kind of encryption, or brings a key of its own is refused.
 * @param keyArn ARN of the bucket's key
 * @param further what lets AWS services deliver to the bucket, or keeps its versions
 */
export function bucketPolicy(
  bucketName: string,
  keyArn: string,
  further: readonly ResourceStatement[] = [],
): string {
  const upload = uploadTo(bucketName);
  // A negated condition also holds for a request without the header: `present` leaves those to the bucket's default.
  const present = (header: string) => ({ [header]: ["false"] });
  return resourcePolicy([
    ...tlsOnly(bucketName),
    {
      sid: "DenyOtherEncryption",
      ...upload,
      conditions: { Null: present(ENCRYPTION_HEADER), StringNotEquals: { [ENCRYPTION_HEADER]: ["aws:kms"] } },
    },
    {
      sid: "DenyOtherKeys",
      ...upload,
      conditions: { Null: present(KEY_HEADER), StringNotEquals: { [KEY_HEADER]: [keyArn] } },
    },
    { sid: "DenyCallersOwnKeys", ...upload, conditions: { Null: present(CUSTOMER_KEY_HEADER) } },
    ...further,
  ]);
}

/**
 * Keeps versions of records that no lock may hold (AWS Config refuses to deliver to a locked bucket): nobody deletes one by hand, the root
 * user included, as long as this stands. Lifecycle rules, which nobody calls, still end them in time.
 */
export function denyDeletingVersions(bucketName: string): ResourceStatement {
  return {
    sid: "DenyDeletingVersions",
    principals: "everyone",
    effect: "Deny",
    actions: ["s3:DeleteObjectVersion"],
    resources: [`${bucketArn(bucketName)}/*`],
  };
}

/**
 * The policy of a bucket that takes access logs: TLS only, encrypted with S3's own keys only (S3 delivers to no other), and written by S3's
 * log delivery alone, for the named buckets of the same account.
 * @param sources names of the buckets that log here
 * @param deliveries what lets other services deliver to the bucket
 */
export function accessLogPolicy(
  bucketName: string,
  account: string,
  sources: readonly string[],
  deliveries: readonly ResourceStatement[] = [],
): string {
  return resourcePolicy([
    ...tlsOnly(bucketName),
    {
      sid: "TakeAccessLogs",
      principals: { services: ["logging.s3.amazonaws.com"] },
      actions: ["s3:PutObject"],
      resources: [`${bucketArn(bucketName)}/*`],
      conditions: {
        ArnEquals: { "aws:SourceArn": sources.map(bucketArn) },
        StringEquals: { "aws:SourceAccount": [account] },
      },
    },
    ...deliveries,
  ]);
}

function tlsOnly(bucketName: string): ResourceStatement[] {
  const bucket = bucketArn(bucketName);
  const everything = {
    principals: "everyone",
    effect: "Deny",
    actions: ["s3:*"],
    resources: [bucket, `${bucket}/*`],
  } as const;
  return [
    { sid: "DenyPlainHttp", ...everything, conditions: { Bool: { "aws:SecureTransport": ["false"] } } },
    { sid: "DenyOldTls", ...everything, conditions: { NumericLessThan: { "s3:TlsVersion": [OLDEST_TLS] } } },
  ];
}

function uploadTo(bucketName: string) {
  return {
    principals: "everyone",
    effect: "Deny",
    actions: ["s3:PutObject"],
    resources: [`${bucketArn(bucketName)}/*`],
  } as const;
}
