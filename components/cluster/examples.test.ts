import assert from "node:assert/strict";
import { record, type Recording } from "../testing/record";

/** Runs a program of `docs/examples` once, as Pulumi would. */
const run = (load: () => Promise<unknown>): Promise<Recording> => record(async () => void (await load()));

/** A component's registrations take a tenth of a second, and some seconds on a busy machine. */
const PATIENCE_MS = 20_000;

describe("examples of clusters", function () {
  this.timeout(PATIENCE_MS);

  it("cluster.ts makes a cluster, lets one administrator in and gives one workload a role", async () => {
    const recording = await run(() => import("../../docs/examples/cluster.js"));
    assert.deepEqual(
      recording.resources.flatMap(({ type, parent }) => (parent === undefined ? [type] : [])).sort(),
      ["pharos:access:ClusterAccess", "pharos:access:WorkloadRole", "pharos:cluster:Cluster"],
    );
    assert.equal(recording.ofType("kubernetes:karpenter.sh/v1:NodePool").length, 2);
  });

  it("existing-cluster.ts makes nothing outside the cluster", async () => {
    const { resources } = await run(() => import("../../docs/examples/existing-cluster.js"));
    assert.deepEqual(
      resources.filter(({ type }) => type.startsWith("aws:")),
      [],
    );
    assert.ok(
      resources.some(({ type }) => type === "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding"),
    );
  });
});
