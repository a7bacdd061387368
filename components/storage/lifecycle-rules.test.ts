import assert from "node:assert/strict";
import fc from "fast-check";
import {
  combineRetention,
  type CombinedRetention,
  recordClasses,
  retentionFault,
  retentionRules,
  type RecordClass,
  type RetentionOverrides,
} from "../../content/retention";
import { days } from "../../content/units";
import { type LifecycleWishes, objectLifecycle } from "./lifecycle-rules";

function combined(
  classes: readonly [RecordClass, ...RecordClass[]],
  overrides: RetentionOverrides = {},
): CombinedRetention {
  const result = combineRetention(classes, overrides);
  assert(result.ok);
  return result.retention;
}
const ageing = (recordClass: RecordClass, wishes: LifecycleWishes) =>
  objectLifecycle(combined([recordClass]), wishes);
const mayLock = { mayLock: true } as const;

/** All pairs that may share a bucket; a class with itself is the class alone. */
const compatible = recordClasses.flatMap((a) =>
  recordClasses.filter((b) => combineRetention([a, b]).ok).map((b) => [a, b] as const),
);

describe("ageing of objects", () => {
  it("of metrics: tiered after a quarter, gone after 400 days, never locked", () => {
    assert.deepEqual(ageing("metrics-operational", mayLock), {
      expireAfterDays: 400,
      keepReplacedDays: 30,
      transition: { afterDays: 92, storageClass: "INTELLIGENT_TIERING" },
    });
  });

  it("of evidence: locked for six years, and kept as long without a lock, replaced versions too", () => {
    assert.deepEqual(ageing("control-evidence", mayLock), {
      expireAfterDays: 2192,
      keepReplacedDays: 30,
      transition: { afterDays: 400, storageClass: "GLACIER_IR" },
      lockDays: 2192,
    });
    const { lockDays, keepReplacedDays } = ageing("control-evidence", { mayLock: false });
    assert.deepEqual({ lockDays, keepReplacedDays }, { lockDays: undefined, keepReplacedDays: 2192 });
  });

  it("of personal telemetry: gone within its maximum, the week for mistakes included", () => {
    assert.deepEqual(ageing("gdpr-app-telemetry", mayLock), { expireAfterDays: 83, keepReplacedDays: 7 });
  });

  it("of security logs under PCI and GDPR: twelve months to the day, and no week for mistakes", () => {
    assert.deepEqual(objectLifecycle(combined(["pci-audit", "gdpr-security-log"]), mayLock), {
      expireAfterDays: 365,
      keepReplacedDays: 1,
      transition: { afterDays: 92, storageClass: "GLACIER_IR" },
    });
    assert.deepEqual(ageing("gdpr-security-log", mayLock), {
      expireAfterDays: 358,
      keepReplacedDays: 7,
      transition: { afterDays: 92, storageClass: "GLACIER_IR" },
    });
  });

  it("of audit logs: locked for their minimum if that is asked for, however long they are kept", () => {
    const kept = combined(["pci-audit"], { "pci-audit": days(400) });
    assert.deepEqual(objectLifecycle(kept, { mayLock: true, lock: "minimum" }), {
      expireAfterDays: 400,
      keepReplacedDays: 30,
      transition: { afterDays: 92, storageClass: "GLACIER_IR" },
      lockDays: 365,
    });
    assert.equal(objectLifecycle(kept, { mayLock: false, lock: "minimum" }).lockDays, undefined);
  });

  it("by their owner, who knows when: S3 expires replaced versions, and what the owner forgot only where there is a maximum", () => {
    const blocks = ageing("metrics-operational", { mayLock: true, expiredBy: "owner" });
    assert.deepEqual(blocks, {
      ownerDeletesAfterDays: 400,
      keepReplacedDays: 30,
      transition: { afterDays: 92, storageClass: "INTELLIGENT_TIERING" },
    });
    const snapshots = objectLifecycle(combined(["pci-audit", "gdpr-security-log"]), {
      mayLock: true,
      expiredBy: "owner",
    });
    assert.deepEqual(snapshots, {
      expireAfterDays: 365,
      ownerDeletesAfterDays: 365,
      keepReplacedDays: 1,
      transition: { afterDays: 92, storageClass: "INTELLIGENT_TIERING" },
    });
  });

  it("of what is kept for the life of the enterprise: nothing ends, replaced versions neither", () => {
    assert.deepEqual(ageing("sec-17a4-d", { mayLock: false }), {
      transition: { afterDays: 731, storageClass: "GLACIER_IR" },
    });
  });

  it("of every pair that may share a bucket: never before a minimum, never beyond a maximum, locked only where it may be", () => {
    assert.ok(compatible.some(([a, b]) => a === "pci-audit" && b === "gdpr-security-log"));
    fc.assert(
      fc.property(
        fc.constantFrom(...compatible),
        fc.boolean(),
        fc.constantFrom("lifecycle" as const, "owner" as const),
        fc.option(fc.integer({ min: 1, max: 4000 }), { nil: undefined }),
        (pair, locking, expiredBy, wanted) => {
          const overrides = Object.fromEntries(
            pair
              .filter((each) => wanted !== undefined && retentionFault(each, wanted) === undefined)
              .map((each) => [each, days(wanted ?? 0)]),
          ) as RetentionOverrides;
          const lifecycle = objectLifecycle(combined(pair, overrides), { mayLock: locking, expiredBy });
          const { keepReplacedDays = Infinity, lockDays, transition } = lifecycle;
          const { maximumDays: maximum } = combined(pair, overrides);
          const end = lifecycle.expireAfterDays ?? lifecycle.ownerDeletesAfterDays ?? Infinity;
          const left = expiredBy === "owner" && maximum === undefined;
          assert.equal(lifecycle.expireAfterDays === undefined, end === Infinity || left);
          assert.ok((lifecycle.ownerDeletesAfterDays ?? 0) <= end);
          assert.ok(keepReplacedDays >= 1);
          for (const recordClass of pair) {
            const { minimumDays, maximumDays, immutability } = retentionRules[recordClass];
            assert.ok(end >= (minimumDays === "life-of-enterprise" ? Infinity : minimumDays), recordClass);
            // The one day beyond is the deletion itself, where the other class's minimum leaves no other.
            const room = combined(pair).minimumDays === maximumDays ? 1 : 0;
            if (maximumDays !== undefined)
              assert.ok(end + keepReplacedDays <= maximumDays + room, recordClass);
            if (immutability === "compliance-lock" && locking && end !== Infinity)
              assert.ok(Number(lockDays) >= Number(minimumDays), recordClass);
          }
          if (lockDays !== undefined) {
            assert.ok(locking && lockDays <= end);
            assert.ok(
              pair.every((each) => retentionRules[each].maximumDays === undefined),
              "what must be deletable in time is never locked",
            );
          }
          if (transition !== undefined) assert.ok(transition.afterDays + 90 <= end);
        },
      ),
    );
  });

  it("refuses a lock on what has to be deletable", () => {
    for (const recordClass of ["gdpr-security-log", "metrics-operational", "operational-backup"] as const) {
      assert.throws(() => ageing(recordClass, { mayLock: true, lock: "minimum" }), {
        name: "RangeError",
        message:
          "a lock for the minimum should be asked for only where there is a minimum and no maximum: what has to be deletable in time cannot be locked",
      });
    }
  });
});
