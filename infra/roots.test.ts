import assert from "node:assert/strict";
import * as path from "node:path";
import { record, type Recording } from "../components/testing/record";
import { loadSettings } from "../stacks/load-settings";
import { createRegion } from "./region";
import { hubOutputs, recordStack, STACKS } from "./testing/stacks";

const ROOT = path.resolve(__dirname, "..", "..");
const SECRET = "aws:secretsmanager/secret:Secret";
const ACCOUNT = /:\d{12}:/;

interface Place {
  readonly name: string;
  readonly replicas: readonly { readonly region: string; readonly kmsKeyId: string }[];
}

const placeOf = (recording: Recording): Place =>
  recording.get(SECRET, "published-root-place").inputs as unknown as Place;

/** Registering three stacks takes some seconds, and more on a busy machine. */
const PATIENCE_MS = 120_000;

describe("roots between regions", function () {
  this.timeout(PATIENCE_MS);
  const recordings = new Map<string, Recording>();
  before(async () => {
    for (const stack of STACKS) recordings.set(stack, await recordStack(stack));
  });
  const recordingOf = (stack: string): Recording => recordings.get(stack) ?? assert.fail(stack);

  it("are copied between the hub and each spoke, under keys of the regions in which they lie", () => {
    assert.deepEqual(
      STACKS.map((stack) => placeOf(recordingOf(stack)).replicas),
      [
        [
          { region: "eu-west-1", kmsKeyId: "arn:of:root-in-eu-west-1-data-key" },
          { region: "us-west-2", kmsKeyId: "arn:of:root-in-us-west-2-data-key" },
        ],
        [{ region: "us-east-1", kmsKeyId: hubOutputs.rootKeyArns["us-east-1"] }],
        [{ region: "us-east-1", kmsKeyId: hubOutputs.rootKeyArns["us-east-1"] }],
      ],
    );
    for (const region of ["eu-west-1", "us-west-2"]) {
      const key = recordingOf("us-east-1").get("aws:kms/key:Key", `root-in-${region}-data-key`);
      assert.equal(key.inputs["region"], region);
    }
  });

  it("are read under the names under which they are copied, each region from itself", () => {
    const read = (stack: string): [string, string][] =>
      recordingOf(stack)
        .resources.filter(
          ({ name, type }) => /^root-exchange-root-of-/.test(name) && /ExternalSecret$/.test(type),
        )
        .map(({ name, inputs }) => {
          const { data } = inputs["spec"] as { data: [{ remoteRef: { key: string } }] };
          return [name.replace("root-exchange-root-of-", ""), data[0].remoteRef.key];
        });
    assert.deepEqual(
      STACKS.map((stack) => read(stack).map(([peer]) => peer)),
      [["eu-west-1", "us-west-2"], ["us-east-1"], ["us-east-1"]],
    );
    for (const stack of STACKS) {
      for (const [peer, key] of read(stack)) {
        const { name, replicas } = placeOf(recordingOf(peer));
        assert.equal(key, name);
        assert.ok(
          replicas.some(({ region }) => region === stack),
          `${peer} to ${stack}`,
        );
      }
      const store = recordingOf(stack).get(
        "kubernetes:external-secrets.io/v1:ClusterSecretStore",
        "external-secrets-store",
      );
      const { provider } = store.inputs["spec"] as { provider: { aws: object } };
      assert.deepEqual(provider.aws, { service: "SecretsManager", region: stack });
    }
  });

  it("are written, encrypted and read with exactly the keys of their places", () => {
    for (const stack of STACKS) {
      const { inputs } = recordingOf(stack).get(
        "aws:iam/rolePolicy:RolePolicy",
        "pod-external-secrets-policy",
      );
      const { Statement } = JSON.parse(String(inputs["policy"])) as {
        Statement: { Sid: string; Resource: string[] }[];
      };
      const on = (sid: RegExp): string[] =>
        Statement.filter(({ Sid }) => sid.test(Sid))
          .flatMap(({ Resource }) => Resource)
          .map((arn) => arn.replace(ACCOUNT, "::"));
      const { replicas } = placeOf(recordingOf(stack));
      assert.deepEqual(
        on(/^EncryptCopyOfRoot/),
        replicas.map(({ kmsKeyId }) => kmsKeyId.replace(ACCOUNT, "::")),
      );
      const mine = stack === "us-east-1" ? "arn:of:secrets-data-key" : `arn:aws:kms:${stack}::key/hubs-root`;
      assert.deepEqual(on(/^DecryptRootsOfOthers$/), [mine]);
    }
  });

  it("are trusted by those alone who speak across regions", () => {
    for (const stack of STACKS) {
      const trusting = recordingOf(stack)
        .resources.filter(({ inputs }) => JSON.stringify(inputs).includes('"peer-roots"'))
        .map(({ name }) => name)
        .sort();
      assert.deepEqual(
        trusting,
        stack === "us-east-1"
          ? ["certificates-peer-roots", "thanos-thanos-receive"]
          : ["certificates-peer-roots", "metrics-kube-prometheus-stack"],
      );
    }
  });

  it("are no matter of a hub alone", async () => {
    const { settings, topology } = loadSettings(ROOT, "us-east-1");
    const alone = { ...topology, regions: { "us-east-1": topology.regions["us-east-1"]! } };
    const { resources } = await record(() => createRegion({ settings, topology: alone }), {
      stack: "us-east-1",
    });
    assert.deepEqual(
      resources.filter(({ name }) => /root-(exchange|in)|published-root/.test(name)),
      [],
    );
  });
});
