import assert from "node:assert/strict";
import { violation } from "./outcome";
import { concernsStack, matchesUrn, readWaivers, waiverFor, type Waiver } from "./waivers";

const TODAY = "2026-03-01";
const URN = "urn:pulumi:us-east-1::pharos::pharos:storage:DataBucket$aws:s3/bucket:Bucket::vendor-drop";

const waiver: Waiver = {
  id: "W-0001",
  policy: "ENC-S3-02",
  reasonCode: "aws-managed-key",
  urn: URN,
  reason: "The vendor's uploader cannot use our key before its release 4.",
  owner: "storage-team",
  author: "alex@example.com",
  approver: "kim@example.com",
  ticket: "EXAMPLE-123",
  approvedOn: "2026-01-31",
  expires: "2026-06-30",
  compensatingControl: "Objects are moved to an encrypted bucket within the hour.",
};
const book = (...waivers: unknown[]) => readWaivers({ version: 1, waivers }, TODAY);
const found = violation("aws-managed-key", { message: "m", fix: "f" });

describe("waivers", () => {
  it("cover the finding that they name", () => {
    assert.deepEqual(book(waiver), { valid: [waiver], faults: [] });
    assert.equal(waiverFor(book(waiver), "ENC-S3-02", URN, found)?.id, "W-0001");
  });

  it("cover nothing else: another rule, another reason, another resource", () => {
    const other = violation("no-key", { message: "m", fix: "f" });
    assert.equal(waiverFor(book(waiver), "ENC-S3-01", URN, found), undefined);
    assert.equal(waiverFor(book(waiver), "ENC-S3-02", URN, other), undefined);
    assert.equal(waiverFor(book(waiver), "ENC-S3-02", `${URN}-2`, found), undefined);
    assert.equal(
      waiverFor(book(waiver), "ENC-S3-02", URN.replace("us-east-1", "us-west-2"), found),
      undefined,
    );
  });

  it("match stars within a part of a URN, and every other character as it stands", () => {
    assert.ok(matchesUrn("urn:pulumi:*::pharos::*aws:s3/bucket:Bucket::vendor-*", URN));
    assert.ok(!matchesUrn("urn:pulumi:*::*aws:s3/bucket:Bucket::vendor-*", URN));
    assert.ok(!matchesUrn("urn:pulumi:us.east.1::pharos::*aws:s3/bucket:Bucket::vendor-drop", URN));
    assert.ok(!matchesUrn("urn:pulumi:us-east-1::pharos::aws:s3/bucket:Bucket::vendor-drop", URN));
  });

  it("know which stacks they are for", () => {
    const stack = (name: string) => `urn:pulumi:${name}::pharos::pulumi:pulumi:Stack::pharos-${name}`;
    assert.ok(concernsStack(waiver, stack("us-east-1")));
    assert.ok(!concernsStack(waiver, stack("us-west-2")));
    assert.ok(concernsStack({ ...waiver, urn: "urn:pulumi:us-*::pharos::*a:b:C::name" }, stack("us-west-2")));
  });

  it("hold on their last day, and not on the next", () => {
    assert.equal(book({ ...waiver, expires: TODAY }).valid.length, 1);
    assert.deepEqual(book({ ...waiver, expires: "2026-02-28" }).faults, [
      {
        waiver: "W-0001",
        policy: "ENC-S3-02",
        reason: "expired",
        message: "it expired on 2026-02-28 (today is 2026-03-01)",
        fix: "comply with ENC-S3-02, or have the waiver approved anew and for at most 180 days",
      },
    ]);
  });

  const faulty: readonly (readonly [title: string, change: Record<string, unknown>, message: string])[] = [
    ["approved by its author", { approver: " Alex@example.com" }, "'approver' is the author, alex@example.com; somebody else has to approve"],
    ["for 181 days", { approvedOn: "2026-01-01", expires: "2026-07-01" }, "it is for 181 days (2026-01-01 to 2026-07-01); at most 180 are allowed"],
    ["approved tomorrow", { approvedOn: "2026-03-02" }, "'approvedOn' is 2026-03-02, which is after today (2026-03-01)"],
    ["ended before it began", { expires: "2026-01-30" }, "'expires' is 2026-01-30, which is before it was approved (2026-01-31)"],
    ["a day that there is not", { expires: "2026-02-30" }, "'expires' is '2026-02-30'; a day such as 2026-01-31 is expected"],
    ["a day in another form", { approvedOn: "31.01.2026" }, "'approvedOn' is '31.01.2026'; a day such as 2026-01-31 is expected"],
    ["a short reason", { reason: "  because of reasons " }, "'reason' has 18 characters; at least 20 are expected"],
    ["no ticket", { ticket: undefined }, "'ticket' is missing; a text is expected"],
    ["an empty owner", { owner: " " }, "'owner' is ' '; a text is expected"],
    ["a number for a text", { ticket: 7 }, "'ticket' is 7; a text is expected"],
    ["a list of reasons", { reasonCode: ["a", "b"] }, "'reasonCode' is a list; a text is expected"],
    ["every reason", { reasonCode: "*" }, "'reasonCode' is '*'; the code of one violation is expected, such as 'rotation-off'"],
    ["a field that nobody knows", { until: "2026-06-30" }, "'until' is not known; id, policy, reasonCode, urn, reason, owner, author, approver, ticket, approvedOn, expires, compensatingControl are"],
    ["every name", { urn: "urn:pulumi:*::pharos::*aws:s3/bucket:Bucket::*" }, "'urn' is 'urn:pulumi:*::pharos::*aws:s3/bucket:Bucket::*'; its name has to spell out at least 3 characters: a waiver covers a finding, not a rule"],
    ["every type", { urn: "urn:pulumi:*::pharos::*::vendor-drop" }, "'urn' is 'urn:pulumi:*::pharos::*::vendor-drop'; its third part has to end with a whole type, such as '*aws:s3/bucket:Bucket'"],
    ["no URN", { urn: "vendor-drop" }, "'urn' is 'vendor-drop'; a pattern such as 'urn:pulumi:us-east-1::pharos::*aws:s3/bucket:Bucket::audit-*' is expected"],
  ]; // prettier-ignore
  for (const [title, change, message] of faulty) {
    it(`are malformed and cover nothing: ${title}`, () => {
      const { valid, faults } = book({ ...waiver, ...change });
      assert.deepEqual(valid, []);
      assert.deepEqual(faults, [
        {
          waiver: "W-0001",
          policy: "ENC-S3-02",
          reason: "malformed",
          message,
          fix: "mend the entry, or take it out",
        },
      ]);
    });
  }

  it("with the same id are both without effect", () => {
    const { valid, faults } = book(waiver, { ...waiver, urn: `${URN}-2` }, { ...waiver, id: "W-0002" });
    assert.deepEqual(
      valid.map(({ id }) => id),
      ["W-0002"],
    );
    assert.deepEqual(faults, [
      {
        waiver: "W-0001",
        reason: "malformed",
        message: "'id' W-0001 stands in the file more than once; an id names one waiver",
        fix: "give each waiver an id of its own",
      },
    ]);
  });

  const files: readonly (readonly [title: string, content: unknown, message: string])[] = [
    ["empty", null, "it should hold 'version' and 'waivers'"],
    ["a list", [waiver], "it should hold 'version' and 'waivers'"],
    ["of another version", { version: 2, waivers: [] }, "'version' is 2; 1 is the only one there is"],
    ["without a version", { waivers: [] }, "'version' is missing; 1 is the only one there is"],
    ["without a list", { version: 1, waivers: { a: waiver } }, "'waivers' is an object; a list is expected"],
    [
      "with more than that",
      { version: 1, waiver: [], waivers: [] },
      "'waiver' is not known; 'version' and 'waivers' are",
    ],
  ];
  for (const [title, content, message] of files) {
    it(`in a file that is ${title} are a fault of the file`, () => {
      assert.deepEqual(readWaivers(content, TODAY), {
        valid: [],
        faults: [
          { waiver: "the file", reason: "malformed", message, fix: "see the head of the file for its form" },
        ],
      });
    });
  }

  it("that are no objects are named by their place", () => {
    assert.deepEqual(book(waiver, "W-0002").faults, [
      {
        waiver: "entry 2",
        reason: "malformed",
        message: "it is 'W-0002'; an object is expected",
        fix: "mend the entry",
      },
    ]);
  });
});
