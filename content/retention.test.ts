import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describeWithShared, sharedPath } from "../engine/testing/shared";
import {
  combineRetention,
  effectiveRetention,
  isRecordClass,
  logGroupRetention,
  logGroupSteps,
  recordClasses,
  retentionFault,
  retentionRules,
  staysInJurisdiction,
  type RecordClass,
} from "./retention";
import { days } from "./units";

const anyClass = fc.constantFrom(...recordClasses);
const dated = recordClasses.filter(
  (recordClass) => retentionRules[recordClass].minimumDays !== "life-of-enterprise",
);

describe("retention", () => {
  it("has rules that do not contradict themselves", () => {
    for (const recordClass of dated) {
      const { minimumDays, maximumDays, defaultDays, hotDays, immutability, minimumSource, maximumSource } =
        retentionRules[recordClass];
      assert(
        defaultDays !== undefined && retentionFault(recordClass, defaultDays) === undefined,
        recordClass,
      );
      assert(hotDays <= defaultDays, recordClass);
      assert(minimumDays === 0 || minimumSource !== undefined, recordClass);
      assert((maximumDays === undefined) === (maximumSource === undefined), recordClass);
      // What must be deleted in time cannot be locked.
      assert(maximumDays === undefined || immutability !== "compliance-lock", recordClass);
    }
  });

  it("keeps the default unless told otherwise", () => {
    assert.equal(effectiveRetention("pci-audit"), 365);
    assert.equal(effectiveRetention("pci-audit", 400), 400);
    assert.equal(effectiveRetention("sec-17a4-d"), undefined);
  });

  it("refuses an override that breaks a law, and names it", () => {
    const refused = (recordClass: RecordClass, period: number, message: string) =>
      assert.throws(() => effectiveRetention(recordClass, period), new RangeError(message));
    refused(
      "pci-audit",
      364,
      "pci-audit: 364 days break the minimum of 365 days (PCI DSS v4.0.1 10.5.1: 12 months)",
    );
    refused(
      "gdpr-security-log",
      366,
      "gdpr-security-log: 366 days break the maximum of 365 days (GDPR 5(1)(e) as read by the CNIL recommendation of 2021 on logging: 12 months)",
    );
    refused(
      "sec-17a4-d",
      9999,
      "sec-17a4-d: 9999 days break the life-of-enterprise (17 CFR 240.17a-4(d): the life of the enterprise)",
    );
  });

  it("combines an audit log of PCI with a security log of GDPR at exactly 365 days", () => {
    assert.deepEqual(combineRetention(["pci-audit", "gdpr-security-log"]), {
      ok: true,
      retention: {
        minimumDays: 365,
        maximumDays: 365,
        retainDays: 365,
        hotDays: 92,
        immutability: "protected",
      },
    });
  });

  it("reports both rules where a minimum is above a maximum", () => {
    const combined = combineRetention(["gdpr-app-telemetry", "pci-audit"]);
    assert(!combined.ok);
    assert.deepEqual(combined.conflicts, [
      {
        minimumOf: "pci-audit",
        maximumOf: "gdpr-app-telemetry",
        message:
          "pci-audit must be kept at least 365 days (PCI DSS v4.0.1 10.5.1: 12 months), but gdpr-app-telemetry at most 90 days " +
          "(GDPR 5(1)(c) and (e) without a number; 90 days is what Pharos writes into the record of processing): " +
          "give each class a store of its own, or mask what makes it gdpr-app-telemetry",
      },
    ]);
    const forEver = combineRetention(["sec-17a4-d", "pci-account-data"]);
    assert(!forEver.ok);
    assert.equal(
      forEver.conflicts[0]?.message,
      "sec-17a4-d must be kept for the life of the enterprise (17 CFR 240.17a-4(d): the life of the enterprise), but pci-account-data " +
        "at most 92 days (PCI DSS v4.0.1 3.2.1: business need, with the removal of what exceeds it verified every three months): " +
        "give each class a store of its own, or mask what makes it pci-account-data",
    );
  });

  it("satisfies every class that it combines, whatever their order", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...recordClasses], { minLength: 1 }), (classes) => {
        const combined = combineRetention(classes as [RecordClass, ...RecordClass[]]);
        assert.deepEqual(
          combineRetention([...classes].reverse() as [RecordClass, ...RecordClass[]]),
          combined,
        );
        if (!combined.ok) {
          assert(
            combined.conflicts.every(
              ({ minimumOf, maximumOf }) => classes.includes(minimumOf) && classes.includes(maximumOf),
            ),
          );
          return;
        }
        const { retainDays, hotDays, immutability } = combined.retention;
        for (const recordClass of classes) {
          if (retainDays !== undefined) assert.equal(retentionFault(recordClass, retainDays), undefined);
          assert(hotDays >= retentionRules[recordClass].hotDays);
          if (retentionRules[recordClass].immutability === "compliance-lock")
            assert.equal(immutability, "compliance-lock");
        }
      }),
    );
  });

  it("never combines what must be deletable with what must be locked, if it has a maximum", () => {
    fc.assert(
      fc.property(anyClass, anyClass, (a, b) => {
        const combined = combineRetention([a, b]);
        const bounded = [a, b].some((recordClass) => retentionRules[recordClass].maximumDays !== undefined);
        assert(
          !(combined.ok && bounded && combined.retention.immutability === "compliance-lock"),
          `${a} with ${b}`,
        );
      }),
    );
  });

  it("gives log groups periods that CloudWatch accepts, within the bounds", () => {
    assert.equal(logGroupRetention("pci-audit", days(365)), 365);
    assert.equal(logGroupRetention("pci-audit", days(366)), 400);
    assert.equal(logGroupRetention("gdpr-app-telemetry", days(61)), 90);
    assert.equal(logGroupRetention("pci-account-data", days(92)), 90);
    fc.assert(
      fc.property(fc.constantFrom(...dated), fc.integer({ min: 1, max: 4000 }), (recordClass, period) => {
        const step = logGroupRetention(recordClass, days(period));
        assert((logGroupSteps as readonly number[]).includes(step));
        assert.equal(retentionFault(recordClass, step), undefined);
      }),
    );
    assert.throws(
      () => logGroupRetention("sec-17a4-d", days(1)),
      new RangeError(
        "sec-17a4-d: CloudWatch Logs has no retention period between its minimum and its maximum",
      ),
    );
  });

  it("keeps personal and regulated data in its jurisdiction, and lets metrics go", () => {
    const bound = recordClasses.filter((recordClass) =>
      staysInJurisdiction(retentionRules[recordClass].classification),
    );
    assert.deepEqual(bound, [
      "sec-17a4-a",
      "sec-17a4-b",
      "sec-17a4-c",
      "sec-17a4-d",
      "finra-4511",
      "pci-account-data",
      "gdpr-security-log",
      "gdpr-app-telemetry",
      "operational-backup",
    ]);
  });

  it("knows its classes and no others", () => {
    assert(isRecordClass("pci-audit"));
    assert(!isRecordClass("pci"));
  });
});

describeWithShared("retention against the reference table", ["policybench", "retention-classes.json"], () => {
  interface Row {
    class: string;
    minDays: number | string;
    maxDays: number | string | null;
    hotDays?: number;
    worm: string;
  }
  const rows = JSON.parse(readFileSync(sharedPath("policybench", "retention-classes.json"), "utf8")) as Row[];

  it("has the same classes, and one of its own for backups, which are no records", () => {
    assert.deepEqual(
      [...rows.map((row) => row.class), "operational-backup"].sort(),
      [...recordClasses].sort(),
    );
  });

  for (const row of rows) {
    it(`agrees on ${row.class}`, () => {
      assert(isRecordClass(row.class));
      const rule = retentionRules[row.class];
      assert.equal(
        rule.minimumDays,
        row.minDays === "life of enterprise" ? "life-of-enterprise" : row.minDays,
      );
      // Where the table has words instead of a number, the number is ours.
      if (typeof row.maxDays !== "string") assert.equal(rule.maximumDays ?? null, row.maxDays);
      if (row.hotDays !== undefined) assert.equal(rule.hotDays, row.hotDays);
      assert.equal(rule.immutability === "compliance-lock", /COMPLIANCE|17a-4|legal hold/.test(row.worm));
    });
  }
});
