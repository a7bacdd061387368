import type { Overlay, OverlayTable } from "../bridged/overlay";
import { arn, unique } from "./shorthand";

/** A setting of a bucket that is a resource of its own: it has the bucket's id, and writing it twice overwrites. */
const OF_BUCKET: Overlay = { id: "{in.bucket}" };

/** The parts of a bucket's configuration. */
const BUCKET_PARTS = [
  "bucketAccelerateConfiguration:BucketAccelerateConfiguration",
  "bucketAcl:BucketAcl",
  "bucketAclV2:BucketAclV2",
  "bucketCorsConfiguration:BucketCorsConfiguration",
  "bucketCorsConfigurationV2:BucketCorsConfigurationV2",
  "bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
  "bucketLogging:BucketLogging",
  "bucketLoggingV2:BucketLoggingV2",
  "bucketNotification:BucketNotification",
  "bucketObjectLockConfiguration:BucketObjectLockConfiguration",
  "bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2",
  "bucketOwnershipControls:BucketOwnershipControls",
  "bucketPolicy:BucketPolicy",
  "bucketPublicAccessBlock:BucketPublicAccessBlock",
  "bucketReplicationConfig:BucketReplicationConfig",
  "bucketRequestPaymentConfiguration:BucketRequestPaymentConfiguration",
  "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
  "bucketVersioning:BucketVersioning",
  "bucketVersioningV2:BucketVersioningV2",
  "bucketWebsiteConfiguration:BucketWebsiteConfiguration",
];

const BUCKET: Overlay = {
  id: "{in.bucket}",
  name: "bucket",
  nameLength: 63,
  lowerCase: true,
  patterns: {
    bucket: {
      fits: /^(?!.*\.\.)[a-z0-9][a-z0-9.-]+[a-z0-9]$/,
      says: "only lowercase alphanumeric characters, dots and hyphens are allowed, the first and last alphanumeric",
    },
  },
  called: "S3 Bucket",
  parts: "bucket",
  outputs: {
    arn: "arn:{partition}:s3:::{id}",
    bucketDomainName: "{id}.s3.{dns}",
    bucketRegion: "{region}",
    bucketRegionalDomainName: "{id}.s3.{region}.{dns}",
    hostedZoneId: "Z{HEXof:region:13:s3}",
  },
  unique: unique("bucket", "BucketAlreadyExists", "global"),
};

const OBJECT: Overlay = {
  id: "{in.bucket}/{in.key}",
  outputs: {
    arn: "arn:{partition}:s3:::{in.bucket}/{in.key}",
    etag: "{hex:32:etag}",
    versionId: "{alnum:32:version}",
  },
};

