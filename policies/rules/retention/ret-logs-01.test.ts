import { logGroupSteps } from "../../../content/retention";
import { byHand, testRule } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { single } from "../../testing/single";
import { logGroupsDeclareTheirPeriod } from "./ret-logs-01";

const group = single("aws:cloudwatch/logGroup:LogGroup");
const of = (recordClass: unknown, inputs = {}) => ({ tags: { "record-class": recordClass }, ...inputs });
const none = "violation no-period";

describe("RET-LOGS-01", () => {
  testRule(logGroupsDeclareTheirPeriod, [
    ...logGroupSteps.map((step) => group(`${step} days`, { retentionInDays: step }, "pass")),
    group("a year, as text", { retentionInDays: "365" }, "pass"),
    group(
      "audit logs for ever",
      of("pci-audit"),
      "notApplicable",
      "records of class pci-audit may be kept for ever",
    ),
    group("records for ever, said as 0", of("sec-17a4-a", { retentionInDays: 0 }), "notApplicable"),
    group(
      "what is only delivered",
      { logGroupClass: "DELIVERY" },
      "notApplicable",
      "CloudWatch keeps what it only delivers for two days, whatever is set",
    ),
    group("the class of rare reads", { logGroupClass: "INFREQUENT_ACCESS", retentionInDays: 365 }, "pass"),
    byHand(
      group(
        "nothing said",
        {},
        none,
        "'retentionInDays' is not set, so that logs are kept for ever, which nothing allows (the log group has no tag 'record-class', so that what it may hold counts: pci-audit and gdpr-security-log). To mend it: set retentionInDays to the time for which the logs are needed, such as 365.",
      ),
    ),
    byHand(group("0", { retentionInDays: 0 }, none)),
    byHand(group("null", { retentionInDays: null }, none)),
    byHand(group("personal data", of("gdpr-security-log"), none)),
    byHand(group("telemetry", of("gdpr-app-telemetry", { retentionInDays: 0 }), none)),
    byHand(group("card data", of("pci-account-data"), none)),
    byHand(
      group(
        "no records",
        of("none"),
        none,
        "'retentionInDays' is not set, so that logs are kept for ever, which nothing allows (its tag says that it holds no records). To mend it: set retentionInDays to the time for which the logs are needed, such as 365.",
      ),
    ),
    byHand(group("no class that there is", of("logs"), none)),
    byHand(group("the standard class", { logGroupClass: "STANDARD" }, none)),
    group(
      "a period that there is not",
      { retentionInDays: 100 },
      "violation not-a-step",
      "'retentionInDays' is 100, which CloudWatch Logs refuses; it knows 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653. To mend it: set retentionInDays to one of them.",
    ),
    group("a negative period", { retentionInDays: -1 }, "violation not-a-step"),
    byHand(group("more than it knows", { retentionInDays: 8675309 }, "violation not-a-step")),
    group("not known", { retentionInDays: UNKNOWN }, "undetermined retentionInDays"),
    group("class not known", of(UNKNOWN), 'undetermined tags["record-class"]'),
    group("kind not known", { logGroupClass: UNKNOWN }, "undetermined logGroupClass"),
  ]);
});
