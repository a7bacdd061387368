import assert from "node:assert/strict";
import { publishedRootArn } from "./roots";
import { workloadIdentities, workloadNames, type WorkloadName } from "./workload-identities";
import { workloadGrants, type Grant, type WorkloadResources } from "./workload-permissions";

const region = "eu-west-1";
const account = "111122223333";
const key = (name: string) => `arn:aws:kms:${region}:${account}:key/${name}`;
const root = (of: string, at: string): string =>
  publishedRootArn({ organization: "acme", environment: "production", region: of }, account, at);
const bucket = (bucketName: string) => ({ bucketName, keyArn: key(bucketName), region });
const resources: WorkloadResources = {
  prometheus: bucket("blocks"),
  thanos: bucket("blocks"),
  "thanos-replicator": { from: bucket("blocks"), to: bucket("hubs-blocks") },
  yace: { region },
  alertmanager: { arn: `arn:aws:sns:eu-central-1:${account}:heartbeat`, keyArn: key("alarms") },
  "external-secrets": {
    region,
    account,
    prefix: "acme-production-eu-west-1-",
    managed: [`arn:aws:secretsmanager:${region}:${account}:secret:rds!cluster-1-abcdef`],
    keyArn: key("secrets"),
    roots: {
      own: root("eu-west-1", "eu-west-1"),
      ownAnywhere: root("eu-west-1", "*"),
      copies: [{ region: "us-east-1", keyArn: "arn:aws:kms:us-east-1:111122223333:key/hubs" }],
      peers: [
        { arn: root("us-east-1", "eu-west-1"), anywhere: root("us-east-1", "*"), keyArn: key("hubs-root") },
      ],
    },
  },
  "elasticsearch-snapshots": { buckets: [bucket("snapshots")] },
  "log-archiver": bucket("archive"),
  "security-log-reader": {
    queues: [{ arn: `arn:aws:sqs:${region}:${account}:trail`, keyArn: key("queues") }],
    buckets: [bucket("trail"), bucket("flow-logs")],
  },
  grafana: { region, account, databaseResourceId: "cluster-ABC", user: "grafana" },
  "ledger-writer": bucket("ledger"),
  "evidence-writer": bucket("evidence"),
  "backup-jobs": bucket("dumps"),
  "falco-k8s-audit": { logGroupArn: `arn:aws:logs:${region}:${account}:log-group:/aws/eks/platform/cluster` },
  falcosidekick: { logGroupArn: `arn:aws:logs:${region}:${account}:log-group:falco-events` },
};
const grantsOf = <Name extends WorkloadName>(name: Name): Grant[] => workloadGrants[name](resources[name]);
const actionsOf = (name: WorkloadName): string[] =>
  grantsOf(name)
    .flatMap(({ actions }) => actions)
    .sort();