/** Keys, buckets, file systems, databases, queues. */
export const STORAGE: OverlayTable = {
  "kms/key:Key": {
    id: ({ multiRegion }) => (multiRegion === true ? "mrk-{hex:32:id}" : "{uuid:id}"),
    called: "KMS Key",
    outputs: {
      arn: arn("kms", "key/{id}"),
      keyId: "{id}",
      description: "",
      multiRegion: false,
      rotationPeriodInDays: 365,
    },
    values: { keyUsage: ["ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"] },
  },
  "kms/replicaKey:ReplicaKey": {
    id: "{last:in.primaryKeyArn:key/}",
    called: "KMS Replica Key",
    outputs: {
      arn: arn("kms", "key/{id}"),
      keyId: "{id}",
      keyUsage: "ENCRYPT_DECRYPT",
      keySpec: "SYMMETRIC_DEFAULT",
    },
  },
  "kms/alias:Alias": {
    namePrefix: "alias/",
    patterns: {
      name: {
        fits: /^alias\/[a-zA-Z0-9/_-]+$/,
        says: "it must begin with 'alias/' and hold only [a-zA-Z0-9/_-]",
      },
    },
    called: "KMS Alias",
    outputs: {
      arn: arn("kms", "{name}"),
      targetKeyArn: arn("kms", "key/{last:in.targetKeyId:key/}"),
    },
    unique: unique("name", "AlreadyExistsException"),
  },
  "kms/keyPolicy:KeyPolicy": { id: "{in.keyId}" },
  "kms/grant:Grant": {
    id: "{in.keyId}:{hex:64:id}",
    outputs: { grantId: "{hex:64:id}", grantToken: "{alnum:40:token}" },
  },
  "s3/bucket:Bucket": BUCKET,
  "s3/bucketV2:BucketV2": BUCKET,
  "s3/bucketObject:BucketObject": OBJECT,
  "s3/bucketObjectv2:BucketObjectv2": OBJECT,
  ...Object.fromEntries(BUCKET_PARTS.map((part) => [`s3/${part}`, OF_BUCKET])),
  "s3/bucketIntelligentTieringConfiguration:BucketIntelligentTieringConfiguration": {
    id: "{in.bucket}:{in.name}",
  },
  "s3/bucketMetric:BucketMetric": { id: "{in.bucket}:{in.name}" },
  "s3/inventory:Inventory": { id: "{in.bucket}:{in.name}" },
  "s3/accountPublicAccessBlock:AccountPublicAccessBlock": { id: "{account}", global: true },
  "s3/accessPoint:AccessPoint": {
    id: arn("s3", "accesspoint/{name}"),
    outputs: { arn: "{id}", alias: "{name}-{alnum:20:alias}-s3alias" },
    unique: unique("name", "AccessPointAlreadyOwnedByYou"),
  },
  "efs/fileSystem:FileSystem": {
    id: "fs-{hex:17:id}",
    outputs: { arn: arn("elasticfilesystem", "file-system/{id}"), dnsName: "{id}.efs.{region}.{dns}" },
    replacesOn: ["encrypted", "kmsKeyId"],
  },
  "efs/mountTarget:MountTarget": { id: "fsmt-{hex:17:id}" },
  "efs/accessPoint:AccessPoint": {
    id: "fsap-{hex:17:id}",
    outputs: { arn: arn("elasticfilesystem", "access-point/{id}") },
  },
  "ebs/volume:Volume": { id: "vol-{hex:17:id}", outputs: { arn: arn("ec2", "volume/{id}") } },
  "ebs/snapshot:Snapshot": { id: "snap-{hex:17:id}", outputs: { arn: arn("ec2", "snapshot/{id}") } },
  "ebs/encryptionByDefault:EncryptionByDefault": { id: "ebs-encryption-by-default" },
  "ebs/defaultKmsKey:DefaultKmsKey": { id: "{in.keyArn}" },
  "rds/cluster:Cluster": {
    id: "{in.clusterIdentifier}",
    name: "clusterIdentifier",
    nameLength: 63,
    lowerCase: true,
    called: "RDS Cluster",
    outputs: {
      arn: arn("rds", "cluster:{id}"),
      clusterResourceId: "cluster-{ALNUM:26:resource}",
      endpoint: "{id}.cluster-{alnum:12:host}.{region}.rds.{dns}",
      readerEndpoint: "{id}.cluster-ro-{alnum:12:host}.{region}.rds.{dns}",
      hostedZoneId: "Z{HEXof:region:13:rds}",
      port: 5432,
      engineVersionActual: "{in.engineVersion}",
      masterUserSecrets: [
        {
          kmsKeyId: "{in.masterUserSecretKmsKeyId}",
          secretArn: arn("secretsmanager", "secret:rds!cluster-{uuid:resource}-{alnum:6:suffix}"),
          secretStatus: "active",
        },
      ],
    },
    replacesOn: ["storageEncrypted", "kmsKeyId"],
    unique: unique("clusterIdentifier", "DBClusterAlreadyExistsFault"),
  },
  "rds/clusterInstance:ClusterInstance": {
    id: "{in.identifier}",
    name: "identifier",
    outputs: { arn: arn("rds", "db:{id}"), endpoint: "{id}.{alnum:12:host}.{region}.rds.{dns}", port: 5432 },
    unique: unique("identifier", "DBInstanceAlreadyExists"),
  },
  "rds/instance:Instance": {
    id: "db-{ALNUM:26:id}",
    name: "identifier",
    nameLength: 63,
    lowerCase: true,
    called: "RDS DB Instance",
    outputs: {
      arn: arn("rds", "db:{in.identifier}"),
      address: "{in.identifier}.{alnum:12:host}.{region}.rds.{dns}",
      endpoint: "{in.identifier}.{alnum:12:host}.{region}.rds.{dns}:5432",
      hostedZoneId: "Z{HEXof:region:13:rds}",
      port: 5432,
      resourceId: "{id}",
      status: "available",
      engineVersionActual: "{in.engineVersion}",
    },
    replacesOn: ["storageEncrypted", "kmsKeyId"],
    unique: unique("identifier", "DBInstanceAlreadyExists"),
  },
  "rds/subnetGroup:SubnetGroup": {
    outputs: { arn: arn("rds", "subgrp:{id}") },
    unique: unique("name", "DBSubnetGroupAlreadyExists"),
  },
  "rds/parameterGroup:ParameterGroup": {
    outputs: { arn: arn("rds", "pg:{id}") },
    unique: unique("name", "DBParameterGroupAlreadyExists"),
  },
  "rds/clusterParameterGroup:ClusterParameterGroup": {
    outputs: { arn: arn("rds", "cluster-pg:{id}") },
    unique: unique("name", "DBParameterGroupAlreadyExists"),
  },
  "dynamodb/table:Table": {
    outputs: {
      arn: arn("dynamodb", "table/{id}"),
      streamArn: arn("dynamodb", "table/{id}/stream/2026-01-01T00:00:00.000"),
    },
    unique: unique("name", "ResourceInUseException"),
  },
  "elasticache/replicationGroup:ReplicationGroup": {
    id: "{in.replicationGroupId}",
    name: "replicationGroupId",
    lowerCase: true,
    nameLength: 40,
    outputs: {
      arn: arn("elasticache", "replicationgroup:{id}"),
      primaryEndpointAddress: "master.{id}.{alnum:6:host}.{region}.cache.{dns}",
      readerEndpointAddress: "replica.{id}.{alnum:6:host}.{region}.cache.{dns}",
      configurationEndpointAddress: "clustercfg.{id}.{alnum:6:host}.{region}.cache.{dns}",
    },
    unique: unique("replicationGroupId", "ReplicationGroupAlreadyExists"),
  },
  "secretsmanager/secret:Secret": {
    id: arn("secretsmanager", "secret:{name}-{alnum:6:suffix}"),
    called: "Secrets Manager Secret",
    outputs: { arn: "{id}" },
    unique: unique("name", "ResourceExistsException"),
  },
  "secretsmanager/secretVersion:SecretVersion": {
    id: "{in.secretId}|terraform-{hex:32:version}",
    outputs: { arn: "{in.secretId}", versionId: "terraform-{hex:32:version}", versionStages: ["AWSCURRENT"] },
  },
  "secretsmanager/secretPolicy:SecretPolicy": { id: "{in.secretArn}" },
  "secretsmanager/secretRotation:SecretRotation": { id: "{in.secretId}" },
  "ssm/parameter:Parameter": {
    called: "SSM Parameter",
    outputs: { arn: arn("ssm", "parameter{name}"), version: 1, dataType: "text", tier: "Standard" },
    values: {
      type: ["String", "StringList", "SecureString"],
      tier: ["Standard", "Advanced", "Intelligent-Tiering"],
    },
    unique: unique("name", "ParameterAlreadyExists"),
  },
  "ssm/document:Document": {
    outputs: { arn: arn("ssm", "document/{name}"), status: "Active" },
    unique: unique("name", "DocumentAlreadyExists"),
  },
  "sns/topic:Topic": {
    id: arn("sns", "{name}"),
    called: "SNS Topic",
    outputs: { arn: "{id}", owner: "{account}", beginningArchiveTime: "" },
    unique: unique("name", "InvalidParameter"),
  },
  "sns/topicPolicy:TopicPolicy": { id: "{in.arn}", outputs: { owner: "{account}" } },
  "sns/topicSubscription:TopicSubscription": {
    id: "{in.topic}:{uuid:id}",
    outputs: {
      arn: "{id}",
      ownerId: "{account}",
      pendingConfirmation: false,
      confirmationWasAuthenticated: true,
    },
    values: {
      protocol: ["application", "email", "email-json", "firehose", "http", "https", "lambda", "sms", "sqs"],
    },
  },
  "sqs/queue:Queue": {
    id: "https://sqs.{region}.{dns}/{account}/{name}",
    nameLength: 80,
    called: "SQS Queue",
    outputs: { arn: arn("sqs", "{name}"), url: "{id}" },
    unique: unique("name", "QueueAlreadyExists"),
  },
  "sqs/queuePolicy:QueuePolicy": { id: "{in.queueUrl}" },
  "kinesis/stream:Stream": {
    id: arn("kinesis", "stream/{name}"),
    outputs: { arn: "{id}" },
    unique: unique("name", "ResourceInUseException"),
  },
  "backup/vault:Vault": {
    called: "Backup Vault",
    outputs: {
      arn: arn("backup", "backup-vault:{id}"),
      recoveryPoints: 0,
      kmsKeyArn: arn("kms", "alias/aws/backup"),
    },
    unique: unique("name", "AlreadyExistsException"),
  },
  "backup/vaultLockConfiguration:VaultLockConfiguration": { id: "{in.backupVaultName}" },
  "backup/vaultPolicy:VaultPolicy": { id: "{in.backupVaultName}" },
  "backup/vaultNotifications:VaultNotifications": { id: "{in.backupVaultName}" },
  "backup/plan:Plan": {
    id: "{uuid:id}",
    outputs: { arn: arn("backup", "backup-plan:{id}"), version: "{alnum:48:version}" },
  },
  "backup/selection:Selection": { id: "{uuid:id}" },
  "backup/restoreTestingPlan:RestoreTestingPlan": {
    id: "{name}",
    outputs: { arn: arn("backup", "restore-testing-plan:{name}-{uuid:id}") },
    unique: unique("name", "AlreadyExistsException"),
  },
  "backup/restoreTestingSelection:RestoreTestingSelection": {
    id: "{name}:{in.restoreTestingPlanName}",
    autoname: false,
    unique: unique("name restoreTestingPlanName", "AlreadyExistsException"),
  },
  "backup/framework:Framework": {
    outputs: { arn: arn("backup", "framework:{id}"), deploymentStatus: "COMPLETED" },
  },
  "backup/globalSettings:GlobalSettings": { id: "{account}", global: true },
  "backup/regionSettings:RegionSettings": { id: "{region}" },
  "ecr/repository:Repository": {
    id: "{name}",
    outputs: {
      arn: arn("ecr", "repository/{id}"),
      registryId: "{account}",
      repositoryUrl: "{account}.dkr.ecr.{region}.{dns}/{id}",
    },
    unique: unique("name", "RepositoryAlreadyExistsException"),
  },
  "ecr/lifecyclePolicy:LifecyclePolicy": { id: "{in.repository}" },
  "ecr/repositoryPolicy:RepositoryPolicy": { id: "{in.repository}" },
};
