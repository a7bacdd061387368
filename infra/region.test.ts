/* eslint-disable @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-return -- inputs of every type there is: a wrong path fails the test */
import assert from "node:assert/strict";
import * as path from "node:path";
import { record, type Recording } from "../components/testing/record";
import { loadSettings } from "../stacks/load-settings";
import type { Settings } from "../stacks/settings";
import { RETIRE_VARIABLE } from "./foundation";
import { createRegion } from "./region";
import { hubOutputs } from "./testing/stacks";

const ROOT = path.resolve(__dirname, "..", "..");
/** A stack with its real settings, some of them changed. */
function region(stack: string, change: Partial<Settings> = {}): Promise<Recording> {
  const { settings, topology } = loadSettings(ROOT, stack);
  return record(() => createRegion({ settings: { ...settings, ...change }, topology }), {
    stack,
    hubOutputs,
  });
}

const isComponent = (type: string): boolean => type.startsWith("pharos:");
const isProvider = (type: string): boolean => type.startsWith("pulumi:providers:");

/** Registering a whole stack takes a second, and ten on a busy machine. */
const PATIENCE_MS = 30_000;

describe("region", function () {
  this.timeout(PATIENCE_MS);

  it("makes everything with a provider of its own, never with one from the environment", async () => {
    for (const stack of ["us-east-1", "eu-west-1"]) {
      const { resources } = await region(stack);
      const made = resources.filter(({ type }) => !isComponent(type) && !isProvider(type));
      const providers = new Set(made.map(({ type, provider }) => `${type.split(":")[0]} by ${provider}`));
      assert.deepEqual([...providers].sort(), [
        "aws by aws",
        "kubernetes by platform-kubernetes",
        "kubernetes by platform-kubernetes-adopting",
      ]);
    }
  });

  it("works in the account of the settings only, and tags what it makes", async () => {
    const recording = await region("eu-west-1", { owner: "team", costCenter: "cc-1" });
    const { inputs } = recording.get("pulumi:providers:aws", "aws");
    assert.equal(inputs["region"], "eu-west-1");
    const { accounts, environment } = loadSettings(ROOT, "eu-west-1").settings;
    assert.deepEqual(JSON.parse(inputs["allowedAccountIds"]), [accounts?.workload]);
    assert.deepEqual(JSON.parse(inputs["defaultTags"]), {
      tags: {
        owner: "team",
        environment,
        "cost-center": "cc-1",
        "record-class": "none",
        "data-classification": "internal",
        "pharos:stack": "eu-west-1",
        "pharos:assurance": "regulated",
      },
    });
  });

  it("of a trial can be deleted whole: nothing locked, nothing protected, buckets that may be full", async () => {
    const recording = await region("us-east-1", { assurance: "trial" });
    assert.deepEqual(
      recording.resources.filter(({ protect }) => protect),
      [],
    );
    assert.deepEqual(
      recording.ofType("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"),
      [],
    );
    assert.deepEqual(
      new Set(recording.ofType("aws:s3/bucket:Bucket").map(({ inputs }) => inputs["forceDestroy"])),
      new Set([true]),
    );
    assert.deepEqual(
      new Set(recording.ofType("aws:kms/key:Key").map(({ inputs }) => inputs["deletionWindowInDays"])),
      new Set([7]),
    );
    assert.equal(recording.ofType("aws:eks/cluster:Cluster")[0]?.inputs["deletionProtection"], false);
    assert.deepEqual(recording.ofType("aws:backup/vaultLockConfiguration:VaultLockConfiguration"), []);
    const database = recording.get("aws:rds/cluster:Cluster", "grafana-database-cluster").inputs;
    assert.deepEqual([database["deletionProtection"], database["skipFinalSnapshot"]], [false, true]);
    assert.deepEqual(
      new Set(
        recording
          .ofType("aws:secretsmanager/secret:Secret")
          .map(({ inputs }) => inputs["recoveryWindowInDays"]),
      ),
      new Set([0]),
    );
  });

  it("that is regulated protects keys, buckets and vaults with all that belongs to them, secrets, logs, cluster and database, and locks evidence and backups", async () => {
    const recording = await region("us-east-1", { assurance: "regulated" });
    const protectedTypes = new Set(
      recording.resources.filter(({ protect }) => protect).map(({ type }) => type.split("/")[0]),
    );
    assert.deepEqual([...protectedTypes].sort(), [
      "aws:backup",
      "aws:cloudwatch",
      "aws:eks",
      "aws:iam",
      "aws:kms",
      "aws:rds",
      "aws:s3",
      "aws:secretsmanager",
      "pharos:backups:BackupVault",
      "pharos:encryption:DataKey",
      "pharos:storage:AccessLogBucket",
      "pharos:storage:DataBucket",
      "pharos:storage:ReplicatedBucket",
    ]);
    assert.deepEqual(
      recording
        .ofType("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration")
        .map(({ name, inputs }) => `${name} ${inputs["rule"].defaultRetention.days}`) // eslint-disable-line @typescript-eslint/no-unsafe-member-access -- as above
        .sort(),
      [
        "audit-ledger-copy-lock 2192",
        "audit-ledger-source-lock 2192",
        "control-evidence-copy-lock 2192",
        "control-evidence-source-lock 2192",
        "log-archive-copy-lock 2192",
        "log-archive-source-lock 2192",
        "trail-copy-lock 365",
        "trail-source-lock 365",
      ],
    );
    assert.deepEqual(
      recording
        .ofType("aws:backup/vaultLockConfiguration:VaultLockConfiguration")
        .map(({ name, inputs }) => [name, inputs["changeableForDays"]]),
      [
        ["backups-own-lock", 3],
        ["backups-copy-lock", 3],
      ],
    );
  });

  it("lets a regulated cluster and its database go when they are retired, and nothing else", async () => {
    const isProtected = ({ resources }: Recording): string[] =>
      resources.filter(({ protect }) => protect).map(({ name }) => name);
    const before = isProtected(await region("us-east-1", { assurance: "regulated" }));
    process.env[RETIRE_VARIABLE] = "true";
    try {
      const recording = await region("us-east-1", { assurance: "regulated" });
      const after = isProtected(recording);
      const freed = before.filter((name) => !after.includes(name));
      assert.deepEqual(freed, ["platform-cluster", "grafana-database-cluster"]);
      const switches = recording.resources.map(({ inputs }) => inputs["deletionProtection"]);
      assert.deepEqual([...new Set(switches)], [undefined, false]);
    } finally {
      delete process.env[RETIRE_VARIABLE];
    }
  });

  it("lets only what owns nothing outside go with the cluster", async () => {
    const { resources } = await region("us-east-1");
    const going = resources
      .filter(({ deletedWith }) => deletedWith === "platform-cluster")
      .map(({ type }) => type.split(":").at(-1));
    // Releases own volumes, the binding owns entries of a target group: they are deleted one by one.
    // Nodes, which the pools own, are deleted by EKS with their cluster.
    assert.deepEqual([...new Set(going)].sort(), [
      "AccessEntry",
      "AccessPolicyAssociation",
      "AlertRules",
      "Bundle",
      "Certificate",
      "ClusterIssuer",
      "ClusterRole",
      "ClusterRoleBinding",
      "ClusterSecretStore",
      "ConfigMap",
      "Dashboards",
      "Deployment",
      "ExternalSecret",
      "Instrumentation",
      "Issuer",
      "Job",
      "Kibana",
      "LimitRange",
      "LogShipping",
      "Namespace",
      "NetworkPolicy",
      "NodeClass",
      "NodePool",
      "OpenTelemetryCollector",
      "Password",
      "PodDisruptionBudget",
      "PodIdentityAssociation",
      "PodMonitor",
      "Probe",
      "PrometheusRule",
      "PushSecret",
      "ResourceQuota",
      "Role",
      "RoleBinding",
      "ScaledObject",
      "SecurityLogReader",
      "Service",
      "ServiceAccount",
      "ServiceMonitor",
      "StorageClass",
    ]);
  });

  it("of a hub opens the door to its spokes and tells them where it is", async () => {
    const { outputs } = await region("us-east-1");
    assert.deepEqual(outputs, {
      region: "us-east-1",
      clusterName: "pharos-production-us-east-1-platform",
      metricsBucket: "pharos-production-us-east-1-metrics-blocks",
      evidenceBucket: "pharos-production-us-east-1-control-evidence",
      alarmDashboard: "pharos-production-us-east-1-alarms",
      backupVault: "pharos-production-us-east-1-backups",
      databaseHost: "grafana-database-cluster.rds.example",
      // Named by the load balancer, which the cluster makes.
      gatewayAddress: "",
      heartbeatTopic: "arn:of:heartbeat-topic",
      ingestServiceName: "com.amazonaws.vpce.ingest-endpoint-service",
      ingestRegions: ["eu-west-1", "us-east-1", "us-west-2"],
      metricsKeyArn: "arn:of:metrics-data-key",
      rootKeyArns: {
        "eu-west-1": "arn:of:root-in-eu-west-1-data-key",
        "us-east-1": "arn:of:secrets-data-key",
        "us-west-2": "arn:of:root-in-us-west-2-data-key",
      },
    });
  });

  it("of a spoke sends its metrics through the hub's service, under the hub's name", async () => {
    const recording = await region("eu-west-1");
    assert.equal(
      recording.get("aws:ec2/vpcEndpoint:VpcEndpoint", "ingest-link-endpoint").inputs["serviceName"],
      hubOutputs.ingestServiceName,
    );
    const release = recording.get("kubernetes:helm.sh/v3:Release", "metrics-kube-prometheus-stack");
    assert.match(
      JSON.stringify(release.inputs["values"]),
      /"https:\/\/metrics-ingest\.us-east-1\.production\.pharos\.internal\/api\/v1\/receive"/,
    );
  });

  it("starts Prometheus when its certificates are issued, and Grafana when its emergency login is there", async () => {
    const recording = await region("eu-west-1");
    const waits = (release: string): readonly string[] =>
      recording.get("kubernetes:helm.sh/v3:Release", release).dependsOn;
    for (const issued of [
      "certificates-trust-roots",
      "certificates-peer-roots",
      "certificates-prometheus-serving-tls",
      "certificates-alertmanager-serving-tls",
      "certificates-remote-write-client-tls",
    ])
      assert.ok(waits("metrics-kube-prometheus-stack").includes(issued), issued);
    const { inputs } = recording.get("kubernetes:helm.sh/v3:Release", "grafana-release");
    assert.match(JSON.stringify(inputs["values"]), /"existingSecret":"grafana-admin"/);
    const grafana = recording.get("pharos:dashboards:Grafana", "grafana");
    for (const needed of [
      "external-secrets-grafana-admin",
      "external-secrets-grafana-settings",
      "certificates-grafana-serving-tls",
      "grafana-database-user-job",
    ])
      assert.ok([...waits("grafana-release"), ...grafana.dependsOn].includes(needed), needed);
    const values = JSON.stringify(inputs["values"]);
    assert.match(values, /"host":"grafana-database-cluster\.rds\.example:5432"/);
    assert.match(values, /"ca_cert_path":"\/etc\/pharos\/database\/roots\.pem"/);
    assert.match(values, /"replicas":2/);
  });

  it("of a hub is certified under the name by which its spokes come", async () => {
    const { inputs } = (await region("us-east-1")).get(
      "kubernetes:cert-manager.io/v1:Certificate",
      "certificates-thanos-receive-tls",
    );
    assert.match(
      JSON.stringify(inputs["spec"]),
      /"dnsNames":\[[^\]]*"metrics-ingest\.us-east-1\.production\.pharos\.internal"\]/,
    );
  });

  it("of a hub without spokes has no door", async () => {
    const { settings } = loadSettings(ROOT, "us-east-1");
    const { topology } = loadSettings(ROOT, "us-east-1");
    const alone = { ...topology, regions: { [topology.hub]: topology.regions[topology.hub]! } };
    const { resources } = await record(() => createRegion({ settings, topology: alone }));
    assert.deepEqual(
      resources.filter(({ name }) => name.startsWith("ingest")),
      [],
    );
  });
});
