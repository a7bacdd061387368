import { testRule } from "../../testing/cases";
import { keyCases } from "../../testing/key-cases";
import { fileSystemsUseCustomerKeys } from "./enc-efs-02";

describe("ENC-EFS-02", () => {
  testRule(fileSystemsUseCustomerKeys, [
    ...keyCases({
      type: "aws:efs/fileSystem:FileSystem",
      property: "kmsKeyId",
      alias: "alias/aws/elasticfilesystem",
      missing:
        "'kmsKeyId' is missing, so that the key that AWS manages (alias/aws/elasticfilesystem) encrypts it; a customer-managed key is required. To mend it: set kmsKeyId to the ARN of a key of your own.",
    }),
  ]);
});
