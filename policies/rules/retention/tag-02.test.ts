import { lifecycle } from "../../testing/buckets";
import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { single } from "../../testing/single";
import { tagsAgreeWithRetention } from "./tag-02";

const group = single("aws:cloudwatch/logGroup:LogGroup");
const table = single("aws:dynamodb/table:Table");
const plan = single("aws:backup/plan:Plan");
const of = (recordClass: unknown, classification?: unknown, inputs = {}, tags = {}) => ({
  tags: {
    "record-class": recordClass,
    ...(classification !== undefined && { "data-classification": classification }),
    ...tags,
  },
  ...inputs,
});
const bucket = (recordClass: string): Given => ({
  type: "aws:s3/bucket:Bucket",
  name: "data",
  inputs: { bucket: "data", ...of(recordClass) },
});
const expire = (days: unknown, change = {}) =>
  lifecycle([{ status: "Enabled", expiration: { days }, ...change }]);
const kept = (retentionInDays: unknown) => ({ retentionInDays });
const backups = (...deleteAfter: unknown[]) => ({
  rules: deleteAfter.map((days) => ({ lifecycle: { deleteAfter: days } })),
});
const conflict =
  "the tags contradict each other: sec-17a4-a must be kept at least 2192 days (17 CFR 240.17a-4(a): 6 years), but gdpr-security-log at most 365 days (GDPR 5(1)(e) as read by the CNIL recommendation of 2021 on logging: 12 months): give each class a store of its own, or mask what makes it gdpr-security-log. To mend it: keep personal data apart, or set the tag 'data-classification' to regulated where it holds none.";

describe("TAG-02", () => {
  testRule(tagsAgreeWithRetention, [
    group("audit logs for a year", of("pci-audit", "confidential", kept(365)), "pass"),
    group("audit logs with personal data for exactly a year", of("pci-audit", "personal", kept(365)), "pass"),
    group("audit logs for ever", of("pci-audit", "confidential"), "pass"),
    group("a stricter classification", of("metrics-operational", "confidential", kept(400)), "pass"),
    table("records in a table", of("sec-17a4-c", "regulated"), "pass"),
    table("a class without a classification", of("gdpr-app-telemetry"), "pass"),
    plan("the longest backups are long enough", of("pci-audit", "confidential", backups(35, 365)), "pass"),
    {
      title: "a lifecycle of just the minimum",
      resources: [bucket("pci-audit"), expire(365)],
      expect: ["pass"],
    },
    {
      title: "a part of the bucket is another rule's business",
      resources: [bucket("pci-audit"), expire(1, { filter: { prefix: "tmp/" } })],
      expect: ["pass"],
    },
    {
      title: "a classification of its own that is not known, before the provider's for everything",
      resources: [
        {
          type: "aws:dynamodb/table:Table",
          name: "judged",
          inputs: of("pci-audit", UNKNOWN),
          provider: { defaultTags: JSON.stringify({ tags: { "data-classification": "internal" } }) },
        },
      ],
      expect: ['undetermined tags["data-classification"]'],
    },
    group("no class", of(undefined, "personal", kept(1)), "notApplicable", "it claims no record class"),
    group("no records", of("none", "internal", kept(1)), "notApplicable"),
    group(
      "a trial",
      of("pci-audit", "confidential", kept(1), { environment: "lab", "pharos:assurance": "trial" }),
      "pass",
    ),
    table(
      "a weaker classification",
      of("gdpr-app-telemetry", "internal"),
      "violation weaker-classification",
      "tag 'data-classification' is 'internal', but records of class gdpr-app-telemetry are personal. To mend it: set the tag 'data-classification' to personal.",
    ),
    table("public records", of("sec-17a4-a", "public"), "violation weaker-classification"),
    table("internal evidence", of("control-evidence", "internal"), "violation weaker-classification"),
    table("personal data among records", of("sec-17a4-a", "personal"), "violation conflict", conflict),
    table("personal data for the life of the enterprise", of("sec-17a4-d", "personal"), "violation conflict"),
    group(
      "a month of audit logs",
      of("pci-audit", "confidential", kept(30)),
      "violation retention",
      "tag 'record-class' is 'pci-audit', but what it names is kept 30 days: that breaks the minimum of 365 days (PCI DSS v4.0.1 10.5.1: 12 months). To mend it: set retentionInDays to a time that the class allows, or the tag to what the store holds.",
    ),
    group("telemetry for ever", of("gdpr-app-telemetry", "personal"), "violation retention"),
    plan(
      "backups of telemetry for a year",
      of("gdpr-app-telemetry", "personal", backups(365)),
      "violation retention",
    ),
    {
      title: "a bucket of audit logs for a month",
      resources: [bucket("pci-audit"), expire(30)],
      expect: ["violation retention"],
    },
    group("wrong in both ways", of("gdpr-app-telemetry", "internal", kept(400)), [
      "violation weaker-classification",
      "violation retention",
    ]),
    group("not known", of("pci-audit", "confidential", kept(UNKNOWN)), "undetermined retentionInDays"),
    group("class not known", of(UNKNOWN, "internal"), 'undetermined tags["record-class"]'),
    group("classification not known", of("pci-audit", UNKNOWN), 'undetermined tags["data-classification"]'),
    {
      title: "days not known",
      resources: [bucket("pci-audit"), expire(UNKNOWN)],
      expect: ["undetermined rules[0].expiration.days"],
    },
  ]);
});
