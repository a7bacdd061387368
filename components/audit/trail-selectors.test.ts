import assert from "node:assert/strict";
import { eventSelectors, type EventSelector } from "./trail-selectors";

/** Whether a trail records an event, as CloudTrail reads selectors: one of them, all of its conditions. */
function records(selectors: readonly EventSelector[], event: Readonly<Record<string, string>>): boolean {
  return selectors.some(({ fieldSelectors }) =>
    fieldSelectors.every(({ field, equals, notEquals, startsWiths }) => {
      const value = event[field];
      if (value === undefined) return false;
      if (equals !== undefined && !equals.includes(value)) return false;
      if (notEquals?.includes(value) === true) return false;
      return startsWiths === undefined || startsWiths.some((start) => value.startsWith(start));
    }),
  );
}
const management = { eventCategory: "Management", eventName: "CreateUser" };
const object = (bucket: string, eventName: string) => ({
  eventCategory: "Data",
  "resources.type": "AWS::S3::Object",
  "resources.ARN": `arn:aws:s3:::${bucket}/AWSLogs/file`,
  eventName,
});
const selectors = eventSelectors({
  managementEvents: true,
  watchedBuckets: ["acme-ledger"],
  logBuckets: ["acme-trail", "acme-trail-copy"],
});

describe("what a trail records", () => {
  it("is what is done in the account, if that is asked for", () => {
    assert.equal(records(selectors, management), true);
    const without = eventSelectors({ managementEvents: false, watchedBuckets: ["a"], logBuckets: ["b"] });
    assert.equal(records(without, management), false);
  });

  it("is every read and write in the watched buckets, and in no other whose name begins alike", () => {
    for (const name of ["GetObject", "PutObject", "DeleteObject"])
      assert.equal(records(selectors, object("acme-ledger", name)), true);
    assert.equal(records(selectors, object("acme-ledger-working", "GetObject")), false);
  });

  it("is everything in buckets of logs but their delivery, which would never end", () => {
    for (const bucket of ["acme-trail", "acme-trail-copy"]) {
      assert.equal(records(selectors, object(bucket, "PutObject")), false);
      for (const name of ["GetObject", "DeleteObject", "PutObjectRetention"])
        assert.equal(records(selectors, object(bucket, name)), true);
    }
  });

  it("has no more values than CloudTrail takes", () => {
    const watched = Array.from({ length: 500 }, (_, index) => `bucket-${index}`);
    assert.throws(
      () => eventSelectors({ managementEvents: false, watchedBuckets: watched, logBuckets: ["trail"] }),
      {
        name: "RangeError",
        message: "a trail's selectors should have at most 500 values, got 506: watch fewer buckets",
      },
    );
  });
});
