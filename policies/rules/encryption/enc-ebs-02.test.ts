import { testRule } from "../../testing/cases";
import { keyCases } from "../../testing/key-cases";
import { volumesUseCustomerKeys } from "./enc-ebs-02";

describe("ENC-EBS-02", () => {
  testRule(volumesUseCustomerKeys, [
    ...["aws:ebs/volume:Volume", "aws:ebs/snapshotCopy:SnapshotCopy"].flatMap((type) =>
      keyCases({
        type,
        property: "kmsKeyId",
        beside: { encrypted: true },
        alias: "alias/aws/ebs",
        missing:
          "'kmsKeyId' is missing, so that the key that AWS manages (alias/aws/ebs) encrypts it; a customer-managed key is required. To mend it: set kmsKeyId to the ARN of a key of your own.",
      }),
    ),
    {
      title: "nothing at all",
      resources: [{ type: "aws:ebs/volume:Volume", name: "data", inputs: { size: 10 } }],
      expect: ["violation unencrypted"],
      message:
        "neither 'encrypted' nor 'kmsKeyId' is set; encryption with a customer-managed key is required. " +
        "To mend it: set encrypted to true and kmsKeyId to the ARN of a key of your own.",
    },
    {
      title: "encryption off",
      resources: [
        { type: "aws:ebs/snapshotCopy:SnapshotCopy", name: "copy", inputs: { encrypted: "false" } },
      ],
      expect: ["violation unencrypted"],
    },
  ]);
});
