import assert from "node:assert/strict";
import { UNKNOWN, resourceFrom } from "../testing/resources";
import { HIDDEN, secret } from "../testing/wrapped";
import { judgeFlag } from "./flag";
import { remediated } from "./remediation";
import type { Change, ResourceRule } from "./rule";

const TYPE = "aws:opensearch/domain:Domain";
const PROPERTY = "nodeToNodeEncryption.enabled";

/** A rule that wants a switch on, and mends what it refuses by these changes. */
function rule(...changes: readonly Change[]): ResourceRule {
  return {
    id: "TEST-01",
    slug: "test",
    title: "A test",
    severity: "low",
    types: [TYPE],
    controls: {},
    remediation: "Turn it on.",
    url: "https://example.com",
    scope: "resource",
    check: (resource) => judgeFlag(resource, { property: PROPERTY, reason: "off", otherwise: "it is off" }),
    remediate: () => changes,
  };
}
const ON: Change = { at: PROPERTY.split("."), value: true };

function mend(inputs: Record<string, unknown>, ...changes: readonly Change[]) {
  return remediated(rule(...changes), resourceFrom({ type: TYPE, name: "logs", inputs }), inputs);
}

/** A value behind a proxy as the SDK makes them. */
function proxied<T extends object>(target: T): T {
  return new Proxy(target, {
    get: (inner, name) =>
      name === "__isSpecialProxy"
        ? true
        : name === "__getSpecialProxyTarget"
          ? inner
          : Reflect.get(inner, name),
  });
}

describe("remediation", () => {
  it("adds what is missing, above it too, and changes what is wrong", () => {
    assert.deepEqual(mend({ name: "a" }, ON), { name: "a", nodeToNodeEncryption: { enabled: true } });
    assert.deepEqual(mend({ nodeToNodeEncryption: null }, ON), { nodeToNodeEncryption: { enabled: true } });
    assert.deepEqual(mend({ nodeToNodeEncryption: { enabled: false, other: 1 } }, ON), {
      nodeToNodeEncryption: { enabled: true, other: 1 },
    });
  });

  it("writes where the reader reads: into lists of one, and into an object for a list", () => {
    assert.deepEqual(mend({ nodeToNodeEncryption: [{ enabled: false }] }, ON), {
      nodeToNodeEncryption: [{ enabled: true }],
    });
    assert.deepEqual(mend({ nodeToNodeEncryption: [] }, ON), { nodeToNodeEncryption: [{ enabled: true }] });
    const indexed: Change = { at: ["nodeToNodeEncryption", 0, "enabled"], value: true };
    assert.deepEqual(mend({ nodeToNodeEncryption: { enabled: false } }, indexed), {
      nodeToNodeEncryption: { enabled: true },
    });
    assert.deepEqual(mend({}, indexed), { nodeToNodeEncryption: [{ enabled: true }] });
  });

  it("copies, and keeps everything else as it is", () => {
    const other = { deep: [UNKNOWN, secret("kept")] };
    const inputs = { nodeToNodeEncryption: { enabled: false }, other };
    const after = mend(inputs, ON);
    assert.equal(after?.["other"], other);
    assert.deepEqual(inputs.nodeToNodeEncryption, { enabled: false });
  });

  it("reaches through the SDK's proxies", () => {
    const inputs = proxied(proxied({ name: UNKNOWN, nodeToNodeEncryption: { enabled: false } }));
    assert.deepEqual(mend(inputs, ON), { name: UNKNOWN, nodeToNodeEncryption: { enabled: true } });
  });

  it("leaves alone what complies or cannot be told", () => {
    for (const value of [{ enabled: true }, { enabled: UNKNOWN }, UNKNOWN, HIDDEN, [{}, {}]])
      assert.equal(mend({ nodeToNodeEncryption: value }, ON), undefined, JSON.stringify(value));
  });

  it("writes over nothing that is not known, secret or of another shape", () => {
    const broken = { nodeToNodeEncryption: { enabled: false } };
    class Wrapper {}
    for (const value of [UNKNOWN, HIDDEN, secret("a"), { a: 1 }, ["a"], new Wrapper()]) {
      const change: Change = { at: ["other"], value: "b" };
      assert.equal(mend({ ...broken, other: value }, ON, change), undefined, JSON.stringify(value));
      assert.equal(mend({ ...broken, other: value }, change, ON), undefined, JSON.stringify(value));
    }
    for (const value of [UNKNOWN, secret({}), "text", 1, [{}, {}], new Wrapper()]) {
      const change: Change = { at: ["other", "inner"], value: "b" };
      assert.equal(mend({ ...broken, other: value }, ON, change), undefined, JSON.stringify(value));
      assert.equal(mend({ ...broken, other: value }, change, ON), undefined, JSON.stringify(value));
    }
    const far: Change = { at: ["other", 1], value: "b" };
    assert.equal(mend({ ...broken, other: { a: 1 } }, ON, far), undefined);
  });

  it("does all or nothing: what would still be refused is left to a person", () => {
    const broken = { nodeToNodeEncryption: { enabled: false } };
    assert.equal(mend(broken), undefined);
    assert.equal(mend(broken, { at: ["other"], value: true }), undefined);
  });
});
