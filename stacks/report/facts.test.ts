import * as assert from "node:assert/strict";
import { UNKNOWN } from "../model";
import { factsOf } from "./facts";
import { StackBuilder, stackRun } from "./testing/builder";
import { exampleRun } from "./testing/run";

/** The facts of a stack whose resources a test adds. */
function factsWith(add: (builder: StackBuilder) => void): Record<string, string[]> {
  const builder = new StackBuilder("us-east-1");
  add(builder);
  const facts = factsOf(stackRun(builder, { role: "hub", jurisdiction: "US" }));
  return Object.fromEntries(facts.map(({ label, values }) => [label, values]));
}

const buckets = (...names: unknown[]): string[] | undefined =>
  factsWith((builder) => {
    for (const [index, bucket] of names.entries()) {
      builder.add("aws:s3/bucket:Bucket", `bucket-${index}`, builder.root, { inputs: { bucket } });
    }
  })["Buckets"];

describe("what a region is made of", () => {
  it("is told in a handful of values", () => {
    const [, spoke] = exampleRun().stacks;
    assert.ok(spoke);
    assert.deepEqual(factsOf(spoke), [
      { label: "Address range", values: ["10.32.0.0/16"] },
      { label: "Zones", values: ["a", "b", "c"] },
      { label: "NAT gateways", values: ["3"] },
      { label: "Kubernetes", values: ["EKS 1.34, private endpoint"] },
      { label: "Namespaces", values: ["logs", "metrics", "security", "traces"] },
      { label: "Charts", values: ["kube-prometheus-stack 88.2.0"] },
      { label: "Prometheus", values: ["2 replicas, keeps 15d"] },
      { label: "Alerts", values: ["2"] },
      { label: "Dashboards", values: ["1"] },
      {
        label: "Buckets",
        values: ["acme-production-us-east-1-records", "acme-production-us-west-2-records"],
      },
      { label: "Customer-managed keys", values: ["1"] },
    ]);
  });

  it("is told in the same order, whatever the order of registration", () => {
    const run = exampleRun();
    for (const { resources } of run.stacks) resources.reverse();
    assert.deepEqual(run.stacks.map(factsOf), exampleRun().stacks.map(factsOf));
  });

  it("leaves out what the names of all buckets begin with, up to the region", () => {
    assert.deepEqual(buckets("acme-prod-us-east-1-records", "acme-prod-us-east-1-records-copy"), [
      "records",
      "records-copy",
    ]);
    assert.deepEqual(buckets("us-east-1-records"), ["records"]);
    assert.deepEqual(buckets("acme-us-east-1-records", "acme-us-west-2-records"), [
      "acme-us-east-1-records",
      "acme-us-west-2-records",
    ]);
    assert.deepEqual(buckets("acme-us-east-1-records", UNKNOWN), ["acme-us-east-1-records", "bucket-1"]);
    assert.deepEqual(buckets("acme-a", "acme-b"), ["acme-a", "acme-b"]);
    assert.equal(buckets(), undefined);
  });

  it("says how the cluster can be reached", () => {
    const reach = (vpcConfig: unknown): string | undefined =>
      factsWith((builder) => {
        builder.add("aws:eks/cluster:Cluster", "eks", builder.root, {
          inputs: { version: "1.35", vpcConfig },
        });
      })["Kubernetes"]?.[0];
    assert.equal(
      reach({ endpointPrivateAccess: true, endpointPublicAccess: false }),
      "EKS 1.35, private endpoint",
    );
    assert.equal(reach({ endpointPrivateAccess: true }), "EKS 1.35, private and public endpoint");
    assert.equal(reach({ endpointPublicAccess: true }), "EKS 1.35, public endpoint");
    assert.equal(reach({ endpointPublicAccess: false }), "EKS 1.35, no endpoint");
    assert.equal(reach(UNKNOWN), "EKS 1.35, public endpoint");
  });
});
