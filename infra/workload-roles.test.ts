import assert from "node:assert/strict";
import * as path from "node:path";
import { record, type Recording } from "../components/testing/record";
import { loadSettings } from "../stacks/load-settings";
import { createRegion } from "./region";

const ROOT = path.resolve(__dirname, "..", "..");

/** Registering a whole stack takes a second, and ten on a busy machine. */
const PATIENCE_MS = 30_000;

describe("roles of workloads", function () {
  this.timeout(PATIENCE_MS);
  let recording: Recording;
  before(async () => {
    recording = await record(() => createRegion(loadSettings(ROOT, "us-east-1")));
  });

  it("are bound to the platform's cluster, one for each workload whose resources there are", () => {
    assert.deepEqual(
      recording
        .ofType("aws:eks/podIdentityAssociation:PodIdentityAssociation")
        .map(({ inputs }) => [inputs["clusterName"], inputs["namespace"], inputs["serviceAccount"]].join(" "))
        .sort(),
      [
        "pharos-production-us-east-1-platform audit evidence-writer",
        "pharos-production-us-east-1-platform audit ledger-writer",
        "pharos-production-us-east-1-platform backup backup-jobs",
        "pharos-production-us-east-1-platform dashboards grafana",
        "pharos-production-us-east-1-platform external-secrets external-secrets",
        "pharos-production-us-east-1-platform logging security-log-reader",
        "pharos-production-us-east-1-platform monitoring pharos-alertmanager",
        "pharos-production-us-east-1-platform monitoring pharos-prometheus",
        "pharos-production-us-east-1-platform monitoring thanos",
        "pharos-production-us-east-1-platform monitoring yace",
        "pharos-production-us-east-1-platform runtime-security falco-k8s-audit",
        "pharos-production-us-east-1-platform runtime-security falcosidekick",
      ],
    );
  });

  it("let Elasticsearch bring a token of the cluster to STS, as it knows no Pod Identity, and nobody else", () => {
    const { inputs } = recording.get("aws:iam/role:Role", "pod-elasticsearch-snapshots-role");
    const issuer = "issuer-of-platform-cluster.example";
    assert.deepEqual((JSON.parse(inputs["assumeRolePolicy"] as string) as { Statement: unknown }).Statement, [
      {
        Sid: "TakeWithToken",
        Effect: "Allow",
        Principal: { Federated: ["arn:of:platform-issuer"] },
        Action: ["sts:AssumeRoleWithWebIdentity"],
        Condition: {
          StringEquals: {
            [`${issuer}:aud`]: ["sts.amazonaws.com"],
            [`${issuer}:sub`]: ["system:serviceaccount:logging:elasticsearch"],
          },
        },
      },
    ]);
    const provider = recording.get("aws:iam/openIdConnectProvider:OpenIdConnectProvider", "platform-issuer");
    assert.deepEqual(provider.inputs, { url: `https://${issuer}`, clientIdLists: ["sts.amazonaws.com"] });
  });

  it("let External Secrets read the stack's secrets, whose policies name its role and no other", () => {
    const role = recording.get("aws:iam/role:Role", "pod-external-secrets-role").inputs["name"] as string;
    const { policy } = recording.get(
      "aws:secretsmanager/secretPolicy:SecretPolicy",
      "secrets-pagerduty-policy",
    ).inputs as { policy: string };
    const [{ Condition }] = (
      JSON.parse(policy) as { Statement: [{ Condition: { ArnNotEquals: Record<string, string[]> } }] }
    ).Statement;
    const readers = Condition.ArnNotEquals["aws:PrincipalArn"];
    assert.deepEqual(
      readers?.map((arn) => arn.split("/").at(-1)),
      [role],
    );
    const { inputs } = recording.get("aws:iam/rolePolicy:RolePolicy", "pod-external-secrets-policy");
    assert.match(inputs["policy"] as string, /:secret:pharos-production-us-east-1-\*/);
    // And the login that Aurora makes.
    assert.match(inputs["policy"] as string, /"arn:of:secret-of-grafana-database-cluster"/);
  });

  it("work on the region's own buckets and keys", () => {
    const { inputs } = recording.get("aws:iam/rolePolicy:RolePolicy", "pod-evidence-writer-policy");
    const { Statement } = JSON.parse(inputs["policy"] as string) as { Statement: { Resource: string[] }[] };
    assert.deepEqual(
      Statement.flatMap(({ Resource }) => Resource),
      ["arn:aws:s3:::pharos-production-us-east-1-control-evidence/*", "arn:of:audit-data-key"],
    );
  });
});
