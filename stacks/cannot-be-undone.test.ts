import * as assert from "node:assert/strict";
import { cannotBeUndone } from "./cannot-be-undone";
import { UNKNOWN, type Irreversible } from "./model";
import { StackBuilder, type ResourceOptions } from "./report/testing/builder";

type Told = Omit<Irreversible, "urn" | "name">;

/** What is said of one resource. */
function toldOf(type: string, options: ResourceOptions): Told[] {
  const builder = new StackBuilder("us-east-1");
  const urn = builder.add(type, "thing", builder.root, options);
  return cannotBeUndone(builder.resources).map(({ urn: found, name, ...told }) => {
    assert.equal(found, urn);
    assert.equal(name, "thing");
    return told;
  });
}

const objectLock = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
const vaultLock = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
const lock = (defaultRetention: unknown): ResourceOptions => ({ inputs: { rule: { defaultRetention } } });

describe("what cannot be undone", () => {
  const cases: [title: string, type: string, options: ResourceOptions, told: Told[]][] = [
    [
      "Object Lock in mode COMPLIANCE, in years",
      objectLock,
      lock({ mode: "COMPLIANCE", years: 6 }),
      [
        {
          what: "nobody can delete or overwrite an object",
          until: "6 years after each object is written",
          why: "Object Lock: default retention in mode COMPLIANCE, which binds the root user too",
        },
      ],
    ],
    [
      "Object Lock in mode COMPLIANCE, for a day",
      objectLock,
      lock({ mode: "COMPLIANCE", days: 1 }),
      [
        {
          what: "nobody can delete or overwrite an object",
          until: "1 day after each object is written",
          why: "Object Lock: default retention in mode COMPLIANCE, which binds the root user too",
        },
      ],
    ],
    [
      "Object Lock for a period that is not known yet",
      objectLock,
      lock({ mode: "COMPLIANCE", days: UNKNOWN }),
      [
        {
          what: "nobody can delete or overwrite an object",
          until: "a number of days that is not known yet after each object is written",
          why: "Object Lock: default retention in mode COMPLIANCE, which binds the root user too",
        },
      ],
    ],
    [
      "Object Lock in a mode that is not known yet",
      objectLock,
      lock({ mode: UNKNOWN, days: 30 }),
      [
        {
          what: "objects may be locked: the mode of the lock is not known yet",
          until: "30 days after each object is written",
          why: "Object Lock: default retention in an unknown mode",
        },
      ],
    ],
    [
      "Object Lock in mode GOVERNANCE, which can be bypassed",
      objectLock,
      lock({ mode: "GOVERNANCE", years: 6 }),
      [],
    ],
    ["Object Lock without a default retention", objectLock, { inputs: { bucket: "records" } }, []],
    [
      "a lock that the run takes away",
      objectLock,
      { ...lock({ mode: "COMPLIANCE", years: 6 }), operation: "delete" },
      [],
    ],
    [
      "a single locked object",
      "aws:s3/bucketObjectv2:BucketObjectv2",
      { inputs: { objectLockMode: "COMPLIANCE", objectLockRetainUntilDate: "2032-01-01T00:00:00Z" } },
      [
        {
          what: "nobody can delete or overwrite this object version",
          until: "2032-01-01T00:00:00Z",
          why: "Object Lock: mode COMPLIANCE",
        },
      ],
    ],
    [
      "a vault lock in compliance mode",
      vaultLock,
      { inputs: { changeableForDays: 3, minRetentionDays: 35 } },
      [
        {
          what: "the vault's lock becomes final: nobody can lift or shorten it, AWS included",
          until: "for ever, from 3 days after it is made",
          why: "backup vault lock in compliance mode (changeableForDays is set)",
        },
        {
          what: "recovery points cannot be deleted",
          until: "at least 35 days after each is made",
          why: "backup vault lock: minRetentionDays",
        },
      ],
    ],
    ["a vault lock in governance mode", vaultLock, { inputs: { minRetentionDays: 35 } }, []],
    [
      "a key's waiting period by AWS's default",
      "aws:kms/key:Key",
      {},
      [
        {
          what: "the key is destroyed only after a wait",
          until: "30 days after its deletion is asked for",
          why: "deletionWindowInDays: 30 (AWS's default)",
        },
      ],
    ],
    [
      "a secret's waiting period",
      "aws:secretsmanager/secret:Secret",
      { inputs: { recoveryWindowInDays: 7 } },
      [
        {
          what: "the secret is destroyed only after a wait",
          until: "7 days after its deletion is asked for",
          why: "recoveryWindowInDays: 7",
        },
      ],
    ],
    [
      "a secret without a waiting period",
      "aws:secretsmanager/secret:Secret",
      { inputs: { recoveryWindowInDays: 0 } },
      [],
    ],
    [
      "a cluster that AWS refuses to delete",
      "aws:eks/cluster:Cluster",
      { inputs: { deletionProtection: true } },
      [{ what: "AWS refuses to delete it while deletionProtection is on", why: "deletionProtection: true" }],
    ],
    [
      "a database without protection",
      "aws:rds/instance:Instance",
      { inputs: { deletionProtection: false } },
      [],
    ],
    [
      "a user pool, whose switch is a word",
      "aws:cognito/userPool:UserPool",
      { inputs: { deletionProtection: "ACTIVE" } },
      [
        {
          what: "AWS refuses to delete it while deletionProtection is on",
          why: "deletionProtection: ACTIVE",
        },
      ],
    ],
    [
      "an event data store, which is protected unless somebody says otherwise",
      "aws:cloudtrail/eventDataStore:EventDataStore",
      {},
      [
        {
          what: "AWS refuses to delete it while terminationProtectionEnabled is on",
          why: "terminationProtectionEnabled: true (AWS's default)",
        },
      ],
    ],
    [
      "the engine's own guards, on any type",
      "random:index/randomId:RandomId",
      { protect: true, retainOnDelete: true },
      [
        { what: "Pulumi refuses to delete or replace it while it is protected", why: "protect: true" },
        { what: "stays in the cloud when the stack is destroyed", why: "retainOnDelete: true" },
      ],
    ],
    [
      "data that goes with what the run replaces",
      "aws:dynamodb/table:Table",
      { operation: "replace" },
      [{ what: "every item of the table is lost", until: "for ever", why: 'this run does "replace" to it' }],
    ],
    [
      "a bucket that is emptied before it goes",
      "aws:s3/bucket:Bucket",
      { operation: "delete", inputs: { forceDestroy: true } },
      [
        {
          what: "every object in the bucket is lost",
          until: "for ever",
          why: 'this run does "delete" to it',
        },
      ],
    ],
    ["a bucket that AWS deletes only when it is empty", "aws:s3/bucket:Bucket", { operation: "delete" }, []],
    [
      "a database that leaves a snapshot",
      "aws:rds/cluster:Cluster",
      { operation: "delete", inputs: { skipFinalSnapshot: false } },
      [],
    ],
    [
      "a log group that is forgotten, not deleted",
      "aws:cloudwatch/logGroup:LogGroup",
      { operation: "delete", inputs: { skipDestroy: true } },
      [],
    ],
    ["an ordinary resource", "aws:ec2/vpc:Vpc", {}, []],
  ];
  for (const [title, type, options, told] of cases) {
    it(`${told.length === 0 ? "says nothing of" : "tells"} ${title}`, () => {
      assert.deepEqual(toldOf(type, options), told);
    });
  }

  it("does not claim that protected data is lost", () => {
    assert.deepEqual(toldOf("aws:dynamodb/table:Table", { operation: "replace", protect: true }), [
      { what: "Pulumi refuses to delete or replace it while it is protected", why: "protect: true" },
    ]);
  });

  it("keeps the order of registration", () => {
    const builder = new StackBuilder("us-east-1");
    builder.add("aws:kms/key:Key", "b");
    builder.add(objectLock, "a", builder.root, lock({ mode: "COMPLIANCE", years: 6 }));
    assert.deepEqual(
      cannotBeUndone(builder.resources).map(({ name }) => name),
      ["b", "a"],
    );
  });
});
