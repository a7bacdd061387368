import * as assert from "node:assert/strict";
import { SECRET, UNKNOWN } from "../model";
import { printInputs } from "./values";

describe("inputs as a person reads them", () => {
  it("are YAML with sorted keys and words for what is missing", () => {
    assert.equal(
      printInputs({
        type: "aws:eks/cluster:Cluster",
        inputs: { version: "1.34", roleArn: UNKNOWN, logging: { types: ["api", UNKNOWN] } },
      }),
      `logging:
  types:
    - api
    - (not known before the update)
roleArn: (not known before the update)
version: "1.34"`,
    );
  });

  it("hold no secret, however it comes", () => {
    const text = printInputs({
      type: "aws:rds/instance:Instance",
      inputs: {
        marked: SECRET,
        password: "hunter2",
        nested: { list: [{ secretString: "hunter3", privateKey: { pem: "hunter4" } }] },
        masterPassword: UNKNOWN,
      },
    });
    assert.equal(
      text,
      `marked: (secret)
masterPassword: (not known before the update)
nested:
  list:
    - privateKey:
        pem: (secret)
      secretString: (secret)
password: (secret)`,
    );
  });

  it("name the keys of a Kubernetes Secret and none of its values", () => {
    assert.equal(
      printInputs({
        type: "kubernetes:core/v1:Secret",
        inputs: { data: { token: "aHVudGVy" }, stringData: SECRET, type: "Opaque" },
      }),
      `data:
  token: (secret)
stringData: (secret)
type: Opaque`,
    );
  });

  it("are cut where a text is long, and say by how much", () => {
    assert.equal(
      printInputs({
        type: "grafana:oss/dashboard:Dashboard",
        inputs: { configJson: "x".repeat(1000) },
      }).replace(/x+/, "x"),
      `configJson: x… (680 characters more)`,
    );
  });

  it("are cut where there are many, at a line's end", () => {
    const inputs = Object.fromEntries(
      Array.from({ length: 2000 }, (_, index) => [`key${String(index).padStart(4, "0")}`, index]),
    );
    const lines = printInputs({ type: "x:y:Z", inputs }).split("\n");
    assert.match(lines.at(-2) ?? "", /^key\d{4}: \d+$/);
    assert.equal(lines.at(-1), `… (${2000 - (lines.length - 1)} lines more)`);
  });

  it("are nothing where there are none", () => {
    assert.equal(printInputs({ type: "x:y:Z", inputs: {} }), "");
  });

  it("leave out what providers note for themselves", () => {
    assert.equal(
      printInputs({
        type: "aws:s3/bucket:Bucket",
        inputs: { __defaults: ["a"], bucket: "b", nested: { __defaults: [], kept: 1 } },
      }),
      "bucket: b\nnested:\n  kept: 1",
    );
  });
});
