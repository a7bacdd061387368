import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describeWithShared, sharedPath } from "../engine/testing/shared";
import { policies } from "./catalogue";
import { frameworks, type FrameworkId } from "./controls/frameworks";
import { canonicalType } from "./evaluation/resource-types";
import { packs } from "./packs/packs";

const rules = packs.flatMap((pack) => pack.rules.map(([rule, level]) => ({ rule, level })));
const root = path.resolve(__dirname, "..", "..");

describe("catalogue", () => {
  it("has every rule of every pack once, under its id", () => {
    assert.deepEqual(
      policies.map(({ name }) => name),
      rules.map(({ rule }) => rule.id),
    );
    assert.equal(new Set(policies.map(({ name }) => name)).size, policies.length);
  });

  it("has rules of both scopes in four packs", () => {
    assert.deepEqual(
      packs.map(({ name }) => name),
      ["encryption", "retention", "access", "workloads"],
    );
    assert.deepEqual(new Set(rules.map(({ rule }) => rule.scope)), new Set(["resource", "stack"]));
    for (const { name, rules: own } of packs) assert.ok(own.length > 0, `${name} is empty`);
  });

  for (const { rule } of rules) {
    it(`says all there is to say of ${rule.id}`, () => {
      assert.match(rule.id, /^[A-Z0-9]+(-[A-Z0-9]+)*-\d{2}$/);
      assert.match(rule.slug, /^[a-z0-9]+(-[a-z0-9]+)+$/);
      assert.doesNotMatch(rule.title, /\.$/);
      assert.match(rule.remediation, /\.$/);
      assert.match(rule.url, /^https:\/\//);
      assert.ok(Object.keys(rule.controls).length > 0, "no control asks for it");
      for (const type of rule.types) assert.equal(type, canonicalType(type));
    });
  }
});

interface Entry {
  id: string;
  title: string;
  scope: string;
  level: string;
  types: string[];
  controls: Record<string, string[]>;
}

describeWithShared("catalogue beside the reference", ["policybench", "catalogue.json"], () => {
  const entries = new Map(
    (JSON.parse(readFileSync(sharedPath("policybench", "catalogue.json"), "utf8")) as Entry[]).map(
      (entry) => [entry.id, entry],
    ),
  );
  /** Our framework → the reference's name of it. */
  const names: Record<FrameworkId, string> = {
    soc2: "SOC2",
    pci: "PCI",
    gdpr: "GDPR",
    iso27001: "ISO",
    sec17a4: "SEC",
  };

  for (const { rule, level } of rules) {
    it(`${rule.id} has the reference's title, scope, level, types and controls`, () => {
      const entry = entries.get(rule.id);
      assert.ok(entry, "the reference does not know the id");
      assert.deepEqual(
        { title: rule.title, scope: rule.scope, level, types: [...rule.types].sort() },
        {
          title: entry.title,
          scope: entry.scope,
          level: entry.level,
          types: [...new Set(entry.types.map(canonicalType))].sort(),
        },
      );
      for (const framework of Object.keys(frameworks) as FrameworkId[]) {
        assert.deepEqual(rule.controls[framework] ?? [], entry.controls[names[framework]] ?? [], framework);
      }
    });
  }

  for (const [mode, leastRecall] of [
    ["known", 95],
    // A document that a fixture builds from references is not known yet: what it says is decided at the update.
    ["preview", 90],
  ] as const) {
    it(`finds the failing cases of its rules and no passing one, with values ${mode === "known" ? "known" : "as at a preview"}`, () => {
      const args = [
        sharedPath("policybench", "score.cjs"),
        path.join(__dirname, "catalogue.js"),
        "--json",
        ...["--mode", mode],
        ...["--only", rules.map(({ rule }) => rule.id).join(",")],
        ...["--crosswalk", path.join(root, "policies", "bench", "crosswalk.json")],
        ...["--disagree", path.join(root, "policies", "bench", "disagree.json")],
      ];
      const score = JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: "utf8" })) as {
        total: Score;
        perSource: Record<string, Score>;
      };
      assert.deepEqual([score.total.cantRun, score.total.crash], [0, 0]);
      assert.ok(score.total.cases >= 40, `only ${score.total.cases} cases`);
      for (const [source, { recall, precision }] of Object.entries(score.perSource)) {
        assert.ok(recall === null || recall >= leastRecall, `${source}: recall ${recall}`);
        assert.ok(precision === null || precision >= LEAST_PRECISION, `${source}: precision ${precision}`);
      }
    }).timeout(60_000);
  }
});

/** Percent of what is reported that a peer reports, too. */
const LEAST_PRECISION = 97;

interface Score {
  readonly cases: number;
  readonly recall: number | null;
  readonly precision: number | null;
  readonly cantRun: number;
  readonly crash: number;
}
