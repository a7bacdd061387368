import { testRule } from "../../testing/cases";
import { flagCases } from "../../testing/flag-cases";
import { searchDomainsAreEncrypted } from "./enc-os-01";

describe("ENC-OS-01", () => {
  testRule(searchDomainsAreEncrypted, [
    ...flagCases({
      types: ["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"],
      property: "encryptAtRest.enabled",
      reason: "unencrypted",
      silence: "wrong",
      message:
        "'encryptAtRest.enabled' is false, so that indices, logs and snapshots lie open on the disks of the nodes; true is required. To mend it: set encryptAtRest.enabled to true.",
    }),
  ]);
});
