import assert from "node:assert/strict";
import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { CloudTrailClient, CreateTrailCommand } from "@aws-sdk/client-cloudtrail";
import { ConfigServiceClient, PutConfigurationRecorderCommand } from "@aws-sdk/client-config-service";
import { CreateDetectorCommand, GuardDutyClient } from "@aws-sdk/client-guardduty";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateBucketCommand, PutBucketTaggingCommand, S3Client } from "@aws-sdk/client-s3";
import { EMULATED_ACCOUNT, startEmulator, type Emulator } from "../../engine/tools/moto";
import type { PlannedName } from "./facts";
import { gatherFacts } from "./gather";
import type { StackNeeds } from "./plan";
import { quotas, type QuotaId } from "./quotas";
import { answers } from "./reachable";

/** moto starts in seconds, and in many more on a busy machine. */
const PATIENCE_MS = 120_000;

const REGION = "us-east-1";
const role = { Version: "2012-10-17", Statement: [] };
const names = (["bucket", "role", "cluster", "key alias"] as const).flatMap((kind) =>
  ["free", "taken", "own"].map((name): PlannedName => {
    const full = kind === "key alias" ? `alias/preflight-${name}` : `preflight-${name}`;
    return { kind, name: full, region: REGION };
  }),
);
const need: StackNeeds = {
  stack: REGION,
  region: REGION,
  zones: [],
  names,
  quotas: Object.fromEntries(quotas.map(({ id }) => [id, 1])) as Record<QuotaId, number>,
};

describe("reading an emulated account", function () {
  this.timeout(PATIENCE_MS);
  let emulator: Emulator | undefined;
  const outside = { ...process.env };

  before(async function () {
    emulator = await startEmulator();
    if (emulator === undefined) this.skip();
    Object.assign(process.env, emulator.env); // the SDK reads its address and credentials from there
  });
  after(async () => {
    for (const key of Object.keys(emulator?.env ?? {})) {
      const value = outside[key];
      if (value === undefined) delete process.env[key];
      else process.env[key] = value;
    }
    await emulator?.stop();
  });

  it("finds an empty account empty, and says what it was not told", async () => {
    const { caller, regions } = await gatherFacts(REGION, [need]);
    assert.ok(caller.told);
    assert.equal(caller.value.account, EMULATED_ACCOUNT);
    const [facts] = regions;
    assert.ok(facts?.zones.told);
    assert.match(facts.zones.value["us-east-1a"] ?? "", /^use1-az\d$/);
    assert.deepEqual(
      [facts.trails, facts.recorders, facts.detectors, facts.securityHub, facts.reach],
      [[], [], [], false, undefined].map((value) => ({ told: true, value })),
    );
    assert.deepEqual(
      new Set(facts.names.map(({ holder }) => JSON.stringify(holder))),
      new Set(['{"told":true,"value":"nobody"}']),
    );
    assert.deepEqual(facts.quotas.vpcs, { told: true, value: { limit: 5, used: 1 } });
    // The emulator knows no quotas of EKS: that is no number, and no good news.
    assert.equal(facts.quotas.clusters.told, false);
  });

  it("finds what a landing zone has made, and tells its own names from others'", async () => {
    const at = { region: REGION };
    const s3 = new S3Client({ ...at, forcePathStyle: true });
    for (const Bucket of ["preflight-taken", "preflight-own"])
      await s3.send(new CreateBucketCommand({ Bucket }));
    const own = { TagSet: [{ Key: "pharos:stack", Value: REGION }] };
    await s3.send(new PutBucketTaggingCommand({ Bucket: "preflight-own", Tagging: own }));
    const iam = new IAMClient(at);
    const AssumeRolePolicyDocument = JSON.stringify(role);
    await iam.send(new CreateRoleCommand({ RoleName: "preflight-taken", AssumeRolePolicyDocument }));
    await iam.send(
      new CreateRoleCommand({ RoleName: "preflight-own", AssumeRolePolicyDocument, Tags: own.TagSet }),
    );
    const kms = new KMSClient(at);
    for (const [AliasName, Tags] of [
      ["alias/preflight-taken", []],
      ["alias/preflight-own", [{ TagKey: "pharos:stack", TagValue: REGION }]],
    ] as const) {
      const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Tags: [...Tags] }));
      await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: KeyMetadata!.KeyId! }));
    }
    await new CloudTrailClient(at).send(
      new CreateTrailCommand({
        Name: "landing-zone",
        S3BucketName: "preflight-taken",
        IsMultiRegionTrail: true,
      }),
    );
    await new GuardDutyClient(at).send(new CreateDetectorCommand({ Enable: true }));
    await new ConfigServiceClient(at).send(
      new PutConfigurationRecorderCommand({
        ConfigurationRecorder: {
          name: "default",
          roleARN: `arn:aws:iam::${EMULATED_ACCOUNT}:role/preflight-taken`,
        },
      }),
    );

    const [facts] = (await gatherFacts(REGION, [need])).regions;
    assert.deepEqual(facts?.trails, {
      told: true,
      value: [{ name: "landing-zone", home: REGION, allRegions: true, organization: false }],
    });
    assert.deepEqual(facts?.recorders, { told: true, value: ["default"] });
    assert.equal(facts?.detectors.told && facts.detectors.value.length, 1);
    assert.deepEqual(
      facts?.names
        .filter(({ kind }) => kind !== "cluster")
        .map(
          ({ kind, name, holder }) =>
            `${kind} ${name.replace("alias/", "")}: ${holder.told ? holder.value : holder.why}`,
        ),
      ["bucket", "role", "key alias"].flatMap((kind) => [
        `${kind} preflight-free: nobody`,
        `${kind} preflight-taken: this account`,
        `${kind} preflight-own: this stack`,
      ]),
    );
  });
});

describe("whether an address answers", () => {
  it("is told by a connection, and nothing else", async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    assert.equal(await answers(`https://127.0.0.1:${port}`), true);
    server.close();
    await once(server, "close");
    assert.equal(await answers(`https://127.0.0.1:${port}`), false);
  });
});
