import { days, type Days } from "./units";
import { type DataClassification } from "./retention-classification";

/**
 * How long each kind of record is kept, and what forbids to change it: the one table that lifecycle rules, locks, log groups, indices
 * and policies read. The laws are named in short; `retentionRules` explains each in a sentence of our own.
 */
export const recordClasses = [
  "sec-17a4-a",
  "sec-17a4-b",
  "sec-17a4-c",
  "sec-17a4-d",
  "finra-4511",
  "pci-audit",
  "pci-account-data",
  "gdpr-security-log",
  "gdpr-app-telemetry",
  "metrics-operational",
  "control-evidence",
  "operational-backup",
] as const;

/** A kind of record with a retention rule of its own. Every bucket, log group and index is tagged with one. */
export type RecordClass = (typeof recordClasses)[number];

/**
 * What keeps a record from being changed before its time.
 * - `compliance-lock`: S3 Object Lock in COMPLIANCE mode; nobody, not even the root user, shortens or deletes it
 * - `protected`: no one who writes it may change or delete it, and a change is noticed (versioning, digests, a deny for delete)
 * - `none`: must never be locked, because it has to be deletable on request or on time
 */
export type Immutability = "compliance-lock" | "protected" | "none";

export interface RetentionRule {
  /** What belongs to the class. */
  readonly covers: string;
  /** Shortest time that a record must be kept. `life-of-enterprise`: no date ends it, a legal hold keeps it. */
  readonly minimumDays: Days | "life-of-enterprise";
  /** The law or standard behind the minimum, short enough for an error message; undefined where nothing asks to keep the record. */
  readonly minimumSource?: string;
  /** Longest time that a record may be kept; undefined where nothing limits it. */
  readonly maximumDays?: Days;
  /** The law or decision behind the maximum. */
  readonly maximumSource?: string;
  /** How long records are kept unless a stack's settings say otherwise; undefined where only a legal hold ends it. */
  readonly defaultDays?: Days;
  /** How long records stay where a search answers at once ("immediately available", "easily accessible"). */
  readonly hotDays: Days;
  readonly immutability: Immutability;
  /** When the clock starts. Where that is an event yet to come, a lock cannot be dated: a legal hold bridges the time. */
  readonly countsFrom: "creation" | "account-closing" | "never-ends";
  /** Which care the content needs; decides on residency, too. */
  readonly classification: DataClassification;
  /** The rule and its reading. */
  readonly source: string;
}

/** Six calendar years, of which one or two are leap years: 6 × 365 + 2. */
const SIX_YEARS = days(2192);
/** Three calendar years with one leap year. */
const THREE_YEARS = days(1096);
/** Two calendar years with one leap year: the SEC's "easily accessible place". */
const TWO_YEARS = days(731);
/** PCI DSS: twelve months. */
const TWELVE_MONTHS = days(365);
/** Three months at their longest (July to September). */
const THREE_MONTHS = days(92);
/** Metrics without personal data: a year and the month after it, so that this month can be compared with the same one of last year. */
const METRICS_DEFAULT = days(400);
/** Application telemetry with personal data: long enough for a quarter's incident reviews. */
const TELEMETRY_MAXIMUM = days(90);
/** Backups: five weeks reach back over a month's end and its closing, in which a quiet corruption shows. */
const BACKUPS = days(35);
/** The shortest period that S3 lifecycle rules and CloudWatch log groups know. */
const SHORTEST = days(1);

const SEC_A = "17 CFR 240.17a-4(a): 6 years";
const SEC_B = "17 CFR 240.17a-4(b): 3 years";
const SEC_C = "17 CFR 240.17a-4(c): 6 years after the account is closed";
const FINRA = "FINRA Rule 4511(b): 6 years";
const PCI_AUDIT = "PCI DSS v4.0.1 10.5.1: 12 months";

