import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { bucketAclsAreDisabled } from "./acc-s3-03";

const BUCKET = "aws:s3/bucket:Bucket";
const bucket: Given = { type: BUCKET, name: "logs", inputs: { bucket: "logs" } };
const controls = (objectOwnership: unknown, inputs: object = {}): Given => ({
  type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  name: "logs",
  inputs: { bucket: "logs", rule: { objectOwnership }, ...inputs },
});
const planned = (objectOwnership: unknown): Given => ({
  ...controls(objectOwnership, { bucket: UNKNOWN }),
  from: { bucket: [`${BUCKET} logs`] },
});
const ENFORCED = "BucketOwnerEnforced";
const message = (found: string) =>
  `'rule.objectOwnership' is ${found}, so that ACLs decide who may read objects, unseen by policies; BucketOwnerEnforced is required. To mend it: set rule.objectOwnership to BucketOwnerEnforced.`;

describe("ACC-S3-03", () => {
  testRule(bucketAclsAreDisabled, [
    { title: "controls", resources: [controls(ENFORCED)], expect: ["pass"] },
    {
      title: "controls in a list",
      resources: [controls(undefined, { rule: [{ objectOwnership: ENFORCED }] })],
      expect: ["pass"],
    },
    { title: "a bucket with controls", resources: [bucket, controls(ENFORCED)], expect: ["pass"] },
    { title: "the same before they exist", resources: [bucket, planned(ENFORCED)], expect: ["pass"] },
    { title: "a bucket that takes S3's own", resources: [bucket], expect: ["pass"] },
    {
      title: "a bucket beside the controls of another",
      resources: [bucket, controls("ObjectWriter", { bucket: "other" })],
      expect: ["pass"],
    },
    {
      title: "another spelling",
      resources: [{ ...bucket, type: "aws:s3/bucketV2:BucketV2" }, controls(ENFORCED)],
      expect: ["pass"],
    },
    {
      title: "controls of a bucket from elsewhere",
      resources: [controls(ENFORCED, { bucket: "other" })],
      expect: ["pass"],
    },
    {
      title: "the writer owns",
      resources: [controls("ObjectWriter")],
      expect: ["violation acls-enabled"],
      message: message("'ObjectWriter'"),
    },
    {
      title: "the owner if the writer likes",
      resources: [controls("BucketOwnerPreferred")],
      expect: ["violation acls-enabled"],
      message: message("'BucketOwnerPreferred'"),
    },
    {
      title: "controls that say nothing",
      resources: [controls(undefined)],
      expect: ["violation acls-enabled"],
      message: message("missing"),
    },
    {
      title: "controls without a rule",
      resources: [controls(undefined, { rule: undefined })],
      expect: ["violation acls-enabled"],
    },
    { title: "an empty one", resources: [controls("")], expect: ["violation acls-enabled"] },
    {
      title: "a bucket with such controls",
      resources: [bucket, controls("ObjectWriter")],
      expect: ["violation acls-enabled"],
    },
    {
      title: "a bucket with such controls before they exist",
      resources: [bucket, planned("BucketOwnerPreferred")],
      expect: ["violation acls-enabled"],
    },
    {
      title: "small letters",
      resources: [controls("bucketownerenforced")],
      expect: ["violation acls-enabled"],
    },
    {
      title: "controls that are not known",
      resources: [bucket, controls(UNKNOWN)],
      expect: ["undetermined rule.objectOwnership"],
      message: "rule.objectOwnership is not known before the update",
    },
    {
      title: "controls of a bucket that is not known",
      resources: [bucket, controls("ObjectWriter", { bucket: UNKNOWN })],
      expect: ["undetermined bucket"],
    },
  ]);
});
