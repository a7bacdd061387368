import assert from "node:assert/strict";
import fc from "fast-check";
import { describeWithShared, sharedPath } from "../../engine/testing/shared";
import { recordStack } from "../../infra/testing/stacks";
import { valueAt, type Place } from "../testing/places";
import { givenFrom } from "../testing/recorded";
import { urnOf, type Given } from "../testing/resources";
import {
  placesOf,
  resourceOf,
  spotsOf,
  verdictsAround,
  withValue,
  type Sample,
  type Spot,
} from "../testing/samples";
import { readSharedFiles } from "../testing/shared-files";
import { changed, everyRule, failuresIn, letOff, verdictsOf, type Verdicts } from "../testing/verdicts";
import { EVERY_AWS_TYPE } from "./rule";

/** The same runs every time: what one of them finds is mended in a rule, and becomes a case in that rule's own test. */
const SEED = 20_260_302;
const RUNS = 25;
/** Files are small. */
const RUNS_OVER_FILES = 150;
/** One of so many files of the reference. */
const EVERY = 7;
/** Registering a stack takes a second, and ten on a busy machine; an enormous document takes its time, too. */
const PATIENCE_MS = 60_000;

const HUGE = "x".repeat(2_000_000);
const DEPTH = 20_000;
const DEEP_TEXT = `${"[".repeat(DEPTH)}${"]".repeat(DEPTH)}`;
const DEEP = Array.from({ length: DEPTH }).reduce<unknown>((inner) => ({ deep: [inner] }), "bottom");
const LOOP: Record<string, unknown> = {};
LOOP["loop"] = [LOOP];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isAny = (): boolean => true;
const isText = (value: unknown): boolean => typeof value === "string" && !isDocument(value);
const isScalar = (value: unknown): boolean => typeof value === "number" || typeof value === "boolean";

function isDocument(value: unknown): value is string {
  if (typeof value !== "string" || !value.startsWith("{")) return false;
  try {
    return isObject(JSON.parse(value));
  } catch {
    return false;
  }
}

/** A document with one more property, written as text. */
function grown(value: unknown, more: string): string {
  const text = JSON.stringify(JSON.parse(String(value)));
  return `${text.slice(0, -1)}${text === "{}" ? "" : ","}"More":${more}}`;
}

/** The object with itself within. */
function looped(value: unknown): unknown {
  const loop: Record<string, unknown> = { ...(value as object) };
  loop["more"] = loop;
  return loop;
}

/** What must hold of a verdict after a value has been spoiled. A rule that throws is refused everywhere. */
type Demand = (before: Verdicts, after: Verdicts) => readonly string[];
/** For what stays as it is but for something that nobody asked for, or becomes what cannot be read. */
const noViolationPasses: Demand = letOff;
/** For another way to write the same. */
const saysTheSame: Demand = changed;
/** For what takes the value away: its default is another matter. */
const nothing: Demand = () => [];

const kinds: readonly (readonly [
  title: string,
  applies: (value: unknown) => boolean,
  spoiled: (value: unknown) => unknown,
  demand: Demand,
])[] = [
  ["a document that breaks off", isDocument, (value) => String(value).slice(0, -1), noViolationPasses],
  ["a document that is null", isDocument, () => "null", noViolationPasses],
  ["a document that is a number", isDocument, () => "7", noViolationPasses],
  ["a document that is a text", isDocument, () => '"text"', noViolationPasses],
  ["a document of megabytes", isDocument, (value) => grown(value, JSON.stringify(HUGE)), noViolationPasses],
  ["a document twenty thousand deep", isDocument, (value) => grown(value, DEEP_TEXT), noViolationPasses],
  ["a text where an object should be", isObject, () => "text", noViolationPasses],
  ["a number where an object should be", isObject, () => 7, noViolationPasses],
  ["null where an object should be", isObject, () => null, nothing],
  ["an object with itself within", isObject, looped, noViolationPasses],
  ["an object with a bottomless one within", isObject, (value) => ({ ...(value as object), more: DEEP }), noViolationPasses],
  ["null before the elements of a list", Array.isArray, (value) => [null, ...(value as unknown[])], noViolationPasses],
  ["an object where a text should be", isText, (value) => ({ text: value }), noViolationPasses],
  ["lists where a text should be", isText, (value) => [[value], [value]], noViolationPasses],
  ["a number or a switch as text", isScalar, String, saysTheSame],
  ["something that holds itself", isAny, () => LOOP, nothing],
  ["something bottomless", isAny, () => DEEP, nothing],
]; // prettier-ignore

