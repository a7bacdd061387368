import { countResults, type Result, type RuleDescription, type StackResults } from "../../evaluation/results";
import type { Waiver } from "../../evaluation/waivers";
import type { JudgedStack, Report } from "../report";

export function exampleUrn(stack: string, type: string, name: string): string {
  return `urn:pulumi:${stack}::pharos::pharos:storage:Bucket$${type}::${name}`;
}

const KEY = "aws:kms/key:Key";
const BUCKET = "aws:s3/bucket:Bucket";

function rule(
  pack: string,
  id: string,
  level: RuleDescription["level"],
  controls: RuleDescription["controls"],
  type = KEY,
): RuleDescription & { readonly pack: string } {
  return {
    pack,
    id,
    level,
    controls,
    slug: "keys-rotate-yearly",
    title: "Keys rotate every year",
    severity: level === "mandatory" ? "high" : "medium",
    scope: "resource",
    remediation: "Turn rotation on.",
    url: "https://docs.example.com/kms?rotate=yes#how",
    types: [type],
  };
}

const rules = [
  rule("encryption", "ENC-KMS-01", "mandatory", { "PCI DSS 4.0.1": ["3.7.4", "3.7.1"], GDPR: ["5(1)(f)"] }),
  rule(
    "retention",
    "RET-S3-02",
    "advisory",
    { "SOC 2": ["CC7.2"], "SEC 17a-4 / FINRA 4511": ["17a-4(f)(2)(i)(A)"] },
    BUCKET,
  ),
  rule("access", "ACC-SNS-01", "mandatory", { "SOC 2": ["CC6.1"] }, "aws:sns/topic:Topic"),
];

export const exampleWaiver: Waiver = {
  id: "W-0007",
  policy: "RET-S3-02",
  reasonCode: "too-short",
  urn: "urn:pulumi:eu-west-1::pharos::*aws:s3/bucket:Bucket::access-logs",
  reason: "The load balancer's logs move to the records bucket in March.",
  owner: "storage-team",
  author: "alex@example.com",
  approver: "kim@example.com",
  ticket: "EXAMPLE-123",
  approvedOn: "2026-01-31",
  expires: "2026-06-30",
  compensatingControl: "Copied to the archive every night.",
};

function judged(
  stack: string,
  results: readonly Result[],
  more: Partial<StackResults> & { unknownTypes?: readonly string[] } = {},
): StackResults {
  const { unknownTypes = [], ...rest } = more;
  return {
    stack,
    project: "pharos",
    packs: ["encryption", "retention", "access"],
    complete: true,
    rules,
    results: results.map((result) => ({
      ...result,
      pack: rules.find(({ id }) => id === result.rule)!.pack,
    })),
    warnings: [],
    coverage: countResults(results, { resources: 7, unknownTypes }),
    ...rest,
  };
}

/** What a key without rotation gets. */
export function rotationOff(stack: string, name: string): Result {
  return {
    rule: "ENC-KMS-01",
    urn: exampleUrn(stack, KEY, name),
    type: KEY,
    outcome: "violation",
    reason: "rotation-off",
    message: "enableKeyRotation is false; true is expected",
    fix: "set enableKeyRotation to true",
    property: "enableKeyRotation",
  };
}

function hub(): JudgedStack {
  const stack = "us-east-1";
  const urn = (name: string) => exampleUrn(stack, KEY, name);
  return {
    stack,
    outcome: "refused",
    errors: [],
    results: judged(
      stack,
      [
        rotationOff(stack, "forgotten"),
        { rule: "ENC-KMS-01", urn: urn("records"), type: KEY, outcome: "pass" },
        { rule: "ENC-KMS-01", urn: urn("signing"), type: KEY, outcome: "notApplicable", message: "it signs" },
        {
          rule: "ENC-KMS-01",
          urn: urn("imported"),
          type: KEY,
          outcome: "undetermined",
          property: "rules[0].rotation",
          message: "is not known before the update",
        },
        {
          rule: "RET-S3-02",
          urn: exampleUrn(stack, BUCKET, "drop"),
          type: BUCKET,
          outcome: "violation",
          reason: "not-locked",
          message: "its lock is `GOVERNANCE` | @acme/storage decides",
          fix: "lock it",
          related: exampleUrn(stack, BUCKET, "drop-lock"),
        },
      ],
      { unknownTypes: ["grafana:oss/folder:Folder"] },
    ),
    sources: new Map([
      [urn("forgotten"), { file: "components/encryption/data key.ts", line: 12 }],
      [exampleUrn(stack, BUCKET, "drop-lock"), { file: "components/storage/lock.ts", line: 3 }],
      [exampleUrn(stack, BUCKET, "drop"), { file: "components/storage/bucket.ts", line: 9 }],
    ]),
  };
}

function spoke(): JudgedStack {
  const stack = "eu-west-1";
  const urn = exampleUrn(stack, BUCKET, "access-logs");
  return {
    stack,
    outcome: "failed",
    errors: ["could not read aws:eks/cluster:Cluster: <no reason>"],
    results: judged(
      stack,
      [
        {
          rule: "RET-S3-02",
          urn,
          type: BUCKET,
          outcome: "waived",
          reason: "too-short",
          message: "kept for 180 days; 365 are expected",
          fix: "raise it",
          property: "rule.days",
          waiver: "W-0007",
        },
        { rule: "ENC-KMS-01", urn: exampleUrn(stack, KEY, "records"), type: KEY, outcome: "pass" },
      ],
      { complete: false, waivers: [exampleWaiver], warnings: ["waiver W-0001 covers nothing"] },
    ),
    sources: new Map(),
  };
}

/** A check of two stacks with one of everything: the hub is refused, the spoke failed before all of it was judged. */
export function exampleReport(changes: Partial<Report> = {}): Report {
  return {
    version: "0.1.0",
    subject: "planned",
    startedAt: "2026-03-02T09:41:07.120Z",
    endedAt: "2026-03-02T09:41:48.000Z",
    commit: "0123abc",
    stacks: [hub(), spoke()],
    ...changes,
  };
}
