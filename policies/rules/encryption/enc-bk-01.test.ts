import { testRule } from "../../testing/cases";
import { keyCases } from "../../testing/key-cases";
import { backupVaultsUseCustomerKeys } from "./enc-bk-01";

describe("ENC-BK-01", () => {
  testRule(backupVaultsUseCustomerKeys, [
    ...keyCases({
      type: "aws:backup/vault:Vault",
      property: "kmsKeyArn",
      alias: "alias/aws/backup",
      missing:
        "'kmsKeyArn' is missing, so that the key that AWS manages (alias/aws/backup) encrypts it; a customer-managed key is required. To mend it: set kmsKeyArn to the ARN of a key of your own.",
    }),
  ]);
});
