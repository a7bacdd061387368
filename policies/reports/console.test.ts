import assert from "node:assert/strict";
import type { StackResults } from "../evaluation/results";
import { consoleReport } from "./console";

const rule = (id: string, level: "mandatory" | "advisory") => ({
  id,
  level,
  pack: "encryption",
  slug: "",
  title: "",
  severity: "high" as const,
  scope: "resource" as const,
  controls: {},
  remediation: "",
  url: "",
  types: [],
});
const urn = (name: string) => `urn:pulumi:us-east-1::pharos::pharos:a:B$aws:kms/key:Key::${name}`;
const results: StackResults = {
  stack: "us-east-1",
  project: "pharos",
  packs: ["encryption", "access"],
  complete: true,
  rules: [rule("ENC-KMS-01", "mandatory"), rule("ACC-01", "advisory")],
  results: [
    {
      pack: "access",
      rule: "ACC-01",
      urn: urn("b"),
      type: "aws:kms/key:Key",
      outcome: "violation",
      reason: "wide",
      message: "it is wide",
      fix: "narrow it",
      related: urn("policy"),
    },
    {
      pack: "encryption",
      rule: "ENC-KMS-01",
      urn: urn("a"),
      type: "aws:kms/key:Key",
      outcome: "violation",
      reason: "rotation-off",
      message: "it does not rotate",
      fix: "rotate it",
    },
    { pack: "encryption", rule: "ENC-KMS-01", urn: urn("c"), type: "aws:kms/key:Key", outcome: "pass" },
  ],
  warnings: ["waiver W-1 covers nothing"],
  coverage: {
    evaluated: 3,
    notApplicable: 4,
    undetermined: 0,
    waived: 0,
    violations: 2,
    resources: 3,
    unknownTypes: ["a", "b"],
  },
};

describe("console report", () => {
  it("lists violations, what stops the stack first, with the source line, and says how much was judged", () => {
    const sources = new Map([
      [urn("a"), { file: "components/keys.ts", line: 12, column: 5 }],
      [urn("policy"), { file: "components/policies.ts", line: 3, column: 1 }],
      [urn("b"), { file: "components/other.ts", line: 9, column: 1 }],
    ]);
    assert.equal(
      consoleReport(results, sources),
      [
        "mandatory ENC-KMS-01/rotation-off  aws:kms/key:Key a  components/keys.ts:12",
        "  it does not rotate",
        "  fix: rotate it",
        "advisory ACC-01/wide  aws:kms/key:Key b  components/policies.ts:3",
        "  it is wide",
        "  set in: policy",
        "  fix: narrow it",
        "warning: waiver W-1 covers nothing",
        "policies (encryption, access): 3 evaluated on 3 resources, 2 violations, 0 undetermined, 0 waived, 4 not applicable, no rule looks at 2 of the types",
      ].join("\n"),
    );
  });

  it("is one line where nothing is wrong", () => {
    const coverage = { ...results.coverage, violations: 0, unknownTypes: [] };
    assert.equal(
      consoleReport({ ...results, results: [], warnings: [], coverage, complete: false }),
      "policies (encryption, access): 3 evaluated on 3 resources, 0 violations, 0 undetermined, 0 waived, 4 not applicable, the run ended before the whole stack was judged",
    );
  });
});
