/* eslint-disable @typescript-eslint/no-unsafe-member-access -- inputs of every type there is: a wrong path fails the test */
import assert from "node:assert/strict";
import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import { copiedSecrets, generatedSecrets, secretEntries } from "../../content/secrets";
import { grafanaValues } from "../dashboards/grafana-values";
import { record, type Recording } from "../testing/record";
import { ExternalSecrets } from "./external-secrets";
import { externalSecretsValues } from "./external-secrets-values";
import { externalSecretSpec, generatedSecretSpec, passwordSpec, storeSpec } from "./external-secrets-plan";

const scope = { organization: "acme", environment: "staging", region: "eu-west-1" };

const managed = {
  name: "database-login",
  namespace: "dashboards",
  keys: ["username", "password"],
  secretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!cluster-1-abcdef",
};

const make = (entry = "grafana-admin", idle: readonly string[] = []): Promise<Recording> =>
  record(() => {
    const [monitoringCrds, authority, role, cluster] = ["crds", "authority", "role", "cluster"].map(
      (name) => new ConfigMap(name, {}),
    ) as [ConfigMap, ConfigMap, ConfigMap, ConfigMap];
    const args = {
      scope,
      namespace: "external-secrets",
      monitoringCrds,
      authority,
      after: [role],
      managed: [managed],
      idle,
      cluster,
    };
    return new ExternalSecrets("external-secrets", args).copy(entry).metadata;
  });

const RELEASE = "external-secrets-release";

/** A component's registrations take a tenth of a second, and some seconds on a busy machine. */
const PATIENCE_MS = 20_000;

