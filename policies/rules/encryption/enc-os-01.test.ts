import { testRule } from "../../testing/cases";
import { trueCases } from "../../testing/true-cases";
import { searchDomainsAreEncrypted } from "./enc-os-01";

describe("ENC-OS-01", () => {
  testRule(searchDomainsAreEncrypted, [
    ...trueCases({
      type: "aws:opensearch/domain:Domain",
      property: "encryptAtRest.enabled",
      reason: "unencrypted",
      message:
        "'encryptAtRest.enabled' is false, so that indices, logs and snapshots lie open on the disks of the nodes; true is required. To mend it: set encryptAtRest.enabled to true.",
    }),
    ...trueCases({
      type: "aws:elasticsearch/domain:Domain",
      property: "encryptAtRest.enabled",
      reason: "unencrypted",
      message:
        "'encryptAtRest.enabled' is false, so that indices, logs and snapshots lie open on the disks of the nodes; true is required. To mend it: set encryptAtRest.enabled to true.",
    }),
  ]);
});
