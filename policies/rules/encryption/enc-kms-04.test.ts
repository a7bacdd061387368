import { testRule } from "../../testing/cases";
import { flagCases } from "../../testing/flag-cases";
import { keysAreEnabled } from "./enc-kms-04";

describe("ENC-KMS-04", () => {
  testRule(keysAreEnabled, [
    ...flagCases({
      types: ["aws:kms/key:Key"],
      property: "isEnabled",
      reason: "disabled",
      message:
        "'isEnabled' is false, so that nothing that the key encrypts can be read or written; true is required. To mend it: set isEnabled to true.",
      silence: "right",
    }),
  ]);
});
