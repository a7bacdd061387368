/* eslint-disable @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-return -- inputs of every type there is: a wrong path fails the test */
import assert from "node:assert/strict";
import * as path from "node:path";
import { record, type Recording } from "../components/testing/record";
import { loadSettings } from "../stacks/load-settings";
import type { Settings } from "../stacks/settings";
import { RETIRE_VARIABLE } from "./foundation";
import { createRegion } from "./region";

const ROOT = path.resolve(__dirname, "..", "..");
const hubOutputs = {
  ingestServiceName: "com.amazonaws.vpce.hub",
  ingestRegions: ["eu-west-1", "us-east-1", "us-west-2"],
};

/** A stack with its real settings, some of them changed. */
function region(stack: string, change: Partial<Settings> = {}): Promise<Recording> {
  const { settings, topology } = loadSettings(ROOT, stack);
  return record(() => createRegion({ settings: { ...settings, ...change }, topology }), {
    stack,
    hubOutputs,
  });
}

const isComponent = (type: string): boolean => type.startsWith("pharos:");
const isProvider = (type: string): boolean => type.startsWith("pulumi:providers:");

/** Registering a whole stack takes a second, and ten on a busy machine. */
const PATIENCE_MS = 30_000;

describe("region", function () {
  this.timeout(PATIENCE_MS);

  it("makes everything with a provider of its own, never with one from the environment", async () => {
    for (const stack of ["us-east-1", "eu-west-1"]) {
      const { resources } = await region(stack);
      const made = resources.filter(({ type }) => !isComponent(type) && !isProvider(type));
      const providers = new Set(made.map(({ type, provider }) => `${type.split(":")[0]} by ${provider}`));
      assert.deepEqual([...providers].sort(), [
        "aws by aws",
        "kubernetes by platform-kubernetes",
        "kubernetes by platform-kubernetes-adopting",
      ]);
    }
  });

  it("works in the account of the settings only, and tags what it makes", async () => {
    const recording = await region("eu-west-1", { owner: "team", costCenter: "cc-1" });
    const { inputs } = recording.get("pulumi:providers:aws", "aws");
    assert.equal(inputs["region"], "eu-west-1");
    const { accounts, environment } = loadSettings(ROOT, "eu-west-1").settings;
    assert.deepEqual(JSON.parse(inputs["allowedAccountIds"]), [accounts.workload]);
    assert.deepEqual(JSON.parse(inputs["defaultTags"]), {
      tags: {
        owner: "team",
        environment,
        "cost-center": "cc-1",
        "record-class": "none",
        "data-classification": "internal",
        "pharos:stack": "eu-west-1",
        "pharos:assurance": "regulated",
      },
    });
  });

  it("of a trial can be deleted whole: nothing locked, nothing protected, buckets that may be full", async () => {
    const recording = await region("us-east-1", { assurance: "trial" });
    assert.deepEqual(
      recording.resources.filter(({ protect }) => protect),
      [],
    );
    assert.deepEqual(
      recording.ofType("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"),
      [],
    );
    assert.deepEqual(
      new Set(recording.ofType("aws:s3/bucket:Bucket").map(({ inputs }) => inputs["forceDestroy"])),
      new Set([true]),
    );
    assert.deepEqual(
      new Set(recording.ofType("aws:kms/key:Key").map(({ inputs }) => inputs["deletionWindowInDays"])),
      new Set([7]),
    );
    assert.equal(recording.ofType("aws:eks/cluster:Cluster")[0]?.inputs["deletionProtection"], false);
  });

  it("that is regulated protects keys, buckets with all that belongs to them, logs and the cluster, and locks the evidence", async () => {
    const recording = await region("us-east-1", { assurance: "regulated" });
    const protectedTypes = new Set(
      recording.resources.filter(({ protect }) => protect).map(({ type }) => type.split("/")[0]),
    );
    assert.deepEqual([...protectedTypes].sort(), [
      "aws:cloudwatch",
      "aws:eks",
      "aws:iam",
      "aws:kms",
      "aws:s3",
      "pharos:encryption:DataKey",
      "pharos:storage:AccessLogBucket",
      "pharos:storage:DataBucket",
      "pharos:storage:ReplicatedBucket",
    ]);
    assert.deepEqual(
      recording
        .ofType("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration")
        .map(({ name, inputs }) => `${name} ${inputs["rule"].defaultRetention.days}`) // eslint-disable-line @typescript-eslint/no-unsafe-member-access -- as above
        .sort(),
      [
        "audit-ledger-copy-lock 2192",
        "audit-ledger-source-lock 2192",
        "control-evidence-copy-lock 2192",
        "control-evidence-source-lock 2192",
        "log-archive-copy-lock 2192",
        "log-archive-source-lock 2192",
        "trail-copy-lock 365",
        "trail-source-lock 365",
      ],
    );
  });

  it("lets a regulated cluster go when it is retired, and nothing else", async () => {
    process.env[RETIRE_VARIABLE] = "true";
    try {
      const recording = await region("us-east-1", { assurance: "regulated" });
      const cluster = recording.get("aws:eks/cluster:Cluster", "platform-cluster");
      assert.deepEqual([cluster.protect, cluster.inputs["deletionProtection"]], [false, false]);
      assert.ok(
        recording.resources
          // What a bucket announces goes with the queue that it is announced in.
          .filter(({ type }) => type.startsWith("aws:s3/") && !type.endsWith(":BucketNotification"))
          .every(({ protect }) => protect),
      );
    } finally {
      delete process.env[RETIRE_VARIABLE];
    }
  });

  it("lets only what owns nothing outside go with the cluster", async () => {
    const { resources } = await region("us-east-1");
    const going = resources
      .filter(({ deletedWith }) => deletedWith === "platform-cluster")
      .map(({ type }) => type.split(":").at(-1));
    // Releases own volumes, the binding owns entries of a target group: they are deleted one by one.
    assert.deepEqual([...new Set(going)].sort(), [
      "AlertRules",
      "ConfigMap",
      "Dashboards",
      "Namespace",
      "StorageClass",
    ]);
  });

  it("of a hub opens the door to its spokes and tells them where it is", async () => {
    const { outputs } = await region("us-east-1");
    assert.deepEqual(outputs, {
      region: "us-east-1",
      clusterName: "pharos-production-us-east-1-platform",
      metricsBucket: "pharos-production-us-east-1-metrics-blocks",
      evidenceBucket: "pharos-production-us-east-1-control-evidence",
      ingestServiceName: "com.amazonaws.vpce.ingest-endpoint-service",
      ingestRegions: ["eu-west-1", "us-east-1", "us-west-2"],
    });
  });

  it("of a spoke sends its metrics through the hub's service, under the hub's name", async () => {
    const recording = await region("eu-west-1");
    assert.equal(
      recording.get("aws:ec2/vpcEndpoint:VpcEndpoint", "ingest-link-endpoint").inputs["serviceName"],
      "com.amazonaws.vpce.hub",
    );
    const release = recording.get("kubernetes:helm.sh/v3:Release", "metrics-kube-prometheus-stack");
    assert.match(
      JSON.stringify(release.inputs["values"]),
      /"https:\/\/metrics-ingest\.us-east-1\.production\.pharos\.internal\/api\/v1\/write"/,
    );
  });

  it("of a hub without spokes has no door", async () => {
    const { settings } = loadSettings(ROOT, "us-east-1");
    const { topology } = loadSettings(ROOT, "us-east-1");
    const alone = { hub: topology.hub, regions: { [topology.hub]: topology.regions[topology.hub]! } };
    const { resources } = await record(() => createRegion({ settings, topology: alone }));
    assert.deepEqual(
      resources.filter(({ name }) => name.startsWith("ingest")),
      [],
    );
  });
});
