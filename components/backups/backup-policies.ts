import { PARTITION, regionalService, vaultArn } from "../../content/arn";
import { claimedVolumes, exactTags, markedBy, type TagCondition } from "../../content/backups";
import {
  type Conditions,
  identityPolicy,
  type IdentityStatement,
  resourcePolicy,
  trustPolicy,
} from "../encryption/policy-document";

/** Where backups are made and copied to. */
export interface BackupPlace {
  readonly account: string;
  /** Region of what is saved. */
  readonly region: string;
  /** Region of the copies. */
  readonly copyRegion: string;
  /** Cluster whose volumes are saved. */
  readonly clusterName: string;
  /** What the names of databases, their parameters and subnets begin with, and a star. */
  readonly databases: string;
  /** Names of the vault and of the vault of the copies. */
  readonly vaultName: string;
  readonly copyVaultName: string;
  /** ARNs of the keys of volumes, databases and copies. */
  readonly keyArns: readonly string[];
}

/** How AWS Backup calls what a restore test makes. */
const RESTORE_TEST_PREFIX = "awsbackup-restore-test-";

/** Who may take the roles: AWS Backup, for this account. */
export function backupTrust(account: string): string {
  return trustPolicy([
    {
      sid: "TakenByBackup",
      principals: { services: ["backup.amazonaws.com"] },
      actions: ["sts:AssumeRole"],
      conditions: { StringEquals: { "aws:SourceAccount": [account] } },
    },
  ]);
}

/**
 * What AWS Backup needs to save volumes of one cluster and databases that are marked, and to copy them to one other region. It is the part
 * of AWS's managed policy AWSBackupServiceRolePolicyForBackup that these two kinds need, bound to what is ours.
 */
export function backupPolicy(place: BackupPlace): string {
  const { account, region, copyRegion } = place;
  const regions = [region, copyRegion];
  const snapshots = regions.map((name) => `arn:${PARTITION}:ec2:${name}::snapshot/*`);
  const databaseSnapshots = regions.map((name) => rdsArn(name, account, "cluster-snapshot:awsbackup:*"));
  const vaults = [
    vaultArn(region, account, place.vaultName),
    vaultArn(copyRegion, account, place.copyVaultName),
  ];
  return identityPolicy([
    {
      sid: "SaveVolumes",
      actions: ["ec2:CreateSnapshot"],
      resources: [`arn:${PARTITION}:ec2:${region}:${account}:volume/*`],
      conditions: tagged(claimedVolumes(place.clusterName)),
    },
    {
      sid: "KeepSnapshots",
      actions: ["ec2:CopySnapshot", "ec2:CreateSnapshot", "ec2:CreateTags", "ec2:DeleteSnapshot"],
      resources: snapshots,
    },
    {
      sid: "SaveDatabases",
      // Continuous backups are a setting of the database, which AWS Backup turns on.
      actions: [
        "rds:AddTagsToResource",
        "rds:CreateDBClusterSnapshot",
        "rds:ListTagsForResource",
        "rds:ModifyDBCluster",
      ],
      resources: [rdsArn(region, account, "cluster:*")],
      conditions: tagged(markedBy(region)),
    },
    {
      sid: "KeepDatabaseSnapshots",
      actions: [
        "rds:AddTagsToResource",
        "rds:CopyDBClusterSnapshot",
        "rds:CreateDBClusterSnapshot",
        "rds:DeleteDBClusterSnapshot",
        "rds:ListTagsForResource",
      ],
      resources: databaseSnapshots,
    },
    {
      sid: "EndContinuousBackups",
      actions: ["rds:DeleteDBClusterAutomatedBackup"],
      resources: [rdsArn(region, account, "cluster-auto-backup:*")],
    },
    {
      sid: "FindThem",
      actions: ["ec2:DescribeSnapshots", "ec2:DescribeTags", "ec2:DescribeVolumes", "tag:GetResources"],
      resources: ["*"], // none of them takes a resource
    },
    {
      sid: "FindDatabases",
      actions: [
        "rds:DescribeDBClusterAutomatedBackups",
        "rds:DescribeDBClusterSnapshots",
        "rds:DescribeDBClusters",
      ],
      resources: regions.map((name) => rdsArn(name, account, "*")),
    },
    {
      sid: "FillVaults",
      actions: ["backup:CopyFromBackupVault", "backup:CopyIntoBackupVault", "backup:DescribeBackupVault"],
      resources: vaults,
    },
    ...keyStatements(place, regions),
  ]);
}

