import assert from "node:assert/strict";
import type { WaiverBook } from "../evaluation/waivers";
import { packs } from "../packs/packs";
import { judgeDeployed } from "./judge";
import type { DeployedResource } from "./resources";

const KEY = "aws:kms/key:Key";
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const ROOT = "urn:pulumi:us-east-1::pharos::pulumi:pulumi:Stack::pharos-us-east-1";
const urn = (name: string, type = KEY) => `urn:pulumi:us-east-1::pharos::${type}::${name}`;
const NO_WAIVERS: WaiverBook = { valid: [], faults: [] };

const key = (
  name: string,
  inputs: Record<string, unknown>,
  more: Partial<DeployedResource> = {},
): DeployedResource => ({
  urn: urn(name),
  type: KEY,
  parent: ROOT,
  inputs: { deletionWindowInDays: 30, ...inputs },
  outputs: { arn: `arn:${name}`, keyId: name, ...inputs },
  ...more,
});

function judged(resources: DeployedResource[], options: Partial<Parameters<typeof judgeDeployed>[1]> = {}) {
  const root = { urn: ROOT, type: "pulumi:pulumi:Stack" };
  return judgeDeployed(
    { deployment: { resources: [root, ...resources] } },
    { waivers: NO_WAIVERS, ...options },
  );
}

/** What the rule about the rotation of keys says of each. */
function verdicts(...args: Parameters<typeof judged>) {
  return judged(...args)
    .results.filter(({ rule }) => rule === "ENC-KMS-01")
    .map(({ urn: each, outcome, property }) => [
      each.split("::").at(-1),
      outcome,
      ...(property ? [property] : []),
    ]);
}

describe("a deployed state", () => {
  it("is judged by every pack's rules, and completely", () => {
    const results = judged([]);
    assert.deepEqual([results.stack, results.project, results.complete], ["us-east-1", "pharos", true]);
    assert.deepEqual(
      results.packs,
      packs.map(({ name }) => name),
    );
    assert.deepEqual(
      results.rules.map(({ id, level }) => `${id} ${level}`),
      packs.flatMap(({ name, rules }) => [
        ...rules.map(([{ id }, level]) => `${id} ${level}`),
        `WAIVERS-${name.toUpperCase()} mandatory`,
      ]),
    );
  });

  it("shows rules what was asked for", () => {
    assert.deepEqual(
      verdicts([key("good", { enableKeyRotation: true }), key("bad", { enableKeyRotation: false })]),
      [
        ["bad", "violation", "enableKeyRotation"],
        ["good", "pass"],
      ],
    );
  });

  it("keeps secrets closed, also where it shows them: what they hold is undetermined and never quoted", () => {
    for (const form of [{ plaintext: "false" }, { ciphertext: "v1:abc" }, { value: false }]) {
      const secret = { [SIGNATURE]: SECRET, ...form };
      assert.deepEqual(verdicts([key("closed", { enableKeyRotation: secret })]), [
        ["closed", "undetermined", "enableKeyRotation"],
      ]);
    }
    const hidden = { [SIGNATURE]: SECRET, plaintext: '"hunter2"' };
    assert.doesNotMatch(JSON.stringify(judged([key("a", { deletionWindowInDays: hidden })])), /hunter2/);
  });

  it("leaves out what only awaits its deletion, and lets be what somebody else owns", () => {
    const bad = { enableKeyRotation: false };
    assert.deepEqual(
      verdicts([key("old", bad, { delete: true }), key("theirs", bad, { external: true })]),
      [],
    );
  });

  it("joins siblings by what flowed where", () => {
    const bucket = (name: string): DeployedResource => ({
      urn: urn(name, "aws:s3/bucket:Bucket"),
      type: "aws:s3/bucket:Bucket",
      inputs: {},
      outputs: { bucket: name },
    });
    const encryption: DeployedResource = {
      urn: urn(
        "encryption",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      ),
      type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      inputs: {
        bucket: "records",
        rules: [
          { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "arn:good" } },
        ],
      },
      propertyDependencies: {
        bucket: [urn("records", "aws:s3/bucket:Bucket")],
        rules: [urn("good")],
        other: null,
      },
    };
    const results = judged([
      bucket("records"),
      bucket("open"),
      key("good", { enableKeyRotation: true }),
      encryption,
    ]);
    assert.deepEqual(
      results.results
        .filter(({ rule, outcome }) => rule === "ENC-S3-02" && outcome === "violation")
        .map(({ urn: each }) => each),
      [urn("open", "aws:s3/bucket:Bucket")],
    );
  });

  it("is judged at the levels of the stack's settings", () => {
    const bad = [key("bad", { enableKeyRotation: false })];
    const level = (levels: Record<string, "advisory" | "disabled" | "mandatory">) => {
      const { rules } = judged(bad, { levels });
      return rules.find(({ id }) => id === "ENC-KMS-01")?.level;
    };
    assert.equal(level({ "ENC-KMS-01": "advisory" }), "advisory");
    assert.equal(level({ all: "advisory", "ENC-KMS-01": "mandatory" }), "mandatory");
    assert.equal(level({ all: "advisory" }), "advisory");
    assert.deepEqual(verdicts(bad, { levels: { "ENC-KMS-01": "disabled" } }), []);
  });

  it("is judged with waivers, and by the rule for those that do not hold", () => {
    const fault = {
      waiver: "W-1",
      policy: "ENC-KMS-01",
      reason: "expired",
      message: "it expired",
      fix: "comply",
    } as const;
    const results = judged([], { waivers: { valid: [], faults: [fault] } });
    assert.deepEqual(
      results.results
        .filter(({ outcome }) => outcome === "violation")
        .map(({ rule, reason }) => `${rule}/${reason}`),
      ["WAIVERS-ENCRYPTION/expired"],
    );
  });

  it("that is empty was judged, and nothing of it", () => {
    const results = judgeDeployed({ deployment: {} }, { waivers: NO_WAIVERS });
    assert.deepEqual(
      [results.complete, results.coverage.resources, results.coverage.evaluated],
      [true, 0, 0],
    );
  });
});
