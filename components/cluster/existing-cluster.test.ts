import assert from "node:assert/strict";
import { homedir } from "node:os";
import * as path from "node:path";
import { record, type Recording } from "../testing/record";
import { ExistingCluster, type KubeconfigReference } from "./existing-cluster";
import { Namespaces } from "./namespaces";
import { namespacesArgs } from "./testing/namespaces-args";

const VARIABLE = "PHAROS_TEST_KUBECONFIG";
const make = (kubeconfig: KubeconfigReference): Promise<Recording> =>
  record(() => {
    const cluster = new ExistingCluster("platform", {
      kubeconfig,
      context: "evaluation",
      storageClassName: "encrypted",
    });
    const { provider, adoptingProvider } = cluster;
    new Namespaces("namespaces", {
      ...namespacesArgs,
      owner: "team",
      provider,
      adoptingProvider,
      networkPoliciesBy: "cluster",
    });
    return { name: cluster.clusterName, storageClass: cluster.storageClassName };
  });
const providerOf = (recording: Recording) =>
  recording.get("pulumi:providers:kubernetes", "platform-kubernetes").inputs;

describe("ExistingCluster", () => {
  afterEach(() => delete process.env[VARIABLE]);

  it("is reached by the path of its kubeconfig, whose content nobody reads here", async () => {
    const recording = await make({ path: "~/.kube/config" });
    const { kubeconfig, context, clusterIdentifier } = providerOf(recording);
    assert.equal(kubeconfig, path.join(homedir(), ".kube/config"));
    assert.deepEqual([context, clusterIdentifier], ["evaluation", "existing:evaluation"]);
    assert.deepEqual(recording.outputs, { name: "evaluation", storageClass: "encrypted" });
  });

  it("is reached by what a variable holds, kept as a secret", async () => {
    process.env[VARIABLE] = "apiVersion: v1";
    const { kubeconfig } = providerOf(await make({ variable: VARIABLE }));
    assert.match(JSON.stringify(kubeconfig), /^\{.*"value":"apiVersion: v1"\}$/); // Pulumi's wrapping of a secret
  });

  const refusals: [string, KubeconfigReference, string, string][] = [
    [
      "neither a path nor a variable",
      {},
      "'kubeconfig' should name exactly one of 'path' and 'variable', got neither",
      "give the path of a file, or the name of an environment variable",
    ],
    [
      "both",
      { path: "/a", variable: VARIABLE },
      "'kubeconfig' should name exactly one of 'path' and 'variable', got both",
      "give the path of a file, or the name of an environment variable",
    ],
    [
      "a variable that is not set",
      { variable: VARIABLE },
      `the environment variable ${VARIABLE}, which should hold the kubeconfig, is not set`,
      `set ${VARIABLE}, or name a file by cluster.kubeconfig.path`,
    ],
  ];
  for (const [what, reference, message, fix] of refusals) {
    it(`refuses ${what}`, () => assert.rejects(make(reference), { name: "UserError", message, fix }));
  }

  it("outlives what is put into it, and leaves its networking alone", async () => {
    const { resources } = await make({ path: "/kubeconfig" });
    assert.deepEqual(
      resources.filter(({ deletedWith }) => deletedWith !== undefined),
      [],
    );
    assert.deepEqual(
      resources.filter(({ type }) => type === "kubernetes:core/v1:ConfigMap"),
      [],
    );
  });
});
