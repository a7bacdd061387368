/** The four settings of S3's block public access, in the order in which S3 lists them. */
export const PUBLIC_ACCESS_SETTINGS = [
  {
    name: "blockPublicAcls",
    reason: "block-public-acls",
    otherwise: "ACLs that let everybody in are accepted",
  },
  {
    name: "ignorePublicAcls",
    reason: "ignore-public-acls",
    otherwise: "ACLs that let everybody in have effect",
  },
  {
    name: "blockPublicPolicy",
    reason: "block-public-policy",
    otherwise: "policies that let everybody in are accepted",
  },
  {
    name: "restrictPublicBuckets",
    reason: "restrict-public-buckets",
    otherwise: "policies that let everybody in have effect",
  },
] as const;