function everyRuleSurvives(runs: number, samples: () => readonly Sample[]): void {
  let places: readonly (readonly [Spot, Place])[] = [];
  before(() => {
    places = spotsOf(samples()).flatMap((spot) => placesOf(spot).map((place) => [spot, place] as const));
  });

  for (const [title, applies, spoiled, demand] of kinds) {
    it(`ends as a finding or undetermined: ${title}`, () => {
      const fitting = places.filter(([{ given }, place]) => applies(valueAt(given.inputs, place)));
      assert.ok(fitting.length > 0, "nothing of the kind is in the samples");
      fc.assert(
        fc.property(fc.nat(), (which) => {
          const [spot, place] = fitting[which % fitting.length]!;
          const before = verdictsAround(spot);
          const after = verdictsAround(withValue(spot, place, spoiled(valueAt(spot.given.inputs, place))));
          const context = `${spot.sample.where}, ${spot.given.type} ${spot.given.name}, ${place.join(".")}`;
          assert.deepEqual(failuresIn(after), [], context);
          assert.deepEqual(demand(before, after), [], context);
        }),
        { seed: SEED, numRuns: runs },
      );
    });
  }

  it("ends as a finding or undetermined: resources that name and hold each other in a ring", () => {
    for (const { where, resources } of samples()) {
      const known = verdictsOf(resources.map(resourceOf));
      const ring = resources.map((given, index): Given => {
        const next = resources[(index + 1) % resources.length]!;
        return { ...given, parent: `${next.type} ${next.name}` };
      });
      assert.deepEqual(letOff(known, verdictsOf(ring.map(resourceOf))), [], where);
      const flowing = ring.map((given): Given => {
        const sources = ring.map(({ type, name }) => `${type} ${name}`);
        return { ...given, from: Object.fromEntries(Object.keys(given.inputs ?? {}).map((key) => [key, sources])) };
      }); // prettier-ignore
      assert.deepEqual(failuresIn(verdictsOf(flowing.map(resourceOf))), [], where);
    }
  });

  it("leaves a type that nobody knows to no rule, but for those of every AWS type", () => {
    const ofEverything = new Set(
      everyRule.filter(({ types }) => types.includes(EVERY_AWS_TYPE)).map(({ id }) => id),
    );
    for (const { where, resources } of samples()) {
      const strange = resources.map((given): Given => ({ ...given, type: "aws:nobody/knows:This" }));
      const verdicts = verdictsOf(strange.map(resourceOf));
      assert.deepEqual(failuresIn(verdicts), [], where);
      for (const [rule, byUrn] of verdicts)
        assert.equal(byUrn.has(urnOf(`aws:nobody/knows:This ${strange[0]?.name}`)), ofEverything.has(rule), `${where} ${rule}`); // prettier-ignore
    }
  });
}

describe("malformed inputs of every rule, in a stack", function () {
  this.timeout(PATIENCE_MS);
  let samples: readonly Sample[] = [];
  before(async () => {
    const { resources } = await recordStack("us-east-1");
    // A tenth of it: what is malformed is one resource's, and a stack of seven hundred costs a hundred times as much.
    const given = givenFrom(resources).filter((_, index) => index % 10 === 0);
    samples = [{ where: "us-east-1", resources: given }];
  });

  everyRuleSurvives(RUNS, () => samples);
});

describeWithShared(
  "malformed inputs of every rule, in files of the reference",
  ["policybench", "files.jsonl"],
  function (this: Mocha.Suite) {
    this.timeout(PATIENCE_MS);
    const samples = readSharedFiles(sharedPath("policybench", "files.jsonl"), EVERY).map(
      ({ file, resources }): Sample => ({ where: file, resources }),
    );

    everyRuleSurvives(RUNS_OVER_FILES, () => samples);
  },
);
