import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { record } from "../components/testing/record";
import { checkHubOutputs, type HubOutputs, readHubOutputs } from "./hub-outputs";

const complete: HubOutputs = {
  ingestServiceName: "com.amazonaws.vpce.x",
  ingestRegions: ["eu-west-1", "us-east-1"],
  metricsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/metrics",
  rootKeyArns: { "us-east-1": "arn:aws:kms:us-east-1:111122223333:key/secrets" },
};
const atUpdate = { hub: "us-east-1", region: "eu-west-1", store: "thanos", preview: false } as const;

describe("hub outputs", () => {
  it("are read from the hub's stack of the same project", async () => {
    const { outputs, resources } = await record(() => readHubOutputs("us-east-1", "eu-west-1", "thanos"), {
      stack: "eu-west-1",
      hubOutputs: { ...complete, other: "not read" },
    });
    assert.deepEqual(outputs, complete);
    assert.deepEqual(resources, []); // a reference is read, not registered
  });

  it("are unknown at preview while they are missing, and one line counts and names them", async () => {
    const { log } = await record(
      async () => {
        const read = await readHubOutputs("us-east-1", "eu-west-1", "thanos");
        const { isKnown } = read.ingestServiceName as unknown as { isKnown: Promise<boolean> };
        assert.equal(await isKnown, false);
        return {};
      },
      { stack: "eu-west-1", preview: true, hubOutputs: {} },
    );
    assert.deepEqual(log, [
      "warning: [runtime] 4 outputs of the hub us-east-1 not known yet: ingestServiceName, ingestRegions, metricsKeyArn, rootKeyArns",
    ]);
  });

  it("refuse an update while they are missing, in one sentence with the fix", () => {
    assert.throws(
      () => checkHubOutputs({ ...complete, ingestServiceName: undefined }, atUpdate),
      (error: unknown) => {
        assert.ok(pulumi.RunError.isInstance(error));
        assert.equal(
          error.message,
          "the hub us-east-1 is not deployed, and eu-west-1 sends to it (missing: ingestServiceName): run `pulumi up --stack us-east-1` first",
        );
        return true;
      },
    );
  });

  it("are one more of a hub that keeps metrics in a workspace", () => {
    assert.throws(() => checkHubOutputs(complete, { ...atUpdate, store: "amp" }), {
      message:
        "the hub us-east-1 is not deployed, and eu-west-1 sends to it (missing: metricsWorkspaceId): run `pulumi up --stack us-east-1` first",
    });
    const withWorkspace = { ...complete, metricsWorkspaceId: "ws-1" };
    assert.deepEqual(checkHubOutputs(withWorkspace, { ...atUpdate, store: "amp" }), withWorkspace);
    assert.deepEqual(checkHubOutputs(withWorkspace, atUpdate), complete);
  });

  it("refuse an update from a region that the hub does not let in yet", () => {
    assert.throws(() => checkHubOutputs({ ...complete, ingestRegions: ["us-west-2"] }, atUpdate), {
      message:
        "the hub us-east-1 does not take metrics from eu-west-1 yet (it does from us-west-2): run `pulumi up --stack us-east-1` first",
    });
  });
});
