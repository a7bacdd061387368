import { testRule } from "../../testing/cases";
import { keyCases } from "../../testing/key-cases";
import { UNKNOWN } from "../../testing/resources";
import { uploadsUseCustomerKeys } from "./enc-s3-05";

const OBJECT = "aws:s3/bucketObject:BucketObject";
const TYPES = [OBJECT, "aws:s3/bucketObjectv2:BucketObjectv2", "aws:s3/objectCopy:ObjectCopy"];

describe("ENC-S3-05", () => {
  testRule(uploadsUseCustomerKeys, [
    ...TYPES.flatMap((type) =>
      keyCases({
        type,
        property: "kmsKeyId",
        beside: { bucket: "reports", serverSideEncryption: "aws:kms" },
        alias: "alias/aws/s3",
        missing:
          "'kmsKeyId' is missing, so that a key of Amazon's encrypts the object; a customer-managed key is required. " +
          "To mend it: set kmsKeyId to the ARN of a key of your own.",
      }),
    ),
    {
      title: "nothing said",
      resources: [{ type: OBJECT, name: "report", inputs: { bucket: "reports", key: "a" } }],
      expect: ["violation not-stated"],
      message:
        "neither 'kmsKeyId' nor 'serverSideEncryption' is set: the default of the bucket decides, whatever it will be; " +
        "a customer-managed key is required. To mend it: set kmsKeyId to the ARN of a key of your own.",
    },
    {
      title: "S3's own encryption",
      resources: [
        { type: OBJECT, name: "report", inputs: { bucket: "reports", serverSideEncryption: "AES256" } },
      ],
      expect: ["violation no-key"],
    },
    {
      title: "an algorithm that is not known, and no key",
      resources: [
        { type: OBJECT, name: "report", inputs: { bucket: "reports", serverSideEncryption: UNKNOWN } },
      ],
      expect: ["violation no-key"],
    },
  ]);
});
