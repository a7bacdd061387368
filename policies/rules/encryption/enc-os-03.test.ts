import { testRule } from "../../testing/cases";
import { trueCases } from "../../testing/true-cases";
import { searchNodesTalkEncrypted } from "./enc-os-03";

describe("ENC-OS-03", () => {
  testRule(searchNodesTalkEncrypted, [
    ...trueCases({
      type: "aws:opensearch/domain:Domain",
      property: "nodeToNodeEncryption.enabled",
      reason: "unencrypted",
      message:
        "'nodeToNodeEncryption.enabled' is false, so that the nodes send documents to each other in clear; true is required. To mend it: set nodeToNodeEncryption.enabled to true.",
    }),
    ...trueCases({
      type: "aws:elasticsearch/domain:Domain",
      property: "nodeToNodeEncryption.enabled",
      reason: "unencrypted",
      message:
        "'nodeToNodeEncryption.enabled' is false, so that the nodes send documents to each other in clear; true is required. To mend it: set nodeToNodeEncryption.enabled to true.",
    }),
  ]);
});
