import { testRule } from "../../testing/cases";
import { flagCases } from "../../testing/flag-cases";
import { newVolumesAreEncrypted } from "./enc-ebs-03";

describe("ENC-EBS-03", () => {
  testRule(newVolumesAreEncrypted, [
    ...flagCases({
      types: ["aws:ebs/encryptionByDefault:EncryptionByDefault"],
      property: "enabled",
      reason: "off",
      message:
        "'enabled' is false, so that volumes made in this region by whoever forgets to ask are not encrypted; true is required. " +
        "To mend it: set enabled to true.",
      silence: "right",
    }),
  ]);
});
