import assert from "node:assert/strict";
import { days } from "../../content/units";
import { bucketContents, contentTags } from "./contents";

describe("contents of a bucket", () => {
  it("of several classes need the care of the most delicate, and the strictest rule", () => {
    const contents = bucketContents("search", ["pci-audit", "gdpr-security-log"]);
    assert.equal(contents.classification, "personal");
    assert.equal(contents.retention.retainDays, 365);
    assert.deepEqual(contentTags(contents), {
      "record-class": "pci-audit",
      "record-class-also": "gdpr-security-log",
      "data-classification": "personal",
    });
  });

  it("are kept as long as the stack says", () => {
    const contents = bucketContents("trail", ["pci-audit"], { "pci-audit": days(400) });
    assert.equal(contents.retention.retainDays, 400);
  });

  it("without records have no rule, and say what care they need", () => {
    const contents = bucketContents("working", "none", {}, "regulated");
    assert.deepEqual(contentTags(contents), { "record-class": "none", "data-classification": "regulated" });
    assert.equal(contents.retention.retainDays, undefined);
  });

  it("refuse two classes of which one must be kept longer than the other may be, and name both rules", () => {
    assert.throws(() => bucketContents("mixed", ["gdpr-app-telemetry", "pci-audit"]), {
      name: "UserError",
      message:
        "bucket 'mixed' cannot hold gdpr-app-telemetry and pci-audit: pci-audit must be kept at least 365 days (PCI DSS v4.0.1 10.5.1: 12 months), " +
        "but gdpr-app-telemetry at most 90 days (GDPR 5(1)(c) and (e) without a number; 90 days is what Pharos writes into the record of processing): " +
        "give each class a store of its own, or mask what makes it gdpr-app-telemetry",
    });
  });
});
