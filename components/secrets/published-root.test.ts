import assert from "node:assert/strict";
import { record, type Recording } from "../testing/record";
import { PublishedRoot } from "./published-root";

const make = (): Promise<Recording> =>
  record(
    () =>
      new PublishedRoot("root", {
        scope: { organization: "acme", environment: "staging", region: "us-east-1" },
        account: "111122223333",
        keyArn: "arn:of:secrets",
        copies: [
          { region: "eu-west-1", keyArn: "arn:of:key-in-eu-west-1" },
          { region: "us-west-2", keyArn: "arn:of:key-in-us-west-2" },
        ],
      }).policy,
  );

/** A component's registrations take a tenth of a second, and some seconds on a busy machine. */
const PATIENCE_MS = 20_000;

describe("PublishedRoot", function () {
  this.timeout(PATIENCE_MS);

  it("is a place without a value, which External Secrets may write and AWS copies", async () => {
    const recording = await make();
    assert.deepEqual(recording.get("aws:secretsmanager/secret:Secret", "root-place").inputs, {
      name: "acme-staging-us-east-1-region-root",
      description: "Root of the authority of us-east-1, its public half, PEM; written from the cluster",
      kmsKeyId: "arn:of:secrets",
      recoveryWindowInDays: 0,
      replicas: [
        { region: "eu-west-1", kmsKeyId: "arn:of:key-in-eu-west-1" },
        { region: "us-west-2", kmsKeyId: "arn:of:key-in-us-west-2" },
      ],
      forceOverwriteReplicaSecret: true,
      tags: { "data-classification": "public", "managed-by": "external-secrets" },
    });
    assert.deepEqual(
      recording.resources.filter(({ type }) => type.includes("secretVersion")),
      [],
    );
  });

  it("is written by one role alone, over TLS", async () => {
    const recording = await make();
    const { inputs } = recording.get("aws:secretsmanager/secretPolicy:SecretPolicy", "root-place-policy");
    assert.deepEqual([inputs["policy"], inputs["blockPublicPolicy"]], [recording.outputs, true]);
    const { Statement } = JSON.parse(String(inputs["policy"])) as { Statement: object[] };
    const place = [
      "arn:aws:secretsmanager:us-east-1:111122223333:secret:acme-staging-us-east-1-region-root-??????",
    ];
    assert.deepEqual(Statement, [
      {
        Sid: "DenyOtherWriters",
        Effect: "Deny",
        Principal: "*",
        Action: ["secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage"],
        Resource: place,
        Condition: {
          ArnNotEquals: {
            "aws:PrincipalArn": [
              "arn:aws:iam::111122223333:role/acme-staging-us-east-1-pod-external-secrets",
            ],
          },
        },
      },
      {
        Sid: "DenyPlainText",
        Effect: "Deny",
        Principal: "*",
        Action: ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"],
        Resource: place,
        Condition: { Bool: { "aws:SecureTransport": ["false"] } },
      },
    ]);
  });
});
