import assert from "node:assert/strict";
import { retentionRules } from "../retention";
import { days } from "../units";
import { daysOnTiers, lifetimeOf } from "./lifetimes";
import { logClassNames, ruleOf } from "./streams";

describe("how long logs stay", () => {
  it("follows from the retention table", () => {
    assert.deepEqual(Object.fromEntries(logClassNames.map((name) => [name, lifetimeOf(name)])), {
      application: { warmAfter: 3, coldAfter: 30, deleteAfter: 81, snapshotDays: 7, longest: 90 },
      security: { warmAfter: 3, coldAfter: 92, deleteAfter: 356, snapshotDays: 7, longest: 365 },
    });
  });

  it("is never longer than the class's maximum nor shorter than its minimum, whatever the settings say", () => {
    for (const name of logClassNames) {
      const { recordClass, minimumDays, maximumDays } = ruleOf(name);
      for (let period = Number(minimumDays); period <= (maximumDays ?? 0); period += 1) {
        if (name === "application" && period < 2) continue;
        const lifetime = lifetimeOf(name, { [recordClass]: days(period) });
        assert.ok(lifetime.longest <= (maximumDays ?? 0), `${name} ${period}`);
        assert.ok(lifetime.deleteAfter >= Number(minimumDays), `${name} ${period}`);
        // A period above the minimum is not exceeded either.
        if (period >= Number(minimumDays) + 9) assert.equal(lifetime.longest, period, `${name} ${period}`);
      }
    }
  });

  it("has neither snapshots nor further tiers where it is too short for them", () => {
    assert.deepEqual(lifetimeOf("application", { "gdpr-app-telemetry": days(2) }), {
      warmAfter: undefined,
      coldAfter: undefined,
      deleteAfter: 0,
      snapshotDays: 0,
      longest: 2,
    });
    assert.deepEqual(daysOnTiers(lifetimeOf("application", { "gdpr-app-telemetry": days(12) })), {
      hot: 4,
      warm: 4,
      cold: 0,
    });
  });

  it("refuses a day, which an index cannot keep to", () => {
    assert.throws(() => lifetimeOf("application", { "gdpr-app-telemetry": days(1) }), {
      message:
        "gdpr-app-telemetry: 1 days leave no room in the log store, which writes an index for 1 day, keeps snapshots for 0 and takes 1 to delete; keep the class for at least 2 days",
    });
  });

  it("holds no class that must be locked", () => {
    for (const name of logClassNames)
      assert.equal(retentionRules[ruleOf(name).recordClass].immutability, "none");
  });

  it("adds up: the tiers share the time until an index goes", () => {
    for (const name of logClassNames) {
      const { hot, warm, cold } = daysOnTiers(lifetimeOf(name));
      assert.equal(hot + warm + cold, lifetimeOf(name).deleteAfter + 1);
    }
  });
});
