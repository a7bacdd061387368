import { byHand, testRule } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { single } from "../../testing/single";
import { eventStoresKeepTheLaw } from "./ret-ctl-01";

const store = single("aws:cloudtrail/eventDataStore:EventDataStore");
const of = (recordClass: unknown, inputs = {}, tags = {}) => ({
  tags: { "record-class": recordClass, ...tags },
  ...inputs,
});
const lab = { environment: "lab", "pharos:assurance": "trial" };

describe("RET-CTL-01", () => {
  testRule(eventStoresKeepTheLaw, [
    store("as the provider has it", {}, "pass"),
    store("six years", { retentionPeriod: 2192 }, "pass"),
    store("six years, as text", { retentionPeriod: "2192" }, "pass"),
    store("a year of audit logs", of("pci-audit", { retentionPeriod: 365 }), "pass"),
    store(
      "all said",
      { retentionPeriod: 2555, terminationProtectionEnabled: true, multiRegionEnabled: true },
      "pass",
    ),
    store("of a whole organisation", of("control-evidence", { organizationEnabled: true }), "pass"),
    store("communications", of("sec-17a4-b", { retentionPeriod: 1096 }), "pass"),
    store(
      "no records",
      of("none", { retentionPeriod: 7 }),
      "notApplicable",
      "its tag says that it holds no records",
    ),
    store(
      "a trial",
      of("pci-audit", { retentionPeriod: 7, terminationProtectionEnabled: false }, lab),
      "pass",
    ),
    store(
      "a day too short",
      of("sec-17a4-a", { retentionPeriod: 2191 }),
      "violation too-short",
      "'retentionPeriod' is 2191; at least 2192 days are required (sec-17a4-a, 17 CFR 240.17a-4(a): 6 years). To mend it: set retentionPeriod to 2192 or more.",
    ),
    byHand(
      store(
        "no class, a year",
        { retentionPeriod: 365 },
        "violation too-short",
        "'retentionPeriod' is 365; at least 2192 days are required (the event data store has no tag 'record-class', so that what it may hold counts: sec-17a4-a, sec-17a4-a, 17 CFR 240.17a-4(a): 6 years). To mend it: set retentionPeriod to 2192 or more.",
      ),
    ),
    store("audit logs for a quarter", of("pci-audit", { retentionPeriod: 90 }), "violation too-short"),
    byHand(store("what a legal hold keeps", of("sec-17a4-d"), "violation too-short")),
    store(
      "no protection",
      { terminationProtectionEnabled: false },
      "violation deletable",
      "'terminationProtectionEnabled' is false, so that one request deletes the store with all its events; true is required. To mend it: set terminationProtectionEnabled to true.",
    ),
    store("no protection, as text", { terminationProtectionEnabled: "false" }, "violation deletable"),
    store(
      "one region",
      { multiRegionEnabled: false },
      "violation one-region",
      "'multiRegionEnabled' is false, so that what is done in any other region leaves no trace; true is required. To mend it: set multiRegionEnabled to true.",
    ),
    store(
      "one region of a trial",
      of("pci-audit", { multiRegionEnabled: false }, lab),
      "violation one-region",
    ),
    byHand(
      store(
        "wrong in every way",
        { retentionPeriod: 7, terminationProtectionEnabled: false, multiRegionEnabled: false },
        ["violation too-short", "violation deletable", "violation one-region"],
      ),
    ),
    store("not known", { retentionPeriod: UNKNOWN }, "undetermined retentionPeriod"),
    store("class not known", of(UNKNOWN), 'undetermined tags["record-class"]'),
  ]);
});