/** The retention rule of every record class. */
export const retentionRules: Readonly<Record<RecordClass, RetentionRule>> = {
  "sec-17a4-a": {
    covers:
      "Blotters, ledgers, customer ledgers, the securities record, and log streams that are the system of record for them",
    minimumDays: SIX_YEARS,
    minimumSource: SEC_A,
    defaultDays: SIX_YEARS,
    hotDays: TWO_YEARS,
    immutability: "compliance-lock",
    countsFrom: "creation",
    classification: "regulated",
    source:
      "17 CFR 240.17a-4(a) asks for six years, the first two easily accessible; (f)(2)(i) for storage that cannot be rewritten or a complete audit trail.",
  },
  "sec-17a4-b": {
    covers:
      "Order tickets, confirmations, trial balances, business communications including alert and chat messages about the business",
    minimumDays: THREE_YEARS,
    minimumSource: SEC_B,
    defaultDays: THREE_YEARS,
    hotDays: TWO_YEARS,
    immutability: "compliance-lock",
    countsFrom: "creation",
    classification: "regulated",
    source: "17 CFR 240.17a-4(b)(1) and (4) ask for three years, the first two easily accessible.",
  },
  "sec-17a4-c": {
    covers: "Customer account records and agreements",
    minimumDays: SIX_YEARS,
    minimumSource: SEC_C,
    defaultDays: SIX_YEARS,
    hotDays: TWO_YEARS,
    immutability: "compliance-lock",
    countsFrom: "account-closing",
    classification: "regulated",
    source:
      "17 CFR 240.17a-4(c) and FINRA Rule 4511(b) ask for six years after the account is closed: a legal hold until then, the lock from then on.",
  },
  "sec-17a4-d": {
    covers: "Charter, minute books and similar corporate records",
    minimumDays: "life-of-enterprise",
    minimumSource: "17 CFR 240.17a-4(d): the life of the enterprise",
    hotDays: TWO_YEARS,
    immutability: "compliance-lock",
    countsFrom: "never-ends",
    classification: "regulated",
    source: "17 CFR 240.17a-4(d) asks for the life of the enterprise: a legal hold.",
  },
  "finra-4511": {
    covers:
      "Books and records to which FINRA gives no period of their own, such as evidence of supervisory controls",
    minimumDays: SIX_YEARS,
    minimumSource: FINRA,
    defaultDays: SIX_YEARS,
    hotDays: TWO_YEARS,
    immutability: "compliance-lock",
    countsFrom: "creation",
    classification: "regulated",
    source: "FINRA Rule 4511(b) asks for six years, 4511(c) for the format and media of 17 CFR 240.17a-4.",
  },
  "pci-audit": {
    covers:
      "Audit logs of systems that handle or secure card data: CloudTrail, cluster audit, flow logs, authentication, firewall, intrusion detection",
    minimumDays: TWELVE_MONTHS,
    minimumSource: PCI_AUDIT,
    defaultDays: TWELVE_MONTHS,
    hotDays: THREE_MONTHS,
    immutability: "protected",
    countsFrom: "creation",
    classification: "confidential",
    source:
      "PCI DSS v4.0.1 10.5.1 asks for twelve months, three of them immediately available; 10.3.2 and 10.3.4 for protection from change and for noticing it.",
  },
  "pci-account-data": {
    covers: "Account data of cards that slips into telemetry",
    minimumDays: days(0),
    maximumDays: THREE_MONTHS,
    maximumSource:
      "PCI DSS v4.0.1 3.2.1: business need, with the removal of what exceeds it verified every three months",
    defaultDays: SHORTEST,
    hotDays: SHORTEST,
    immutability: "none",
    countsFrom: "creation",
    classification: "regulated",
    source:
      "PCI DSS v4.0.1 3.2.1 gives no number but the interval of verification; telemetry has no business need for account data, and 3.3.1 forbids sensitive authentication data altogether.",
  },
  "gdpr-security-log": {
    covers: "Logs with user identifiers or addresses that are kept for security",
    minimumDays: days(180),
    minimumSource: "CNIL recommendation of 2021 on logging: 6 months",
    maximumDays: TWELVE_MONTHS,
    maximumSource: "GDPR 5(1)(e) as read by the CNIL recommendation of 2021 on logging: 12 months",
    defaultDays: TWELVE_MONTHS,
    hotDays: THREE_MONTHS,
    immutability: "none",
    countsFrom: "creation",
    classification: "personal",
    source:
      "GDPR 5(1)(e), 25 and 32; the CNIL recommends six to twelve months, up to three years only for documented internal control.",
  },
  "gdpr-app-telemetry": {
    covers: "Traces, application logs and browser measurements with personal data",
    minimumDays: days(0),
    maximumDays: TELEMETRY_MAXIMUM,
    maximumSource:
      "GDPR 5(1)(c) and (e) without a number; 90 days is what Pharos writes into the record of processing",
    defaultDays: TELEMETRY_MAXIMUM,
    hotDays: days(30),
    immutability: "none",
    countsFrom: "creation",
    classification: "personal",
    source:
      "GDPR 5(1)(c) and (e) bind the time to the purpose and give no number: ours belongs in the record of processing, 30(1)(f).",
  },
  "metrics-operational": {
    covers: "Metrics without personal data",
    minimumDays: days(0),
    defaultDays: METRICS_DEFAULT,
    hotDays: THREE_MONTHS,
    immutability: "none",
    countsFrom: "creation",
    classification: "internal",
    source:
      "No law. SOC 2 A1.1 wants capacity planned from history: 400 days compare a month with the same month of last year.",
  },
  "control-evidence": {
    covers: "Results of policy runs, waivers, plans, change records",
    minimumDays: SIX_YEARS,
    minimumSource: "FINRA Rule 4511(b): 6 years, as SOC 2 and ISO 27001 A.5.33 give no number",
    defaultDays: SIX_YEARS,
    hotDays: METRICS_DEFAULT,
    immutability: "compliance-lock",
    countsFrom: "creation",
    classification: "confidential",
    source:
      "SOC 2 wants evidence over the examined period and ISO 27001 A.5.28 and A.5.33 its protection, both without a number: FINRA's six years serve all three.",
  },
  "operational-backup": {
    covers:
      "Recovery points of databases, volumes and objects, to bring the platform back; not records themselves",
    minimumDays: days(7),
    minimumSource: "SOC 2 A1.2 and ISO 27001 A.8.13 without a number; a week outlasts a long weekend",
    maximumDays: days(90),
    maximumSource: "GDPR 17 and 5(1)(e): what was erased on request leaves the backups within three months",
    defaultDays: BACKUPS,
    hotDays: days(7),
    immutability: "protected",
    countsFrom: "creation",
    classification: "personal",
    source:
      "SOC 2 A1.2 and ISO 27001 A.8.13 ask for tested backups without a number; GDPR 17 bounds them, as what is restored must not bring back what was erased.",
  },
};
