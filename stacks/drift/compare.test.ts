import assert from "node:assert/strict";
import type { Deployment, StateResource } from "../conduct/state";
import { asItIs, compare, type Refreshed } from "./compare";

const SECRET = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ciphertext: "[secret]",
};
const urn = (type: string, name: string) => `urn:pulumi:us-east-1::pharos::pharos:data:Key$${type}::${name}`;
const KEY = "aws:kms/key:Key";
const stack = "urn:pulumi:us-east-1::pharos::pulumi:pulumi:Stack::pharos-us-east-1";
const component = "urn:pulumi:us-east-1::pharos::pharos:data:Key::audit";
const provider = "urn:pulumi:us-east-1::pharos::pulumi:providers:aws::aws";

function state(...resources: StateResource[]): Deployment {
  return {
    version: 3,
    deployment: {
      resources: [
        { urn: stack, type: "pulumi:pulumi:Stack" },
        { urn: component, type: "pharos:data:Key", parent: stack },
        {
          urn: provider,
          type: "pulumi:providers:aws",
          custom: true,
          inputs: { defaultTags: '{"tags":{"owner":"platform"}}' },
        },
        ...resources,
      ],
    },
  };
}

const key = (name: string, inputs: Record<string, unknown>): StateResource => ({
  urn: urn(KEY, name),
  type: KEY,
  custom: true,
  parent: component,
  provider: `${provider}::0123`,
  inputs,
  outputs: { ...inputs, arn: "arn" },
});

function updated(
  name: string,
  was: Record<string, unknown>,
  is: Record<string, unknown>,
  more: Partial<Refreshed> = {},
): Refreshed {
  return {
    urn: urn(KEY, name),
    type: KEY,
    op: "update",
    old: { inputs: was, outputs: { ...was, arn: "arn" } },
    new: { inputs: is, outputs: { ...is, arn: "arn" } },
    ...more,
  };
}

describe("what a refresh found", () => {
  it("names each field with its value then and now, the owner and the component", () => {
    const was = { enableKeyRotation: true, description: "old", tags: { owner: "security" } };
    const is = { enableKeyRotation: false, tags: { owner: "security" } };
    const { drifted, resources, computedOnly } = compare(
      [
        updated("a", was, is, { detailedDiff: { enableKeyRotation: {}, description: {} } }),
        { urn: urn(KEY, "b"), type: KEY, op: "delete", old: { inputs: {} } },
        { urn: urn(KEY, "c"), type: KEY, op: "same", old: {}, new: {} },
        { urn: component, type: "pharos:data:Key", op: "same" },
        { urn: provider, type: "pulumi:providers:aws", op: "same" },
      ],
      state(key("a", was), key("b", {}), key("c", {})),
    );
    assert.deepEqual([resources, computedOnly], [3, 0]);
    assert.deepEqual(drifted, [
      {
        urn: urn(KEY, "a"),
        type: KEY,
        name: "a",
        change: "changed",
        owner: "security",
        component: "pharos:data:Key audit",
        fields: [
          { path: "enableKeyRotation", was: "true", is: "false" },
          { path: "description", was: '"old"', is: "(absent)" },
        ],
      },
      {
        urn: urn(KEY, "b"),
        type: KEY,
        name: "b",
        change: "missing",
        owner: "platform",
        component: "pharos:data:Key audit",
        fields: [],
      },
    ]);
  });

  it("is compared where the provider names no places", () => {
    const { drifted } = compare([updated("a", { a: { b: 1 } }, { a: { b: 2 } })], state(key("a", {})));
    assert.deepEqual(drifted[0]?.fields, [{ path: "a.b", was: "1", is: "2" }]);
  });

  it("is looked for among the outputs where a place is no input", () => {
    const refreshed = {
      ...updated("a", {}, {}, { detailedDiff: { status: {} } }),
      old: { inputs: {}, outputs: { status: "on" } },
      new: { inputs: {}, outputs: { status: "off" } },
    };
    assert.deepEqual(compare([refreshed], state(key("a", {}))).drifted[0]?.fields, [
      { path: "status", was: '"on"', is: '"off"' },
    ]);
  });

  it("is no drift where only values differ that nobody asked for", () => {
    const refreshed = {
      ...updated("a", { a: 1 }, { a: 1 }),
      new: { inputs: { a: 1 }, outputs: { a: 1, arn: "another" } },
    };
    const { drifted, computedOnly } = compare([refreshed], state(key("a", {})));
    assert.deepEqual([drifted, computedOnly], [[], 1]);
  });

  it("never tells a secret: neither one that is marked, nor one that its name gives away", () => {
    const { drifted } = compare(
      [
        updated("a", { material: SECRET }, { material: SECRET }, { detailedDiff: { material: {} } }),
        updated(
          "b",
          { settings: { masterPassword: "hunter2" } },
          { settings: { masterPassword: "hunter3" } },
        ),
        updated("c", { material: "in clear" }, { material: SECRET }),
      ],
      state(key("a", {}), key("b", {}), key("c", {})),
    );
    assert.deepEqual(
      drifted.map(({ fields }) => fields),
      [
        [{ path: "material", was: "(secret)", is: "(secret)" }],
        [{ path: "settings.masterPassword", was: "(secret)", is: "(secret)" }],
        [{ path: "material", was: '"in clear"', is: "(secret)" }],
      ],
    );
  });

  it("takes the place of what the stack believes, for the rules", () => {
    const before = state(key("a", { rotate: true }), key("b", {}), key("c", { x: 1 }));
    const after = asItIs(
      [
        updated("a", { rotate: true }, { rotate: false }),
        { urn: urn(KEY, "b"), type: KEY, op: "delete", old: {} },
        { urn: urn(KEY, "c"), type: KEY, op: "same", old: {}, new: { inputs: { x: 2 } } },
      ],
      before,
    );
    assert.deepEqual(
      after.deployment.resources
        ?.slice(3)
        .map(({ urn: each, inputs, outputs, parent }) => [each, inputs, outputs, parent]),
      [
        [urn(KEY, "a"), { rotate: false }, { rotate: false, arn: "arn" }, component],
        [urn(KEY, "c"), { x: 1 }, { x: 1, arn: "arn" }, component],
      ],
    );
  });
});
