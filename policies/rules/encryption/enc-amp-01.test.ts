import { testRule } from "../../testing/cases";
import { keyCases } from "../../testing/key-cases";
import { prometheusWorkspacesUseCustomerKeys } from "./enc-amp-01";

describe("ENC-AMP-01", () => {
  testRule(prometheusWorkspacesUseCustomerKeys, [
    ...keyCases({
      type: "aws:amp/workspace:Workspace",
      property: "kmsKeyArn",
      alias: "alias/aws/aps",
      missing:
        "'kmsKeyArn' is missing, so that a key that AWS owns encrypts it; a customer-managed key is required. To mend it: set kmsKeyArn to the ARN of a key of your own.",
    }),
  ]);
});
