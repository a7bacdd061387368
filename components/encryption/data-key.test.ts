/* eslint-disable @typescript-eslint/no-unsafe-argument -- inputs of every type there is: a wrong path fails the test */
import assert from "node:assert/strict";
import { record } from "../testing/record";
import { DataKey, type DataKeyArgs } from "./data-key";

const args: DataKeyArgs = {
  dataClass: "audit",
  scope: { organization: "acme", environment: "staging", region: "us-east-1" },
  account: "111122223333",
  uses: { s3: true },
  lifetime: "permanent",
};
const make = (change: Partial<DataKeyArgs> = {}) =>
  record(() => void new DataKey("audit-data", { ...args, ...change }));

/** A component's registrations take a tenth of a second, and some seconds on a busy machine. */
const PATIENCE_MS = 20_000;

describe("DataKey", function () {
  this.timeout(PATIENCE_MS);

  it("is a rotated key with an alias, protected and slow to delete", async () => {
    const recording = await make();
    const key = recording.get("aws:kms/key:Key", "audit-data-key");
    assert.deepEqual(
      { ...key.inputs, policy: "" },
      {
        description: "Encrypts evidence, reports and ledgers (staging, us-east-1)",
        deletionWindowInDays: 30,
        enableKeyRotation: true,
        policy: "",
        tags: { "data-classification": "regulated" },
      },
    );
    const alias = recording.get("aws:kms/alias:Alias", "audit-data-alias");
    assert.deepEqual(alias.inputs, {
      name: "alias/acme-staging-us-east-1-audit",
      targetKeyId: "id-of-audit-data-key",
    });
    assert.deepEqual(
      recording.resources.map(({ protect }) => protect),
      [true, true, true],
    );
  });

  it("goes with its stack where nothing has to last", async () => {
    const recording = await make({ lifetime: "temporary" });
    assert.equal(recording.get("aws:kms/key:Key", "audit-data-key").inputs["deletionWindowInDays"], 7);
    assert.deepEqual(
      recording.resources.map(({ protect }) => protect),
      [false, false, false],
    );
  });

  it("can lie in another region, named after the stack that made it", async () => {
    const recording = await make({ region: "us-west-2", purpose: "control-evidence-copy" });
    const { inputs } = recording.get("aws:kms/key:Key", "audit-data-key");
    assert.equal(inputs["region"], "us-west-2");
    assert.match(inputs["policy"], /"s3\.us-west-2\.amazonaws\.com"/);
    assert.deepEqual(recording.get("aws:kms/alias:Alias", "audit-data-alias").inputs, {
      name: "alias/acme-staging-us-east-1-control-evidence-copy",
      region: "us-west-2",
      targetKeyId: "id-of-audit-data-key",
    });
  });
});
