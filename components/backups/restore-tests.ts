import * as backup from "@pulumi/aws/backup";
import type * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { vaultArn } from "../../content/arn";
import {
  claimedVolumes,
  exactTags,
  markedBy,
  RESTORE_TEST,
  RESTORE_WINDOW_DAYS,
  START_MINUTES,
  type TagCondition,
} from "../../content/backups";
import { type NameScope, resourceName } from "../../content/names";

/** A role with what it needs before it can work. */
export interface Ready {
  readonly role: iam.Role;
  readonly needs: pulumi.Resource[];
}

/** Where a restored database goes. */
export interface DatabasePlacement {
  readonly subnetGroupName: pulumi.Input<string>;
  readonly securityGroupId: pulumi.Input<string>;
}

/** What is restored, and how. */
export interface RestoreTestsArgs {
  /** Names the plan; its region is that of what is saved. */
  readonly scope: NameScope;
  readonly account: string;
  /** Cluster whose volumes are restored. */
  readonly clusterName: string;
  readonly keys: { readonly volumes: pulumi.Input<string> };
  readonly database: DatabasePlacement;
  /** The vault whose recovery points are tried. */
  readonly vaultName: pulumi.Output<string>;
  /** The role by which AWS Backup restores. */
  readonly restorer: Ready;
}

/** A backup that nobody has restored is a hope: every week one of each kind is, and deleted again by AWS Backup. */
export function createRestoreTests(
  name: string,
  args: RestoreTestsArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const { scope, account, clusterName, keys, database, vaultName, restorer } = args;
  const plan = new backup.RestoreTestingPlan(
    `${name}-restore-tests`,
    {
      name: resourceName("restorePlan", scope, "restore-tests"),
      scheduleExpression: RESTORE_TEST,
      startWindowHours: START_MINUTES / 60,
      recoveryPointSelection: {
        algorithm: "RANDOM_WITHIN_WINDOW",
        includeVaults: [vaultName.apply((vault) => vaultArn(scope.region, account, vault))],
        recoveryPointTypes: ["CONTINUOUS", "SNAPSHOT"],
        selectionWindowDays: RESTORE_WINDOW_DAYS,
      },
    },
    opts,
  );
  // By tags alone: the provider takes ARNs or conditions, not both.
  const shared = { restoreTestingPlanName: plan.name, iamRoleArn: restorer.role.arn };
  const whenReady = { ...opts, dependsOn: restorer.needs };
  new backup.RestoreTestingSelection(
    `${name}-restore-tests-volumes`,
    {
      ...shared,
      name: "volumes",
      protectedResourceType: "EBS",
      protectedResourceConditions: { stringEquals: asConditions(exactTags(claimedVolumes(clusterName))) },
      restoreMetadataOverrides: { kmsKeyId: keys.volumes },
    },
    whenReady,
  );
  new backup.RestoreTestingSelection(
    `${name}-restore-tests-databases`,
    {
      ...shared,
      name: "databases",
      protectedResourceType: "Aurora",
      protectedResourceConditions: { stringEquals: asConditions(markedBy(scope.region)) },
      // Otherwise AWS Backup restores into the default VPC, where there is one.
      restoreMetadataOverrides: {
        dbSubnetGroupName: database.subnetGroupName,
        vpcSecurityGroupIds: pulumi.jsonStringify([database.securityGroupId]),
      },
    },
    whenReady,
  );
}

/** Conditions on tags as AWS Backup writes them. */
export function asConditions(conditions: readonly TagCondition[]) {
  return conditions.map(({ tag, value }) => ({ key: `aws:ResourceTag/${tag}`, value }));
}
