import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import { describeWithShared, sharedPath } from "../../engine/testing/shared";
import { record, type Recording } from "../testing/record";
import { RootExchange } from "./root-exchange";
import { peerRootSpec, publishedRootSpec } from "./root-exchange-plan";

const hub = { organization: "acme", environment: "staging", region: "us-east-1" };
const spoke = { ...hub, region: "eu-west-1" };

const make = (owner: typeof hub, peers: readonly string[]): Promise<Recording> =>
  record(() => {
    const cluster = new ConfigMap("cluster", {});
    const after = [new ConfigMap("operator", {})];
    return new RootExchange("roots", {
      owner,
      peers,
      namespace: "cert-manager",
      policy: "{}",
      after,
      cluster,
    }).urn;
  });

/** A component's registrations take a tenth of a second, and some seconds on a busy machine. */
const PATIENCE_MS = 20_000;

describe("the exchange of roots", function () {
  this.timeout(PATIENCE_MS);

  it("waits until the own root is published, and for nobody else's: a hub is before its spokes", async () => {
    const { resources } = await make(hub, ["eu-west-1", "us-west-2"]);
    assert.deepEqual(
      resources
        .filter(({ parent }) => parent === "roots")
        .map(({ type, name, dependsOn, deletedWith, inputs }) => {
          const { annotations = {} } = inputs["metadata"] as { annotations?: Record<string, string> };
          const waits = Object.entries(annotations).map(([key, value]) => `${key}=${value}`);
          return [type.split(":").at(-1), name, ...waits, [...dependsOn].sort().join(), deletedWith].join(
            " ",
          );
        })
        .sort(),
      [
        "ConfigMap roots-policy operator cluster",
        "ExternalSecret roots-root-of-eu-west-1 pulumi.com/skipAwait=true operator cluster",
        "ExternalSecret roots-root-of-us-west-2 pulumi.com/skipAwait=true operator cluster",
        "PushSecret roots-published pulumi.com/waitFor=condition=Ready operator,roots-policy cluster",
      ],
    );
  });

  it("asks the cluster for what is planned", async () => {
    const { resources } = await make(spoke, ["us-east-1"]);
    const asked = resources
      .filter(({ parent }) => parent === "roots")
      .map(({ name, inputs }) => [name, (inputs["spec"] ?? inputs["data"]) as unknown]);
    assert.deepEqual(Object.fromEntries(asked), {
      "roots-policy": { "policy.json": "{}" },
      "roots-published": publishedRootSpec(spoke),
      "roots-root-of-us-east-1": peerRootSpec(hub),
    });
  });

  it("publishes the certificate and not its key, and leaves the place as it is", () => {
    assert.deepEqual(publishedRootSpec(spoke), {
      refreshInterval: "1h0m0s",
      updatePolicy: "Replace",
      deletionPolicy: "None",
      secretStoreRefs: [{ kind: "ClusterSecretStore", name: "region-secrets" }],
      selector: { secret: { name: "region-root" } },
      data: [
        {
          match: { secretKey: "tls.crt", remoteRef: { remoteKey: "acme-staging-eu-west-1-region-root" } },
          metadata: {
            apiVersion: "kubernetes.external-secrets.io/v1alpha1",
            kind: "PushSecretMetadata",
            spec: {
              secretPushFormat: "string",
              resourcePolicy: {
                policySourceRef: { kind: "ConfigMap", name: "region-root-policy", key: "policy.json" },
              },
            },
          },
        },
      ],
    });
  });

  it("reads a peer's root from its copy in the own region, under the label by which it is trusted", () => {
    assert.deepEqual(peerRootSpec(spoke), {
      refreshInterval: "1h0m0s",
      secretStoreRef: { kind: "ClusterSecretStore", name: "region-secrets" },
      target: {
        name: "root-of-eu-west-1",
        creationPolicy: "Owner",
        deletionPolicy: "Retain",
        template: { metadata: { labels: { "pharos/root-of": "another-region" } } },
      },
      data: [{ secretKey: "tls.crt", remoteRef: { key: "acme-staging-eu-west-1-region-root" } }],
    });
  });
});

describeWithShared("the exchange of roots against the schemas", ["schemas", "external-secrets.io"], () => {
  const check = (kind: string, spec: object): void => {
    const file = sharedPath("schemas", "external-secrets.io", `${kind}.json`);
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(
      JSON.parse(readFileSync(file, "utf8")) as object,
    );
    validate({ apiVersion: "external-secrets.io/v1", kind: "x", metadata: { name: "x" }, spec });
    assert.deepEqual(validate.errors ?? [], []);
  };

  it("is written in the words of External Secrets", () => {
    check("pushsecret_v1alpha1", publishedRootSpec(spoke));
    check("externalsecret_v1", peerRootSpec(hub));
  });
});
