import * as assert from "node:assert/strict";
import { StackBuilder } from "../report/testing/builder";
import { guarded, survivors, withoutOutputs, type Deployment, type StateResource } from "./state";

const urnOf = (type: string, name: string): string => `urn:pulumi:us-east-1::pharos::${type}::${name}`;

/** A resource as a state has it. */
function held(type: string, name: string, more: Partial<StateResource> = {}): StateResource {
  return { urn: urnOf(type, name), type, custom: true, ...more };
}

const state = (...resources: StateResource[]): Deployment => ({ version: 3, deployment: { resources } });

const BUCKET = "aws:s3/bucket:Bucket";
const LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
const KEY = "aws:kms/key:Key";
const ROLE = "aws:iam/role:Role";

/** "name: why", and what it is part of. */
const told = (...arguments_: Parameters<typeof survivors>): string[] =>
  survivors(...arguments_).map(
    ({ name, why, partOf }) => `${name}: ${why}${partOf === undefined ? "" : ` [${partOf.split("::")[3]}]`}`,
  );

describe("what stays after a destroy", () => {
  it("says of each what keeps it, and until when", () => {
    assert.deepEqual(
      told(
        state(
          held(BUCKET, "records", { protect: true }),
          held(LOCK, "records-lock", {
            protect: true,
            inputs: { rule: { defaultRetention: { mode: "COMPLIANCE", days: 2192 } } },
            propertyDependencies: { bucket: [urnOf(BUCKET, "records")] },
          }),
          held("aws:s3/bucketPolicy:BucketPolicy", "records-policy", {
            protect: true,
            propertyDependencies: { bucket: [urnOf(BUCKET, "records")], policy: null },
          }),
          held(KEY, "key", { protect: true, inputs: { deletionWindowInDays: 30 } }),
          held("aws:kms/alias:Alias", "alias", {
            protect: true,
            propertyDependencies: { targetKeyId: [urnOf(KEY, "key")] },
          }),
          held(ROLE, "role", { protect: true }),
          held("aws:iam/rolePolicy:RolePolicy", "role-policy", {
            propertyDependencies: { role: [urnOf(ROLE, "role")] },
          }),
          held("aws:eks/cluster:Cluster", "cluster", {
            protect: true,
            inputs: { deletionProtection: true },
          }),
        ),
      ),
      [
        "cluster: kept by protect: true and deletionProtection: true, until that is taken off",
        "role: kept by protect: true, until that is taken off",
        "role-policy: belongs to role, which stays [role]",
        "alias: belongs to key, which stays [key]",
        "key: kept by protect: true, until that is taken off; nobody can destroy the key until 30 days after its deletion is asked for",
        "records: kept by protect: true, until that is taken off; nobody can delete or overwrite an object until 2192 days after each object is written",
        "records-lock: belongs to records, which stays [records]",
        "records-policy: belongs to records, which stays [records]",
      ],
    );
  });

  it("names what needs a resource that nothing else keeps", () => {
    const network = urnOf("aws:ec2/vpc:Vpc", "network");
    const needing = (name: string, more: Partial<StateResource>): StateResource =>
      held("aws:ec2/subnet:Subnet", name, { protect: true, ...more });
    const one = needing("d", { dependencies: [network] });
    assert.deepEqual(told(state(held("aws:ec2/vpc:Vpc", "network"), one)), [
      "d: kept by protect: true, until that is taken off",
      "network: needed by d, which stays",
    ]);
    assert.deepEqual(
      told(
        state(
          held("aws:ec2/vpc:Vpc", "network"),
          one,
          needing("c", { propertyDependencies: { vpcId: [network] } }),
          needing("b", { parent: network }),
          held("aws:ec2/routeTable:RouteTable", "a", { dependencies: [network], custom: false }),
        ),
      ).at(-1),
      "network: needed by b, c, 1 more, which stay",
    );
  });

  it("does not invent a reason for what failed", () => {
    assert.deepEqual(told(state(held("aws:ec2/vpc:Vpc", "network"))), [
      "network: not deleted: the run failed on it, or ended before it",
    ]);
  });

  it("takes a setting for itself where what it belongs to is gone", () => {
    assert.deepEqual(
      told(
        state(
          held("aws:s3/bucketPolicy:BucketPolicy", "policy", {
            protect: true,
            propertyDependencies: { bucket: [urnOf(BUCKET, "gone")] },
          }),
          held("aws:s3/bucketObjectv2:BucketObjectv2", "object", {
            protect: true,
            propertyDependencies: { bucket: [urnOf(BUCKET, "gone")] },
          }),
        ),
      ),
      [
        "object: kept by protect: true, until that is taken off",
        "policy: kept by protect: true, until that is taken off",
      ],
    );
  });

  it("takes a setting for itself where what it belongs to is somebody else's", () => {
    assert.deepEqual(
      told(
        state(
          held(BUCKET, "theirs", { external: true }),
          held("aws:s3/bucketPolicy:BucketPolicy", "policy", {
            protect: true,
            propertyDependencies: { bucket: [urnOf(BUCKET, "theirs")] },
          }),
        ),
      ),
      ["policy: kept by protect: true, until that is taken off"],
    );
  });

  it("tells a lock once, however often it is set", () => {
    const rule = { defaultRetention: { mode: "COMPLIANCE", days: 90 } };
    const [, bucket] = told(
      state(
        held(BUCKET, "records", { protect: true, inputs: { objectLockConfiguration: { rule } } }),
        held(LOCK, "lock", {
          inputs: { rule },
          propertyDependencies: { bucket: [urnOf(BUCKET, "records")] },
        }),
      ),
    ).reverse();
    assert.equal(
      bucket,
      "records: kept by protect: true, until that is taken off; nobody can delete or overwrite an object until 90 days after each object is written",
    );
  });

  it("takes an object in a bucket for what it is: data, no setting", () => {
    const [, object] = survivors(
      state(
        held(BUCKET, "records", { protect: true }),
        held("aws:s3/bucketObjectv2:BucketObjectv2", "report", {
          protect: true,
          propertyDependencies: { bucket: [urnOf(BUCKET, "records")] },
        }),
      ),
    );
    assert.deepEqual(
      [object?.name, object?.partOf, object?.why],
      ["report", undefined, "kept by protect: true, until that is taken off"],
    );
  });

  it("counts what the run removed from the stack and left in the cloud, though the state has forgotten it", () => {
    const builder = new StackBuilder("us-east-1", "delete");
    builder.add("aws:cloudwatch/logGroup:LogGroup", "logs", builder.root, { inputs: { skipDestroy: true } });
    builder.add("aws:s3/bucket:Bucket", "archive", builder.root, { retainOnDelete: true });
    builder.add("aws:s3/bucket:Bucket", "unchanged", builder.root, {
      retainOnDelete: true,
      operation: "same",
    });
    builder.add("aws:ec2/vpc:Vpc", "network");
    assert.deepEqual(told(state(), builder.resources), [
      "logs: left in the cloud (skipDestroy: true), until somebody deletes it there",
      "archive: left in the cloud (retainOnDelete: true), until somebody deletes it there",
    ]);
    const still = held("aws:s3/bucket:Bucket", "archive", { retainOnDelete: true });
    assert.deepEqual(told(state(still), builder.resources), [
      "logs: left in the cloud (skipDestroy: true), until somebody deletes it there",
      "archive: kept by retainOnDelete: true, until that is taken off",
    ]);
  });

  it("leaves out what exists in the program only, and what belongs to somebody else", () => {
    assert.deepEqual(
      survivors(
        state(
          held("pulumi:pulumi:Stack", "stack", { custom: false }),
          held("pharos:network:Network", "network", { custom: false, protect: true }),
          held("pulumi:providers:aws", "aws"),
          held("pulumi:pulumi:StackReference", "hub"),
          held("aws:ec2/vpc:Vpc", "theirs", { external: true }),
        ),
      ),
      [],
    );
    assert.deepEqual(survivors({ version: 3, deployment: {} }), []);
  });
});

