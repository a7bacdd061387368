import * as backup from "@pulumi/aws/backup";
import * as pulumi from "@pulumi/pulumi";
import { LOCK_GRACE_DAYS } from "../../content/backups";
import type { Lifetime } from "../../content/lifetime";
import { retentionRules } from "../../content/retention";
import { UserError } from "../../content/user-error";
import { vaultPolicy } from "./backup-policies";
import { recordTags } from "../storage/contents";

export interface BackupVaultArgs {
  /** Name of the vault. */
  readonly vaultName: string;
  /** Account of the vault, twelve digits. */
  readonly account: string;
  /** Region of the vault. */
  readonly region: string;
  /** Whether that is another region than the stack's. */
  readonly elsewhere: boolean;
  /** ARN of the key that encrypts what AWS Backup encrypts itself, and every copy. */
  readonly keyArn: pulumi.Input<string>;
  /** `permanent` is locked: nobody deletes a point before its time. `temporary` goes with all its points. */
  readonly lifetime: Lifetime;
}

/** What vaults hold; the class bounds how long. */
export const BACKUP_RECORD_CLASS = "operational-backup";

/**
 * A vault for recovery points. With lifetime `permanent` nobody can delete one by hand, and three days after it is made its lock can be
 * lifted by nobody, AWS included: points live at least as long as the record class asks and at most as long as it allows.
 *
 * Costs nothing by itself.
 */
export class BackupVault extends pulumi.ComponentResource {
  readonly vaultName: pulumi.Output<string>;
  /** Ready to be filled: its policy and lock are set. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: BackupVaultArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:backups:BackupVault", name, {}, { protect: args.lifetime === "permanent", ...opts });

    const region = args.elsewhere ? args.region : undefined;
    const vault = this.createVault(name, args, region);
    this.ready =
      args.lifetime === "permanent"
        ? [this.denyDeletion(name, args, vault, region), this.lock(name, vault, region)]
        : [];

    this.vaultName = vault.name;
    this.registerOutputs({ vaultName: this.vaultName });
  }

  private createVault(name: string, args: BackupVaultArgs, region: string | undefined): backup.Vault {
    return new backup.Vault(
      `${name}-vault`,
      {
        name: args.vaultName,
        kmsKeyArn: args.keyArn,
        forceDestroy: args.lifetime === "temporary",
        region,
        tags: recordTags(BACKUP_RECORD_CLASS),
      },
      { parent: this },
    );
  }

  private denyDeletion(
    name: string,
    args: BackupVaultArgs,
    vault: backup.Vault,
    region: string | undefined,
  ): backup.VaultPolicy {
    return new backup.VaultPolicy(
      `${name}-policy`,
      {
        backupVaultName: vault.name,
        policy: vaultPolicy(args.region, args.account, args.vaultName),
        region,
      },
      { parent: this },
    );
  }

  private lock(name: string, vault: backup.Vault, region: string | undefined): backup.VaultLockConfiguration {
    const { minimumDays, maximumDays } = retentionRules[BACKUP_RECORD_CLASS];
    if (minimumDays === "life-of-enterprise")
      throw new UserError(`${BACKUP_RECORD_CLASS} has no end`, "give the class a minimum in days");
    return new backup.VaultLockConfiguration(
      `${name}-lock`,
      {
        backupVaultName: vault.name,
        changeableForDays: LOCK_GRACE_DAYS,
        minRetentionDays: minimumDays,
        ...(maximumDays === undefined ? {} : { maxRetentionDays: maximumDays }),
        region,
      },
      { parent: this },
    );
  }
}
