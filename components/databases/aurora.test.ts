import assert from "node:assert/strict";
import { record, type Recording } from "../testing/record";
import { Aurora, type AuroraArgs } from "./aurora";
import { type DatabaseConnection, existingDatabase } from "./connection";
import { clusterParameters } from "./parameters";
import { connectionsOf } from "./sizing";

const args: AuroraArgs = {
  purpose: "grafana",
  scope: { organization: "acme", environment: "staging", region: "us-east-1" },
  database: "grafana",
  user: "grafana",
  vpcId: "vpc",
  subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
  clientSecurityGroupId: "sg-nodes",
  capacity: { minCapacity: 1, maxCapacity: 8 },
  keys: { storage: "arn:of:backups", secrets: "arn:of:secrets", logs: "arn:of:logs" },
  lifetime: "permanent",
  deletionProtection: true,
};
const make = (change: Partial<AuroraArgs> = {}): Promise<Recording> =>
  record(() => new Aurora("grafana-database", { ...args, ...change }).connection);
const clusterOf = (recording: Recording) =>
  recording.get("aws:rds/cluster:Cluster", "grafana-database-cluster");

/** A component's registrations take a tenth of a second, and some seconds on a busy machine. */
const PATIENCE_MS = 20_000;

describe("Aurora", function () {
  this.timeout(PATIENCE_MS);

  it("is encrypted, and keeps its password from program and state", async () => {
    const { inputs } = clusterOf(await make());
    assert.deepEqual(
      [inputs["storageEncrypted"], inputs["kmsKeyId"], inputs["manageMasterUserPassword"]],
      [true, "arn:of:backups", true],
    );
    assert.equal(inputs["masterUserSecretKmsKeyId"], "arn:of:secrets");
    assert.equal(inputs["iamDatabaseAuthenticationEnabled"], true);
    assert.deepEqual(
      Object.keys(inputs).filter((name) => /^masterPassword/.test(name)),
      [],
    );
  });

  it("keeps backups, a final snapshot and itself where records are kept", async () => {
    const { inputs, protect } = clusterOf(await make());
    assert.deepEqual(
      [inputs["backupRetentionPeriod"], inputs["copyTagsToSnapshot"], inputs["deleteAutomatedBackups"]],
      [35, true, false],
    );
    assert.deepEqual(
      [inputs["deletionProtection"], inputs["skipFinalSnapshot"], inputs["finalSnapshotIdentifier"], protect],
      [true, false, "acme-staging-us-east-1-grafana-final", true],
    );
    assert.deepEqual(inputs["tags"], {
      "record-class": "operational-backup",
      "data-classification": "personal",
      "pharos:backup": "us-east-1",
    });
  });

  it("of a trial leaves nothing behind", async () => {
    const { inputs, protect } = clusterOf(await make({ lifetime: "temporary", deletionProtection: false }));
    assert.deepEqual(
      [inputs["skipFinalSnapshot"], inputs["deleteAutomatedBackups"], inputs["deletionProtection"], protect],
      [true, true, false, false],
    );
    assert.equal(inputs["finalSnapshotIdentifier"], undefined);
  });

  it("has two instances that take over from each other, neither public", async () => {
    const instances = (await make()).ofType("aws:rds/clusterInstance:ClusterInstance");
    assert.deepEqual(
      instances.map(({ inputs }): unknown[] => [
        inputs["identifier"],
        inputs["instanceClass"],
        inputs["publiclyAccessible"],
        inputs["promotionTier"],
        inputs["performanceInsightsKmsKeyId"],
      ]),
      [
        ["acme-staging-us-east-1-grafana-one", "db.serverless", false, 0, "arn:of:backups"],
        ["acme-staging-us-east-1-grafana-two", "db.serverless", false, 1, "arn:of:backups"],
      ],
    );
  });

  it("lets in PostgreSQL from the nodes alone, and nothing out", async () => {
    const recording = await make();
    assert.deepEqual(
      recording
        .ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
        .map(({ inputs }) => inputs),
      [
        {
          securityGroupId: "grafana-database-group-id",
          description: "PostgreSQL from nodes and pods",
          ipProtocol: "tcp",
          fromPort: 5432,
          toPort: 5432,
          referencedSecurityGroupId: "sg-nodes",
        },
      ],
    );
    assert.deepEqual(recording.ofType("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"), []);
  });

  it("speaks TLS alone, and logs who came and what was defined, but no values", () => {
    assert.deepEqual(Object.fromEntries(clusterParameters().map(({ name, value }) => [name, value])), {
      "rds.force_ssl": "1",
      ssl_min_protocol_version: "TLSv1.2",
      log_connections: "1",
      log_disconnections: "1",
      log_statement: "ddl",
    });
  });

  it("writes its log into a group that was there before it, with key and end", async () => {
    const recording = await make();
    assert.deepEqual(recording.get("aws:cloudwatch/logGroup:LogGroup", "grafana-database-logs").inputs, {
      name: "/aws/rds/cluster/acme-staging-us-east-1-grafana/postgresql",
      kmsKeyId: "arn:of:logs",
      retentionInDays: 365,
      tags: { "record-class": "pci-audit", "data-classification": "confidential" },
    });
    assert.ok(clusterOf(recording).dependsOn.includes("grafana-database-logs"));
  });

  it("says how it is reached in the same words as a database that was there already", async () => {
    assert.deepEqual((await make()).outputs, {
      host: "grafana-database-cluster.rds.example",
      port: 5432,
      database: "grafana",
      user: "grafana",
      authentication: { by: "iam", region: "us-east-1" },
    });
    const withPassword = await make({ passwordSecret: "grafana-database" });
    assert.deepEqual((withPassword.outputs as DatabaseConnection).authentication, {
      by: "password",
      secretName: "grafana-database",
    });
    const existing = {
      host: "db.example.com",
      database: "grafana",
      user: "grafana",
      secretName: "grafana-db",
    };
    assert.deepEqual(existingDatabase(existing), {
      host: "db.example.com",
      port: 5432,
      database: "grafana",
      user: "grafana",
      authentication: { by: "password", secretName: "grafana-db" },
    });
    assert.equal(existingDatabase({ ...existing, port: 6432 }).port, 6432);
  });

  it("is shown by its example", async () => {
    const recording = await record(async () => (await import("../../docs/examples/aurora.js")).host);
    assert.equal(recording.outputs, "orders-database-cluster.rds.example");
  });
});

describe("connectionsOf", () => {
  it("gives the numbers of the Aurora user guide", () => {
    assert.deepEqual([1, 4, 8, 16, 32, 256].map(connectionsOf), [189, 823, 1669, 3360, 5000, 5000]);
  });
});
