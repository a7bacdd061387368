import { testRule } from "../../testing/cases";
import { keyCases } from "../../testing/key-cases";
import { logGroupsUseCustomerKeys } from "./enc-logs-01";

describe("ENC-LOGS-01", () => {
  testRule(logGroupsUseCustomerKeys, [
    ...keyCases({
      type: "aws:cloudwatch/logGroup:LogGroup",
      property: "kmsKeyId",
      alias: "alias/aws/logs",
      missing:
        "'kmsKeyId' is missing, so that a key that AWS owns encrypts it; a customer-managed key is required. To mend it: set kmsKeyId to the ARN of a key of your own.",
    }),
  ]);
});
