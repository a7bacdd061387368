import * as backup from "@pulumi/aws/backup";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { PARTITION, vaultArn } from "../../content/arn";
import {
  claimedVolumes,
  COMPLETE_MINUTES,
  CONTINUOUS,
  DAILY,
  exactTags,
  LONGEST_CONTINUOUS_DAYS,
  markedBy,
  START_MINUTES,
  type TagCondition,
} from "../../content/backups";
import type { Lifetime } from "../../content/lifetime";
import { copyOf, type NameScope, resourceName } from "../../content/names";
import { effectiveRetention } from "../../content/retention";
import type { Days } from "../../content/units";
import { DataKey } from "../encryption/data-key";
import { failedJobMessage, failedJobPaths, failedJobs } from "./backup-events";
import { type BackupPlace, backupPolicy, backupTrust, restorePolicy } from "./backup-policies";
import { BACKUP_RECORD_CLASS, BackupVault } from "./backup-vault";
import { asConditions, createRestoreTests, type DatabasePlacement, type Ready } from "./restore-tests";
import { recordTags } from "../storage/contents";

export interface BackupsArgs {
  /** Names everything; its region is that of what is saved. */
  readonly scope: NameScope;
  /** Account of vaults and copies, twelve digits. */
  readonly account: string;
  /** Region of the copies: another one of the same jurisdiction. */
  readonly copyRegion: string;
  /**
   * ARN of a key in the copies' region.
   * @default - a key of its own
   */
  readonly copyKeyArn?: pulumi.Input<string>;
  /** Cluster whose volumes are saved. */
  readonly clusterName: string;
  readonly keys: BackupKeys;
  /** Where a restored database goes. */
  readonly database: DatabasePlacement;
  /** ARN of the topic that is told of jobs that fail. */
  readonly failureTopicArn: pulumi.Input<string>;
  /** ARN of the topic that is told when a continuous backup breaks off, a restore begins, or somebody changes a recovery point. */
  readonly noticeTopicArn: pulumi.Input<string>;
  readonly lifetime: Lifetime;
  /**
   * Days that recovery points are kept.
   * @default - the record class's own
   */
  readonly retention?: Days;
}

/** ARNs of keys in the stack's region. */
export interface BackupKeys {
  /** Vault and databases. */
  readonly backups: pulumi.Input<string>;
  /** Volumes, whose snapshots keep it. */
  readonly volumes: pulumi.Input<string>;
}

/** What the vault and its copy are for. */
const VAULT = "backups";

/** Name of the vault, known before it exists. */
export function backupVaultName(scope: NameScope): string {
  return resourceName("vault", scope, VAULT);
}

/**
 * Daily backups of every volume that the cluster made for a claim, and continuous ones of every database that is marked, each with a daily
 * copy in another region under a key of that region. Every week a recovery point of each kind is restored, and deleted again, to see that
 * it can be.
 *
 * Costs 0.05 USD a GB and month of snapshots, again for the copies, 0.02 USD a GB for the way between regions, 0.021 USD a GB for databases,
 * and 1 USD for the copies' key; a restore test what the restored things cost for a few hours.
 *
 * With lifetime `permanent` both vaults are locked (see {@link BackupVault}). A kind of resource is saved only where AWS Backup is switched
 * on for it in the region: `aws backup describe-region-settings`; EBS and Aurora are, unless somebody switched them off.
 */
export class Backups extends pulumi.ComponentResource {
  readonly vaultName: pulumi.Output<string>;

  constructor(name: string, args: BackupsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:backups:Backups", name, {}, opts);

    const names = {
      vault: backupVaultName(args.scope),
      copy: resourceName("vault", args.scope, copyOf(VAULT)),
    };
    const copyKeyArn = args.copyKeyArn ?? this.createCopyKey(name, args).arn;
    const vault = this.createVault(name, args, names.vault);
    const copy = this.createCopyVault(name, args, names.copy, copyKeyArn);
    const place = this.placeOf(args, names, copyKeyArn);
    const saver = this.createRole(`${name}-saver`, args, place, backupPolicy);
    const restorer = this.createRole(`${name}-restorer`, args, place, restorePolicy);
    this.planVolumes(name, args, { vault, copy, role: saver });
    this.planDatabases(name, args, { vault, copy, role: saver });
    createRestoreTests(name, { ...args, vaultName: vault.vaultName, restorer }, { parent: this });
    this.tellOfFailures(name, args);
    this.tellOfChanges(name, args, vault);

    this.vaultName = vault.vaultName;
    this.registerOutputs({ vaultName: this.vaultName });
  }

