import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describeWithShared, sharedPath } from "../engine/testing/shared";
import { policies } from "./catalogue";
import { frameworks, type FrameworkId } from "./controls/frameworks";
import { canonicalType } from "./evaluation/resource-types";
import { EVERY_AWS_TYPE, typesReadBy } from "./evaluation/rule";
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

interface Rates {
  cases: number;
  /** Percent; null where there is no case of the kind. */
  recall: number | null;
  precision: number | null;
  cantRun: number;
  crash: number;
}

/** Of the failing cases of each source, in percent, that have to be found, and of what is found that has to be right. */
const LEAST_RECALL = 95;
const LEAST_PRECISION = 97;
/** Share of the cases of which we may say that the source is wrong. */
const MOST_DISPUTED = 0.02;

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

  // What no longer exists is a family of our own, which the reference does not know.
  for (const { rule, level } of rules.filter(({ rule: { id } }) => !id.startsWith("END-"))) {
    it(`${rule.id} has the reference's title, scope, level, types and controls`, () => {
      const entry = entries.get(rule.id);
      assert.ok(entry, "the reference does not know the id");
      assert.deepEqual(
        { title: rule.title, scope: rule.scope, level },
        { title: entry.title, scope: entry.scope, level: entry.level },
      );
      // Ours may judge more kinds, never fewer.
      assert.deepEqual(
        entry.types.filter(
          (type) => !typesReadBy(rule).includes(type === "*" ? EVERY_AWS_TYPE : canonicalType(type)),
        ),
        [],
      );
      for (const framework of Object.keys(frameworks) as FrameworkId[]) {
        assert.deepEqual(rule.controls[framework] ?? [], entry.controls[names[framework]] ?? [], framework);
      }
    });
  }

  for (const mode of ["known", "preview"]) {
    it(`finds nearly every failing case of its rules and nearly no passing one, with values ${mode === "known" ? "known" : "as at a preview"}`, () => {
      const bench = (file: string): string => path.join(root, "policies", "bench", file);
      const args = [
        sharedPath("policybench", "score.cjs"),
        path.join(__dirname, "catalogue.js"),
        "--json",
        ...["--mode", mode],
        ...["--only", rules.map(({ rule }) => rule.id).join(",")],
        ...["--crosswalk", bench("crosswalk.json")],
        ...["--disagree", bench("disagree.json")],
      ];
      const score = JSON.parse(
        execFileSync(process.execPath, args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 }),
      ) as { total: Rates; perSource: Record<string, Rates>; disputed: number };
      const { cases, cantRun, crash } = score.total;
      assert.deepEqual({ cantRun, crash }, { cantRun: 0, crash: 0 });
      assert.ok(cases >= 900, `only ${cases} cases`);
      assert.ok(score.disputed <= MOST_DISPUTED * (cases + score.disputed), `${score.disputed} disputed`);
      for (const [source, { recall, precision }] of Object.entries(score.perSource)) {
        assert.ok(recall === null || recall >= LEAST_RECALL, `${source}: recall ${recall}`);
        assert.ok(precision === null || precision >= LEAST_PRECISION, `${source}: precision ${precision}`);
      }
    }).timeout(60_000);
  }
});
