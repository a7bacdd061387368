import assert from "node:assert/strict";
import { FaultInjector, parseFaults, type Call } from "./faults";

const call = (over: Partial<Call> = {}): Call => ({
  type: "aws:s3/bucket:Bucket",
  operation: "create",
  name: "logs",
  preview: false,
  ...over,
});
const NOTHING = { delayMs: 0, fail: undefined };

describe("fault injection", () => {
  it("hits only the n-th matching call", () => {
    const injector = new FaultInjector([
      { type: "aws:s3/*", operation: "create", nth: 2, action: { fail: "no" } },
    ]);
    assert.deepEqual(injector.next(call()), NOTHING);
    assert.deepEqual(injector.next(call({ type: "aws:kms/key:Key" })), NOTHING);
    assert.deepEqual(injector.next(call({ operation: "delete" })), NOTHING);
    assert.deepEqual(injector.next(call()), { delayMs: 0, fail: "no" });
    assert.deepEqual(injector.next(call()), NOTHING);
  });

  it("hits every call of a name without nth, adds delays up, and fails with the first message", () => {
    const injector = new FaultInjector([
      { name: "lo*", action: { delayMs: 5 } },
      { name: "logs", action: { delayMs: 7 } },
      { name: "logs", action: { fail: "first" } },
      { name: "logs", action: { fail: "second" } },
    ]);
    assert.deepEqual(injector.next(call()), { delayMs: 12, fail: "first" });
    assert.deepEqual(injector.next(call()), { delayMs: 12, fail: "first" });
    assert.deepEqual(injector.next(call({ name: "metrics" })), NOTHING);
  });

  it("leaves previews alone unless told", () => {
    assert.deepEqual(new FaultInjector([{ action: { fail: "no" } }]).next(call({ preview: true })), NOTHING);
    const told = new FaultInjector([{ preview: true, action: { fail: "no" } }]);
    assert.equal(told.next(call({ preview: true })).fail, "no");
  });

  it("reads the environment's list and says what is wrong with it", () => {
    assert.deepEqual(parseFaults(undefined), []);
    assert.deepEqual(parseFaults('[{"type":"aws:*","action":{"delayMs":5}}]'), [
      { type: "aws:*", action: { delayMs: 5 } },
    ]);
    const messages: [string, string][] = [
      ["{", "PHAROS_SANDBOX_FAULTS is not JSON: {"],
      ["{}", "PHAROS_SANDBOX_FAULTS is not a list: {}"],
      ["[1]", "PHAROS_SANDBOX_FAULTS[0]: 1 is not an object"],
      [
        '[{"action":{"fail":"x"},"kind":"y"}]',
        'PHAROS_SANDBOX_FAULTS[0]: "kind" is not a part of a fault (type, name, operation, nth, preview, action)',
      ],
      [
        '[{"action":{"fail":"x"}},{"action":{"fail":"x"},"nth":0}]',
        'PHAROS_SANDBOX_FAULTS[1]: "nth" is 0; it must be an integer from 1',
      ],
      [
        '[{"type":"aws:*"}]',
        'PHAROS_SANDBOX_FAULTS[0]: "action" is undefined; it must be {"fail": "message"} or {"delayMs": milliseconds}',
      ],
    ];
    for (const [text, message] of messages) assert.throws(() => parseFaults(text), { message });
  });
});
