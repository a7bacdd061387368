import * as assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import {
  mergePacks,
  RESULTS_VERSION,
  type PackResults,
  type Result,
} from "../../policies/evaluation/results";
import { PACKS, packExecutable, policyOutcome, readPackResults, writeLevels } from "./policy-packs";

const URN = "urn:pulumi:us-east-1::pharos::aws:s3/bucket:Bucket::records";
const LOCK_URN = "urn:pulumi:us-east-1::pharos::aws:s3/bucketObjectLockConfiguration:Lock::records-lock";

const result = (rule: string, outcome: Result["outcome"], more: Partial<Result> = {}): Result => ({
  rule,
  urn: URN,
  type: "aws:s3/bucket:Bucket",
  outcome,
  ...more,
});

/** What a pack with one rule hands over. */
function packResults(pack: string, results: Result[], more: Partial<PackResults> = {}): PackResults {
  return {
    version: RESULTS_VERSION,
    pack,
    stack: "us-east-1",
    project: "pharos",
    complete: true,
    rules: [
      {
        id: `${pack}-1`,
        slug: "slug",
        title: `Title of ${pack}`,
        severity: "high",
        scope: "resource",
        level: "mandatory",
        controls: { "SOC 2": ["CC6.1"] },
        remediation: "Mend it.",
        url: "https://example.com/rule",
        types: ["aws:s3/bucket:Bucket"],
      },
    ],
    results,
    warnings: [],
    coverage: {
      evaluated: 0,
      notApplicable: 0,
      undetermined: 0,
      waived: 0,
      violations: 0,
      resources: 1,
      unknownTypes: ["aws:ec2/vpc:Vpc"],
    },
    ...more,
  };
}

const others = (...named: string[]): PackResults[] =>
  PACKS.filter((pack) => !named.includes(pack)).map((pack) => packResults(pack, []));

describe("the results of the policy packs", () => {
  it("come with everything that a reader needs, and the line of the resource", () => {
    const outcome = policyOutcome(
      mergePacks([
        packResults("encryption", [
          result("encryption-1", "waived", { message: "old", fix: "later", waiver: "W-1" }),
          result("encryption-1", "undetermined", {
            message: "not known",
            property: "key",
            related: LOCK_URN,
          }),
          result("encryption-1", "violation", {
            reason: "r",
            message: "wrong",
            property: "rule.mode",
            fix: "set it",
            related: LOCK_URN,
          }),
          result("encryption-1", "pass", { urn: LOCK_URN }),
          result("encryption-1", "notApplicable", { urn: "other", message: "asks nothing" }),
        ]),
        ...others("encryption"),
      ]),
      new Map([[URN, { source: { file: "infra/region.ts", line: 7, column: 3 } }]]),
    );
    const source = { file: "infra/region.ts", line: 7, column: 3 };
    assert.deepEqual(outcome.findings, [
      {
        rule: "encryption-1",
        state: "violated",
        urn: URN,
        message: "wrong",
        property: "rule.mode",
        fix: "set it",
        source,
        related: LOCK_URN,
      },
      {
        rule: "encryption-1",
        state: "undetermined",
        urn: URN,
        message: "not known",
        property: "key",
        source,
        related: LOCK_URN,
      },
      {
        rule: "encryption-1",
        state: "waived",
        urn: URN,
        message: "old",
        fix: "later",
        source,
        waiver: "W-1",
      },
    ]);
    assert.deepEqual(outcome.rules[0], {
      id: "encryption-1",
      title: "Title of encryption",
      pack: "encryption",
      severity: "high",
      level: "mandatory",
      controls: { "SOC 2": ["CC6.1"] },
      remediation: "Mend it.",
      url: "https://example.com/rule",
      evaluated: 2,
      violations: 1,
      undetermined: 1,
      waived: 1,
      notApplicable: 1,
    });
    assert.deepEqual(outcome.verdicts, {
      [URN]: ["waived", "undetermined", "violation"].map((said) => ({ rule: "encryption-1", outcome: said })),
      [LOCK_URN]: [{ rule: "encryption-1", outcome: "pass" }],
      other: [{ rule: "encryption-1", outcome: "notApplicable" }],
    });
    assert.deepEqual(outcome.uncoveredTypes, ["aws:ec2/vpc:Vpc"]);
    assert.deepEqual([outcome.complete, outcome.warnings], [true, []]);
  });

  it("count a rule of the same name for each pack by itself", () => {
    const shared = (pack: string, outcome: Result["outcome"]): PackResults => {
      const own = packResults(pack, [result("shared", outcome)]);
      return { ...own, rules: own.rules.map((rule) => ({ ...rule, id: "shared" })) };
    };
    const { rules } = policyOutcome(
      mergePacks([
        shared("encryption", "violation"),
        shared("access", "pass"),
        ...others("encryption", "access"),
      ]),
      new Map(),
    );
    assert.deepEqual(
      rules
        .filter(({ id }) => id === "shared")
        .map(({ pack, evaluated, violations }) => [pack, evaluated, violations]),
      [
        ["encryption", 1, 1],
        ["access", 1, 0],
      ],
    );
  });

  it("say so where a pack did not judge to the end, and pass its warnings on", () => {
    const outcome = policyOutcome(
      mergePacks([
        packResults("encryption", [], { complete: false, warnings: ["waiver W-1 covers nothing"] }),
        ...others("encryption"),
      ]),
      new Map(),
    );
    assert.deepEqual([outcome.complete, outcome.warnings], [false, ["waiver W-1 covers nothing"]]);
  });

  it("say so where a pack handed over nothing", () => {
    const outcome = policyOutcome(mergePacks(others("access", "workloads")), new Map());
    assert.equal(outcome.complete, false);
    assert.deepEqual(outcome.warnings, [
      "the policy pack access handed over no results: its rules are not counted",
      "the policy pack workloads handed over no results: its rules are not counted",
    ]);
  });

  it("are empty where no pack ran", () => {
    assert.deepEqual(policyOutcome(undefined, new Map()), { rules: [], findings: [], uncoveredTypes: [] });
  });
});

describe("the files of the policy packs", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "pharos-packs-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (pack: string, text: string): void => writeFileSync(path.join(folder, `${pack}.json`), text);

  it("are read in the order of the packs; one that is broken counts as none", () => {
    write("workloads", JSON.stringify(packResults("workloads", [])));
    write("encryption", JSON.stringify(packResults("encryption", [])));
    write("retention", '{"version":1,"pack":"ret');
    write("access", '{"version":99}');
    assert.deepEqual(readPackResults(folder)?.packs, ["encryption", "workloads"]);
  });

  it("may all be absent", () => {
    assert.equal(readPackResults(folder), undefined);
    write("access", "not JSON");
    assert.equal(readPackResults(folder), undefined);
  });

  it("come from one executable of the checkout, which gets the levels of the settings", () => {
    assert.equal(packExecutable("/checkout"), "/checkout/policies/packs/all/run");
    const file = writeLevels(folder, { "ENC-S3-02": "advisory" });
    assert.equal(path.dirname(file), folder);
    assert.equal(readFileSync(file, "utf8"), '{"ENC-S3-02":"advisory"}');
  });
});
