/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call -- inputs of every type there is: a wrong path fails the test */
import assert from "node:assert/strict";
import { days } from "../../content/units";
import { cannotBeUndone } from "../../stacks/cannot-be-undone";
import { record, type Recording } from "../testing/record";
import { failedJobMessage, failedJobPaths, failedJobs } from "./backup-events";
import { Backups, type BackupsArgs } from "./backups";

const args: BackupsArgs = {
  scope: { organization: "acme", environment: "staging", region: "eu-west-1" },
  account: "111122223333",
  copyRegion: "eu-central-1",
  clusterName: "acme-platform",
  keys: { backups: "arn:of:backups", volumes: "arn:of:volumes" },
  database: { subnetGroupName: "subnets", securityGroupId: "sg" },
  failureTopicArn: "arn:of:p2",
  noticeTopicArn: "arn:of:p3",
  lifetime: "permanent",
};
const make = (change: Partial<BackupsArgs> = {}): Promise<Recording> =>
  record(() => void new Backups("backups", { ...args, ...change }));
const rulesOf = (recording: Recording, plan: string) =>
  recording.get("aws:backup/plan:Plan", `backups-${plan}-plan`).inputs["rules"];

const COPIES = "arn:aws:backup:eu-central-1:111122223333:backup-vault:acme-staging-eu-west-1-backups-copy";

/** A component's registrations take a tenth of a second, and some seconds on a busy machine. */
const PATIENCE_MS = 20_000;

