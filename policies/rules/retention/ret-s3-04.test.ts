import { bucket, setting } from "../../testing/buckets";
import { testRule } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { bucketsAreVersioned } from "./ret-s3-04";

const versioning = (status: unknown, of?: unknown) =>
  setting("BucketVersioning", { versioningConfiguration: { status } }, of);

describe("RET-S3-04", () => {
  testRule(bucketsAreVersioned, [
    { title: "versions", resources: [bucket(), versioning("Enabled")], expect: ["pass"] },
    {
      title: "inside the bucket",
      resources: [bucket(undefined, { versioning: { enabled: true } })],
      expect: ["pass"],
    },
    {
      title: "inside the bucket, as text in a list",
      resources: [bucket(undefined, { versioning: [{ enabled: "true" }] })],
      expect: ["pass"],
    },
    {
      title: "a sibling wins over what stands in the bucket",
      resources: [bucket(undefined, { versioning: { enabled: false } }), versioning("Enabled")],
      expect: ["pass"],
    },
    {
      title: "planned, in the provider's other spelling",
      resources: [
        { ...bucket(), type: "aws:s3/bucketV2:BucketV2" },
        {
          ...versioning("Enabled", UNKNOWN),
          type: "aws:s3/bucketVersioningV2:BucketVersioningV2",
          from: { bucket: ["aws:s3/bucketV2:BucketV2 data"] },
        },
      ],
      expect: ["pass"],
    },
    {
      title: "a bucket that is elsewhere",
      resources: [versioning("Enabled", "elsewhere")],
      expect: ["pass"],
    },
    {
      title: "with a second factor",
      resources: [bucket(undefined, { versioning: { enabled: true, mfaDelete: true } })],
      expect: ["pass"],
    },
    { title: "of records", resources: [bucket("sec-17a4-a"), versioning("Enabled")], expect: ["pass"] },
    { title: "of no records", resources: [bucket("none"), versioning("Enabled")], expect: ["pass"] },
    {
      title: "the setting: its bucket is judged",
      resources: [versioning("Suspended"), bucket()],
      expect: [],
    },
    {
      title: "suspended, of what may be a bucket that has its own versions",
      resources: [
        versioning("Suspended"),
        bucket(undefined, { bucket: UNKNOWN }),
        { ...versioning("Enabled", UNKNOWN), name: "own", from: { bucket: ["aws:s3/bucket:Bucket data"] } },
      ],
      expect: ["undetermined bucket"],
    },
    {
      title: "nothing said",
      resources: [bucket()],
      expect: ["violation not-versioned"],
      message:
        "the bucket keeps no versions, so that what is overwritten or deleted is gone; versions are required. To mend it: give the bucket a BucketVersioning with versioningConfiguration.status Enabled.",
    },
    {
      title: "suspended",
      resources: [bucket(), versioning("Suspended")],
      expect: ["violation suspended"],
      message:
        "'versioningConfiguration.status' is not Enabled, so that what is overwritten or deleted is gone; versions are required. To mend it: give the bucket a BucketVersioning with versioningConfiguration.status Enabled.",
    },
    { title: "disabled", resources: [bucket(), versioning("Disabled")], expect: ["violation suspended"] },
    {
      title: "no status",
      resources: [bucket(), setting("BucketVersioning", {})],
      expect: ["violation suspended"],
    },
    {
      title: "off inside the bucket",
      resources: [bucket(undefined, { versioning: { enabled: false } })],
      expect: ["violation suspended"],
    },
    {
      title: "a second factor only",
      resources: [bucket(undefined, { versioning: { mfaDelete: true } })],
      expect: ["violation suspended"],
    },
    {
      title: "another bucket's versions",
      resources: [bucket(), versioning("Enabled", "other")],
      expect: ["violation not-versioned"],
    },
    {
      title: "suspended, of a bucket that is elsewhere",
      resources: [versioning("Suspended", "elsewhere")],
      expect: ["violation suspended"],
    },
    {
      title: "of no records, and off",
      resources: [bucket("none", { versioning: { enabled: false } })],
      expect: ["violation suspended"],
    },
    {
      title: "not known",
      resources: [bucket(undefined, { versioning: UNKNOWN })],
      expect: ["undetermined versioning"],
    },
    {
      title: "a status that is not known",
      resources: [bucket(), versioning(UNKNOWN)],
      expect: ["undetermined versioningConfiguration.status"],
    },
    {
      title: "perhaps this bucket's",
      resources: [bucket(), versioning("Enabled", UNKNOWN)],
      expect: ["undetermined bucket"],
    },
  ]);
});
