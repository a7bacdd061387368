import { testRule } from "../../testing/cases";
import { trueCases } from "../../testing/true-cases";
import { fileSystemsAreEncrypted } from "./enc-efs-01";

describe("ENC-EFS-01", () => {
  testRule(fileSystemsAreEncrypted, [
    ...trueCases({
      type: "aws:efs/fileSystem:FileSystem",
      property: "encrypted",
      reason: "unencrypted",
      message:
        "'encrypted' is false, so that files lie open on Amazon's disks; true is required. To mend it: set encrypted to true.",
    }),
  ]);
});
