import { testRule } from "../../testing/cases";
import { keyCases } from "../../testing/key-cases";
import { topicsUseCustomerKeys } from "./enc-sns-02";

describe("ENC-SNS-02", () => {
  testRule(topicsUseCustomerKeys, [
    ...keyCases({
      type: "aws:sns/topic:Topic",
      property: "kmsMasterKeyId",
      alias: "alias/aws/sns",
      missing:
        "'kmsMasterKeyId' is missing, so that nothing is encrypted; a customer-managed key is required. To mend it: set kmsMasterKeyId to the ARN of a key of your own.",
    }),
  ]);
});
