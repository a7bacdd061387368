import assert from "node:assert/strict";
import { fill, fillString, type Scene } from "./template";
import { UNKNOWN } from "./values";

const SCENE: Scene = {
  seed: "urn:pulumi:s::p::aws:ec2/vpc:Vpc::vpc#0",
  id: "vpc-1",
  name: "net",
  place: { region: "eu-west-1", account: "111122223333", partition: "aws", dns: "amazonaws.com" },
  inputs: { path: "/x/", list: ["first"], tags: { a: "b" }, later: UNKNOWN, json: '{"uid":"abc"}', on: true },
  outputs: { arn: "arn:aws:x" },
  find: (type, id) => (type === "aws:ec2/subnet:Subnet" && id === "first" ? { vpcId: "vpc-9" } : undefined),
};

describe("templates of computed values", () => {
  const cases: [string, unknown][] = [
    ["arn:{partition}:ec2:{region}:{account}:vpc/{id}", "arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-1"],
    ["role{in.path}{name}", "role/x/net"],
    ["{in.tags}", { a: "b" }],
    ["{in.list.0}", "first"],
    ["{in.nothing}", undefined],
    ["a{in.nothing}b", "ab"],
    ["x-{in.later}", UNKNOWN],
    ["{out.arn}", "arn:aws:x"],
    ["{last:in.path:/x}", "/"],
    ["{last:out.arn:aws:}", "x"],
    ["{last:region:/}", "eu-west-1"],
    ["{map:in.on:false=,true=mrk-}", "mrk-"],
    ["{or:in.nothing:1}", 1],
    ["{or:in.nothing:1}:{or:in.path:x}", "1:/x/"],
    ["{uid:json:in.json:uid}", "abc"],
    ["{of:aws:ec2/subnet:Subnet|in.list.0|vpcId}", "vpc-9"],
    ["{of:aws:ec2/subnet:Subnet|in.path|vpcId}", undefined],
  ];
  for (const [template, expected] of cases)
    it(template, () => assert.deepEqual(fill(template, SCENE), expected));

  it("derives characters that depend on the resource and the purpose, and on nothing else", () => {
    const id = fillString("{hex:17:id}", SCENE);
    assert.match(id, /^[0-9a-f]{17}$/);
    assert.equal(fillString("{hex:17:id}", { ...SCENE, id: "other" }), id);
    assert.notEqual(fillString("{hex:17:other}", SCENE), id);
    assert.notEqual(fillString("{hex:17:id}", { ...SCENE, seed: "another" }), id);
    assert.match(
      fillString("{uuid:key}", SCENE),
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    assert.equal(
      fillString("{hexof:region:8:s3}", SCENE),
      fillString("{hexof:region:8:s3}", { ...SCENE, seed: "other" }),
    );
  });

  it("refuses a part that means nothing", () =>
    assert.throws(() => fill("{nowhere}", SCENE), { message: "the template part {nowhere} means nothing" }));
});
