import { testRule } from "../../testing/cases";
import { keyCases } from "../../testing/key-cases";
import { queuesUseCustomerKeys } from "./enc-sqs-02";

describe("ENC-SQS-02", () => {
  testRule(queuesUseCustomerKeys, [
    ...keyCases({
      type: "aws:sqs/queue:Queue",
      property: "kmsMasterKeyId",
      alias: "alias/aws/sqs",
      missing:
        "'kmsMasterKeyId' is missing, so that a key that AWS owns encrypts it; a customer-managed key is required. To mend it: set kmsMasterKeyId to the ARN of a key of your own.",
    }),
  ]);
});