describe("the state of a stack", () => {
  it("loses its outputs and nothing else", () => {
    const stack = held("pulumi:pulumi:Stack", "stack", { custom: false, outputs: { service: "x" } });
    const vpc = held("aws:ec2/vpc:Vpc", "vpc", { outputs: { arn: "y" } });
    const before = { version: 3, deployment: { resources: [stack, vpc], manifest: { magic: "m" } } };
    assert.deepEqual(withoutOutputs(before), {
      version: 3,
      deployment: { resources: [{ ...stack, outputs: {} }, vpc], manifest: { magic: "m" } },
    });
    assert.deepEqual(stack.outputs, { service: "x" });
    assert.deepEqual(withoutOutputs({ version: 3, deployment: {} }), { version: 3, deployment: {} });
  });

  it("tells what AWS would refuse to delete, whether or not the program keeps it", () => {
    assert.deepEqual(
      guarded(
        state(
          held("aws:eks/cluster:Cluster", "a", { inputs: { deletionProtection: true }, protect: true }),
          held("aws:lb/loadBalancer:LoadBalancer", "b", { inputs: { enableDeletionProtection: true } }),
          held("aws:eks/cluster:Cluster", "c", { inputs: { deletionProtection: false } }),
          held("aws:ec2/vpc:Vpc", "d", { protect: true }),
        ),
      ).map((urn) => urn.split("::")[3]),
      ["a", "b"],
    );
    assert.deepEqual(guarded({ version: 3, deployment: {} }), []);
  });
});
