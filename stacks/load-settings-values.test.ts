import assert from "node:assert/strict";
import { check, edited, EUROPE, PROJECT, WEST, mistakes } from "./settings-fixture";

describe("settings, each for itself", () => {
  it("refuses an unknown setting whose name is close to a known one", () => {
    assert.equal(
      mistakes([WEST, "replicaRegion", "replicaRegoin"]),
      `Pulumi.us-west-2.yaml:7  pharos:replicaRegoin
  problem: is not a setting
  value:   "us-east-1"
  allowed: organization, environment, accounts, owner, costCenter, region, role, hub, assurance, reach, publicAccessCidrs, workloads, network, replicaRegion, cluster, access, size, metrics, database, alarms, images, logs, traces, audit, retention, policies
  fix:     did you mean replicaRegion? If not, remove it`,
    );
  });

  it("refuses an unknown setting", () => {
    assert.equal(
      mistakes([WEST, "  pharos:colour: red\n"]),
      `Pulumi.us-west-2.yaml:8  pharos:colour
  problem: is not a setting
  value:   "red"
  allowed: organization, environment, accounts, owner, costCenter, region, role, hub, assurance, reach, publicAccessCidrs, workloads, network, replicaRegion, cluster, access, size, metrics, database, alarms, images, logs, traces, audit, retention, policies
  fix:     remove it`,
    );
  });

  it("refuses an unknown setting in a group", () => {
    assert.equal(
      mistakes([WEST, "    zones", "    azs: 3\n    zones"]),
      `Pulumi.us-west-2.yaml:6  pharos:network.azs
  problem: is not a setting
  value:   3
  allowed: cidr, zones, natGateways
  fix:     remove it`,
    );
  });

  it("refuses a setting outside its group", () => {
    assert.equal(
      mistakes([WEST, "  pharos:cidr: 10.0.0.0/16\n"]),
      `Pulumi.us-west-2.yaml:8  pharos:cidr
  problem: is not a setting
  value:   "10.0.0.0/16"
  allowed: organization, environment, accounts, owner, costCenter, region, role, hub, assurance, reach, publicAccessCidrs, workloads, network, replicaRegion, cluster, access, size, metrics, database, alarms, images, logs, traces, audit, retention, policies
  fix:     did you mean network.cidr? If not, remove it`,
    );
  });

  it("refuses a path where a group belongs", () => {
    assert.equal(
      mistakes([WEST, "  pharos:network.cidr: 10.0.0.0/16\n"]),
      `Pulumi.us-west-2.yaml:8  pharos:network.cidr
  problem: is not a setting
  value:   "10.0.0.0/16"
  allowed: organization, environment, accounts, owner, costCenter, region, role, hub, assurance, reach, publicAccessCidrs, workloads, network, replicaRegion, cluster, access, size, metrics, database, alarms, images, logs, traces, audit, retention, policies
  fix:     did you mean network.cidr? If not, remove it`,
    );
  });

  it("refuses a text instead of a list", () => {
    assert.equal(
      mistakes([WEST, "[us-west-2a, us-west-2b, us-west-2c]", "us-west-2a"]),
      `Pulumi.us-west-2.yaml:6  pharos:network.zones
  problem: is a text, not a list
  value:   "us-west-2a"
  allowed: a list of 3 to 6 zones of the region
  fix:     write it as a list, each entry on a line with a dash`,
    );
  });

  it("refuses a list instead of a group", () => {
    assert.equal(
      mistakes([WEST, "  pharos:metrics: []\n"]),
      `Pulumi.us-west-2.yaml:8  pharos:metrics
  problem: is a list, not a group of settings
  value:   []
  allowed: a group of the settings retention, storageGiB, activeSeries, store
  fix:     write a group of settings, or remove it for the default of {}`,
    );
  });

  it("refuses texts and fractions instead of whole numbers", () => {
    assert.equal(
      mistakes([WEST, "  pharos:metrics:\n    retention: a week\n    storageGiB: 3.5\n"]),
      `Pulumi.us-west-2.yaml:9  pharos:metrics.retention
  problem: is a text, not a whole number
  value:   "a week"
  allowed: a whole number of days from 1 to 90
  fix:     write a whole number, or remove it for the default of 15

Pulumi.us-west-2.yaml:10  pharos:metrics.storageGiB
  problem: is a number with a fraction, not a whole number
  value:   3.5
  allowed: a whole number of GiB from 10 to 16384
  fix:     write a whole number, or remove it for the default of 200`,
    );
  });

  it("refuses a number that is written unlike a number", () => {
    assert.equal(
      mistakes([WEST, '  pharos:metrics:\n    storageGiB: "0200"\n']),
      `Pulumi.us-west-2.yaml:9  pharos:metrics.storageGiB
  problem: is a text, not a whole number
  value:   "0200"
  allowed: a whole number of GiB from 10 to 16384
  fix:     write a whole number, or remove it for the default of 200`,
    );
  });

  it("refuses an account id without quotes", () => {
    assert.equal(
      mistakes([PROJECT, '"111122223333"', "111122223333"]),
      `Pulumi.yaml:8  pharos:accounts.workload
  problem: is a whole number, not a text
  value:   111122223333
  allowed: twelve digits in quotes
  fix:     put it in quotes`,
    );
  });

  it("refuses an account id of another form", () => {
    assert.equal(
      mistakes([PROJECT, '"111122223333"', '"1111-2222-3333"']),
      `Pulumi.yaml:8  pharos:accounts.workload
  problem: does not have the form that is needed
  value:   "1111-2222-3333"
  allowed: twelve digits in quotes
  fix:     correct it, such as "111122223333"`,
    );
  });

  it("refuses a version without quotes, as it is written", () => {
    assert.equal(
      mistakes([WEST, "  pharos:cluster:\n    version: 1.30\n"]),
      `Pulumi.us-west-2.yaml:9  pharos:cluster.version
  problem: is a number with a fraction, not a text
  value:   1.30
  allowed: one of "1.35", "1.34"
  fix:     put it in quotes, or remove it for the default of "1.35"`,
    );
  });

  it("refuses a Kubernetes version that is not supported", () => {
    assert.equal(
      mistakes([WEST, '  pharos:cluster:\n    version: "1.29"\n']),
      `Pulumi.us-west-2.yaml:9  pharos:cluster.version
  problem: is not one of the values that exist
  value:   "1.29"
  allowed: one of "1.35", "1.34"
  fix:     write one of the values that are allowed, or remove it for the default of "1.35"`,
    );
  });

  it("refuses a name that is no prefix of names", () => {
    assert.equal(
      mistakes([PROJECT, "organization: example", "organization: Example Corp"]),
      `Pulumi.yaml:4  pharos:organization
  problem: does not have the form that is needed
  value:   "Example Corp"
  allowed: 2 to 12 lower-case letters and digits, a letter first
  fix:     correct it, such as acme`,
    );
  });

  it("refuses an empty value", () => {
    assert.equal(
      mistakes([PROJECT, "pharos:owner: observability", "pharos:owner:"]),
      `Pulumi.yaml:9  pharos:owner
  problem: is empty, not a text
  allowed: up to 128 letters, digits, spaces and _ . : / = + @ -, a letter or digit first
  fix:     write a text, such as observability`,
    );
  });

  it("refuses a missing shared setting, once, where it belongs", () => {
    assert.equal(
      mistakes([PROJECT, "  pharos:owner: observability\n", ""]),
      `Pulumi.yaml:3  pharos:owner
  problem: is missing
  allowed: up to 128 letters, digits, spaces and _ . : / = + @ -, a letter or digit first
  fix:     add the line pharos:owner:, such as pharos:owner: observability`,
    );
  });

  it("refuses a shared setting that is declared without a value", () => {
    assert.equal(
      mistakes([PROJECT, "  pharos:owner: observability\n", "  pharos:owner:\n    type: string\n"]),
      `Pulumi.yaml:3  pharos:owner
  problem: is missing
  allowed: up to 128 letters, digits, spaces and _ . : / = + @ -, a letter or digit first
  fix:     add the line pharos:owner:, such as pharos:owner: observability`,
    );
  });

  it("refuses a missing setting of a stack", () => {
    assert.equal(
      mistakes([WEST, "  pharos:role: spoke\n", ""]),
      `Pulumi.us-west-2.yaml:1  pharos:role
  problem: is missing
  allowed: one of "hub", "spoke"
  fix:     add the line pharos:role: with a value that is allowed`,
    );
  });

  it("refuses a missing setting in a group", () => {
    assert.equal(
      mistakes([WEST, "    cidr: 10.1.0.0/16\n", ""]),
      `Pulumi.us-west-2.yaml:4  pharos:network.cidr
  problem: is missing
  allowed: a private range with a prefix from /16 to /20, written with its first address
  fix:     add the line cidr: below pharos:network, such as cidr: "10.0.0.0/16"`,
    );
  });

  it("refuses a missing group", () => {
    assert.equal(
      mistakes([
        WEST,
        "  pharos:network:\n    cidr: 10.1.0.0/16\n    zones: [us-west-2a, us-west-2b, us-west-2c]\n",
        "",
      ]),
      `Pulumi.us-west-2.yaml:1  pharos:network
  problem: is missing
  allowed: a group of the settings cidr, zones, natGateways
  fix:     add the line pharos:network:, such as pharos:network: { cidr: "10.0.0.0/16", zones: [us-east-1a, us-east-1b, us-east-1c] }`,
    );
  });

  it("refuses levels and rules that do not exist", () => {
    assert.equal(
      mistakes([
        EUROPE,
        "  pharos:policies:\n    all: strict\n    ENC-S3-01: advisory\n    'b a d': advisory\n",
      ]),
      `Pulumi.eu-west-1.yaml:9  pharos:policies.all
  problem: is not one of the values that exist
  value:   "strict"
  allowed: one of "mandatory", "advisory", "disabled"
  fix:     write one of the values that are allowed

Pulumi.eu-west-1.yaml:11  pharos:policies.b a d
  problem: is not the id of a rule
  value:   "advisory"
  allowed: ids of rules, each with one of mandatory, advisory, disabled
  fix:     write the id as the policy's message shows it`,
    );
  });

  it("refuses to archive application logs that nothing masks", () => {
    assert.equal(
      mistakes([PROJECT, "  pharos:logs:\n    value:\n      archive: all\n"]),
      `Pulumi.yaml:22  pharos:logs.archive
  problem: would put application logs into the locked archive, but nothing masks them yet: personal and card data in them could not be deleted for six years
  value:   "all"
  allowed: off
  fix:     write off, or remove it; masking comes first`,
    );
  });

  it("takes what the landing zone manages, and refuses anything else", () => {
    const all = edited([PROJECT, "  pharos:audit:\n    value:\n      trail: managed-elsewhere\n"]);
    const checked = check(all);
    assert(checked.ok);
    assert.deepEqual(checked.stacks.get("eu-west-1")?.audit, {
      trail: "managed-elsewhere",
      config: "create",
      guardDuty: "create",
      securityHub: "create",
    });
    assert.equal(
      mistakes([PROJECT, "  pharos:audit:\n    value:\n      guardDuty: off\n"]),
      `Pulumi.yaml:22  pharos:audit.guardDuty
  problem: is not one of the values that exist
  value:   "off"
  allowed: one of "create", "managed-elsewhere"
  fix:     write one of the values that are allowed, or remove it for the default of "create"`,
    );
  });
});
