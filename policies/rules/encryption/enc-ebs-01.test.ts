import { testRule } from "../../testing/cases";
import { flagCases } from "../../testing/flag-cases";
import { volumesAreEncrypted } from "./enc-ebs-01";

describe("ENC-EBS-01", () => {
  testRule(volumesAreEncrypted, [
    ...flagCases({
      types: ["aws:ebs/volume:Volume"],
      property: "encrypted",
      reason: "unencrypted",
      silence: "wrong",
      message:
        "'encrypted' is false, so that the volume and its snapshots lie open on Amazon's disks; true is required. To mend it: set encrypted to true.",
    }),
  ]);
});
