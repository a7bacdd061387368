import { testRule } from "../../testing/cases";
import { keyCases } from "../../testing/key-cases";
import { trailsUseCustomerKeys } from "./enc-ct-01";

describe("ENC-CT-01", () => {
  testRule(trailsUseCustomerKeys, [
    ...keyCases({
      type: "aws:cloudtrail/trail:Trail",
      property: "kmsKeyId",
      alias: "alias/aws/cloudtrail",
      missing:
        "'kmsKeyId' is missing, so that a key that AWS owns encrypts it; a customer-managed key is required. To mend it: set kmsKeyId to the ARN of a key of your own.",
    }),
    ...keyCases({
      type: "aws:cloudtrail/eventDataStore:EventDataStore",
      property: "kmsKeyId",
      alias: "alias/aws/cloudtrail",
      missing:
        "'kmsKeyId' is missing, so that a key that AWS owns encrypts it; a customer-managed key is required. To mend it: set kmsKeyId to the ARN of a key of your own.",
    }),
  ]);
});
