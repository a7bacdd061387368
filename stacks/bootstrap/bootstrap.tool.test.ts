import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { GetRoleCommand, GetRolePolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import { DescribeKeyCommand, GetKeyRotationStatusCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  GetBucketEncryptionCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  PutBucketPolicyCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { CHECKOUT } from "../../engine/cli/checkout";
import { EMULATED_ACCOUNT, startEmulator, type Emulator } from "../../engine/tools/moto";
import { files } from "../settings-fixture";

const BUCKET = "example-production-us-east-1-pulumi-state";
const ALIAS = "alias/example-production-us-east-1-pulumi-state";
const ROLES = ["preview", "deploy"].map((name) => `example-production-us-east-1-pipeline-${name}`);

/** moto and the command both start in seconds, and in many more on a busy machine. */
const PATIENCE_MS = 120_000;

describe("pharos bootstrap, in an emulated account", function () {
  this.timeout(PATIENCE_MS);
  const folder = mkdtempSync(path.join(tmpdir(), "pharos bootstrap "));
  let emulator: Emulator | undefined;

  before(async function () {
    emulator = await startEmulator();
    if (emulator === undefined) this.skip();
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  });
  after(async () => {
    await emulator?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function bootstrap(...args: string[]): { code: number | null; lines: string[]; error: string } {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [path.join(CHECKOUT, "cli", "pharos.js"), "bootstrap", "--settings", folder, ...args],
      { env: { ...process.env, ...emulator!.env }, encoding: "utf8" },
    );
    return { code: status, lines: stdout.trimEnd().split("\n"), error: stderr };
  }
  const client = () => ({
    region: "us-east-1",
    endpoint: emulator!.env["AWS_ENDPOINT_URL"]!,
    credentials: { accessKeyId: "emulated", secretAccessKey: "emulated" },
  });
  const s3 = () => new S3Client({ ...client(), forcePathStyle: true });

  it("says what it would make, and makes nothing", () => {
    const { code, lines, error } = bootstrap("--plan", "--ci", "github:acme/platform");
    assert.equal(code, 0, error);
    assert.deepEqual(
      lines.map((line) => line.replace(/:.*/, "")),
      [
        `+ key ${ALIAS}`,
        `+ bucket ${BUCKET}`,
        "+ identity provider https",
        ...ROLES.map((role) => `+ role ${role}`),
      ],
    );
    const again = bootstrap("--plan", "--ci", "github:acme/platform");
    assert.deepEqual(again.lines, lines);
  });

  it("asks before it makes anything, and refuses where nobody can answer", () => {
    const { code, error } = bootstrap();
    assert.equal(code, 1);
    assert.equal(
      error.trimEnd(),
      "make or change 2 of these in the account?: nobody is there to answer\n  fix: give --yes where this is meant",
    );
  });

  it("makes key, bucket, provider and roles, and says what comes next", () => {
    const { code, lines, error } = bootstrap("--yes", "--ci", "github:acme/platform");
    assert.equal(code, 0, error);
    assert.deepEqual(lines.slice(5), [
      `made key ${ALIAS}`,
      `made bucket ${BUCKET}`,
      "made identity provider https://token.actions.githubusercontent.com",
      ...ROLES.map((role) => `made role ${role}`),
      "",
      "next, in a shell that is logged in:",
      `  pulumi login 's3://${BUCKET}?region=us-east-1&awssdk=v2'`,
      `  pulumi stack init us-east-1 --secrets-provider='awskms://${ALIAS}?region=us-east-1'`,
      "  pharos preflight",
    ]);
  });

  it("has made them as they should be", async () => {
    const kms = new KMSClient(client());
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: ALIAS }));
    const rotation = await kms.send(new GetKeyRotationStatusCommand({ KeyId: KeyMetadata!.KeyId! }));
    assert.equal(rotation.KeyRotationEnabled, true);
    const encryption = await s3().send(new GetBucketEncryptionCommand({ Bucket: BUCKET }));
    assert.deepEqual(
      encryption.ServerSideEncryptionConfiguration?.Rules?.map(
        ({ ApplyServerSideEncryptionByDefault, BucketKeyEnabled }) => [
          ApplyServerSideEncryptionByDefault,
          BucketKeyEnabled,
        ],
      ),
      [[{ SSEAlgorithm: "aws:kms", KMSMasterKeyID: KeyMetadata!.Arn }, true]],
    );
    const versioning = await s3().send(new GetBucketVersioningCommand({ Bucket: BUCKET }));
    assert.equal(versioning.Status, "Enabled");
    const closed = await s3().send(new GetPublicAccessBlockCommand({ Bucket: BUCKET }));
    assert.deepEqual(new Set(Object.values(closed.PublicAccessBlockConfiguration!)), new Set([true]));
    const iam = new IAMClient(client());
    const trusts = await Promise.all(
      ROLES.map(async (RoleName) => {
        const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
        const document = JSON.parse(decodeURIComponent(Role!.AssumeRolePolicyDocument!)) as {
          Statement: { Condition: object; Principal: object }[];
        };
        return document.Statement.map(({ Condition, Principal }) => ({ Condition, Principal }));
      }),
    );
    const issuer = "token.actions.githubusercontent.com";
    const Principal = { Federated: [`arn:aws:iam::${EMULATED_ACCOUNT}:oidc-provider/${issuer}`] };
    const subjects = [
      ["repo:acme/platform:pull_request", "repo:acme/platform:ref:refs/heads/main"],
      ["repo:acme/platform:environment:production"],
    ];
    assert.deepEqual(
      trusts,
      subjects.map((subject) => [
        {
          Principal,
          Condition: {
            StringEquals: { [`${issuer}:aud`]: ["sts.amazonaws.com"], [`${issuer}:sub`]: subject },
          },
        },
      ]),
    );
    const { PolicyDocument } = await iam.send(
      new GetRolePolicyCommand({ RoleName: ROLES[1]!, PolicyName: "pharos" }),
    );
    // IAM's limit for all inline policies of a role together.
    assert.ok(decodeURIComponent(PolicyDocument!).length <= 10_240);
  });

  it("changes nothing when it runs again, and mends what somebody changed", async () => {
    const again = bootstrap("--yes", "--ci", "github:acme/platform");
    assert.deepEqual([again.code, again.lines.filter((line) => line.startsWith("made"))], [0, []]);
    assert.deepEqual(new Set(again.lines.slice(0, 5).map((line) => line[0])), new Set(["✔"]));
    const everybody = {
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: `arn:aws:s3:::${BUCKET}/*`,
    };
    const opened = JSON.stringify({ Version: "2012-10-17", Statement: [everybody] });
    await s3().send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy: opened }));
    const mended = bootstrap("--yes", "--ci", "github:acme/platform");
    assert.deepEqual(
      mended.lines.filter((line) => line.startsWith("made") || line.startsWith("~")),
      [
        `~ bucket ${BUCKET}: holds the state of all stacks, every version of it for a year`,
        `made bucket ${BUCKET}`,
      ],
    );
  });

  it("makes the archive account's role, which trusts the deploying pipeline alone", async () => {
    const { code, lines, error } = bootstrap("--yes", "--archive");
    assert.equal(code, 0, error);
    const RoleName = "example-production-us-east-1-pipeline-archive";
    assert.equal(lines.at(-1), `made role ${RoleName}`);
    const { Role } = await new IAMClient(client()).send(new GetRoleCommand({ RoleName }));
    assert.deepEqual(
      (JSON.parse(decodeURIComponent(Role!.AssumeRolePolicyDocument!)) as { Statement: object[] }).Statement,
      [
        {
          Sid: "DeployOfTheWorkload",
          Effect: "Allow",
          Principal: { AWS: [`arn:aws:iam::${EMULATED_ACCOUNT}:role/${ROLES[1]}`] },
          Action: ["sts:AssumeRole"],
          Condition: { StringEquals: { "sts:ExternalId": ["example-production"] } },
        },
      ],
    );
  });

  it("refuses the credentials of another account", () => {
    const project = path.join(folder, "Pulumi.yaml");
    writeFileSync(project, files["Pulumi.yaml"]!.replace("111122223333", "999900001111"));
    const { code, error } = bootstrap("--plan");
    assert.equal(code, 1);
    assert.equal(
      error.trimEnd(),
      "these credentials are for account 111122223333, the settings name 999900001111\n  fix: log in to account 999900001111, or correct 'accounts' in Pulumi.yaml",
    );
  });
});
