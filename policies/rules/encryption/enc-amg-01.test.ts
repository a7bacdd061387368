import { testRule } from "../../testing/cases";
import { keyCases } from "../../testing/key-cases";
import { grafanaWorkspacesUseCustomerKeys } from "./enc-amg-01";

describe("ENC-AMG-01", () => {
  testRule(grafanaWorkspacesUseCustomerKeys, [
    ...keyCases({
      type: "aws:grafana/workspace:Workspace",
      property: "kmsKeyId",
      alias: "alias/aws/grafana",
      missing:
        "'kmsKeyId' is missing, so that a key that AWS owns encrypts it; a customer-managed key is required. To mend it: set kmsKeyId to the ARN of a key of your own.",
    }),
  ]);
});
