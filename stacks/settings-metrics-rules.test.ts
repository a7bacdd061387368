import assert from "node:assert/strict";
import {
  check,
  edited,
  EUROPE,
  EXISTING,
  HUB,
  mistakes,
  PROJECT,
  WEST,
  withoutPlace,
  type Edit,
} from "./settings-fixture";

const AMP = "  pharos:metrics:\n    value:\n      store: amp\n";
const OF_ONE = "  pharos:metrics:\n    store: amp\n";
const everywhere: Edit = [PROJECT, AMP];

describe("settings of the metrics' store", () => {
  it("are Thanos where they say nothing, and one for all stacks", () => {
    const stores = (...edits: Edit[]) => {
      const checked = check(edited(...edits));
      assert.ok(checked.ok);
      const { stacks, topology } = checked;
      return [topology.metricsStore, ...[...stacks.values()].map(({ metrics }) => metrics.store)];
    };
    assert.deepEqual(stores(), ["thanos", "thanos", "thanos", "thanos"]);
    assert.deepEqual(stores(everywhere), ["amp", "amp", "amp", "amp"]);
  });

  it("refuse a spoke that would send to another store than its hub has", () => {
    assert.equal(
      mistakes([HUB, OF_ONE], [WEST, OF_ONE]),
      `Pulumi.eu-west-1.yaml:1  pharos:metrics.store
  problem: differs from us-east-1, where it is amp: a spoke sends to the store that its hub has
  allowed: the same value in all stacks
  fix:     write amp, best once for all in Pulumi.yaml`,
    );
  });

  it("refuse metrics that are kept for longer than a workspace keeps anything", () => {
    assert.equal(
      mistakes(everywhere, [EUROPE, "  pharos:retention:\n    metrics-operational: 1096\n"]),
      `Pulumi.eu-west-1.yaml:9  pharos:retention.metrics-operational
  problem: of 1096 days is longer than a workspace of Amazon Managed Service for Prometheus keeps anything
  value:   1096
  allowed: 1095 or less with metrics.store: amp
  fix:     write 1095, or store: thanos below pharos:metrics in all stacks`,
    );
    assert.equal(mistakes(everywhere, [EUROPE, "  pharos:retention:\n    metrics-operational: 1095\n"]), "");
    assert.equal(mistakes([EUROPE, "  pharos:retention:\n    metrics-operational: 1096\n"]), "");
  });

  it("refuse a cluster whose pods have no role", () => {
    assert.equal(
      mistakes(everywhere, withoutPlace(WEST), [WEST, EXISTING]),
      `Pulumi.yaml:22  pharos:metrics.store
  problem: is amp, but us-west-2 is on an existing cluster, whose pods have no role with which to sign what they send
  value:   "amp"
  allowed: thanos, or clusters of Pharos' own in all stacks
  fix:     write store: thanos in all stacks, or remove the line`,
    );
  });
});
