import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Read, Reader } from "../../evaluation/reader";
import type { StackRule } from "../../evaluation/rule";

const BUCKET = "aws:s3/bucket:Bucket";
const ACL = "aws:s3/bucketAcl:BucketAcl";
const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";

/** Canned ACL → reason, and whom it lets in. */
const CANNED: Readonly<Record<string, readonly [reason: string, who: string]>> = {
  "public-read": ["public-read", "everybody read"],
  "public-read-write": ["public-write", "everybody read and write"],
  "authenticated-read": ["any-account", "everybody with an AWS account read"],
};

/** Last part of a group's address → reason, and who is in it. */
const GROUPS: Readonly<Record<string, readonly [reason: string, who: string]>> = {
  AllUsers: ["everyone", "everybody"],
  AuthenticatedUsers: ["any-account", "everybody with an AWS account"],
};

const FIX = "take the ACL out: buckets are private, and policies say who else may";

export const noPublicAcls: StackRule = {
  id: "ACC-S3-02",
  slug: "no-public-acls",
  title: "No public or all-authenticated-users ACL",
  severity: "critical",
  controls: {
    soc2: ["CC6.1", "CC6.6"],
    pci: ["1.4.4", "7.2.1"],
    gdpr: ["25(2)", "32(1)(b)"],
    iso27001: ["A.5.15", "A.8.3"],
  },
  scope: "stack",
  types: [BUCKET, ACL, OBJECT],
  siblings: [],
  remediation: "Take the ACL out, and let a bucket policy name who else may read.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html",
  check: ({ inputs }) =>
    allOf([
      judgeCanned(inputs.at("acl")),
      ...judgeGrants(inputs.at("grants"), (grant) => grant.at("uri")),
      ...judgeGrants(inputs.at("accessControlPolicy", "grants"), (grant) => grant.at("grantee", "uri")),
    ]),
};

function judgeCanned(place: Reader): Outcome {
  const acl = place.filledText();
  if (acl.state === "unknown") return undetermined(acl);
  const found = acl.state === "value" && Object.hasOwn(CANNED, acl.value) ? CANNED[acl.value] : undefined;
  if (acl.state === "absent" || found === undefined) return pass;
  const [reason, who] = found;
  return violation(reason, {
    message: `'${place.path}' is '${acl.value}', which lets ${who}; private is required`,
    fix: FIX,
    property: place.path,
  });
}

function judgeGrants(grants: Reader, group: (grant: Reader) => Reader): readonly Outcome[] {
  const list = grants.list();
  if (list.state === "unknown") return [undetermined(list)];
  return list.state === "absent"
    ? []
    : list.value.map((grant) => judgeGrant(grant, group(grant).filledText()));
}

function judgeGrant(grant: Reader, uri: Read<string>): Outcome {
  if (uri.state === "unknown") return undetermined(uri);
  const name = uri.state === "value" ? (uri.value.split("/").pop() ?? "") : "";
  const found = Object.hasOwn(GROUPS, name) ? GROUPS[name] : undefined;
  if (found === undefined) return name === "" ? pass : judgePermission(grant);
  const [reason, who] = found;
  return violation(reason, {
    message: `'${grant.path}' gives ${who} permissions on the bucket; named accounts are required`,
    fix: FIX,
    property: grant.path,
  });
}

/** Who may write the ACL can let in whomever they like; AWS' log delivery needs no more than to write and to read it. */
function judgePermission(grant: Reader): Outcome {
  const permissions = ["permission", "permissions"].map((name) => grant.at(name).list());
  for (const list of permissions) {
    if (list.state === "unknown") return undetermined(list);
    for (const place of list.state === "value" ? list.value : []) {
      const text = place.filledText();
      if (text.state === "unknown") return undetermined(text);
      if (text.state !== "value" || !["WRITE_ACP", "FULL_CONTROL"].includes(text.value)) continue;
      return violation("write-acp", {
        message: `'${grant.path}' gives a group ${text.value}, with which it can let in anybody; only the owner is allowed to change the ACL`,
        fix: FIX,
        property: grant.path,
      });
    }
  }
  return pass;
}
