import assert from "node:assert/strict";
import { backupPolicy, backupTrust, type BackupPlace, restorePolicy, vaultPolicy } from "./backup-policies";

interface Document {
  Statement: {
    Sid: string;
    Effect: string;
    Action: string[];
    Condition?: object;
    Resource: string[];
    Principal: unknown;
  }[];
}

const place: BackupPlace = {
  account: "111122223333",
  region: "eu-west-1",
  copyRegion: "eu-central-1",
  databases: "acme-staging-eu-west-1-*",
  clusterName: "acme-platform",
  vaultName: "acme-backups",
  copyVaultName: "acme-backups-copy",
  keyArns: ["arn:of:backups", "arn:of:volumes", "arn:of:copies"],
};
const statements = (policy: string): Document["Statement"] => (JSON.parse(policy) as Document).Statement;
const named = (policy: string, sid: string): Document["Statement"][number] =>
  statements(policy).find(({ Sid }) => Sid === sid) ?? assert.fail(sid);

describe("policies of backups", () => {
  it("let AWS Backup take the roles for the account alone", () => {
    const [trust] = statements(backupTrust("111122223333"));
    assert.deepEqual(
      [trust?.Principal, trust?.Condition],
      [{ Service: ["backup.amazonaws.com"] }, { StringEquals: { "aws:SourceAccount": ["111122223333"] } }],
    );
  });

  it("save volumes of the one cluster and databases that are marked", () => {
    const policy = backupPolicy(place);
    assert.deepEqual(named(policy, "SaveVolumes").Condition, {
      StringEquals: { "aws:ResourceTag/eks:eks-cluster-name": ["acme-platform"] },
    });
    assert.deepEqual(named(policy, "SaveDatabases").Condition, {
      StringEquals: { "aws:ResourceTag/pharos:backup": ["eu-west-1"] },
    });
    assert.deepEqual(named(policy, "FillVaults").Resource, [
      "arn:aws:backup:eu-central-1:111122223333:backup-vault:acme-backups-copy",
      "arn:aws:backup:eu-west-1:111122223333:backup-vault:acme-backups",
    ]);
  });

  it("delete nothing but snapshots, and of databases only those of AWS Backup", () => {
    const deleting = statements(backupPolicy(place)).flatMap(({ Action, Resource }) =>
      Action.filter((action) => action.includes("Delete")).map((action) => [action, Resource]),
    );
    assert.deepEqual(deleting, [
      ["ec2:DeleteSnapshot", ["arn:aws:ec2:eu-central-1::snapshot/*", "arn:aws:ec2:eu-west-1::snapshot/*"]],
      [
        "rds:DeleteDBClusterSnapshot",
        [
          "arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:awsbackup:*",
          "arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:awsbackup:*",
        ],
      ],
      ["rds:DeleteDBClusterAutomatedBackup", ["arn:aws:rds:eu-west-1:111122223333:cluster-auto-backup:*"]],
    ]);
  });

  it("restore, and delete again, under the name of a restore test alone", () => {
    const policy = restorePolicy(place);
    assert.deepEqual(named(policy, "DeleteTestedDatabases").Resource, [
      "arn:aws:rds:eu-west-1:111122223333:cluster:awsbackup-restore-test-*",
      "arn:aws:rds:eu-west-1:111122223333:db:awsbackup-restore-test-*",
    ]);
    assert.deepEqual(named(policy, "DeleteTestedVolumes").Condition, {
      Null: { "aws:ResourceTag/awsbackup-restore-test": ["false"] },
    });
  });

  it("name every resource where an action takes one", () => {
    for (const policy of [backupPolicy(place), restorePolicy(place)]) {
      assert.deepEqual(
        statements(policy)
          .filter(({ Resource }) => Resource.includes("*"))
          .flatMap(({ Action }) => Action)
          .filter((action) => !/^ec2:Describe|^tag:GetResources$/.test(action)),
        [],
      );
    }
  });

  it("use the keys only through what stores with them, and grant them to AWS services alone", () => {
    const { Condition, Resource } = named(restorePolicy(place), "GrantKeys");
    assert.deepEqual(Resource, ["arn:of:backups", "arn:of:copies", "arn:of:volumes"]);
    assert.deepEqual(Condition, {
      Bool: { "kms:GrantIsForAWSResource": ["true"] },
      StringEquals: {
        "kms:ViaService": [
          "backup.eu-west-1.amazonaws.com",
          "ec2.eu-west-1.amazonaws.com",
          "rds.eu-west-1.amazonaws.com",
        ],
      },
    });
  });

  it("of a vault keep everybody from deleting points and from ending them earlier", () => {
    const [deny] = statements(vaultPolicy("eu-west-1", "111122223333", "acme-backups"));
    assert.deepEqual(
      [deny?.Effect, deny?.Principal, deny?.Condition, deny?.Action],
      [
        "Deny",
        "*",
        undefined,
        [
          "backup:DeleteBackupVault",
          "backup:DeleteRecoveryPoint",
          "backup:DisassociateRecoveryPoint",
          "backup:UpdateRecoveryPointLifecycle",
        ],
      ],
    );
  });
});
