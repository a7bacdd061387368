import assert from "node:assert/strict";
import { EUROPE, PROJECT, WEST, mistakes } from "./settings-fixture";

describe("settings files", () => {
  it("refuses a file that is no YAML, beside mistakes of others", () => {
    assert.equal(
      mistakes([WEST, "  pharos:role: spoke", "  pharos:role: [spoke"], [EUROPE, "10.2.0.0", "10.0.0.0"]),
      `Pulumi.eu-west-1.yaml:5  pharos:network.cidr
  problem: overlaps the range of another stack: eu-west-1 has 10.0.0.0/16, us-east-1 has 10.0.0.0/16
  value:   "10.0.0.0/16"
  allowed: a range that shares no address with another stack's
  fix:     use a free range of the same size, such as 10.1.0.0/16

Pulumi.us-west-2.yaml:4  the whole file
  problem: cannot be read, at column 3: Flow sequence in block collection must be sufficiently indented and end with a ]
  value:   pharos:network:
  allowed: YAML
  fix:     correct the line, or the one before it`,
    );
  });

  it("refuses a tab", () => {
    assert.equal(
      mistakes([WEST, "  pharos:role: spoke", "\tpharos:role: spoke"]),
      `Pulumi.us-west-2.yaml:3  the whole file
  problem: cannot be read, at column 1: Tabs are not allowed as indentation
  value:   pharos:role: spoke
  allowed: YAML
  fix:     correct the line, or the one before it`,
    );
  });

  it("refuses a setting twice", () => {
    assert.equal(
      mistakes([WEST, "  pharos:role: hub\n"]),
      `Pulumi.us-west-2.yaml:8  the whole file
  problem: cannot be read, at column 3: Map keys must be unique
  value:   pharos:role: hub
  allowed: YAML
  fix:     correct the line, or the one before it`,
    );
  });

  it("refuses an alias that leads nowhere", () => {
    assert.equal(
      mistakes([WEST, "  pharos:owner: *nobody\n"]),
      `Pulumi.us-west-2.yaml:8  the whole file
  problem: cannot be read, at column 17: Unresolved alias (the anchor must be set before the alias): nobody
  value:   pharos:owner: *nobody
  allowed: YAML
  fix:     correct the line, or the one before it`,
    );
  });

  it("refuses a project file that is no YAML, without calling its settings missing", () => {
    assert.equal(
      mistakes([PROJECT, "config:", "config"], [EUROPE, "10.2.0.0", "10.0.0.0"]),
      `Pulumi.eu-west-1.yaml:5  pharos:network.cidr
  problem: overlaps the range of another stack: eu-west-1 has 10.0.0.0/16, us-east-1 has 10.0.0.0/16
  value:   "10.0.0.0/16"
  allowed: a range that shares no address with another stack's
  fix:     use a free range of the same size, such as 10.2.0.0/16

Pulumi.yaml:3  the whole file
  problem: cannot be read, at column 1: Implicit keys need to be on a single line
  value:   config
  allowed: YAML
  fix:     correct the line, or the one before it`,
    );
  });

  it("refuses a file that is a list", () => {
    assert.equal(
      mistakes([WEST, "config:", "- config:"], [WEST, "  pharos:region", "    pharos:region"]),
      `Pulumi.us-west-2.yaml:1  the whole file
  problem: is not a group of settings
  allowed: config: with settings below it
  fix:     start the file with config:`,
    );
  });

  it("refuses a group of the project without value:", () => {
    assert.equal(
      mistakes([PROJECT, "    value:\n      finance: true", "    finance: true"]),
      `Pulumi.yaml:15  pharos:workloads.finance
  problem: stands directly below its setting: in Pulumi.yaml a group stands below value:
  value:   true
  allowed: value, default, type, description, secret, items
  fix:     put value: between pharos:workloads: and finance:`,
    );
  });

  it("refuses a secret", () => {
    assert.equal(
      mistakes([WEST, "  pharos:owner:\n    secure: v1:abc\n"]),
      `Pulumi.us-west-2.yaml:8  pharos:owner
  problem: is encrypted, but no setting is a secret
  value:   (encrypted)
  allowed: a value in plain text
  fix:     set it again without --secret; secrets belong in AWS Secrets Manager`,
    );
  });

  it("refuses a setting with and without its namespace", () => {
    assert.equal(
      mistakes([WEST, "  region: us-west-2\n"]),
      `Pulumi.us-west-2.yaml:8  region
  problem: is set twice, with and without pharos: before its name
  value:   "us-west-2"
  allowed: each setting once
  fix:     remove one of the two lines`,
    );
  });

  it("refuses a mistyped namespace", () => {
    assert.equal(
      mistakes([WEST, "pharos:region", "paros:region"]),
      `Pulumi.us-west-2.yaml:2  paros:region
  problem: has a namespace that nobody reads: paros
  value:   "us-west-2"
  allowed: pharos:, or a provider's such as aws:
  fix:     did you mean pharos:region?`,
    );
  });

  it("refuses a mistyped config:", () => {
    assert.equal(
      mistakes([WEST, "config:", "confg:"]),
      `Pulumi.us-west-2.yaml:1  confg
  problem: is nothing that Pulumi knows at the top of a stack's file
  value:   {"pharos:region":"us-west-2","pharos:role":"spoke","pharos:network":{"cidr":"10…
  allowed: config, environment, encryptionsalt, encryptedkey, secretsprovider
  fix:     did you mean config? If not, remove it`,
    );
  });

  it("refuses a setting outside config:", () => {
    assert.equal(
      mistakes([WEST, "pharos:owner: me\n"]),
      `Pulumi.us-west-2.yaml:8  pharos:owner
  problem: is nothing that Pulumi knows at the top of a stack's file
  value:   "me"
  allowed: config, environment, encryptionsalt, encryptedkey, secretsprovider
  fix:     did you mean config, with this below it? If not, remove it`,
    );
  });

  it("refuses another project", () => {
    assert.equal(
      mistakes([PROJECT, "name: pharos", "name: other"]),
      `Pulumi.yaml:1  name
  problem: is not the project's name: settings are looked for below pharos:
  value:   "other"
  allowed: pharos
  fix:     write name: pharos`,
    );
  });

  it("refuses another aws:region", () => {
    assert.equal(
      mistakes([EUROPE, "  aws:region: us-east-1\n"]),
      `Pulumi.eu-west-1.yaml:8  aws:region
  problem: differs from the stack's region, eu-west-1
  value:   "us-east-1"
  allowed: eu-west-1
  fix:     remove it: the program takes the region from pharos:region`,
    );
  });
});