  private createCopyKey(name: string, args: BackupsArgs): DataKey {
    return new DataKey(
      `${name}-copy-data`,
      {
        dataClass: "backups",
        scope: args.scope,
        account: args.account,
        purpose: "vault-copy",
        uses: { backup: true, ebs: true, rds: true },
        lifetime: args.lifetime,
        region: args.copyRegion,
      },
      { parent: this },
    );
  }

  private createVault(name: string, args: BackupsArgs, vaultName: string): BackupVault {
    const { account, lifetime, scope, keys } = args;
    return new BackupVault(
      `${name}-own`,
      { vaultName, account, lifetime, region: scope.region, elsewhere: false, keyArn: keys.backups },
      { parent: this },
    );
  }

  private createCopyVault(
    name: string,
    args: BackupsArgs,
    vaultName: string,
    keyArn: pulumi.Input<string>,
  ): BackupVault {
    const { account, lifetime, copyRegion } = args;
    return new BackupVault(
      `${name}-copy`,
      { vaultName, account, lifetime, region: copyRegion, elsewhere: true, keyArn },
      { parent: this },
    );
  }

  private placeOf(
    args: BackupsArgs,
    names: { readonly vault: string; readonly copy: string },
    copyKeyArn: pulumi.Input<string>,
  ): pulumi.Output<BackupPlace> {
    const { account, scope, copyRegion, clusterName, keys } = args;
    return pulumi.all([keys.backups, keys.volumes, copyKeyArn]).apply((keyArns) => ({
      account,
      region: scope.region,
      copyRegion,
      clusterName,
      databases: `${scope.organization}-${scope.environment}-${scope.region}-*`,
      vaultName: names.vault,
      copyVaultName: names.copy,
      keyArns,
    }));
  }

  /** @returns the role, and its policy, without which it can do nothing */
  private createRole(
    name: string,
    { scope, account }: BackupsArgs,
    place: pulumi.Output<BackupPlace>,
    policy: (place: BackupPlace) => string,
  ): Ready {
    const role = new iam.Role(
      name,
      {
        name: resourceName("role", scope, name),
        description: "Lets AWS Backup work for the stack",
        assumeRolePolicy: backupTrust(account),
      },
      { parent: this },
    );
    const attached = new iam.RolePolicy(
      `${name}-policy`,
      { name: "work", role: role.name, policy: place.apply(policy) },
      { parent: this },
    );
    return { role, needs: [attached] };
  }

  private planVolumes(name: string, args: BackupsArgs, parts: PlanParts): void {
    const plan = this.createPlan(`${name}-volumes`, args, "volumes", parts, [
      dailyRule(args, parts, retentionOf(args)),
    ]);
    this.select(`${name}-volumes`, args, plan, parts.role, {
      arn: `arn:${PARTITION}:ec2:*:*:volume/*`,
      conditions: claimedVolumes(args.clusterName),
    });
  }

  /** The stream of changes reaches back 35 days at most; what is to be kept for longer is saved once a day as well. */
  private planDatabases(name: string, args: BackupsArgs, parts: PlanParts): void {
    const days = retentionOf(args);
    const streamed = Math.min(days, LONGEST_CONTINUOUS_DAYS);
    const plan = this.createPlan(`${name}-databases`, args, "databases", parts, [
      ...(days > streamed ? [dailyRule(args, parts, days)] : []),
      {
        ruleName: "continuous",
        targetVaultName: parts.vault.vaultName,
        schedule: CONTINUOUS,
        startWindow: START_MINUTES,
        completionWindow: COMPLETE_MINUTES,
        enableContinuousBackup: true,
        lifecycle: { deleteAfter: streamed },
        copyActions: [copyAction(args, parts.copy, streamed)],
      },
    ]);
    this.select(`${name}-databases`, args, plan, parts.role, {
      arn: `arn:${PARTITION}:rds:*:*:cluster:*`,
      conditions: markedBy(args.scope.region),
    });
  }

