import { testRule } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { single } from "../../testing/single";
import { plansKeepDailyBackups } from "./ret-bk-01";

const plan = single("aws:backup/plan:Plan");
const rule = (schedule: unknown, deleteAfter?: unknown, coldStorageAfter?: unknown) => ({
  ruleName: "rule",
  targetVaultName: "vault",
  schedule,
  lifecycle: { deleteAfter, coldStorageAfter },
});
const of = (recordClass: unknown, ...rules: unknown[]) => ({ tags: { "record-class": recordClass }, rules });
const copied = (kept: number, copyKept: unknown) => ({
  ...rule(DAILY, kept),
  copyActions: [{ destinationVaultArn: "vault", lifecycle: { deleteAfter: copyKept } }],
});
const DAILY = "cron(0 5 * * ? *)";
const trial = { tags: { "record-class": "pci-audit", environment: "lab", "pharos:assurance": "trial" } };

describe("RET-BK-01", () => {
  testRule(plansKeepDailyBackups, [
    plan("a year of audit logs", of("pci-audit", rule(DAILY, 365)), "pass"),
    plan("as text", of("pci-audit", rule(DAILY, "365")), "pass"),
    plan("for ever", of("sec-17a4-d", rule(DAILY)), "pass"),
    plan("every hour", of("pci-audit", rule("rate(1 hour)", 365)), "pass"),
    plan("every twelve hours, by cron", of("pci-audit", rule("cron(0 0/12 * * ? *)", 400)), "pass"),
    plan("one rule of two does", of("pci-audit", rule("cron(0 5 1 * ? *)", 3650), rule(DAILY, 365)), "pass"),
    plan("metrics for five weeks", of("metrics-operational", rule(DAILY, 35)), "pass"),
    plan("no records for five weeks", of("none", rule(DAILY, 35)), "pass"),
    plan("no class, six years", { rules: [rule(DAILY, 2192)] }, "pass"),
    plan("personal data for three months", of("gdpr-app-telemetry", rule(DAILY, 90)), "pass"),
    plan("cold for just 90 days", of("pci-audit", rule(DAILY, 365, 275)), "pass"),
    plan("never cold, as the provider writes it", of("pci-audit", rule(DAILY, 365, 0)), "pass"),
    plan("one rule, not in a list", { ...of("pci-audit"), rules: rule(DAILY, 365) }, "pass"),
    plan("a copy kept as long", of("pci-audit", copied(365, 365)), "pass"),
    plan("a copy kept for ever", of("pci-audit", copied(365, undefined)), "pass"),
    plan("one copy of two kept as long", of("pci-audit", copied(365, 7), copied(365, 365)), "pass"),
    plan("a trial", { ...trial, rules: [rule("cron(0 5 1 * ? *)", 1)] }, ["pass"]),
    plan(
      "eleven months of audit logs",
      of("pci-audit", rule(DAILY, 364)),
      "violation too-short",
      "no rule of the plan makes a backup every day and keeps it at least 365 days (pci-audit, PCI DSS v4.0.1 10.5.1: 12 months). To mend it: give a rule a schedule such as cron(0 5 * * ? *), and lifecycle.deleteAfter 365 or more.",
    ),
    plan("no class, a year", { rules: [rule(DAILY, 365)] }, "violation too-short"),
    plan("a month of metrics", of("metrics-operational", rule(DAILY, 30)), "violation too-short"),
    plan(
      "what a legal hold keeps, with an end",
      of("sec-17a4-d", rule(DAILY, 36500)),
      "violation too-short",
      "no rule of the plan makes a backup every day and keeps it without an end (sec-17a4-d, 17 CFR 240.17a-4(d): the life of the enterprise). To mend it: give a rule a schedule such as cron(0 5 * * ? *), and no lifecycle.deleteAfter.",
    ),
    plan(
      "once a month",
      of("pci-audit", rule("cron(0 5 1 * ? *)", 3650)),
      "violation not-daily",
      "no rule of the plan makes a backup every day and keeps it at least 365 days (pci-audit, PCI DSS v4.0.1 10.5.1: 12 months). To mend it: give a rule a schedule such as cron(0 5 * * ? *), and lifecycle.deleteAfter 365 or more.",
    ),
    plan("on weekdays", of("pci-audit", rule("cron(0 5 ? * MON-FRI *)", 365)), "violation not-daily"),
    plan("every second day", of("pci-audit", rule("rate(2 days)", 365)), "violation not-daily"),
    plan("no schedule", of("pci-audit", rule(undefined, 365)), "violation not-daily"),
    plan("no rules", of("pci-audit"), "violation not-daily"),
    plan("a schedule that is none", of("pci-audit", rule("daily", 365)), "violation not-daily"),
    plan(
      "cold for a month",
      of("pci-audit", rule(DAILY, 365, 335)),
      "violation cold-too-short",
      "backups move to cold storage after 335 days and are deleted after 365; AWS Backup refuses less than 90 days in cold storage. To mend it: set deleteAfter to 425 or more, or take coldStorageAfter out.",
    ),
    plan(
      "personal data for a year",
      of("gdpr-app-telemetry", rule(DAILY, 365)),
      "violation too-long",
      "backups are deleted after 365 days; at most 90 days are allowed (gdpr-app-telemetry, GDPR 5(1)(c) and (e) without a number; 90 days is what Pharos writes into the record of processing). To mend it: set deleteAfter to 90 or less.",
    ),
    plan("personal data for ever", of("gdpr-security-log", rule(DAILY)), "violation too-long"),
    plan(
      "a copy kept for a week",
      of("pci-audit", copied(365, 7)),
      "violation copy-too-short",
      "copies of backups are deleted after 7 days; at least 365 days are required (pci-audit, PCI DSS v4.0.1 10.5.1: 12 months). To mend it: set lifecycle.deleteAfter of a copy action to 365 or more.",
    ),
    plan(
      "a copy, with an end, of what a legal hold keeps",
      of("sec-17a4-d", copied(0, 36500)),
      "violation copy-too-short",
      "copies of backups are deleted after 36500 days; nothing may delete them (sec-17a4-d, 17 CFR 240.17a-4(d): the life of the enterprise). To mend it: take lifecycle.deleteAfter out of a copy action.",
    ),
    plan(
      "a copy of personal data kept for ever",
      of("gdpr-app-telemetry", copied(90, undefined)),
      "violation too-long",
    ),
    plan(
      "days of a copy not known",
      of("pci-audit", copied(365, UNKNOWN)),
      "undetermined rules[0].copyActions[0].lifecycle.deleteAfter",
    ),
    plan("not known", { rules: UNKNOWN }, "undetermined rules"),
    plan(
      "days not known",
      of("pci-audit", rule(DAILY, UNKNOWN)),
      "undetermined rules[0].lifecycle.deleteAfter",
    ),
    plan(
      "a schedule that is not known",
      of("pci-audit", rule(UNKNOWN, 365)),
      "undetermined rules[0].schedule",
    ),
    plan("class not known", of(UNKNOWN, rule(DAILY, 1)), 'undetermined tags["record-class"]'),
  ]);
});
