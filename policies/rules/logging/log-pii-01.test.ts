import { testRule } from "../../testing/cases";
import { pairCases, pairOf } from "../../testing/pairs";
import { UNKNOWN } from "../../testing/resources";
import { personalLogsAreMasked } from "./log-pii-01";

const identifiers = { DataIdentifier: ["arn:aws:dataprotection::aws:data-identifier/EmailAddress"] };
const audit = { Sid: "audit", ...identifiers, Operation: { Audit: { FindingsDestination: {} } } };
const mask = { Sid: "mask", ...identifiers, Operation: { Deidentify: { MaskConfig: {} } } };
const document = (...statements: unknown[]) => ({
  Name: "mask",
  Version: "2021-06-01",
  Statement: statements,
});
const text = (...statements: unknown[]) => JSON.stringify(document(...statements));

const pair = {
  type: "aws:cloudwatch/logGroup:LogGroup",
  identity: "/app",
  output: "id",
  inputs: { retentionInDays: 90 },
  sibling: "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy",
  property: "logGroupName",
  sound: { policyDocument: text(audit, mask) },
  missing: ["violation no-policy"],
  message:
    "no LogDataProtectionPolicy names the log group, which may hold personal or card data; one is required. To mend it: add a LogDataProtectionPolicy with this logGroupName and statements that audit and de-identify.",
};
const { first, second } = pairOf(pair);
const of = (recordClass: unknown, rest = {}) => first({ tags: { "record-class": recordClass, ...rest } });

describe("LOG-PII-01", () => {
  testRule(personalLogsAreMasked, [
    ...pairCases(pair),
    {
      title: "a document that is an object",
      resources: [of("gdpr-app-telemetry"), second({ policyDocument: document(mask, audit) })],
      expect: ["pass"],
    },
    {
      title: "one statement that does both",
      resources: [
        of("pci-account-data"),
        second({ policyDocument: document({ Operation: { ...audit.Operation, ...mask.Operation } }) }),
      ],
      expect: ["pass"],
    },
    {
      title: "audit logs",
      resources: [of("pci-audit")],
      expect: ["notApplicable"],
      message: "records of class pci-audit hold no personal data",
    },
    { title: "metrics", resources: [of("metrics-operational")], expect: ["notApplicable"] },
    {
      title: "no records",
      resources: [of("none")],
      expect: ["notApplicable"],
      message: "its tag says that it holds no records",
    },
    { title: "security logs", resources: [of("gdpr-security-log")], expect: ["violation no-policy"] },
    { title: "card data", resources: [of("pci-account-data")], expect: ["violation no-policy"] },
    {
      title: "audit logs with personal data",
      resources: [of("pci-audit", { "data-classification": "personal" })],
      expect: ["violation no-policy"],
    },
    {
      title: "masked, but not audited",
      resources: [of("gdpr-app-telemetry"), second({ policyDocument: text(mask) })],
      expect: ["violation no-audit"],
      message:
        "no statement of the data protection policy has the operation Audit, so that nobody is told where personal data turned up; both Audit and Deidentify are required. To mend it: add a statement with the operation Audit.",
    },
    {
      title: "audited, but not masked",
      resources: [of("gdpr-app-telemetry"), second({ policyDocument: text(audit) })],
      expect: ["violation no-mask"],
      message:
        "no statement of the data protection policy has the operation Deidentify, so that whoever reads the logs reads the personal data; both Audit and Deidentify are required. To mend it: add a statement with the operation Deidentify.",
    },
    {
      title: "no statements",
      resources: [first(), second({ policyDocument: "{}" })],
      expect: ["violation no-audit", "violation no-mask"],
    },
    {
      title: "no document",
      resources: [first(), second({ policyDocument: "" })],
      expect: ["violation no-audit", "violation no-mask"],
    },
    {
      title: "no JSON",
      resources: [first(), second({ policyDocument: "{" })],
      expect: ["undetermined policyDocument"],
      message: "policyDocument is a text that is no JSON",
    },
    {
      title: "not known",
      resources: [first(), second({ policyDocument: UNKNOWN })],
      expect: ["undetermined policyDocument"],
    },
    { title: "class not known", resources: [of(UNKNOWN)], expect: ['undetermined tags["record-class"]'] },
  ]);
});