/** What AWS Backup needs to restore a volume and a database for a test, and to delete what the test made. Nothing else can be restored. */
export function restorePolicy(place: BackupPlace): string {
  const { account, region } = place;
  const made = rdsArn(region, account, `cluster:${RESTORE_TEST_PREFIX}*`);
  const instances = rdsArn(region, account, `db:${RESTORE_TEST_PREFIX}*`);
  const volumes = `arn:${PARTITION}:ec2:${region}:${account}:volume/*`;
  return identityPolicy([
    {
      sid: "RestoreVolumes",
      actions: ["ec2:CreateVolume"],
      resources: [volumes, `arn:${PARTITION}:ec2:${region}::snapshot/*`],
    },
    {
      sid: "TagVolumes",
      actions: ["ec2:CreateTags"],
      resources: [volumes],
      conditions: { StringEquals: { "ec2:CreateAction": ["CreateVolume"] } },
    },
    {
      sid: "DeleteTestedVolumes",
      actions: ["ec2:DeleteVolume"],
      resources: [volumes],
      conditions: { Null: { "aws:ResourceTag/awsbackup-restore-test": ["false"] } },
    },
    {
      sid: "RestoreDatabases",
      actions: [
        "rds:AddTagsToResource",
        "rds:RestoreDBClusterFromSnapshot",
        "rds:RestoreDBClusterToPointInTime",
      ],
      resources: [
        made,
        ...["cluster", "cluster-pg", "subgrp"].map((kind) =>
          rdsArn(region, account, `${kind}:${place.databases}`),
        ),
        ...["cluster-snapshot:awsbackup:*", "og:default:*"].map((part) => rdsArn(region, account, part)),
      ],
    },
    { sid: "StartTestedDatabases", actions: ["rds:CreateDBInstance"], resources: [made, instances] },
    {
      sid: "DeleteTestedDatabases",
      actions: ["rds:DeleteDBCluster", "rds:DeleteDBInstance"],
      resources: [made, instances],
    },
    {
      sid: "FindThem",
      actions: [
        "ec2:DescribeAvailabilityZones",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSnapshots",
        "ec2:DescribeSubnets",
        "ec2:DescribeVolumes",
        "ec2:DescribeVpcs",
      ],
      resources: ["*"], // none of them takes a resource
    },
    {
      sid: "FindDatabases",
      actions: ["rds:DescribeDBClusterSnapshots", "rds:DescribeDBClusters", "rds:DescribeDBInstances"],
      resources: [rdsArn(region, account, "*")],
    },
    {
      sid: "ReadTagsOfDatabases",
      actions: ["rds:ListTagsForResource"],
      resources: [
        made,
        instances,
        ...[`cluster:${place.databases}`, "cluster-snapshot:awsbackup:*"].map((part) =>
          rdsArn(region, account, part),
        ),
      ],
    },
    ...keyStatements(place, [region]),
  ]);
}

/**
 * What a vault allows nobody to do by hand, its administrators included: delete a point or change when it ends. Points end by the plan's
 * own period, which this does not stop. The policy itself can be replaced, since the program keeps it; the lock cannot.
 */
export function vaultPolicy(region: string, account: string, name: string): string {
  return resourcePolicy([
    {
      sid: "DenyDeletion",
      effect: "Deny",
      principals: "everyone",
      actions: [
        "backup:DeleteBackupVault",
        "backup:DeleteRecoveryPoint",
        "backup:DisassociateRecoveryPoint",
        "backup:UpdateRecoveryPointLifecycle",
      ],
      resources: ["*"], // in a vault's policy: the vault and its points
    },
    {
      sid: "DenyForeignCopies",
      effect: "Deny",
      principals: "everyone",
      actions: ["backup:CopyIntoBackupVault"],
      resources: [vaultArn(region, account, name)],
      conditions: { StringNotEquals: { "aws:PrincipalAccount": [account] } },
    },
  ]);
}

/** The keys, each through the services that store with them, and grants for these services alone. */
function keyStatements({ keyArns }: BackupPlace, regions: readonly string[]): IdentityStatement[] {
  const via = {
    "kms:ViaService": regions.flatMap((name) =>
      ["backup", "ec2", "rds"].map((service) => regionalService(service, name)),
    ),
  };
  return [
    {
      sid: "UseKeys",
      actions: [
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:GenerateDataKey",
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
      ],
      resources: keyArns,
      conditions: { StringEquals: via },
    },
    {
      sid: "GrantKeys",
      actions: ["kms:CreateGrant"],
      resources: keyArns,
      conditions: { Bool: { "kms:GrantIsForAWSResource": ["true"] }, StringEquals: via },
    },
  ];
}

function rdsArn(region: string, account: string, part: string): string {
  return `arn:${PARTITION}:rds:${region}:${account}:${part}`;
}

function tagged(conditions: readonly TagCondition[]): Conditions {
  return {
    StringEquals: Object.fromEntries(
      exactTags(conditions).map(({ tag, value }) => [`aws:ResourceTag/${tag}`, [value]]),
    ),
  };
}
