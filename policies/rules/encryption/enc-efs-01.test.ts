import { testRule } from "../../testing/cases";
import { flagCases } from "../../testing/flag-cases";
import { fileSystemsAreEncrypted } from "./enc-efs-01";

describe("ENC-EFS-01", () => {
  testRule(fileSystemsAreEncrypted, [
    ...flagCases({
      types: ["aws:efs/fileSystem:FileSystem"],
      property: "encrypted",
      reason: "unencrypted",
      silence: "wrong",
      message:
        "'encrypted' is false, so that files lie open on Amazon's disks; true is required. To mend it: set encrypted to true.",
    }),
  ]);
});
