import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { bucketsBlockPublicAccess } from "./acc-s3-01";

const BUCKET = "aws:s3/bucket:Bucket";
const ALL = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};
const bucket: Given = { type: BUCKET, name: "logs", inputs: { bucket: "logs" } };
const block = (inputs: object = {}): Given => ({
  type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  name: "logs",
  inputs: { bucket: "logs", ...ALL, ...inputs },
});
const planned: Given = { ...block({ bucket: UNKNOWN }), from: { bucket: [`${BUCKET} logs`] } };
const account = (inputs: object = {}): Given => ({
  type: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
  name: "account",
  inputs: { ...ALL, ...inputs },
});
const wrong = (name: string, otherwise: string) =>
  `'${name}' is not true, so that ${otherwise}; all four settings are required. To mend it: set ${name} to true.`;

describe("ACC-S3-01", () => {
  testRule(bucketsBlockPublicAccess, [
    { title: "a bucket with a block", resources: [bucket, block()], expect: ["pass"] },
    { title: "the same before they exist", resources: [bucket, planned], expect: ["pass"] },
    { title: "settings as text", resources: [bucket, block({ blockPublicAcls: "true" })], expect: ["pass"] },
    { title: "a bucket in an account with a block", resources: [bucket, account()], expect: ["pass"] },
    {
      title: "a bucket with a hole, in an account with a block",
      resources: [bucket, block({ blockPublicAcls: false }), account()],
      expect: ["pass"],
    },
    { title: "an account's block", resources: [account()], expect: ["pass"] },
    { title: "the block of a bucket from elsewhere", resources: [block()], expect: ["pass"] },
    {
      title: "the block of a bucket that is not known",
      resources: [block({ bucket: UNKNOWN }), bucket],
      expect: ["pass"],
    },
    {
      title: "the block of a bucket of the stack, which tells of it",
      resources: [block(), bucket],
      expect: [],
    },
    {
      title: "another spelling of both",
      resources: [{ ...bucket, type: "aws:s3/bucketV2:BucketV2" }, block()],
      expect: ["pass"],
    },
    {
      title: "a bucket alone",
      resources: [bucket],
      expect: ["violation no-block"],
      message:
        "no BucketPublicAccessBlock of this stack names the bucket, so that nobody sees when somebody opens it; all four settings are required. To mend it: give the bucket a BucketPublicAccessBlock with all four settings true.",
    },
    {
      title: "a block of another bucket",
      resources: [bucket, block({ bucket: "other" })],
      expect: ["violation no-block"],
    },
    {
      title: "ACLs accepted",
      resources: [bucket, block({ blockPublicAcls: false })],
      expect: ["violation block-public-acls"],
      message: wrong("blockPublicAcls", "ACLs that let everybody in are accepted"),
    },
    {
      title: "ACLs in effect",
      resources: [bucket, block({ ignorePublicAcls: undefined })],
      expect: ["violation ignore-public-acls"],
      message: wrong("ignorePublicAcls", "ACLs that let everybody in have effect"),
    },
    {
      title: "policies accepted",
      resources: [bucket, block({ blockPublicPolicy: "false" })],
      expect: ["violation block-public-policy"],
      message: wrong("blockPublicPolicy", "policies that let everybody in are accepted"),
    },
    {
      title: "policies in effect",
      resources: [block({ restrictPublicBuckets: null })],
      expect: ["violation restrict-public-buckets"],
      message: wrong("restrictPublicBuckets", "policies that let everybody in have effect"),
    },
    {
      title: "a block of nothing",
      resources: [
        block({
          blockPublicAcls: false,
          ignorePublicAcls: false,
          blockPublicPolicy: false,
          restrictPublicBuckets: false,
        }),
      ],
      expect: [
        "violation block-public-acls",
        "violation ignore-public-acls",
        "violation block-public-policy",
        "violation restrict-public-buckets",
      ],
    },
    {
      title: "an account's block with a hole",
      resources: [account({ blockPublicPolicy: false })],
      expect: ["violation block-public-policy"],
    },
    {
      title: "a bucket in an account whose block has a hole",
      resources: [bucket, account({ blockPublicPolicy: false })],
      expect: ["violation no-block"],
    },
    {
      title: "a setting that is not known",
      resources: [bucket, block({ blockPublicAcls: UNKNOWN })],
      expect: ["undetermined blockPublicAcls"],
      message: "blockPublicAcls is not known before the update",
    },
    {
      title: "a bucket in an account whose block is not known",
      resources: [bucket, account({ blockPublicPolicy: UNKNOWN })],
      expect: ["undetermined blockPublicPolicy"],
    },
    {
      title: "a bucket and a block that is not known to be its own",
      resources: [bucket, block({ bucket: UNKNOWN })],
      expect: ["undetermined bucket"],
    },
  ]);
});