describe("ExternalSecrets", function () {
  this.timeout(PATIENCE_MS);

  it("take orders of single namespaces from one store, and give nobody rights over them", () => {
    const values = externalSecretsValues();
    assert.deepEqual(
      Object.entries(values).filter(([key]) => key.startsWith("process")),
      [
        ["processClusterExternalSecret", false],
        ["processClusterGenerator", false],
        ["processClusterPushSecret", false],
        ["processPushSecret", true],
        ["processSecretStore", false],
      ],
    );
    assert.deepEqual(values.rbac, {
      serviceAccountTokenCreate: false,
      aggregateToView: false,
      aggregateToEdit: false,
      aggregateToAdmin: false,
    });
    assert.deepEqual(values.certController, { create: false });
    assert.deepEqual(values.webhook.certManager, {
      enabled: true,
      cert: { issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: "region-authority" } },
    });
  });

  it("copy what something in the cluster reads, and nothing else", () => {
    assert.deepEqual(
      copiedSecrets.map(({ name, copiedTo }) => `${copiedTo}/${name}`),
      ["access/gateway-client"],
    );
  });

  it("make what only the cluster has to know, under the names and keys by which it is read", () => {
    assert.deepEqual(
      generatedSecrets.map(({ name, namespace, key, beside = {} }) => [
        `${namespace}/${name}`,
        ...Object.keys(beside),
        key,
      ]),
      [
        ["dashboards/grafana-admin", "username", "password"],
        ["dashboards/grafana-settings", "GF_SECURITY_SECRET_KEY"],
        ["dashboards/grafana-database-user", "GF_DATABASE_PASSWORD"],
        ["access/gateway-cookies", "cookie-secret"],
      ],
    );
    const values = grafanaValues({
      storageClassName: "gp3",
      prometheusUrl: "https://prometheus.example:9090",
      adminSecret: "grafana-admin",
      database: {
        host: "db.example:5432",
        name: "grafana",
        user: "grafana",
        secretName: "grafana-database-user",
      },
    });
    assert.deepEqual(values.admin, {
      existingSecret: "grafana-admin",
      userKey: "username",
      passwordKey: "password",
    });
    assert.equal(values.adminUser, generatedSecrets[0]?.beside?.["username"]);
    assert.deepEqual(
      values.envFromSecrets.map(({ name }) => name),
      ["grafana-settings", "grafana-database-user"],
    );
  });

  it("make a value once and at random, of 256 bits, and never again", () => {
    const [admin] = generatedSecrets;
    assert.deepEqual(passwordSpec(admin!), {
      length: 43,
      digits: 7,
      symbols: 0,
      noUpper: false,
      allowRepeat: true,
    });
    // The last is a key of AES-256 and has to have 32 characters.
    assert.deepEqual(
      generatedSecrets.map(({ length }) => Math.floor(length * Math.log2(62))),
      [256, 256, 256, 190],
    );
    assert.deepEqual(generatedSecretSpec(admin!), {
      refreshPolicy: "CreatedOnce",
      target: {
        name: "grafana-admin",
        creationPolicy: "Owner",
        deletionPolicy: "Retain",
        template: { data: { username: "break-glass", password: "{{ .password }}" } },
      },
      dataFrom: [
        {
          sourceRef: {
            generatorRef: {
              apiVersion: "generators.external-secrets.io/v1alpha1",
              kind: "Password",
              name: "grafana-admin",
            },
          },
        },
      ],
    });
  });

  it("take each key from the place in Secrets Manager, and keep the copy should the place go", () => {
    const entry = secretEntries.find(({ name }) => name === "smtp")!;
    assert.deepEqual(externalSecretSpec(entry, "acme-staging-eu-west-1-smtp"), {
      refreshInterval: "1h0m0s",
      secretStoreRef: { kind: "ClusterSecretStore", name: "region-secrets" },
      target: { name: "smtp", creationPolicy: "Owner", deletionPolicy: "Retain" },
      data: ["host", "username", "password"].map((key) => ({
        secretKey: key,
        remoteRef: { key: "acme-staging-eu-west-1-smtp", property: key },
      })),
    });
  });

  it("read with the operator's own role, for the namespaces that read something", () => {
    assert.deepEqual(storeSpec("eu-west-1", ["dashboards", "access", "dashboards"]), {
      conditions: [{ namespaces: ["access", "dashboards"] }],
      provider: { aws: { service: "SecretsManager", region: "eu-west-1" } },
    });
  });

  it("are made after places and role, and wait for their values", async () => {
    const { resources } = await make();
    assert.deepEqual(
      resources
        .filter(({ parent }) => parent === "external-secrets")
        .map(({ type, name, dependsOn, deletedWith }) => [
          type.split(":").at(-1),
          name,
          [...dependsOn].sort(),
          deletedWith,
        ])
        .sort(([, one], [, other]) => (String(one) < String(other) ? -1 : 1)),
      [
        ["ExternalSecret", "external-secrets-database-login", [RELEASE, "external-secrets-store"], "cluster"],
        ["ExternalSecret", "external-secrets-gateway-client", [RELEASE, "external-secrets-store"], "cluster"],
        ...["gateway-cookies", "grafana-admin", "grafana-database-user", "grafana-settings"].flatMap(
          (secret) => [
            [
              "ExternalSecret",
              `external-secrets-${secret}`,
              [`external-secrets-${secret}-generator`, RELEASE],
              "cluster",
            ],
            ["Password", `external-secrets-${secret}-generator`, [RELEASE], "cluster"],
          ],
        ),
        ["Release", RELEASE, ["authority", "crds", "role"], undefined],
        ["ClusterSecretStore", "external-secrets-store", [RELEASE], "cluster"],
      ],
    );
    for (const { type, inputs } of resources) {
      if (!type.startsWith("kubernetes:external-secrets.io/")) continue;
      const { annotations } = inputs["metadata"] as { annotations: unknown };
      assert.deepEqual(annotations, { "pulumi.com/waitFor": "condition=Ready" });
    }
  });

  it("copy what a service of AWS made from its ARN, into the namespace that reads it", async () => {
    const { inputs } = (await make()).get(
      "kubernetes:external-secrets.io/v1:ExternalSecret",
      "external-secrets-database-login",
    );
    assert.equal(inputs["metadata"].namespace, "dashboards");
    assert.deepEqual(inputs["spec"], externalSecretSpec(managed, managed.secretArn));
  });

  it("copy and make nothing for programs that do not run", async () => {
    const { resources } = await make("grafana-admin", ["access"]);
    assert.deepEqual(
      resources.filter(({ name }) => name.includes("gateway")),
      [],
    );
    const store = resources.find(({ name }) => name === "external-secrets-store");
    assert.deepEqual(store?.inputs["spec"].conditions, [{ namespaces: ["dashboards"] }]);
  });

  it("say so when something asks for a copy that is not made", async () => {
    await assert.rejects(make("slack"), {
      message: "slack is neither copied nor made: content/secrets.ts does not say where to",
    });
  });
});
