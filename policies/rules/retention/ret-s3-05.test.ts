import { bucket, lifecycle } from "../../testing/buckets";
import { testRule } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { bucketsHaveALifecycle } from "./ret-s3-05";

const on = { id: "age", status: "Enabled", expiration: { days: 30 } };
const off = { ...on, status: "Disabled" };
const none = ["violation no-lifecycle"];

describe("RET-S3-05", () => {
  testRule(bucketsHaveALifecycle, [
    { title: "a rule", resources: [bucket(), lifecycle([on])], expect: ["pass"] },
    { title: "one of two is on", resources: [bucket(), lifecycle([off, on])], expect: ["pass"] },
    { title: "one rule, not in a list", resources: [bucket(), lifecycle(on)], expect: ["pass"] },
    {
      title: "inside the bucket",
      resources: [bucket(undefined, { lifecycleRules: [{ enabled: true }] })],
      expect: ["pass"],
    },
    {
      title: "inside the bucket, as text",
      resources: [bucket(undefined, { lifecycleRules: { enabled: "true" } })],
      expect: ["pass"],
    },
    { title: "of records", resources: [bucket("sec-17a4-a"), lifecycle([on])], expect: ["pass"] },
    { title: "of a bucket that is elsewhere", resources: [lifecycle([on], "elsewhere")], expect: ["pass"] },
    {
      title: "planned, in the provider's other spelling",
      resources: [
        { ...bucket(), type: "aws:s3/bucketV2:BucketV2" },
        {
          ...lifecycle([on], UNKNOWN),
          type: "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
          from: { bucket: ["aws:s3/bucketV2:BucketV2 data"] },
        },
      ],
      expect: ["pass"],
    },
    { title: "the setting: its bucket is judged", resources: [lifecycle([off]), bucket()], expect: [] },
    {
      title: "nothing said",
      resources: [bucket()],
      expect: none,
      message:
        "the bucket has no lifecycle, so that whatever is put into it stays for ever; at least one enabled rule is required. To mend it: give the bucket a BucketLifecycleConfiguration with a rule whose status is Enabled.",
    },
    { title: "a rule that is off", resources: [bucket(), lifecycle([off])], expect: none },
    { title: "no rules", resources: [bucket(), lifecycle([])], expect: none },
    { title: "rules that say nothing", resources: [bucket(), lifecycle([{ id: "age" }])], expect: none },
    {
      title: "off inside the bucket",
      resources: [bucket(undefined, { lifecycleRules: [{ enabled: false }] })],
      expect: none,
    },
    {
      title: "an empty list inside the bucket",
      resources: [bucket(undefined, { lifecycleRules: [] })],
      expect: none,
    },
    { title: "another bucket's", resources: [bucket(), lifecycle([on], "other")], expect: none },
    { title: "off, of a bucket that is elsewhere", resources: [lifecycle([off], "elsewhere")], expect: none },
    { title: "not known", resources: [bucket(), lifecycle(UNKNOWN)], expect: ["undetermined rules"] },
    {
      title: "a status that is not known",
      resources: [bucket(), lifecycle([{ status: UNKNOWN }])],
      expect: ["undetermined rules[0].status"],
    },
    {
      title: "perhaps this bucket's",
      resources: [bucket(), lifecycle([on], UNKNOWN)],
      expect: ["undetermined bucket"],
    },
  ]);
});
