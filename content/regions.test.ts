import assert from "node:assert/strict";
import { isRegionName, regionNames, regions, replicaRegionsOf, zonesOf } from "./regions";

describe("regions", () => {
  it("has room for a replica of every region in its own jurisdiction, and three zones", () => {
    for (const name of regionNames) {
      const replicas = replicaRegionsOf(name);
      assert(replicas.length > 0, name);
      assert(!replicas.includes(name));
      assert(replicas.every((other) => regions[other].jurisdiction === regions[name].jurisdiction));
      assert(zonesOf(name).length >= 3, name);
    }
  });

  it("names zones after their region", () => {
    assert.deepEqual(zonesOf("eu-west-1"), ["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
  });

  it("knows its regions and no others", () => {
    assert.deepEqual(regionNames, ["us-east-1", "us-west-2", "eu-west-1", "eu-central-1"]);
    assert(!isRegionName("us-east-2"));
    assert(!isRegionName("toString"));
  });
});
