import assert from "node:assert/strict";
import { oscalComponentDefinition } from "./oscal-component";
import { uuidOf } from "./oscal-parts";
import { oscalAssessmentResults } from "./oscal-results";
import { exampleReport, exampleUrn } from "./testing/example";
import { assessmentResults, componentDefinition, danglingReferences } from "./testing/oscal-structure";

interface Results {
  "assessment-results": { results: Result[] };
}
interface Result {
  "reviewed-controls": { "control-selections": { "include-controls": { "control-id": string }[] }[] };
  "local-definitions": { "inventory-items"?: { props: { value: string }[] }[] };
  observations: { title: string; expires?: string; subjects: { title: string }[] }[];
  risks?: { title: string; status: string; deadline: string }[];
  findings: { target: { "target-id": string; status: { state: string; reason: string } } }[];
}

function resultsOf(report = exampleReport()): Result[] {
  return (JSON.parse(oscalAssessmentResults(report)) as Results)["assessment-results"].results;
}

describe("OSCAL component definition", () => {
  const document: unknown = JSON.parse(oscalComponentDefinition(exampleReport()));

  it("keeps to the structure of the specification, and every reference leads somewhere", () => {
    assert.deepEqual(componentDefinition(document, "document"), []);
    assert.deepEqual(danglingReferences(document), []);
  });

  it("names each pack's rules, and for each framework which control which rule speaks for", () => {
    const { components } = (
      document as {
        "component-definition": {
          components: {
            title: string;
            props: { name: string; value: string; remarks: string }[];
            "control-implementations": {
              "implemented-requirements": { "control-id": string; props: { value: string }[] }[];
            }[];
          }[];
        };
      }
    )["component-definition"];
    assert.deepEqual(
      components.map(({ title, props, "control-implementations": frameworks }) => [
        title,
        props.filter(({ name }) => name === "Rule_Id").map(({ value, remarks }) => `${value} ${remarks}`),
        frameworks.map(({ "implemented-requirements": controls }) =>
          controls.map((control) => [control["control-id"], ...control.props.map(({ value }) => value)]),
        ),
      ]),
      [
        [
          "Policy pack encryption",
          ["ENC-KMS-01 ENC-KMS-01"],
          [
            [
              ["pci-3.7.1", "ENC-KMS-01"],
              ["pci-3.7.4", "ENC-KMS-01"],
            ],
            [["gdpr-5_1_f", "ENC-KMS-01"]],
          ],
        ],
        [
          "Policy pack retention",
          ["RET-S3-02 RET-S3-02"],
          [[["soc2-CC7.2", "RET-S3-02"]], [["sec17a4-17a-4_f_2_i_A", "RET-S3-02"]]],
        ],
        ["Policy pack access", ["ACC-SNS-01 ACC-SNS-01"], [[["soc2-CC6.1", "ACC-SNS-01"]]]],
      ],
    );
  });
});

describe("OSCAL assessment results", () => {
  it("keep to the structure of the specification, and every reference leads somewhere", () => {
    const document: unknown = JSON.parse(oscalAssessmentResults(exampleReport()));
    assert.deepEqual(assessmentResults(document, "document"), []);
    assert.deepEqual(danglingReferences(document), []);
  });

  it("keep to it where nothing was judged, and claim nothing then", () => {
    const stacks = [{ stack: "us-east-1", outcome: "failed" as const, errors: ["no"], sources: new Map() }];
    const document = JSON.parse(oscalAssessmentResults(exampleReport({ stacks }))) as Results;
    assert.deepEqual(assessmentResults(document, "document"), []);
    assert.deepEqual([document["assessment-results"].results[0]!.findings], [undefined]);
  });

  it("find a control satisfied only where everything passed, and none of which nothing was judged", () => {
    const statuses = resultsOf().map(({ findings }) =>
      findings.map(({ target }) => [target["target-id"], target.status.state, target.status.reason]),
    );
    assert.deepEqual(statuses, [
      [
        ["pci-3.7.1", "not-satisfied", "fail"],
        ["pci-3.7.4", "not-satisfied", "fail"],
        ["gdpr-5_1_f", "not-satisfied", "fail"],
        ["soc2-CC7.2", "not-satisfied", "fail"],
        ["sec17a4-17a-4_f_2_i_A", "not-satisfied", "fail"],
      ],
      [
        ["pci-3.7.1", "satisfied", "pass"],
        ["pci-3.7.4", "satisfied", "pass"],
        ["gdpr-5_1_f", "satisfied", "pass"],
        ["soc2-CC7.2", "not-satisfied", "other"],
        ["sec17a4-17a-4_f_2_i_A", "not-satisfied", "other"],
      ],
    ]);
    for (const { findings, "reviewed-controls": reviewed } of resultsOf()) {
      assert.deepEqual(
        reviewed["control-selections"][0]!["include-controls"].map((control) => control["control-id"]),
        findings.map(({ target }) => target["target-id"]),
      );
    }
  });

  it("never take what is undetermined for satisfied", () => {
    const report = exampleReport();
    const stacks = report.stacks.map((stack) => ({
      ...stack,
      results: {
        ...stack.results!,
        results: stack.results!.results.filter(
          ({ outcome }) => outcome !== "violation" && outcome !== "waived",
        ),
      },
    }));
    assert.deepEqual(
      resultsOf({ ...report, stacks }).map(({ findings }) => findings[0]?.target.status),
      [
        { state: "not-satisfied", reason: "other", remarks: "Something could not be told yet." },
        { state: "satisfied", reason: "pass" },
      ],
    );
  });

  it("observe every resource, and let what is waived expire", () => {
    const [hub, spoke] = resultsOf();
    assert.deepEqual(
      hub!.observations.map(({ title, subjects }) => [title, subjects.map((subject) => subject.title)]),
      [
        ["ENC-KMS-01: complies", ["records"]],
        ["ENC-KMS-01: is not asked anything", ["signing"]],
        ["ENC-KMS-01: does not comply", ["forgotten"]],
        ["ENC-KMS-01: could not be told", ["imported"]],
        ["RET-S3-02: does not comply", ["drop"]],
      ],
    );
    assert.deepEqual(
      spoke!.observations.map(({ title, expires }) => [title, expires]),
      [
        ["ENC-KMS-01: complies", undefined],
        ["RET-S3-02: does not comply, and is waived", "2026-06-30T23:59:59Z"],
      ],
    );
    assert.deepEqual(
      spoke!.risks?.map(({ title, status, deadline }) => [title, status, deadline]),
      [["RET-S3-02 is waived for access-logs", "deviation-approved", "2026-06-30T23:59:59Z"]],
    );
    assert.deepEqual(
      spoke!["local-definitions"]["inventory-items"]?.map(({ props }) => props[0]!.value),
      [
        exampleUrn("eu-west-1", "aws:kms/key:Key", "records"),
        exampleUrn("eu-west-1", "aws:s3/bucket:Bucket", "access-logs"),
      ],
    );
  });

  it("name the same things by the same UUIDs in every run", () => {
    const items = (report: ReturnType<typeof exampleReport>) => resultsOf(report)[0]!["local-definitions"];
    assert.deepEqual(items(exampleReport()), items(exampleReport({ startedAt: "2026-03-03T00:00:00Z" })));
    assert.notEqual(uuidOf("a", "b"), uuidOf("ab"));
  });
});
