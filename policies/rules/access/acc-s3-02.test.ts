import { testRule, type RuleCase } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { noPublicAcls } from "./acc-s3-02";

const FIX = "To mend it: take the ACL out: buckets are private, and policies say who else may.";
const GROUP = "http://acs.amazonaws.com/groups/global";
const bucket = (inputs: object): RuleCase["resources"] => [
  { type: "aws:s3/bucket:Bucket", name: "it", inputs: { bucket: "it", ...inputs } },
];
const canned = (acl: unknown, kind = "bucketAcl:BucketAcl"): RuleCase["resources"] => [
  { type: `aws:s3/${kind}`, name: "it", inputs: { bucket: "it", acl } },
];
const granted = (grantee: unknown, permission: unknown = "READ"): RuleCase["resources"] => [
  {
    type: "aws:s3/bucketAcl:BucketAcl",
    name: "it",
    inputs: {
      bucket: "it",
      accessControlPolicy: { owner: { id: "79a5" }, grants: [{ grantee, permission }] },
    },
  },
];

describe("ACC-S3-02", () => {
  testRule(noPublicAcls, [
    { title: "nothing said", resources: bucket({}), expect: ["pass"] },
    { title: "private", resources: bucket({ acl: "private" }), expect: ["pass"] },
    { title: "private, apart", resources: canned("private"), expect: ["pass"] },
    { title: "for the logs of S3", resources: canned("log-delivery-write"), expect: ["pass"] },
    {
      title: "an object for the bucket's owner",
      resources: canned("bucket-owner-full-control", "bucketObjectv2:BucketObjectv2"),
      expect: ["pass"],
    },
    {
      title: "a user",
      resources: granted({ type: "CanonicalUser", id: "79a5" }, "FULL_CONTROL"),
      expect: ["pass"],
    },
    {
      title: "log delivery",
      resources: granted({ type: "Group", uri: "http://acs.amazonaws.com/groups/s3/LogDelivery" }, "WRITE"),
      expect: ["pass"],
    },
    {
      title: "log delivery in the bucket",
      resources: bucket({
        grants: [
          {
            type: "Group",
            uri: "http://acs.amazonaws.com/groups/s3/LogDelivery",
            permissions: ["READ_ACP", "WRITE"],
          },
        ],
      }),
      expect: ["pass"],
    },
    {
      title: "everybody reads",
      resources: bucket({ acl: "public-read" }),
      expect: ["violation public-read"],
      message: `'acl' is 'public-read', which lets everybody read; private is required. ${FIX}`,
    },
    {
      title: "everybody reads, another spelling",
      resources: canned("public-read", "bucketAclV2:BucketAclV2"),
      expect: ["violation public-read"],
    },
    {
      title: "everybody writes",
      resources: canned("public-read-write"),
      expect: ["violation public-write"],
      message: `'acl' is 'public-read-write', which lets everybody read and write; private is required. ${FIX}`,
    },
    {
      title: "any account reads",
      resources: canned("authenticated-read"),
      expect: ["violation any-account"],
      message: `'acl' is 'authenticated-read', which lets everybody with an AWS account read; private is required. ${FIX}`,
    },
    {
      title: "everybody reads an object",
      resources: canned("public-read", "bucketObjectv2:BucketObjectv2"),
      expect: ["violation public-read"],
    },
    {
      title: "a grant to everybody",
      resources: granted({ type: "Group", uri: `${GROUP}/AllUsers` }),
      expect: ["violation everyone"],
      message: `'accessControlPolicy.grants[0]' gives everybody permissions on the bucket; named accounts are required. ${FIX}`,
    },
    {
      title: "a grant to any account",
      resources: granted({ type: "Group", uri: `${GROUP}/AuthenticatedUsers` }),
      expect: ["violation any-account"],
    },
    {
      title: "a grant in the bucket",
      resources: bucket({ grants: [{ type: "Group", uri: `${GROUP}/AllUsers`, permissions: ["READ"] }] }),
      expect: ["violation everyone"],
    },
    {
      title: "log delivery that may change the ACL",
      resources: granted(
        { type: "Group", uri: "http://acs.amazonaws.com/groups/s3/LogDelivery" },
        "WRITE_ACP",
      ),
      expect: ["violation write-acp"],
      message: `'accessControlPolicy.grants[0]' gives a group WRITE_ACP, with which it can let in anybody; only the owner is allowed to change the ACL. ${FIX}`,
    },
    {
      title: "an ACL that is not known",
      resources: canned(UNKNOWN),
      expect: ["undetermined acl"],
      message: "acl is not known before the update",
    },
    {
      title: "a grantee that is not known",
      resources: granted(UNKNOWN),
      expect: ["undetermined accessControlPolicy.grants[0].grantee"],
    },
  ]);
});
