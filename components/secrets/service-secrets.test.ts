import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { rotationReminder, secretEntries } from "../../content/secrets";
import { record, type Recording } from "../testing/record";
import { secretPolicy } from "./secret-policy";
import { ServiceSecrets, type ServiceSecretsArgs } from "./service-secrets";

const args: ServiceSecretsArgs = {
  scope: { organization: "acme", environment: "staging", region: "eu-west-1" },
  account: "111122223333",
  keyArn: "arn:of:secrets",
  replicaRegion: "eu-central-1",
  lifetime: "permanent",
  reminderTopicArn: "arn:of:p3",
};
const make = (change: Partial<ServiceSecretsArgs> = {}): Promise<Recording> =>
  record(() => new ServiceSecrets("secrets", { ...args, ...change }).secretNames);
const SECRET = "aws:secretsmanager/secret:Secret";

/** A component's registrations take a tenth of a second, and some seconds on a busy machine. */
const PATIENCE_MS = 20_000;

describe("ServiceSecrets", function () {
  this.timeout(PATIENCE_MS);

  it("make a place for each credential of the table, and put no value into any", async () => {
    const recording = await make();
    assert.deepEqual(
      recording.ofType(SECRET).map(({ inputs }) => inputs["name"] as string),
      secretEntries.map(({ name }) => `acme-staging-eu-west-1-${name}`),
    );
    assert.deepEqual(
      recording.resources.filter(({ type }) => type.includes("secretVersion")),
      [],
    );
    assert.deepEqual(
      recording.outputs,
      Object.fromEntries(secretEntries.map(({ name }) => [name, `acme-staging-eu-west-1-${name}`])),
    );
  });

  it("encrypt value and copy with keys of their own regions, and keep what was deleted for 30 days", async () => {
    const { inputs, protect } = (await make()).get(SECRET, "secrets-smtp");
    assert.deepEqual(inputs, {
      name: "acme-staging-eu-west-1-smtp",
      description: "mail of Alertmanager and Grafana; keys: host, username, password",
      kmsKeyId: "arn:of:secrets",
      recoveryWindowInDays: 30,
      replicas: [{ region: "eu-central-1", kmsKeyId: "arn:of:secrets-copy-data-key" }],
      forceOverwriteReplicaSecret: true,
      tags: {
        "data-classification": "confidential",
        "pharos:rotated-by": "a person",
        "pharos:rotation-days": "90",
      },
    });
    assert.ok(protect);
    const trial = (await make({ lifetime: "temporary" })).get(SECRET, "secrets-smtp");
    assert.deepEqual([trial.inputs["recoveryWindowInDays"], trial.protect], [0, false]);
  });

  it("let nobody read but the role that copies them into the cluster", async () => {
    const recording = await make();
    const { inputs } = recording.get("aws:secretsmanager/secretPolicy:SecretPolicy", "secrets-smtp-policy");
    assert.equal(
      inputs["policy"],
      secretPolicy(
        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:acme-staging-eu-west-1-smtp-??????",
        ["arn:aws:iam::111122223333:role/acme-staging-eu-west-1-pod-external-secrets"],
      ),
    );
    const { Statement } = JSON.parse(secretPolicy("arn:of:secret", ["arn:of:reader"])) as {
      Statement: object[];
    };
    assert.deepEqual(Statement, [
      {
        Action: ["secretsmanager:GetSecretValue"],
        Condition: { ArnNotEquals: { "aws:PrincipalArn": ["arn:of:reader"] } },
        Effect: "Deny",
        Principal: "*",
        Resource: ["arn:of:secret"],
        Sid: "DenyOtherReaders",
      },
      {
        Action: ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"],
        Condition: { Bool: { "aws:SecureTransport": ["false"] } },
        Effect: "Deny",
        Principal: "*",
        Resource: ["arn:of:secret"],
        Sid: "DenyPlainText",
      },
    ]);
  });

  it("remind people of what no rotator changes", async () => {
    const recording = await make();
    assert.equal(
      recording.get("aws:cloudwatch/eventRule:EventRule", "secrets-rotation-90").inputs["scheduleExpression"],
      "rate(90 days)",
    );
    const target = recording.get(
      "aws:cloudwatch/eventTarget:EventTarget",
      "secrets-rotation-90-topic",
    ).inputs;
    assert.equal(target["arn"], "arn:of:p3");
    assert.equal(JSON.parse(target["input"] as string), rotationReminder("staging", "eu-west-1", 90));
    assert.match(rotationReminder("staging", "eu-west-1", 90), /^- slack: a Slack administrator/m);
  });

  it("are each in the documentation, with how to put their values", () => {
    const docs = readFileSync(path.resolve(__dirname, "..", "..", "..", "docs", "secrets.md"), "utf8");
    for (const { name, keys, rotatedBy } of secretEntries) {
      const row = docs.split("\n").find((line) => line.startsWith(`| \`${name}\``)) ?? assert.fail(name);
      for (const said of [...keys, rotatedBy]) assert.ok(row.includes(said), `${name}: ${said}`);
    }
  });

  it("are shown by their example", async () => {
    const recording = await record(
      async () => (await import("../../docs/examples/service-secrets.js")).secretNames,
    );
    assert.equal((recording.outputs as Record<string, string>)["slack"], "acme-evaluation-us-east-1-slack");
  });
});
