import { testRule } from "../../testing/cases";
import { policyCases, when } from "../../testing/policy-cases";
import { bucketPoliciesLockNobodyOut } from "./acc-s3-06";

const ADMIN = "arn:aws:iam::111122223333:role/admin";
const BUCKET = ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"];
const deny = (Action: unknown, rest: object = {}) => ({
  Effect: "Deny",
  Principal: "*",
  Action,
  Resource: BUCKET,
  ...rest,
});
const MESSAGE =
  "denies everybody, administrators included, to change the bucket's policy, and no condition makes an exception: only the account's root user could undo it. To mend it: add a condition that leaves the administrators out, such as ArnNotLike with aws:PrincipalArn, or deny less.";

describe("ACC-S3-06", () => {
  testRule(
    bucketPoliciesLockNobodyOut,
    policyCases({
      type: "aws:s3/bucketPolicy:BucketPolicy",
      complies: {
        "everything without TLS": deny("s3:*", when("Bool", "aws:SecureTransport", "false")),
        "everything but for administrators": deny("s3:*", when("ArnNotLike", "aws:PrincipalArn", ADMIN)),
        "everything to one role": deny("s3:*", { Principal: { AWS: ADMIN } }),
        "everything but to one role": {
          Effect: "Deny",
          NotPrincipal: { AWS: ADMIN },
          Action: "s3:*",
          Resource: BUCKET,
        },
        "to delete": deny(["s3:DeleteObject", "s3:DeleteBucket"]),
        "everything on the objects": deny("s3:*", { Resource: "arn:aws:s3:::logs/*" }),
        "to change the policy, while it can be deleted": deny("s3:PutBucketPolicy"),
        "everything allowed": { ...deny("s3:*"), Effect: "Allow" },
      },
      breaks: {
        everything: [deny("s3:*"), ["locked-out"], `statement number 1 ${MESSAGE}`],
        "every action there is": [deny("*"), ["locked-out"]],
        "everything, by name": [
          deny("s3:*", { Sid: "Freeze" }),
          ["locked-out"],
          `statement 'Freeze' ${MESSAGE}`,
        ],
        "everything, to every account": [deny("s3:*", { Principal: { AWS: "*" } }), ["locked-out"]],
        "everything on the bucket": [deny("s3:*", { Resource: "arn:aws:s3:::logs" }), ["locked-out"]],
        "everything everywhere": [deny("s3:*", { Resource: "*" }), ["locked-out"]],
        "whatever is about policies": [deny(["s3:*BucketPolicy"]), ["locked-out"]],
        "to read only": [
          { Effect: "Deny", Principal: "*", NotAction: "s3:GetObject", Resource: BUCKET },
          ["locked-out"],
        ],
        "everything twice": [
          [deny("s3:*"), deny("*")],
          ["locked-out", "locked-out"],
        ],
      },
    }),
  );
});