  private createPlan(
    name: string,
    args: BackupsArgs,
    purpose: string,
    { vault, copy }: PlanParts,
    rules: backup.PlanArgs["rules"],
  ): backup.Plan {
    return new backup.Plan(
      `${name}-plan`,
      {
        name: resourceName("backupPlan", args.scope, purpose),
        rules,
        tags: recordTags(BACKUP_RECORD_CLASS),
      },
      // A point made before the lock would be free of it.
      { parent: this, dependsOn: [...vault.ready, ...copy.ready] },
    );
  }

  private select(
    name: string,
    { scope }: BackupsArgs,
    plan: backup.Plan,
    { role, needs }: Ready,
    { arn, conditions }: { readonly arn: string; readonly conditions: readonly TagCondition[] },
  ): void {
    const exact = exactTags(conditions);
    const patterns = conditions.filter((condition) => !exact.includes(condition));
    new backup.Selection(
      `${name}-selection`,
      {
        name: resourceName("backupPlan", scope, "tagged"),
        planId: plan.id,
        iamRoleArn: role.arn,
        resources: [arn],
        conditions: [
          {
            stringEquals: asConditions(exact),
            ...(patterns.length === 0 ? {} : { stringLikes: asConditions(patterns) }),
          },
        ],
      },
      { parent: this, dependsOn: needs },
    );
  }

  private tellOfFailures(name: string, { scope, failureTopicArn }: BackupsArgs): void {
    const rule = new cloudwatch.EventRule(
      `${name}-failures`,
      {
        name: resourceName("eventRule", scope, "backup-failures"),
        description: "Backup, copy and restore jobs that failed, expired or were ended",
        eventPattern: failedJobs,
      },
      { parent: this },
    );
    new cloudwatch.EventTarget(
      `${name}-failures-topic`,
      {
        rule: rule.name,
        arn: failureTopicArn,
        inputTransformer: { inputPaths: { ...failedJobPaths }, inputTemplate: failedJobMessage },
      },
      { parent: this },
    );
  }

  /** What the failures above do not tell: a stream that broke off, data that comes out of the vault, points that somebody changed. */
  private tellOfChanges(name: string, { noticeTopicArn }: BackupsArgs, vault: BackupVault): void {
    new backup.VaultNotifications(
      `${name}-notices`,
      {
        backupVaultName: vault.vaultName,
        snsTopicArn: noticeTopicArn,
        backupVaultEvents: [
          "CONTINUOUS_BACKUP_INTERRUPTED",
          "RECOVERY_POINT_MODIFIED",
          "RESTORE_JOB_STARTED",
        ],
      },
      { parent: this },
    );
  }
}

interface PlanParts {
  readonly vault: BackupVault;
  readonly copy: BackupVault;
  readonly role: Ready;
}

function dailyRule(args: BackupsArgs, { vault, copy }: PlanParts, days: number) {
  return {
    ruleName: "daily",
    targetVaultName: vault.vaultName,
    schedule: DAILY,
    startWindow: START_MINUTES,
    completionWindow: COMPLETE_MINUTES,
    lifecycle: { deleteAfter: days },
    copyActions: [copyAction(args, copy, days)],
  };
}

/** From the name, not the ARN: it is known at preview, and depends on the vault all the same. */
function copyAction({ account, copyRegion }: BackupsArgs, copy: BackupVault, days: number) {
  return {
    destinationVaultArn: copy.vaultName.apply((name) => vaultArn(copyRegion, account, name)),
    lifecycle: { deleteAfter: days },
  };
}

function retentionOf({ retention }: BackupsArgs): number {
  const days = effectiveRetention(BACKUP_RECORD_CLASS, retention);
  if (days === undefined) throw new Error(`${BACKUP_RECORD_CLASS} should end after a number of days`);
  return days;
}
