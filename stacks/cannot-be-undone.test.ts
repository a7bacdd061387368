import * as assert from "node:assert/strict";
import { cannotBeUndone, describeBinding } from "./cannot-be-undone";
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
          already: false,
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
          already: false,
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
          already: false,
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
          already: false,
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
          already: false,
        },
      ],
    ],
    [
      "a vault lock in compliance mode",
      vaultLock,
      { inputs: { changeableForDays: 3, minRetentionDays: 35 } },
      [
        {
          what: "nobody can lift or shorten the vault's lock, AWS included",
          until: "for ever, from 3 days after it is made",
          why: "backup vault lock in compliance mode (changeableForDays is set)",
          already: false,
        },
        {
          what: "nobody can delete a recovery point",
          until: "35 days after each is made",
          why: "backup vault lock: minRetentionDays",
          already: false,
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
          what: "nobody can destroy the key",
          until: "30 days after its deletion is asked for",
          why: "deletionWindowInDays: 30 (AWS's default)",
          already: false,
        },
      ],
    ],
    [
      "a secret's waiting period",
      "aws:secretsmanager/secret:Secret",
      { inputs: { recoveryWindowInDays: 7 } },
      [
        {
          what: "nobody can destroy the secret",
          until: "7 days after its deletion is asked for",
          why: "recoveryWindowInDays: 7",
          already: false,
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
      "Object Lock as a property of the bucket",
      "aws:s3/bucket:Bucket",
      {
        inputs: { objectLockConfiguration: { rule: { defaultRetention: { mode: "COMPLIANCE", days: 90 } } } },
      },
      [
        {
          what: "nobody can delete or overwrite an object",
          until: "90 days after each object is written",
          why: "Object Lock: default retention in mode COMPLIANCE, which binds the root user too",
          already: false,
        },
      ],
    ],
    [
      "a logically air-gapped vault",
      "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault",
      { inputs: { minRetentionDays: 7 } },
      [
        {
          what: "nobody can delete a recovery point",
          until: "7 days after each is made",
          why: "a logically air-gapped backup vault is locked in compliance mode",
          already: false,
        },
      ],
    ],
    [
      "a Glacier vault whose lock is complete",
      "aws:glacier/vaultLock:VaultLock",
      { inputs: { completeLock: true } },
      [
        {
          what: "nobody can change the vault's lock policy",
          until: "for ever",
          why: "Glacier vault lock: completeLock",
          already: false,
        },
      ],
    ],
    [
      "a Glacier vault whose lock is on trial",
      "aws:glacier/vaultLock:VaultLock",
      { inputs: { completeLock: false } },
      [],
    ],
    [
      "a waiting period that is not known yet",
      "aws:acmpca/certificateAuthority:CertificateAuthority",
      { inputs: { permanentDeletionTimeInDays: UNKNOWN } },
      [
        {
          what: "nobody can destroy the certificate authority",
          until: "a number of days that is not known yet after its deletion is asked for",
          why: "permanentDeletionTimeInDays: not known yet",
          already: false,
        },
      ],
    ],
    ["what a setting takes off", "aws:eks/cluster:Cluster", { inputs: { deletionProtection: true } }, []],
    [
      "the program's own guards",
      "random:index/randomId:RandomId",
      { protect: true, retainOnDelete: true },
      [],
    ],
    [
      "a key that the run deletes",
      "aws:kms/key:Key",
      { operation: "delete", inputs: { deletionWindowInDays: 7 } },
      [
        {
          what: "what the key has encrypted is lost",
          until: "for ever, from 7 days after the run; before that it can be cancelled",
          why: 'this run does "delete" to it',
          already: false,
        },
      ],
    ],
    [
      "a secret that the run deletes at once",
      "aws:secretsmanager/secret:Secret",
      { operation: "delete", inputs: { recoveryWindowInDays: 0 } },
      [
        {
          what: "the secret is lost",
          until: "for ever",
          why: 'this run does "delete" to it',
          already: false,
        },
      ],
    ],
    [
      "both sides of a key that the run replaces",
      "aws:kms/key:Key",
      { operation: "replace", inputs: { deletionWindowInDays: 7 } },
      [
        {
          what: "what the key has encrypted is lost",
          until: "for ever, from 7 days after the run; before that it can be cancelled",
          why: 'this run does "replace" to it',
          already: false,
        },
        {
          what: "nobody can destroy the key",
          until: "7 days after its deletion is asked for",
          why: "deletionWindowInDays: 7",
          already: false,
        },
      ],
    ],
    [
      "data that goes with what the run replaces",
      "aws:dynamodb/table:Table",
      { operation: "replace" },
      [
        {
          what: "every item of the table is lost",
          until: "for ever",
          why: 'this run does "replace" to it',
          already: false,
        },
      ],
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
          already: false,
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

  it("does not claim that guarded data is lost", () => {
    const table = "aws:dynamodb/table:Table";
    for (const guard of [
      { protect: true },
      { retainOnDelete: true },
      { inputs: { deletionProtectionEnabled: true } },
      { inputs: { skipDestroy: true } },
    ]) {
      assert.deepEqual(toldOf(table, { operation: "delete", ...guard }), []);
    }
  });

  describe("a lock that exists already", () => {
    const already = (options: ResourceOptions): boolean[] =>
      toldOf("aws:kms/key:Key", { inputs: { deletionWindowInDays: 30 }, ...options }).map(
        (told) => told.already,
      );

    it("is told as such, where the run leaves the resource as it is", () => {
      for (const operation of ["same", "read", "refresh", "import"]) {
        assert.deepEqual(already({ operation }), [true], operation);
      }
    });

    it("is told as such, where the run changes something else", () => {
      assert.deepEqual(already({ operation: "update", diff: ["description", "tags.owner"] }), [true]);
    });

    it("is new, where the run changes what decides it, or nobody says what it changes", () => {
      for (const diff of [
        ["deletionWindowInDays"],
        ["tags", "deletionWindowInDays"],
        ["deletionWindowInDays[0]"],
        ["deletionWindowInDays.x"],
      ]) {
        assert.deepEqual(already({ operation: "update", diff }), [false], diff.join());
      }
      assert.deepEqual(already({ operation: "update" }), [false]);
      const vault = { inputs: { changeableForDays: 3 }, operation: "update" };
      assert.deepEqual(
        toldOf(vaultLock, { ...vault, diff: ["minRetentionDays"] }).map((told) => told.already),
        [false],
      );
      assert.deepEqual(already({ operation: "create" }), [false]);
    });
  });

  it("is sorted by URN, whatever the order of registration", () => {
    const builder = new StackBuilder("us-east-1");
    builder.add("aws:kms/key:Key", "b");
    builder.add(objectLock, "c", builder.root, lock({ mode: "COMPLIANCE", years: 6 }));
    builder.add("aws:kms/key:Key", "a");
    assert.deepEqual(
      cannotBeUndone(builder.resources).map(({ name }) => name),
      ["a", "b", "c"],
    );
  });

  it("is described in one phrase", () => {
    assert.equal(
      describeBinding({
        what: "nobody can destroy the key",
        until: "7 days after its deletion is asked for",
      }),
      "nobody can destroy the key until 7 days after its deletion is asked for",
    );
    assert.equal(
      describeBinding({ what: "every file is lost", until: "for ever" }),
      "every file is lost, for ever",
    );
  });
});
