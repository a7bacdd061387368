import assert from "node:assert/strict";
import { EUROPE, HUB, PROJECT, WEST, mistakes } from "./settings-fixture";

describe("settings of several stacks", () => {
  it("refuses ranges that overlap", () => {
    assert.equal(
      mistakes([WEST, "10.1.0.0/16", "10.0.128.0/17"], [EUROPE, "10.2.0.0/16", "10.0.0.0/16"]),
      `Pulumi.eu-west-1.yaml:5  pharos:network.cidr
  problem: overlaps the range of another stack: eu-west-1 has 10.0.0.0/16, us-east-1 has 10.0.0.0/16
  value:   "10.0.0.0/16"
  allowed: a range that shares no address with another stack's
  fix:     use a free range of the same size, such as 10.1.0.0/16

Pulumi.us-west-2.yaml:5  pharos:network.cidr
  problem: overlaps the range of another stack: us-west-2 has 10.0.128.0/17, us-east-1 has 10.0.0.0/16
  value:   "10.0.128.0/17"
  allowed: a range that shares no address with another stack's
  fix:     use a free range of the same size, such as 10.2.0.0/17`,
    );
  });

  it("refuses two hubs", () => {
    assert.equal(
      mistakes([WEST, "spoke", "hub"]),
      `Pulumi.us-west-2.yaml:3  pharos:role
  problem: makes us-west-2 a second hub: us-east-1 is one already
  value:   "hub"
  allowed: hub in one stack, spoke in all others
  fix:     write spoke here, or in Pulumi.us-east-1.yaml`,
    );
  });

  it("refuses two hubs that both name themselves", () => {
    assert.equal(
      mistakes(
        [PROJECT, "  pharos:hub: us-east-1\n", ""],
        [HUB, "  pharos:hub: us-east-1\n"],
        [WEST, "role: spoke", "role: hub"],
        [WEST, "  pharos:hub: us-west-2\n"],
        [EUROPE, "  pharos:hub: us-west-2\n"],
      ),
      `Pulumi.us-west-2.yaml:3  pharos:role
  problem: makes us-west-2 a second hub: us-east-1 is one already
  value:   "hub"
  allowed: hub in one stack, spoke in all others
  fix:     write spoke here, or in Pulumi.us-east-1.yaml`,
    );
  });

  it("refuses spokes alone", () => {
    assert.equal(
      mistakes([HUB, "hub", "spoke"]),
      `Pulumi.us-east-1.yaml:3  pharos:role
  problem: leaves spokes without a hub: us-east-1 is what hub names, but its role is spoke
  value:   "spoke"
  allowed: hub in one stack, spoke in all others
  fix:     write hub here, or name another stack as the hub`,
    );
  });

  it("refuses spokes alone, whose hub has no file", () => {
    assert.equal(
      mistakes([HUB, "hub", "spoke"], [PROJECT, "pharos:hub: us-east-1", "pharos:hub: eu-central-1"]),
      `Pulumi.yaml:11  pharos:hub
  problem: leaves spokes without a hub: there is no stack eu-central-1
  value:   "eu-central-1"
  allowed: the region of a stack with role hub
  fix:     add the file Pulumi.eu-central-1.yaml with role hub, or write role: hub in one of the stacks and its region here`,
    );
  });

  it("refuses a spoke as everybody's hub", () => {
    assert.equal(
      mistakes([PROJECT, "pharos:hub: us-east-1", "pharos:hub: us-west-2"]),
      `Pulumi.yaml:11  pharos:hub
  problem: leaves spokes without a hub: us-west-2 is a spoke
  value:   "us-west-2"
  allowed: us-east-1
  fix:     write us-east-1, the stack with role hub`,
    );
  });

  it("refuses a spoke without a hub", () => {
    assert.equal(
      mistakes([EUROPE, "  pharos:hub: us-west-2\n"]),
      `Pulumi.eu-west-1.yaml:8  pharos:hub
  problem: leaves spokes without a hub: us-west-2 is a spoke
  value:   "us-west-2"
  allowed: us-east-1
  fix:     write us-east-1, the stack with role hub`,
    );
  });

  it("refuses environments that differ", () => {
    assert.equal(
      mistakes([EUROPE, "  pharos:environment: staging\n"]),
      `Pulumi.eu-west-1.yaml:8  pharos:environment
  problem: differs from us-east-1, where it is production: the stacks find each other's resources by name
  value:   "staging"
  allowed: the same value in all stacks
  fix:     write production, best once for all in Pulumi.yaml`,
    );
  });

  it("refuses workload accounts that differ", () => {
    assert.equal(
      mistakes([EUROPE, '  pharos:accounts:\n    workload: "222233334444"\n']),
      `Pulumi.eu-west-1.yaml:9  pharos:accounts.workload
  problem: differs from us-east-1, where it is 111122223333: what exists once an account is made by the hub alone, and the hub lets in its own account only
  value:   "222233334444"
  allowed: the same value in all stacks
  fix:     write 111122223333, best once for all in Pulumi.yaml`,
    );
  });

  it("refuses mistakes in several files at once, in the order of files and lines", () => {
    assert.equal(
      mistakes(
        [WEST, "  pharos:colour: red\n"],
        [PROJECT, "regulated", "trial"],
        [EUROPE, "10.2.0.0", "10.0.0.0"],
        [EUROPE, "eu-central-1", "us-east-1"],
      ),
      `Pulumi.eu-west-1.yaml:5  pharos:network.cidr
  problem: overlaps the range of another stack: eu-west-1 has 10.0.0.0/16, us-east-1 has 10.0.0.0/16
  value:   "10.0.0.0/16"
  allowed: a range that shares no address with another stack's
  fix:     use a free range of the same size, such as 10.2.0.0/16

Pulumi.eu-west-1.yaml:7  pharos:replicaRegion
  problem: lies in US, but eu-west-1 in EU: records would leave their jurisdiction
  value:   "us-east-1"
  allowed: another region of EU: eu-central-1
  fix:     write eu-central-1

Pulumi.us-west-2.yaml:8  pharos:colour
  problem: is not a setting
  value:   "red"
  allowed: organization, environment, accounts, owner, costCenter, region, role, hub, assurance, reach, publicAccessCidrs, workloads, network, replicaRegion, cluster, access, size, metrics, database, alarms, images, logs, traces, audit, retention, policies
  fix:     remove it

Pulumi.yaml:12  pharos:assurance
  problem: is trial in an environment called production: real records would be kept without the locks that the law asks for
  value:   "trial"
  allowed: regulated, in environments called production, prod, live
  fix:     write regulated, or give a trial's environment another name`,
    );
  });
});
