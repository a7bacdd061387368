import { bucketArn, regionalService } from "../../content/arn";
import {
  type Action,
  identityPolicy,
  type IdentityStatement,
  trustPolicy,
} from "../encryption/policy-document";

/** One end of a replication. */
export interface ReplicationEnd {
  readonly bucketName: string;
  readonly keyArn: string;
  readonly region: string;
}

/** Reads of a source object's version. Retention and legal hold exist only where objects are locked. */
const READ_VERSIONS: readonly Action[] = [
  "s3:GetObjectVersionAcl",
  "s3:GetObjectVersionForReplication",
  "s3:GetObjectVersionTagging",
];
const READ_LOCKS: readonly Action[] = ["s3:GetObjectLegalHold", "s3:GetObjectRetention"];

/**
 * Who may take the replication role: S3. S3 takes it only for buckets of the role's own account, as whoever writes the replication
 * configuration must be allowed to pass the role.
 */
export function replicationTrust(): string {
  return trustPolicy([
    { sid: "ReplicateWithS3", principals: { services: ["s3.amazonaws.com"] }, actions: ["sts:AssumeRole"] },
  ]);
}

/**
 * What S3 needs to copy one bucket into one other, and nothing else: read versions here, write replicas there, decrypt with the one key
 * and encrypt with the other, each only through S3 of its region and only for these buckets.
 * @param locked whether object versions carry locks, which are copied with them
 * @param deleteMarkers whether a deletion in the source hides the object in the copy, too
 */
export function replicationPolicy(
  source: ReplicationEnd,
  copy: ReplicationEnd,
  { locked, deleteMarkers }: { readonly locked: boolean; readonly deleteMarkers: boolean },
): string {
  const statements: IdentityStatement[] = [
    {
      sid: "ReadConfiguration",
      actions: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
      resources: [bucketArn(source.bucketName)],
    },
    {
      sid: "ReadVersions",
      actions: locked ? [...READ_VERSIONS, ...READ_LOCKS] : READ_VERSIONS,
      resources: [`${bucketArn(source.bucketName)}/*`],
    },
    {
      sid: "WriteCopies",
      actions: [
        "s3:ReplicateObject",
        "s3:ReplicateTags",
        ...(deleteMarkers ? (["s3:ReplicateDelete"] as const) : []),
      ],
      resources: [`${bucketArn(copy.bucketName)}/*`],
    },
    { sid: "DecryptSource", actions: ["kms:Decrypt"], ...onlyThroughS3(source) },
    { sid: "EncryptCopies", actions: ["kms:Encrypt", "kms:GenerateDataKey"], ...onlyThroughS3(copy) },
  ];
  return identityPolicy(statements);
}

/** With a bucket key the encryption context is the bucket's ARN, without one the object's. */
function onlyThroughS3({ bucketName, keyArn, region }: ReplicationEnd) {
  return {
    resources: [keyArn],
    conditions: {
      StringEquals: { "kms:ViaService": [regionalService("s3", region)] },
      StringLike: {
        "kms:EncryptionContext:aws:s3:arn": [bucketArn(bucketName), `${bucketArn(bucketName)}/*`],
      },
    },
  };
}
