/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-return -- inputs of every type there is: a wrong path fails the test */
import assert from "node:assert/strict";
import { record, type Recording } from "../testing/record";
import { ReplicatedBucket, type ReplicatedBucketArgs } from "./replicated-bucket";

const args: ReplicatedBucketArgs = {
  purpose: "control-evidence",
  scope: { organization: "acme", environment: "staging", region: "us-east-1" },
  account: "111122223333",
  recordClasses: ["control-evidence"],
  dataClass: "audit",
  keyArn: "arn:of:source-key",
  replicaRegion: "us-west-2",
  lifetime: "permanent",
};
const make = (change: Partial<ReplicatedBucketArgs> = {}): Promise<Recording> =>
  record(() => void new ReplicatedBucket("evidence", { ...args, ...change }));
const metrics = {
  purpose: "metrics-blocks",
  recordClasses: ["metrics-operational"],
  dataClass: "metrics",
} as const;
const of = (recording: Recording, type: string, name: string) =>
  recording.get(`aws:s3/${type[0]!.toLowerCase()}${type.slice(1)}:${type}`, name).inputs;

/** A component's registrations take a tenth of a second, and some seconds on a busy machine. */
const PATIENCE_MS = 20_000;

describe("ReplicatedBucket", function () {
  this.timeout(PATIENCE_MS);

  it("names source, copy and role after the stack, and puts only the copy elsewhere", async () => {
    const recording = await make();
    const places = recording
      .ofType("aws:s3/bucket:Bucket")
      .map(({ inputs }) => [inputs["bucket"], inputs["region"]]);
    assert.deepEqual(places, [
      ["acme-staging-us-east-1-control-evidence", undefined],
      ["acme-staging-us-east-1-control-evidence-copy", "us-west-2"],
    ]);
    assert.equal(
      recording.get("aws:iam/role:Role", "evidence-role").inputs["name"],
      "acme-staging-us-east-1-control-evidence-copier",
    );
    const elsewhere = recording.resources
      .filter(({ inputs }) => inputs["region"] === "us-west-2")
      .map(({ name }) => name);
    assert.ok(
      elsewhere.every((name) => name.startsWith("evidence-copy")),
      elsewhere.join(", "),
    );
    assert.equal(elsewhere.length, 10); // eight of the bucket, two of its key
  });

  it("makes both buckets alike: versioned, encrypted with the bucket's own key, closed, owned", async () => {
    const recording = await make();
    for (const [name, key] of [
      ["evidence-source", "arn:of:source-key"],
      ["evidence-copy", "arn:of:evidence-copy-data-key"],
    ] as const) {
      assert.equal(
        of(recording, "BucketVersioning", `${name}-versioning`)["versioningConfiguration"].status,
        "Enabled",
      );
      assert.deepEqual(
        of(recording, "BucketServerSideEncryptionConfiguration", `${name}-encryption`)["rules"],
        [
          {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key },
            bucketKeyEnabled: true,
          },
        ],
      );
      const { blockPublicAcls, blockPublicPolicy, ignorePublicAcls, restrictPublicBuckets } = of(
        recording,
        "BucketPublicAccessBlock",
        `${name}-public-access`,
      );
      assert.deepEqual(
        [blockPublicAcls, blockPublicPolicy, ignorePublicAcls, restrictPublicBuckets],
        [true, true, true, true],
      );
      assert.deepEqual(of(recording, "BucketOwnershipControls", `${name}-ownership`)["rule"], {
        objectOwnership: "BucketOwnerEnforced",
      });
      const { Statement } = JSON.parse(of(recording, "BucketPolicy", `${name}-policy`)["policy"]) as {
        Statement: { Sid: string; Effect: string; Condition: Record<string, Record<string, string[]>> }[];
      };
      assert.deepEqual(
        Statement.map(({ Sid, Effect }) => `${Effect} ${Sid}`),
        [
          "Deny DenyPlainHttp",
          "Deny DenyOldTls",
          "Deny DenyOtherEncryption",
          "Deny DenyOtherKeys",
          "Deny DenyCallersOwnKeys",
        ],
      );
      assert.deepEqual(Statement[3]?.Condition, {
        Null: { "s3:x-amz-server-side-encryption-aws-kms-key-id": ["false"] },
        StringNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": [key] },
      });
    }
  });

  it("locks source and copy of a locked class, before it copies, and hides nothing in the copy", async () => {
    const recording = await make();
    for (const name of ["evidence-source", "evidence-copy"]) {
      assert.equal(of(recording, "Bucket", `${name}-bucket`)["objectLockEnabled"], true);
      assert.deepEqual(of(recording, "BucketObjectLockConfiguration", `${name}-lock`)["rule"], {
        defaultRetention: { mode: "COMPLIANCE", days: 2192 },
      });
    }
    const replication = recording.get(
      "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
      "evidence-replication",
    );
    for (const needed of [
      "evidence-source-lock",
      "evidence-copy-lock",
      "evidence-source-versioning",
      "evidence-copy-versioning",
    ]) {
      assert.ok(replication.dependsOn.includes(needed), needed);
    }
    assert.deepEqual(replication.inputs["rules"][0].deleteMarkerReplication, { status: "Disabled" });
  });

  it("copies everything, encrypted with the copy's key, within 15 minutes, and measures that", async () => {
    const { rules, bucket } = of(await make(metrics), "BucketReplicationConfig", "evidence-replication");
    assert.equal(bucket, "acme-staging-us-east-1-metrics-blocks");
    assert.deepEqual(rules, [
      {
        id: "everything",
        status: "Enabled",
        priority: 0,
        filter: { prefix: "" },
        deleteMarkerReplication: { status: "Enabled" },
        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
        destination: {
          bucket: "arn:aws:s3:::acme-staging-us-east-1-metrics-blocks-copy",
          encryptionConfiguration: { replicaKmsKeyId: "arn:of:evidence-copy-data-key" },
          replicationTime: { status: "Enabled", time: { minutes: 15 } },
          metrics: { status: "Enabled", eventThreshold: { minutes: 15 } },
        },
      },
    ]);
  });

  it("gives S3 what this copy needs and nothing else", async () => {
    const allowed = async (change: Partial<ReplicatedBucketArgs>) => {
      const policy = (await make(change)).get("aws:iam/rolePolicy:RolePolicy", "evidence-role-policy").inputs[
        "policy"
      ];
      return (
        JSON.parse(policy) as {
          Statement: { Sid: string; Action: string[]; Resource: string[]; Condition?: unknown }[];
        }
      ).Statement;
    };
    const locked = await allowed({});
    assert.ok(locked.find(({ Sid }) => Sid === "ReadVersions")?.Action.includes("s3:GetObjectRetention"));
    assert.deepEqual(locked.find(({ Sid }) => Sid === "WriteCopies")?.Action, [
      "s3:ReplicateObject",
      "s3:ReplicateTags",
    ]);
    assert.deepEqual(
      locked.find(({ Sid }) => Sid === "DecryptSource"),
      {
        Sid: "DecryptSource",
        Effect: "Allow",
        Action: ["kms:Decrypt"],
        Resource: ["arn:of:source-key"],
        Condition: {
          StringEquals: { "kms:ViaService": ["s3.us-east-1.amazonaws.com"] },
          StringLike: {
            "kms:EncryptionContext:aws:s3:arn": [
              "arn:aws:s3:::acme-staging-us-east-1-control-evidence",
              "arn:aws:s3:::acme-staging-us-east-1-control-evidence/*",
            ],
          },
        },
      },
    );
    const unlocked = await allowed(metrics);
    assert.ok(!unlocked.find(({ Sid }) => Sid === "ReadVersions")?.Action.includes("s3:GetObjectRetention"));
    assert.ok(unlocked.find(({ Sid }) => Sid === "WriteCopies")?.Action.includes("s3:ReplicateDelete"));
    assert.deepEqual(
      [...locked, ...unlocked].filter(({ Resource }) => Resource.includes("*")),
      [],
    );
  });

  it("makes nothing that cannot be deleted where nothing has to last", async () => {
    const recording = await make({ lifetime: "temporary" });
    assert.deepEqual(
      recording.ofType("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"),
      [],
    );
    for (const { inputs } of recording.ofType("aws:s3/bucket:Bucket")) {
      assert.deepEqual([inputs["forceDestroy"], inputs["objectLockEnabled"]], [true, false]);
    }
    assert.deepEqual(
      recording.resources.filter(({ protect }) => protect),
      [],
    );
  });

  it("protects everything that is part of a lasting bucket", async () => {
    const recording = await make(metrics);
    assert.deepEqual(
      recording.resources.filter(({ protect }) => !protect),
      [],
    );
    for (const { inputs } of recording.ofType("aws:s3/bucket:Bucket"))
      assert.equal(inputs["forceDestroy"], false);
  });

  it("tags both buckets with what they hold", async () => {
    for (const { inputs } of (await make()).ofType("aws:s3/bucket:Bucket")) {
      assert.deepEqual(inputs["tags"], {
        "record-class": "control-evidence",
        "data-classification": "confidential",
      });
    }
  });

  it("takes a shared key for the copy instead of making one", async () => {
    const recording = await make({ copyKeyArn: "arn:of:shared-key" });
    assert.deepEqual(recording.ofType("aws:kms/key:Key"), []);
    const { rules } = of(recording, "BucketReplicationConfig", "evidence-replication");
    assert.deepEqual(rules[0].destination.encryptionConfiguration, { replicaKmsKeyId: "arn:of:shared-key" });
  });

  it("locks what does not ask for it where that is wanted, source and copy alike", async () => {
    const recording = await make({ recordClasses: ["pci-audit"], purpose: "trail", lock: "minimum" });
    for (const name of ["evidence-source-lock", "evidence-copy-lock"]) {
      assert.deepEqual(of(recording, "BucketObjectLockConfiguration", name)["rule"], {
        defaultRetention: { mode: "COMPLIANCE", days: 365 },
      });
    }
  });

  it("leaves current objects to their owner, and ends replaced versions and what the owner forgot", async () => {
    const recording = await make({
      recordClasses: ["pci-audit", "gdpr-security-log"],
      purpose: "search",
      expiredBy: "owner",
    });
    for (const name of ["evidence-source-lifecycle", "evidence-copy-lifecycle"]) {
      const [age] = of(recording, "BucketLifecycleConfiguration", name)["rules"];
      assert.deepEqual(age.expiration, { days: 365 });
      assert.deepEqual(age.noncurrentVersionExpiration, { noncurrentDays: 1 });
    }
    assert.deepEqual(of(recording, "Bucket", "evidence-source-bucket")["tags"], {
      "record-class": "pci-audit",
      "record-class-also": "gdpr-security-log",
      "data-classification": "personal",
    });
  });

  it("logs access to source and copy in the region of each", async () => {
    const recording = await record(() => import("../../docs/examples/replicated-bucket.js"));
    assert.deepEqual(
      recording
        .ofType("aws:s3/bucketLogging:BucketLogging")
        .map(({ inputs }) => [
          inputs["bucket"],
          inputs["targetBucket"],
          inputs["targetPrefix"],
          inputs["region"],
        ]),
      [
        [
          "acme-staging-eu-west-1-records",
          "acme-staging-eu-west-1-access-logs",
          "acme-staging-eu-west-1-records/",
          undefined,
        ],
        [
          "acme-staging-eu-west-1-records-copy",
          "acme-staging-eu-west-1-access-logs-copy",
          "acme-staging-eu-west-1-records-copy/",
          "eu-central-1",
        ],
      ],
    );
    const { dependsOn } = recording.get("aws:s3/bucketLogging:BucketLogging", "records-copy-access-logs");
    assert.ok(dependsOn.includes("access-logs-copy-policy"), dependsOn.join(", "));
  });

  it("opens the source to services that deliver, and not the copy", async () => {
    const recording = await make({
      recordClasses: ["pci-audit"],
      purpose: "logs",
      deliveries: [{ service: "config", prefix: "config" }],
    });
    const allowed = (name: string) =>
      (
        JSON.parse(of(recording, "BucketPolicy", name)["policy"]) as {
          Statement: { Sid: string; Effect: string }[];
        }
      ).Statement.flatMap(({ Sid, Effect }) => (Effect === "Allow" ? [Sid] : []));
    assert.deepEqual(allowed("evidence-source-policy"), ["LetConfigAsk", "LetConfigDeliver"]);
    assert.deepEqual(allowed("evidence-copy-policy"), []);
  });

  it("lets nobody delete versions of records that must not change and cannot be locked, in a stack that stays", async () => {
    const denied = async (change: Partial<ReplicatedBucketArgs>) => {
      const recording = await make(change);
      return ["evidence-source-policy", "evidence-copy-policy"].flatMap((name) =>
        (
          JSON.parse(of(recording, "BucketPolicy", name)["policy"]) as {
            Statement: { Sid: string; Action: unknown; Resource: unknown; Condition?: unknown }[];
          }
        ).Statement.filter(({ Sid }) => Sid === "DenyDeletingVersions").map(
          ({ Action, Resource, Condition }) => [Action, Resource, Condition],
        ),
      );
    };
    const deny = (bucket: string) => [["s3:DeleteObjectVersion"], [`arn:aws:s3:::${bucket}/*`], undefined];
    assert.deepEqual(await denied({ recordClasses: ["pci-audit"] }), [
      deny("acme-staging-us-east-1-control-evidence"),
      deny("acme-staging-us-east-1-control-evidence-copy"),
    ]);
    assert.deepEqual(await denied({ recordClasses: ["pci-audit"], lifetime: "temporary" }), []);
    assert.deepEqual(await denied({ recordClasses: ["pci-audit"], lock: "minimum" }), []);
    assert.deepEqual(await denied({ recordClasses: ["gdpr-app-telemetry"] }), []);
  });

  it("says what an alarm on the copy's lag needs", async () => {
    const { outputs } = await record(() => new ReplicatedBucket("evidence", args).replication);
    assert.deepEqual(outputs, {
      ruleId: "everything",
      sourceBucket: "acme-staging-us-east-1-control-evidence",
      destinationBucket: "acme-staging-us-east-1-control-evidence-copy",
      destinationRegion: "us-west-2",
    });
  });

  it("refuses a copy in the same region", async () => {
    await assert.rejects(make({ replicaRegion: "us-east-1" }), {
      name: "UserError",
      message:
        "'replicaRegion' of bucket 'control-evidence' should be another region than the bucket's own, got 'us-east-1'",
      fix: "set 'replicaRegion' to another region of the same jurisdiction",
    });
  });

  it("refuses a copy of regulated data outside its jurisdiction, and lets metrics pass", async () => {
    await assert.rejects(
      make({ recordClasses: ["sec-17a4-a"], purpose: "ledger", replicaRegion: "eu-west-1" }),
      {
        message:
          "bucket 'ledger' holds regulated data (sec-17a4-a), which must not be copied from us-east-1 (US) to eu-west-1 (EU)",
      },
    );
    await assert.rejects(
      make({ recordClasses: "none", classification: "regulated", purpose: "w", replicaRegion: "eu-west-1" }),
      {
        message:
          "bucket 'w' holds regulated data (working files), which must not be copied from us-east-1 (US) to eu-west-1 (EU)",
      },
    );
    await assert.doesNotReject(make({ ...metrics, replicaRegion: "eu-west-1" }));
  });
});
