import { testRule } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { single } from "../../testing/single";
import { logGroupsForgetPersonalData } from "./ret-logs-03";

const group = single("aws:cloudwatch/logGroup:LogGroup");
const of = (recordClass: unknown, retentionInDays?: unknown, tags = {}) => ({
  tags: { "record-class": recordClass, ...tags },
  retentionInDays,
});
const personal = { "data-classification": "personal" };
const SECURITY =
  "at most 365 days are allowed (gdpr-security-log, GDPR 5(1)(e) as read by the CNIL recommendation of 2021 on logging: 12 months)";

describe("RET-LOGS-03", () => {
  testRule(logGroupsForgetPersonalData, [
    group("security logs for a year", of("gdpr-security-log", 365), "pass"),
    group("security logs, as text", of("gdpr-security-log", "180"), "pass"),
    group("telemetry for three months", of("gdpr-app-telemetry", 90), "pass"),
    group("card data for a day", of("pci-account-data", 1), "pass"),
    group("no class, a year", { retentionInDays: 365 }, "pass"),
    group("audit logs with personal data for exactly a year", of("pci-audit", 365, personal), "pass"),
    group("no class that there is, a month", of("logs", 30), "pass"),
    group(
      "audit logs for ever",
      of("pci-audit", 0),
      "notApplicable",
      "no law limits how long records of class pci-audit are kept",
    ),
    group("records for ten years", of("sec-17a4-a", 3653), "notApplicable"),
    group("no records", of("none"), "notApplicable", "its tag says that it holds no records"),
    group("what is only delivered", { logGroupClass: "DELIVERY" }, "notApplicable"),
    group(
      "security logs for more than a year",
      of("gdpr-security-log", 400),
      "violation too-long",
      `'retentionInDays' is 400; ${SECURITY}. To mend it: set retentionInDays to 365, or the last period before it that CloudWatch Logs knows.`,
    ),
    group(
      "security logs for ever",
      of("gdpr-security-log"),
      "violation for-ever",
      `'retentionInDays' is not set, so that logs are kept for ever; ${SECURITY}. To mend it: set retentionInDays to 365, or the last period before it that CloudWatch Logs knows.`,
    ),
    group("for ever, said as 0", of("gdpr-app-telemetry", 0), "violation for-ever"),
    group("telemetry for four months", of("gdpr-app-telemetry", 120), "violation too-long"),
    group("card data for four months", of("pci-account-data", 120), "violation too-long"),
    group("no class, for ever", {}, "violation for-ever"),
    group("no class, ten years", { retentionInDays: 3653 }, "violation too-long"),
    group("audit logs with personal data for more than a year", of("pci-audit", 400, personal), [
      "violation too-long",
    ]),
    group("no records, but personal data", of("none", 731, personal), "violation too-long"),
    group(
      "a trial is no reason",
      of("gdpr-app-telemetry", 365, { environment: "lab", "pharos:assurance": "trial" }),
      ["violation too-long"],
    ),
    group("not known", of("gdpr-security-log", UNKNOWN), "undetermined retentionInDays"),
    group("class not known", of(UNKNOWN, 400), 'undetermined tags["record-class"]'),
    group("classification not known", of("pci-audit", 400, { "data-classification": UNKNOWN }), [
      'undetermined tags["data-classification"]',
    ]),
  ]);
});
