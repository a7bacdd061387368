import assert from "node:assert/strict";
import { sarifReport } from "./sarif";
import { exampleReport, exampleUrn } from "./testing/example";
import { sarifValidator } from "./testing/sarif-schema";
import type { Report } from "./report";

interface Log {
  version: string;
  runs: Run[];
}
interface Run {
  tool: { driver: { rules: Rule[] } };
  invocations: {
    executionSuccessful: boolean;
    toolExecutionNotifications: {
      level: string;
      message: { text: string };
      associatedRule?: { id: string };
    }[];
  }[];
  results: Result[];
}
interface Rule {
  id: string;
  name: string;
  helpUri: string;
  defaultConfiguration: { level: string };
  properties: { tags: string[]; "security-severity": string };
}
interface Result {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: {
    physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } };
    logicalLocations: { fullyQualifiedName: string }[];
    properties: { lineIsKnown: boolean };
  }[];
  partialFingerprints: Record<string, string>;
  suppressions?: {
    kind: string;
    status: string;
    justification: string;
    properties: Record<string, string>;
  }[];
}

function runOf(report: Report = exampleReport()): Run {
  return (JSON.parse(sarifReport(report)) as Log).runs[0]!;
}

describe("SARIF report", () => {
  it("is SARIF 2.1.0 by its official schema", () => {
    const validate = sarifValidator();
    for (const report of [
      exampleReport(),
      exampleReport({ stacks: [] }),
      exampleReport({
        stacks: [{ stack: "us-east-1", outcome: "failed", errors: ["no"], sources: new Map() }],
      }),
    ]) {
      assert.ok(validate(JSON.parse(sarifReport(report))), JSON.stringify(validate.errors));
    }
    assert.ok(!validate({ version: "2.1.0", runs: [{ tool: { driver: {} } }] }), "the schema takes anything");
  });

  it("declares every rule, the silent ones too, with level, severity, address and controls", () => {
    const { rules } = runOf().tool.driver;
    assert.deepEqual(
      rules.map(({ id, name, defaultConfiguration, properties }) => [
        id,
        name,
        defaultConfiguration.level,
        properties["security-severity"],
        properties.tags,
      ]),
      [
        ["ACC-SNS-01", "KeysRotateYearly", "error", "8.0", ["security", "access", "soc2-CC6.1"]],
        [
          "ENC-KMS-01",
          "KeysRotateYearly",
          "error",
          "8.0",
          ["security", "encryption", "pci-3.7.4", "pci-3.7.1", "gdpr-5_1_f"],
        ],
        [
          "RET-S3-02",
          "KeysRotateYearly",
          "warning",
          "5.5",
          ["security", "retention", "soc2-CC7.2", "sec17a4-17a-4_f_2_i_A"],
        ],
      ],
    );
    assert.ok(rules.every(({ helpUri }) => helpUri === "https://docs.example.com/kms?rotate=yes#how"));
  });

  it("puts each violation on the line that made the resource, with its URN", () => {
    const { results, tool } = runOf();
    assert.deepEqual(
      results.map(({ ruleId, ruleIndex, level, locations: [location] }) => [
        ruleId,
        tool.driver.rules[ruleIndex]!.id,
        level,
        location!.physicalLocation.artifactLocation.uri,
        location!.physicalLocation.region.startLine,
        location!.properties.lineIsKnown,
        location!.logicalLocations[0]!.fullyQualifiedName,
      ]),
      [
        [
          "ENC-KMS-01",
          "ENC-KMS-01",
          "error",
          "components/encryption/data%20key.ts",
          12,
          true,
          exampleUrn("us-east-1", "aws:kms/key:Key", "forgotten"),
        ],
        [
          "RET-S3-02",
          "RET-S3-02",
          "warning",
          "components/storage/lock.ts",
          3,
          true,
          exampleUrn("us-east-1", "aws:s3/bucket:Bucket", "drop-lock"),
        ],
        [
          "RET-S3-02",
          "RET-S3-02",
          "warning",
          "Pulumi.eu-west-1.yaml",
          1,
          false,
          exampleUrn("eu-west-1", "aws:s3/bucket:Bucket", "access-logs"),
        ],
      ],
    );
    assert.equal(
      results[0]!.message.text,
      "forgotten (us-east-1): enableKeyRotation is false; true is expected. Fix: set enableKeyRotation to true.",
    );
  });

  it("suppresses what is waived, with the reason", () => {
    assert.deepEqual(
      runOf().results.map(({ suppressions }) => suppressions),
      [
        undefined,
        undefined,
        [
          {
            kind: "external",
            status: "accepted",
            justification:
              "waiver W-0007: The load balancer's logs move to the records bucket in March. Meanwhile: Copied to the archive every night.",
            properties: {
              waiver: "W-0007",
              owner: "storage-team",
              approver: "kim@example.com",
              approvedOn: "2026-01-31",
              expires: "2026-06-30",
              ticket: "EXAMPLE-123",
            },
          },
        ],
      ],
    );
  });

  it("says what is open and what went wrong as notifications of a run that did not succeed", () => {
    const [invocation] = runOf().invocations;
    assert.equal(invocation!.executionSuccessful, false);
    assert.deepEqual(
      invocation!.toolExecutionNotifications.map(({ level, message, associatedRule }) => [
        level,
        message.text,
        associatedRule?.id,
      ]),
      [
        ["error", "eu-west-1: could not read aws:eks/cluster:Cluster: <no reason>", undefined],
        [
          "error",
          "eu-west-1 was not judged to the end: what is not listed here is not known to hold",
          undefined,
        ],
        [
          "note",
          "imported (us-east-1) is undetermined: rules[0].rotation is not known before the update",
          "ENC-KMS-01",
        ],
      ],
    );
  });

  it("gives findings names that outlive their lines, and tells any two apart", () => {
    const names = (report: Report) =>
      runOf(report).results.map(({ partialFingerprints }) => partialFingerprints);
    const report = exampleReport();
    const moved = {
      ...report,
      startedAt: "2026-04-01T00:00:00Z",
      stacks: report.stacks.map((stack) => ({
        ...stack,
        sources: new Map([...stack.sources].map(([urn, { file }]) => [urn, { file, line: 99 }])),
      })),
    };
    assert.deepEqual(names(moved), names(report));
    const [hub] = report.stacks;
    const twice = hub!.results!.results.flatMap((result) => [result, { ...result, message: "again" }]);
    const all = names({ ...report, stacks: [{ ...hub!, results: { ...hub!.results!, results: twice } }] });
    assert.equal(new Set(all.map((name) => name["primaryLocationLineHash"])).size, 4);
  });

  it("stays within the twenty tags that code scanning takes", () => {
    const report = exampleReport();
    const many = Array.from({ length: 30 }, (_, index) => `3.${index}`);
    const stacks = report.stacks.map((stack) => ({
      ...stack,
      results: {
        ...stack.results!,
        rules: stack.results!.rules.map((rule) => ({ ...rule, controls: { "PCI DSS 4.0.1": many } })),
      },
    }));
    assert.ok(
      runOf({ ...report, stacks }).tool.driver.rules.every(({ properties }) => properties.tags.length === 20),
    );
  });
});
