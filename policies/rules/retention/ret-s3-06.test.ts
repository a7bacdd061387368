import { bucket, lifecycle, lock } from "../../testing/buckets";
import { testRule } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { expiryKeepsTheLaw } from "./ret-s3-06";

const rule = (change: Record<string, unknown>) => ({
  id: "age",
  status: "Enabled",
  filter: { prefix: "" },
  ...change,
});
const expire = (days: unknown, noncurrentDays?: unknown, change: Record<string, unknown> = {}) =>
  rule({
    expiration: { days },
    ...(noncurrentDays !== undefined && { noncurrentVersionExpiration: { noncurrentDays } }),
    ...change,
  });
const archive = (days: unknown, storageClass: unknown) => rule({ transitions: [{ days, storageClass }] });
const locked = { ...lock({ mode: "COMPLIANCE", days: 2192 }), name: "lock" };
const trial = { tags: { "record-class": "sec-17a4-a", environment: "lab", "pharos:assurance": "trial" } };

const PERSONAL =
  "at most 90 days are allowed (gdpr-app-telemetry, GDPR 5(1)(c) and (e) without a number; 90 days is what Pharos writes into the record of processing)";

describe("RET-S3-06", () => {
  testRule(expiryKeepsTheLaw, [
    {
      title: "exactly the minimum, and a lock for what is replaced",
      resources: [bucket("sec-17a4-a"), lifecycle([expire(2192, 30)]), locked],
      expect: ["pass"],
    },
    {
      title: "the same time for replaced versions without a lock",
      resources: [bucket("pci-audit"), lifecycle([expire(365, 365)])],
      expect: ["pass"],
    },
    { title: "nothing expires", resources: [bucket("pci-audit")], expect: ["pass"] },
    {
      title: "a rule that is off",
      resources: [bucket("pci-audit"), lifecycle([expire(1, 1, { status: "Disabled" })])],
      expect: ["pass"],
    },
    {
      title: "delete markers only",
      resources: [
        bucket("pci-audit"),
        lifecycle([rule({ expiration: { expiredObjectDeleteMarker: true, days: 0 } })]),
      ],
      expect: ["pass"],
    },
    {
      title: "metrics, which no law asks to keep",
      resources: [bucket("metrics-operational"), lifecycle([expire(1, 1), archive(1, "GLACIER")])],
      expect: ["pass"],
    },
    {
      title: "personal data, both times together the maximum",
      resources: [bucket("gdpr-app-telemetry"), lifecycle([expire(60, 30)])],
      expect: ["pass"],
    },
    {
      title: "personal data, inside the bucket",
      resources: [
        bucket("gdpr-app-telemetry", {
          lifecycleRules: [
            { enabled: true, expiration: { days: 80 }, noncurrentVersionExpiration: { days: 10 } },
          ],
        }),
      ],
      expect: ["pass"],
    },
    {
      title: "archived after the time at hand",
      resources: [bucket("pci-audit"), lifecycle([archive(92, "DEEP_ARCHIVE")])],
      expect: ["pass"],
    },
    {
      title: "archived where it answers at once",
      resources: [bucket("sec-17a4-a"), lifecycle([archive(1, "GLACIER_IR")])],
      expect: ["pass"],
    },
    {
      title: "no records",
      resources: [bucket("none"), lifecycle([expire(1)])],
      expect: ["notApplicable"],
      message: "its tag says that it holds no records",
    },
    {
      title: "a trial",
      resources: [bucket(undefined, trial), lifecycle([expire(1)])],
      expect: ["notApplicable"],
      message: "it belongs to a trial, in which nothing may be a record",
    },
    { title: "the setting: its bucket is judged", resources: [lifecycle([expire(1)]), bucket()], expect: [] },
    {
      title: "a day too early",
      resources: [bucket("sec-17a4-a"), lifecycle([expire(2191)])],
      expect: ["violation expires-early"],
      message:
        "objects expire after 2191 days; at least 2192 days are required (sec-17a4-a, 17 CFR 240.17a-4(a): 6 years). To mend it: set rules[0].expiration.days to 2192 days or more.",
    },
    {
      title: "inside the bucket",
      resources: [bucket("pci-audit", { lifecycleRules: [{ enabled: true, expiration: { days: 30 } }] })],
      expect: ["violation expires-early"],
    },
    {
      title: "only a part of the bucket",
      resources: [bucket("pci-audit"), lifecycle([expire(30, undefined, { filter: { prefix: "tmp/" } })])],
      expect: ["violation expires-early"],
    },
    {
      title: "no class",
      resources: [bucket(), lifecycle([expire(365)])],
      expect: ["violation expires-early"],
      message:
        "objects expire after 365 days; at least 2192 days are required (the bucket has no tag 'record-class', so that what it may hold counts: sec-17a4-a, sec-17a4-a, 17 CFR 240.17a-4(a): 6 years). To mend it: set rules[0].expiration.days to 2192 days or more.",
    },
    {
      title: "records that a legal hold keeps",
      resources: [bucket("sec-17a4-d"), lifecycle([expire(9999)])],
      expect: ["violation expires-early"],
      message:
        "objects expire after 9999 days; the life of the enterprise is required (sec-17a4-d, 17 CFR 240.17a-4(d): the life of the enterprise). To mend it: take rules[0].expiration.days out: a legal hold ends the time, not a date.",
    },
    {
      title: "a bucket that is elsewhere",
      resources: [lifecycle([expire(30)], "elsewhere")],
      expect: ["violation expires-early"],
    },
    {
      title: "replaced versions go early",
      resources: [bucket("pci-audit"), lifecycle([expire(365, 30)])],
      expect: ["violation versions-expire-early"],
      message:
        "replaced versions, which no lock protects, are deleted after 30 days; at least 365 days are required (pci-audit, PCI DSS v4.0.1 10.5.1: 12 months). To mend it: set rules[0].noncurrentVersionExpiration to 365 days or more.",
    },
    {
      title: "replaced versions of what has to stay deletable go when they may",
      resources: [bucket("gdpr-security-log"), lifecycle([expire(358, 7)])],
      expect: ["pass"],
    },
    {
      title: "what has to stay deletable goes before it may",
      resources: [bucket("gdpr-security-log"), lifecycle([expire(90, 7)])],
      expect: ["violation expires-early"],
    },
    {
      title: "a lock that can be lifted protects nothing",
      resources: [
        bucket("sec-17a4-a"),
        lifecycle([expire(2192, 30)]),
        { ...lock({ mode: "GOVERNANCE", days: 2192 }), name: "lock" },
      ],
      expect: ["violation versions-expire-early"],
    },
    {
      title: "a lock in years is as good, when it is long enough",
      resources: [
        bucket("sec-17a4-a"),
        lifecycle([expire(2192, 30)]),
        { ...lock({ mode: "COMPLIANCE", years: 5 }), name: "lock" },
      ],
      expect: ["violation versions-expire-early"],
    },
    {
      title: "on a date",
      resources: [bucket("pci-audit"), lifecycle([rule({ expiration: { date: "2030-01-01" } })])],
      expect: ["violation expires-by-date"],
      message:
        "everything expires on 2030-01-01, however new it is (pci-audit, PCI DSS v4.0.1 10.5.1: 12 months). To mend it: let objects expire by days instead of a date.",
    },
    {
      title: "archived while it has to be at hand",
      resources: [bucket("pci-audit"), lifecycle([archive(91, "GLACIER")])],
      expect: ["violation archived-early"],
      message:
        "objects move to GLACIER after 91 days, where they are not at hand; the first 92 days have to be (pci-audit). To mend it: set days to 92 or more, or take GLACIER_IR, which answers at once.",
    },
    {
      title: "archived before two years",
      resources: [bucket("sec-17a4-b"), lifecycle([archive(730, "DEEP_ARCHIVE")])],
      expect: ["violation archived-early"],
    },
    {
      title: "personal data for ever",
      resources: [bucket("gdpr-app-telemetry")],
      expect: ["violation kept-for-ever"],
      message: `no enabled rule for the whole bucket deletes what is in it; ${PERSONAL}. To mend it: add an enabled rule without a filter whose expiration.days and noncurrentVersionExpiration together make 90 days or less.`,
    },
    {
      title: "personal data, replaced versions for ever",
      resources: [bucket("gdpr-app-telemetry"), lifecycle([expire(60)])],
      expect: ["violation kept-for-ever"],
    },
    {
      title: "personal data in a part of the bucket",
      resources: [bucket("gdpr-app-telemetry"), lifecycle([expire(60, 10, { filter: { prefix: "a/" } })])],
      expect: ["violation kept-for-ever"],
    },
    {
      title: "personal data too long",
      resources: [bucket("gdpr-app-telemetry"), lifecycle([expire(90, 30)])],
      expect: ["violation kept-too-long"],
      message: `what is in the bucket is gone after 120 days, replaced versions included; ${PERSONAL}. To mend it: set expiration.days and noncurrentVersionExpiration so that together they make 90 days or less.`,
    },
    {
      title: "a trial is no reason to keep personal data",
      resources: [bucket(undefined, { tags: { ...trial.tags, "record-class": "pci-account-data" } })],
      expect: ["violation kept-for-ever"],
    },
    {
      title: "days not known",
      resources: [bucket("pci-audit"), lifecycle([expire(UNKNOWN)])],
      expect: ["undetermined rules[0].expiration.days"],
    },
    {
      title: "rules not known",
      resources: [bucket("pci-audit"), lifecycle(UNKNOWN)],
      expect: ["undetermined rules"],
    },
    {
      title: "a lock that is not known",
      resources: [bucket("sec-17a4-a"), lifecycle([expire(2192, 30)]), { ...lock(UNKNOWN), name: "lock" }],
      expect: ["undetermined rule.defaultRetention"],
    },
    {
      title: "class not known",
      resources: [bucket(UNKNOWN), lifecycle([expire(30)])],
      expect: ['undetermined tags["record-class"]'],
    },
  ]);
});