describe("Backups", function () {
  this.timeout(PATIENCE_MS);

  it("have a vault here and one in the other region, each with a key of its region", async () => {
    const vaults = (await make()).ofType("aws:backup/vault:Vault");
    assert.deepEqual(
      vaults.map(({ inputs, protect }) => [
        inputs["name"],
        inputs["kmsKeyArn"],
        inputs["region"],
        inputs["forceDestroy"],
        protect,
      ]),
      [
        ["acme-staging-eu-west-1-backups", "arn:of:backups", undefined, false, true],
        ["acme-staging-eu-west-1-backups-copy", "arn:of:backups-copy-data-key", "eu-central-1", false, true],
      ],
    );
  });

  it("are locked before the first point is made, within the bounds of the class, and the report says so", async () => {
    const recording = await make();
    const locks = recording.ofType("aws:backup/vaultLockConfiguration:VaultLockConfiguration");
    assert.deepEqual(
      locks.map(({ inputs }) => [
        inputs["changeableForDays"],
        inputs["minRetentionDays"],
        inputs["maxRetentionDays"],
        inputs["region"],
      ]),
      [
        [3, 7, 90, undefined],
        [3, 7, 90, "eu-central-1"],
      ],
    );
    const plan = recording.get("aws:backup/plan:Plan", "backups-volumes-plan");
    for (const lock of locks) assert.ok(plan.dependsOn.includes(lock.name), lock.name);
    const said = cannotBeUndone(
      locks.map(({ type, name, inputs }) => ({
        urn: name,
        type,
        name,
        operation: "create",
        inputs,
        dependencies: [],
        propertyDependencies: {},
        protect: true,
        retainOnDelete: false,
        custom: true,
      })),
    );
    assert.deepEqual(said.map(({ what, until }) => `${what} until ${until}`).slice(0, 2), [
      "nobody can lift or shorten the vault's lock, AWS included until for ever, from 3 days after it is made",
      "nobody can delete a recovery point until 7 days after each is made",
    ]);
  });

  it("of a trial lock nothing and go with all their points", async () => {
    const recording = await make({ lifetime: "temporary" });
    assert.deepEqual(recording.ofType("aws:backup/vaultLockConfiguration:VaultLockConfiguration"), []);
    assert.deepEqual(recording.ofType("aws:backup/vaultPolicy:VaultPolicy"), []);
    assert.deepEqual(
      recording
        .ofType("aws:backup/vault:Vault")
        .map(({ inputs, protect }) => [inputs["forceDestroy"], protect]),
      [
        [true, false],
        [true, false],
      ],
    );
  });

  it("save volumes every day, and copy each point", async () => {
    assert.deepEqual(rulesOf(await make(), "volumes"), [
      {
        ruleName: "daily",
        targetVaultName: "acme-staging-eu-west-1-backups",
        schedule: "cron(0 1 * * ? *)",
        startWindow: 60,
        completionWindow: 720,
        lifecycle: { deleteAfter: 35 },
        copyActions: [{ destinationVaultArn: COPIES, lifecycle: { deleteAfter: 35 } }],
      },
    ]);
  });

  it("save databases without a gap, and daily as well where points are kept for longer than that reaches", async () => {
    const short = rulesOf(await make(), "databases");
    assert.deepEqual(
      short.map((rule: any) => [rule.ruleName, rule.enableContinuousBackup, rule.lifecycle.deleteAfter]), // eslint-disable-line @typescript-eslint/no-explicit-any -- see above
      [["continuous", true, 35]],
    );
    assert.deepEqual(short[0].copyActions, [{ destinationVaultArn: COPIES, lifecycle: { deleteAfter: 35 } }]);
    const long = rulesOf(await make({ retention: days(90) }), "databases");
    assert.deepEqual(
      long.map((rule: any) => [rule.ruleName, rule.enableContinuousBackup, rule.lifecycle.deleteAfter]), // eslint-disable-line @typescript-eslint/no-explicit-any -- see above
      [
        ["daily", undefined, 90],
        ["continuous", true, 35],
      ],
    );
  });

  it("find volumes of claims, not the nodes' own disks, and databases of this stack", async () => {
    const selections = (await make()).ofType("aws:backup/selection:Selection");
    assert.deepEqual(
      selections.map(({ inputs }) => [inputs["resources"], inputs["conditions"]]),
      [
        [
          ["arn:aws:ec2:*:*:volume/*"],
          [
            {
              stringEquals: [{ key: "aws:ResourceTag/eks:eks-cluster-name", value: "acme-platform" }],
              stringLikes: [{ key: "aws:ResourceTag/CSIVolumeName", value: "pvc-*" }],
            },
          ],
        ],
        [
          ["arn:aws:rds:*:*:cluster:*"],
          [{ stringEquals: [{ key: "aws:ResourceTag/pharos:backup", value: "eu-west-1" }] }],
        ],
      ],
    );
  });

  it("restore one of each kind every week, into the database's own network", async () => {
    const recording = await make();
    const plan = recording.get(
      "aws:backup/restoreTestingPlan:RestoreTestingPlan",
      "backups-restore-tests",
    ).inputs;
    assert.deepEqual(
      [plan["name"], plan["recoveryPointSelection"]],
      [
        "acme_staging_eu_west_1_restore_tests",
        {
          algorithm: "RANDOM_WITHIN_WINDOW",
          includeVaults: [
            "arn:aws:backup:eu-west-1:111122223333:backup-vault:acme-staging-eu-west-1-backups",
          ],
          recoveryPointTypes: ["CONTINUOUS", "SNAPSHOT"],
          selectionWindowDays: 7,
        },
      ],
    );
    assert.deepEqual(
      recording
        .ofType("aws:backup/restoreTestingSelection:RestoreTestingSelection")
        .map(({ inputs }) => [inputs["protectedResourceType"], inputs["restoreMetadataOverrides"]]),
      [
        ["EBS", { kmsKeyId: "arn:of:volumes" }],
        ["Aurora", { dbSubnetGroupName: "subnets", vpcSecurityGroupIds: '["sg"]' }],
      ],
    );
  });

  it("tell of jobs that fail, and of restores that begin", async () => {
    const recording = await make();
    const target = recording.get("aws:cloudwatch/eventTarget:EventTarget", "backups-failures-topic").inputs;
    assert.equal(target["arn"], "arn:of:p2");
    assert.deepEqual(
      recording.get("aws:backup/vaultNotifications:VaultNotifications", "backups-notices").inputs,
      {
        backupVaultName: "acme-staging-eu-west-1-backups",
        snsTopicArn: "arn:of:p3",
        backupVaultEvents: [
          "CONTINUOUS_BACKUP_INTERRUPTED",
          "RECOVERY_POINT_MODIFIED",
          "RESTORE_JOB_STARTED",
        ],
      },
    );
    assert.deepEqual(JSON.parse(failedJobs), {
      source: ["aws.backup"],
      "detail-type": ["Backup Job State Change", "Copy Job State Change", "Restore Job State Change"],
      detail: { $or: [{ state: ["ABORTED", "EXPIRED", "FAILED"] }, { status: ["ABORTED", "FAILED"] }] },
    });
    const used = failedJobMessage.match(/<(\w+)>/g)?.map((word) => word.slice(1, -1));
    assert.deepEqual(used?.sort(), Object.keys(failedJobPaths).sort());
  });

  it("are shown by their example", async () => {
    const recording = await record(async () => (await import("../../docs/examples/backups.js")).vaultName);
    assert.equal(recording.outputs, "acme-evaluation-us-east-1-backups");
  });
});
