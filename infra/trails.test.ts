import assert from "node:assert/strict";
import { isRegionName, regions as allRegions } from "../content/regions";
import type { RegionTopology, Topology } from "../stacks/topology";
import { planTrail } from "./trails";

const scopeIn = (region: string) => ({ organization: "acme", environment: "staging", region });
const topologyOf = (hub: string, names: readonly string[]): Topology => {
  assert(isRegionName(hub));
  const regions = names.map((region) => {
    assert(isRegionName(region));
    const role = region === hub ? ("hub" as const) : ("spoke" as const);
    const { jurisdiction } = allRegions[region];
    const settings: RegionTopology = {
      role,
      jurisdiction,
      cidr: "10.0.0.0/16",
      zones: [],
      replicaRegion: region,
    };
    return [region, settings] as const;
  });
  return { hub, metricsStore: "thanos", regions: Object.fromEntries(regions) };
};
const plan = (region: string, hub: string, ...regions: string[]) =>
  planTrail({ scope: scopeIn(region), account: "111122223333", topology: topologyOf(hub, regions) });

describe("trails", () => {
  it("are one for the account, and one for the data events of each region of another jurisdiction", () => {
    const all = ["eu-central-1", "eu-west-1", "us-east-1", "us-west-2"];
    const made = all.map((region) => [region, plan(region, "us-east-1", ...all)?.managementEvents]);
    assert.deepEqual(made, [
      ["eu-central-1", false],
      ["eu-west-1", false],
      ["us-east-1", true],
      ["us-west-2", undefined],
    ]);
  });

  it("watch the buckets of all stacks of their jurisdiction with their copies, and no other's", () => {
    const { watchedBuckets, logBuckets, ownBuckets, arn } = plan(
      "us-east-1",
      "us-east-1",
      "eu-west-1",
      "us-east-1",
      "us-west-2",
    )!;
    assert.equal(arn, "arn:aws:cloudtrail:us-east-1:111122223333:trail/acme-staging-us-east-1-audit");
    assert.deepEqual(ownBuckets, ["acme-staging-us-east-1-trail", "acme-staging-us-east-1-trail-copy"]);
    assert.deepEqual(logBuckets, [
      "acme-staging-us-east-1-access-logs",
      "acme-staging-us-east-1-access-logs-copy",
      "acme-staging-us-west-2-access-logs",
      "acme-staging-us-west-2-access-logs-copy",
    ]);
    const purposes = [
      ...["log-archive", "audit-ledger", "control-evidence"],
      ...["search-security", "search-apps", "backups"],
    ];
    assert.deepEqual(
      watchedBuckets,
      ["us-east-1", "us-west-2"].flatMap((region) =>
        purposes.flatMap((purpose) => [
          `acme-staging-${region}-${purpose}`,
          `acme-staging-${region}-${purpose}-copy`,
        ]),
      ),
    );
  });

  it("of a spoke watch its own buckets alone, whatever regions come or go", () => {
    const regions = ["eu-central-1", "eu-west-1", "us-east-1"];
    const { watchedBuckets } = plan("eu-west-1", "us-east-1", ...regions)!;
    assert.ok(watchedBuckets.every((name) => name.startsWith("acme-staging-eu-west-1-")));
    assert.equal(watchedBuckets.length, 12);
    assert.deepEqual(
      plan("eu-west-1", "us-east-1", "eu-west-1", "us-east-1")?.watchedBuckets,
      watchedBuckets,
    );
  });

  it("follow the hub wherever it is", () => {
    assert.equal(plan("eu-west-1", "eu-west-1", "eu-west-1", "us-east-1")?.managementEvents, true);
    assert.equal(plan("us-east-1", "eu-west-1", "eu-west-1", "us-east-1")?.managementEvents, false);
  });
});