describe("permissions of workloads", () => {
  it("are these actions and no others", () => {
    const data = ["kms:Decrypt", "kms:GenerateDataKey"];
    assert.deepEqual(Object.fromEntries(workloadNames.map((name) => [name, actionsOf(name)])), {
      prometheus: [...data, "s3:GetObject", "s3:ListBucket", "s3:PutObject"],
      thanos: [...data, "s3:DeleteObject", "s3:GetObject", "s3:ListBucket", "s3:PutObject"],
      "thanos-replicator": [
        "kms:Decrypt",
        "kms:Decrypt",
        "kms:GenerateDataKey",
        "s3:GetObject",
        "s3:GetObject",
        "s3:ListBucket",
        "s3:ListBucket",
        "s3:PutObject",
      ],
      yace: [
        "cloudwatch:GetMetricData",
        "cloudwatch:GetMetricStatistics",
        "cloudwatch:ListMetrics",
        "tag:GetResources",
      ],
      alertmanager: [...data, "sns:Publish"],
      "external-secrets": [
        "kms:Decrypt",
        "kms:Decrypt",
        "kms:Encrypt",
        "kms:GenerateDataKey",
        "kms:GenerateDataKey",
        "secretsmanager:DescribeSecret",
        "secretsmanager:GetResourcePolicy",
        "secretsmanager:GetSecretValue",
        "secretsmanager:GetSecretValue",
        "secretsmanager:PutSecretValue",
      ],
      "elasticsearch-snapshots": [
        ...data,
        "s3:AbortMultipartUpload",
        "s3:DeleteObject",
        "s3:GetBucketLocation",
        "s3:GetObject",
        "s3:ListBucket",
        "s3:ListBucketMultipartUploads",
        "s3:ListMultipartUploadParts",
        "s3:PutObject",
      ],
      "security-log-reader": [
        "kms:Decrypt",
        "kms:Decrypt",
        "kms:Decrypt",
        "s3:GetObject",
        "s3:GetObject",
        "sqs:ChangeMessageVisibility",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:ReceiveMessage",
      ],
      grafana: ["rds-db:connect"],
      "ledger-writer": [...data, "s3:GetObject", "s3:ListBucket", "s3:PutObject"],
      "evidence-writer": ["kms:GenerateDataKey", "s3:PutObject"],
      "log-archiver": [...data, "s3:AbortMultipartUpload", "s3:PutObject"],
      "backup-jobs": [...data, "s3:AbortMultipartUpload", "s3:PutObject"],
      "falco-k8s-audit": ["logs:FilterLogEvents"],
      falcosidekick: ["logs:CreateLogStream", "logs:PutLogEvents"],
    });
  });

  for (const name of workloadNames) {
    it(`of ${name}: no wildcard action, and everything only where an action knows no resources`, () => {
      for (const { actions, resources: on, conditions } of grantsOf(name)) {
        for (const action of actions) assert.ok(!action.includes("*"), action);
        if (!on.includes("*")) continue;
        assert.ok(actions.every((action) => /^(cloudwatch:|tag:GetResources)/.test(action)));
        assert.ok(conditions !== undefined);
      }
    });

    it(`of ${name}: a key is used through the service that stores the data, never directly`, () => {
      for (const { actions, conditions } of grantsOf(name)) {
        if (!actions.some((action) => action.startsWith("kms:"))) continue;
        assert.equal(conditions?.["StringEquals"]?.["kms:ViaService"]?.length, 1);
      }
    });
  }

  it("let nobody who keeps records take one away", () => {
    for (const name of [
      "ledger-writer",
      "evidence-writer",
      "backup-jobs",
      "prometheus",
      "falcosidekick",
      "log-archiver",
    ] as const)
      assert.deepEqual(
        actionsOf(name).filter((action) => /Delete|Bypass|Retention|LegalHold|PutBucket/.test(action)),
        [],
      );
  });

  it("reach the heartbeat's topic and its key in the topic's region", () => {
    const [publish, useKey] = grantsOf("alertmanager");
    assert.deepEqual(publish?.resources, [`arn:aws:sns:eu-central-1:${account}:heartbeat`]);
    assert.deepEqual(useKey?.conditions, {
      StringEquals: { "kms:ViaService": ["sns.eu-central-1.amazonaws.com"] },
    });
  });

  it("reach the secrets of the stack and those that are named, and decrypt no other", () => {
    const [read, decrypt] = grantsOf("external-secrets");
    const own = `arn:aws:secretsmanager:${region}:${account}:secret:acme-production-eu-west-1-*`;
    const named = `arn:aws:secretsmanager:${region}:${account}:secret:rds!cluster-1-abcdef`;
    assert.deepEqual(read?.resources, [own, named]);
    assert.deepEqual(decrypt?.conditions?.["StringLike"], {
      "kms:EncryptionContext:SecretARN": [own, named],
    });
  });

  it("write one root, their own region's, and read the copies of their peers' in it", () => {
    const at = (where: string, of: string): string =>
      `arn:aws:secretsmanager:${where}:${account}:secret:acme-production-${of}-region-root-??????`;
    const [publish, encrypt, encryptCopy, read, decrypt] = grantsOf("external-secrets").slice(2);
    assert.deepEqual(
      [publish, encrypt, encryptCopy, read, decrypt].map((grant) => [grant?.sid, grant?.resources]),
      [
        ["PublishRoot", [at("eu-west-1", "eu-west-1")]],
        ["EncryptRoot", [key("secrets")]],
        ["EncryptCopyOfRoot1", ["arn:aws:kms:us-east-1:111122223333:key/hubs"]],
        ["ReadRootsOfOthers", [at("eu-west-1", "us-east-1")]],
        ["DecryptRootsOfOthers", [key("hubs-root")]],
      ],
    );
    const through = (where: string, arn: string) => ({
      StringEquals: { "kms:ViaService": [`secretsmanager.${where}.amazonaws.com`] },
      StringLike: { "kms:EncryptionContext:SecretARN": [arn] },
    });
    assert.deepEqual(
      [encrypt, encryptCopy, decrypt].map((grant) => grant?.conditions),
      [
        through("eu-west-1", at("eu-west-1", "eu-west-1")),
        through("us-east-1", at("*", "eu-west-1")),
        through("eu-west-1", at("*", "us-east-1")),
      ],
    );
    const alone = { ...resources["external-secrets"].roots, copies: [], peers: [] };
    assert.equal(
      workloadGrants["external-secrets"]({ ...resources["external-secrets"], roots: alone }).length,
      2,
    );
  });

  it("read the log of one cluster, and no other", () => {
    assert.deepEqual(grantsOf("falco-k8s-audit")[0]?.resources, [
      `arn:aws:logs:${region}:${account}:log-group:/aws/eks/platform/cluster:*`,
    ]);
  });

  it("add to one log group, and to no other", () => {
    assert.deepEqual(grantsOf("falcosidekick")[0]?.resources, [
      `arn:aws:logs:${region}:${account}:log-group:falco-events:log-stream:*`,
    ]);
  });

  it("reach a database as one user of one cluster", () => {
    assert.deepEqual(grantsOf("grafana")[0]?.resources, [
      `arn:aws:rds-db:${region}:${account}:dbuser:cluster-ABC/grafana`,
    ]);
  });
});

describe("identities of workloads", () => {
  it("are one service account each", () => {
    const accounts = workloadNames.map((name) => {
      const { namespace, serviceAccount } = workloadIdentities[name];
      return `${namespace}/${serviceAccount}`;
    });
    assert.deepEqual(accounts, [...new Set(accounts)]);
  });
});
