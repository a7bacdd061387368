import assert from "node:assert/strict";
import fc from "fast-check";
import { recordClasses, retentionFault, retentionRules } from "../../content/retention";
import { days } from "../../content/units";
import { objectLifecycle } from "./lifecycle-rules";

describe("ageing of objects", () => {
  it("of metrics: tiered after a quarter, gone after 400 days, never locked", () => {
    assert.deepEqual(objectLifecycle("metrics-operational", true), {
      expireAfterDays: 400,
      keepReplacedDays: 30,
      transition: { afterDays: 92, storageClass: "INTELLIGENT_TIERING" },
    });
  });

  it("of evidence: locked for six years, and kept as long without a lock, replaced versions too", () => {
    const locked = objectLifecycle("control-evidence", true);
    assert.deepEqual(locked, {
      expireAfterDays: 2192,
      keepReplacedDays: 30,
      transition: { afterDays: 400, storageClass: "GLACIER_IR" },
      lockDays: 2192,
    });
    const { lockDays, keepReplacedDays } = objectLifecycle("control-evidence", false);
    assert.deepEqual({ lockDays, keepReplacedDays }, { lockDays: undefined, keepReplacedDays: 2192 });
  });

  it("of personal telemetry: gone within its maximum, the week for mistakes included", () => {
    assert.deepEqual(objectLifecycle("gdpr-app-telemetry", true), {
      expireAfterDays: 83,
      keepReplacedDays: 7,
    });
  });

  it("never ends before the minimum, outlives the maximum, or locks what must be deletable", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...recordClasses),
        fc.boolean(),
        fc.option(fc.integer({ min: 1, max: 4000 })),
        (recordClass, locked, wanted) => {
          const override = wanted === null ? undefined : wanted;
          fc.pre(override === undefined || retentionFault(recordClass, override) === undefined);
          const rule = retentionRules[recordClass];
          const { expireAfterDays, keepReplacedDays, lockDays, transition } = objectLifecycle(
            recordClass,
            locked,
            override === undefined ? undefined : days(override),
          );
          if (rule.minimumDays === "life-of-enterprise") assert.equal(expireAfterDays, undefined);
          else assert.ok((expireAfterDays ?? Infinity) >= rule.minimumDays);
          if (rule.maximumDays !== undefined)
            assert.ok((expireAfterDays ?? Infinity) + keepReplacedDays <= rule.maximumDays);
          if (lockDays !== undefined) {
            assert.ok(
              locked && rule.immutability === "compliance-lock" && lockDays >= Number(rule.minimumDays),
            );
          }
          if (transition !== undefined) assert.ok(transition.afterDays + 90 <= (expireAfterDays ?? Infinity));
        },
      ),
    );
  });

  it("refuses days that break the class", () => {
    assert.throws(
      () => objectLifecycle("control-evidence", true, days(30)),
      /break the minimum of 2192 days/,
    );
  });
});
