import { byHand, testRule } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { single } from "../../testing/single";
import { logGroupsKeepAuditLogs } from "./ret-logs-02";

const group = single("aws:cloudwatch/logGroup:LogGroup");
const of = (recordClass: unknown, retentionInDays?: unknown, tags = {}) => ({
  tags: { "record-class": recordClass, ...tags },
  retentionInDays,
});
const short = "violation too-short";

describe("RET-LOGS-02", () => {
  testRule(logGroupsKeepAuditLogs, [
    group("audit logs for a year", of("pci-audit", 365), "pass"),
    group("audit logs, as text", of("pci-audit", "400"), "pass"),
    group("audit logs for ever", of("pci-audit"), "pass"),
    group("no class, a year", { retentionInDays: 365 }, "pass"),
    group("no class, for ever, which is not short", { retentionInDays: 0 }, "pass"),
    group("six years", of("sec-17a4-a", 2192), "pass"),
    group("records that a legal hold keeps", of("sec-17a4-d", 0), "pass"),
    group("security logs for half a year", of("gdpr-security-log", 180), "pass"),
    group("telemetry, which no law asks to keep", of("gdpr-app-telemetry", 1), "pass"),
    group("no records", of("none", 1), "notApplicable", "its tag says that it holds no records"),
    group("what is only delivered", { logGroupClass: "DELIVERY" }, "notApplicable"),
    group(
      "a trial",
      of("pci-audit", 1, { environment: "lab", "pharos:assurance": "trial" }),
      "notApplicable",
      "it belongs to a trial, in which nothing may be a record",
    ),
    group(
      "audit logs for half a year",
      of("pci-audit", 180),
      short,
      "'retentionInDays' is 180; at least 365 days are required (pci-audit, PCI DSS v4.0.1 10.5.1: 12 months). To mend it: set retentionInDays to 365 or the next period that CloudWatch Logs knows.",
    ),
    byHand(
      group(
        "no class, three months",
        { retentionInDays: 90 },
        short,
        "'retentionInDays' is 90; at least 365 days are required (the log group has no tag 'record-class', so that what it may hold counts: pci-audit and gdpr-security-log, pci-audit, PCI DSS v4.0.1 10.5.1: 12 months). To mend it: set retentionInDays to 365 or the next period that CloudWatch Logs knows.",
      ),
    ),
    byHand(group("no class, a week", { retentionInDays: 7 }, short)),
    byHand(group("no class that there is", of("logs", 30), short)),
    group("communications for two years", of("sec-17a4-b", 731), short),
    group("a year for six", of("sec-17a4-a", 365), short),
    group("evidence for five years", of("control-evidence", 1827), short),
    group("security logs for five months", of("gdpr-security-log", 150), short),
    group(
      "ten years of what a legal hold keeps",
      of("sec-17a4-d", 3653),
      short,
      "'retentionInDays' is 3653; no end is required (sec-17a4-d, 17 CFR 240.17a-4(d): the life of the enterprise). To mend it: take retentionInDays out.",
    ),
    group(
      "a trial that calls itself live",
      of("pci-audit", 1, { environment: "live", "pharos:assurance": "trial" }),
      short,
    ),
    group("not known", of("pci-audit", UNKNOWN), "undetermined retentionInDays"),
    group("class not known", of(UNKNOWN, 30), 'undetermined tags["record-class"]'),
  ]);
});
