import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import * as path from "node:path";
import { readFacts } from "../../../engine/sandbox/facts/model";
import { recordStacks } from "../../../infra/testing/stacks";
import { killedEverywhere, killedWhereItCounts, type Floor } from "./floor";
import type { Operator } from "./operators";
import { mandatoryRules, runMutants, type Fate } from "./run";
import { survivors } from "./survivors";
import type { Survivor, SurvivorClass } from "./survivors/survivor";

/**
 * Every security- or retention-relevant mutant of the platform's own stacks is refused by a mandatory rule, and what survives is classified
 * by hand. What the provider requires, and what it assumes where nothing is said, is read from the provider's own facts.
 */

const ROOT = path.resolve(__dirname, "..", "..", "..", "..");
/** All three stacks are registered and broken once. */
const PATIENCE_MS = 300_000;
/** A rule that stops to see a whole family of places would halve this. */
const KILLED_AT_LEAST = 1500;

const { types: facts } = readFacts("aws");

/** What the provider says of a place from which something was taken. */
function classOfRemoval({ type, path: place, operator, left }: Fate): SurvivorClass | undefined {
  if (operator !== "remove" || place.endsWith("[]")) return undefined;
  const plain = place.replaceAll("[]", "");
  const { requires = [], defaults = {} } = facts[type] ?? { requires: [], defaults: {} };
  if (requires.includes(plain)) return "refused";
  return plain in defaults && left.every((was) => was === defaults[plain]) ? "harmless" : undefined;
}

/** @param pattern a type token, `*` for any characters */
function typesLike(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replace(/[.\\/]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}

const table = survivors.map((entry) => ({
  entry,
  types: entry.types.map(typesLike),
  path: new RegExp(`^(?:${entry.path.source})$`),
}));

function entryOf({ type, path: place, operator }: Fate): Survivor | undefined {
  return table.find(
    (row) =>
      row.types.some((pattern) => pattern.test(type)) &&
      row.path.test(place) &&
      (row.entry.operators?.includes(operator) ?? true),
  )?.entry;
}

const inShort = ({ type, path: place, operator }: Fate) => `${type} ${place} ${operator}`;

function placesOf(floor: Floor): string[] {
  return Object.entries(floor).flatMap(([type, places]) =>
    Object.entries(places).flatMap(([place, operators]: [string, readonly Operator[]]) =>
      operators.map((operator) => `${type} ${place} ${operator}`),
    ),
  );
}

describe("mutants of the real stacks", function () {
  this.timeout(PATIENCE_MS);
  let fates: readonly Fate[];
  let surviving: readonly Fate[];

  before(async () => {
    const recordings = await recordStacks();
    fates = runMutants([...recordings].map(([stack, { resources }]) => ({ stack, resources })));
    surviving = fates.filter(({ survived }) => survived.length > 0);
  });

  it("that survive are classified, each and every one", () => {
    const unclassified = surviving.filter(
      (fate) => classOfRemoval(fate) === undefined && entryOf(fate) === undefined,
    );
    assert.deepEqual(
      unclassified.map((fate) => `${inShort(fate)}: ${fate.survived[0] ?? ""}`),
      [],
    );
  });

  it("that are classified are there", () => {
    const used = new Set(
      surviving.flatMap((fate) => (classOfRemoval(fate) === undefined ? [entryOf(fate)] : [])),
    );
    assert.deepEqual(
      survivors
        .filter((entry) => !used.has(entry))
        .map(({ types, path: { source } }) => `${types.join(", ")} ${source}`),
      [],
    );
  });

  it("that something else stops name a test that there is", () => {
    const elsewhere = survivors.filter((entry) => entry.class === "elsewhere");
    assert.deepEqual(
      elsewhere.filter(({ by }) => by === undefined || !existsSync(path.join(ROOT, by))),
      [],
    );
  });

  it("are all killed where something would be open, in clear, unlocked, unseen or lost", () => {
    const safe = new Set(
      fates.filter(({ killed, survived }) => killed > 0 && survived.length === 0).map(inShort),
    );
    assert.deepEqual(
      placesOf(killedEverywhere).filter((place) => !safe.has(place)),
      [],
    );
  });

  it("are killed in records' stores where other stores may differ", () => {
    const killed = new Set(fates.flatMap((fate) => (fate.killed > 0 ? [inShort(fate)] : [])));
    assert.deepEqual(
      placesOf(killedWhereItCounts).filter((place) => !killed.has(place)),
      [],
    );
  });

  it("are counted", () => {
    const totals: Record<string, number> = { killed: 0 };
    for (const fate of fates) {
      totals["killed"]! += fate.killed;
      if (fate.survived.length === 0) continue;
      const kind = classOfRemoval(fate) ?? entryOf(fate)?.class ?? "unclassified";
      totals[kind] = (totals[kind] ?? 0) + fate.survived.length;
    }
    const counted = Object.entries(totals).map(([kind, number]) => `${number} ${kind}`);
    process.stdout.write(`      ${counted.join(", ")}; by ${mandatoryRules.length} mandatory rules\n`);
    assert.deepEqual(Object.keys(totals).sort(), [
      "elsewhere",
      "harmless",
      "killed",
      "no security matter",
      "refused",
    ]);
    assert.ok(totals["killed"]! >= KILLED_AT_LEAST, `only ${totals["killed"]} are killed`);
  });
});
