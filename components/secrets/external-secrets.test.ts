import assert from "node:assert/strict";
import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import { copiedSecrets, secretEntries } from "../../content/secrets";
import { grafanaValues } from "../dashboards/grafana-values";
import { record, type Recording } from "../testing/record";
import { ExternalSecrets } from "./external-secrets";
import { externalSecretSpec, storeSpec } from "./external-secrets-plan";

const scope = { organization: "acme", environment: "staging", region: "eu-west-1" };

const make = (entry = "grafana-admin"): Promise<Recording> =>
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
      cluster,
    };
    return new ExternalSecrets("external-secrets", args).copy(entry).metadata;
  });

/** A component's registrations take a tenth of a second, and some seconds on a busy machine. */
const PATIENCE_MS = 20_000;

describe("ExternalSecrets", function () {
  this.timeout(PATIENCE_MS);

  it("copy what something in the cluster reads, and nothing else", () => {
    assert.deepEqual(
      copiedSecrets.map(({ name, copiedTo }) => `${copiedTo}/${name}`),
      ["dashboards/grafana-admin"],
    );
    // Its reader, by the Secret's name and keys.
    const { admin } = grafanaValues({ storageClassName: "gp3", adminSecret: "grafana-admin" });
    assert.deepEqual(admin, {
      existingSecret: "grafana-admin",
      userKey: "username",
      passwordKey: "password",
    });
    assert.deepEqual(copiedSecrets[0]?.keys, ["username", "password"]);
  });

  it("take each key from the place in Secrets Manager, and keep the copy should the place go", () => {
    const entry = secretEntries.find(({ name }) => name === "grafana-admin")!;
    assert.deepEqual(externalSecretSpec(entry, "acme-staging-eu-west-1-grafana-admin"), {
      refreshInterval: "1h0m0s",
      secretStoreRef: { kind: "ClusterSecretStore", name: "region-secrets" },
      target: { name: "grafana-admin", creationPolicy: "Owner", deletionPolicy: "Retain" },
      data: ["username", "password"].map((key) => ({
        secretKey: key,
        remoteRef: { key: "acme-staging-eu-west-1-grafana-admin", property: key },
      })),
    });
  });

  it("read with the operator's own role, for the namespaces that read something", () => {
    assert.deepEqual(storeSpec("eu-west-1", copiedSecrets), {
      conditions: [{ namespaces: ["dashboards"] }],
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
        ]),
      [
        ["Release", "external-secrets-release", ["authority", "crds", "role"], undefined],
        ["ClusterSecretStore", "external-secrets-store", ["external-secrets-release"], "cluster"],
        [
          "ExternalSecret",
          "external-secrets-grafana-admin",
          ["external-secrets-release", "external-secrets-store"],
          "cluster",
        ],
      ],
    );
    for (const { type, inputs } of resources) {
      if (!type.startsWith("kubernetes:external-secrets.io/")) continue;
      const { annotations } = inputs["metadata"] as { annotations: unknown };
      assert.deepEqual(annotations, { "pulumi.com/waitFor": "condition=Ready" });
    }
    assert.deepEqual(
      resources.flatMap(({ type, inputs }) =>
        type.startsWith("kubernetes:external-secrets.io/") ? [inputs["spec"] as unknown] : [],
      ),
      [
        storeSpec("eu-west-1", copiedSecrets),
        externalSecretSpec(copiedSecrets[0]!, "acme-staging-eu-west-1-grafana-admin"),
      ],
    );
  });

  it("say so when something asks for a copy that is not made", async () => {
    await assert.rejects(make("slack"), {
      message: "slack is not copied: content/secrets.ts does not say where to",
    });
  });
});
