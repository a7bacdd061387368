import { testRule } from "../../testing/cases";
import { keyCases } from "../../testing/key-cases";
import { searchDomainsUseCustomerKeys } from "./enc-os-02";

describe("ENC-OS-02", () => {
  testRule(searchDomainsUseCustomerKeys, [
    ...keyCases({
      type: "aws:opensearch/domain:Domain",
      property: "encryptAtRest.kmsKeyId",
      alias: "alias/aws/es",
      missing:
        "'encryptAtRest.kmsKeyId' is missing, so that the key that AWS manages (alias/aws/es) encrypts it; a customer-managed key is required. To mend it: set encryptAtRest.kmsKeyId to the ARN of a key of your own.",
    }),
    ...keyCases({
      type: "aws:elasticsearch/domain:Domain",
      property: "encryptAtRest.kmsKeyId",
      alias: "alias/aws/es",
      missing:
        "'encryptAtRest.kmsKeyId' is missing, so that the key that AWS manages (alias/aws/es) encrypts it; a customer-managed key is required. To mend it: set encryptAtRest.kmsKeyId to the ARN of a key of your own.",
    }),
  ]);
});
