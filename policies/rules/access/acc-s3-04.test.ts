import { testRule } from "../../testing/cases";
import { policyCases, guardedStatements } from "../../testing/policy-cases";
import { bucketPoliciesGrantNothingToEveryone } from "./acc-s3-04";

describe("ACC-S3-04", () => {
  testRule(
    bucketPoliciesGrantNothingToEveryone,
    policyCases({
      type: "aws:s3/bucketPolicy:BucketPolicy",
      ...guardedStatements("the bucket", "s3:GetObject"),
    }),
  );
});
