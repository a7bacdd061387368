import assert from "node:assert/strict";
import fc from "fast-check";
import { describeWithShared, sharedPath } from "../../engine/testing/shared";
import { recordStacks } from "../../infra/testing/stacks";
import { mutantsOf } from "../testing/mutants/operators";
import { givenFrom } from "../testing/recorded";
import type { Given } from "../testing/resources";
import {
  placesOf,
  resourceOf,
  spotsOf,
  verdictsAround,
  withUnknown,
  type Sample,
  type Spot,
} from "../testing/samples";
import { readSharedFiles } from "../testing/shared-files";
import {
  accused,
  changed,
  failuresIn,
  isViolated,
  letOff,
  rulesThatRead,
  verdictsOf,
  type Verdicts,
} from "../testing/verdicts";

/**
 * What holds for every rule of every pack, over whole stacks. The runs are the same every time: what one of them finds is mended in a rule,
 * and becomes a case in that rule's own test.
 */
const SEED = 20_260_301;
/** Runs over whole stacks, of some ten milliseconds each. */
const RUNS = 60;
const ORDERS = 4;
/** Files are small. */
const RUNS_OVER_FILES = 800;
/** One of so many files of the reference. */
const EVERY = 10;

/** Registering three stacks takes three seconds, and thirty on a busy machine. */
const PATIENCE_MS = 90_000;

const indices = fc.nat();
/** A member of a list that is not empty. */
const pick = <T>(list: readonly T[], index: number): T => list[index % list.length]!;
const REPEATABLE = { seed: SEED } as const;

function assertNothing(found: readonly string[], context: string): void {
  assert.deepEqual(found, [], context);
}

/** How many verdicts of a sample are violations. */
function violationsIn(verdicts: Verdicts): number {
  return [...verdicts.values()].flatMap((byUrn) => [...byUrn.values()].filter(isViolated)).length;
}

/** Our own stacks violate nothing: so that rules have something to say, every third resource is broken in one place. */
function broken({ where, resources }: Sample): Sample {
  const mutated = (given: Given, index: number): Given => {
    const mutants = [...mutantsOf(given.inputs ?? {})];
    return mutants.length === 0 ? given : { ...given, inputs: pick(mutants, index).inputs };
  };
  return {
    where,
    resources: resources.map((given, index) => (index % 3 === 0 ? mutated(given, index) : given)),
  };
}

/** The resource under other names, which nobody has ever named: every text in it ends otherwise. */
function stranger({ type, inputs }: Given): Given {
  const rename = (value: unknown): unknown => {
    if (typeof value === "string") return `${value}-of-a-stranger`;
    if (Array.isArray(value)) return value.map(rename);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rename(inner)]));
  };
  return { type, name: "stranger", inputs: rename(inputs ?? {}) as Record<string, unknown> };
}

function everyRuleHolds(
  runs: { readonly places: number; readonly orders: number },
  samples: () => readonly Sample[],
): void {
  let spots: readonly Spot[] = [];
  before(() => {
    spots = spotsOf(samples());
  });

  it("never turns a violation into a pass, nor anything into a violation, when a value becomes unknown", () => {
    let atStake = 0;
    fc.assert(
      fc.property(indices, indices, (which, where) => {
        const spot = pick(spots, which);
        const places = placesOf(spot);
        if (places.length === 0) return;
        const place = pick(places, where);
        const known = verdictsAround(spot);
        const unknown = verdictsAround(withUnknown(spot, place));
        atStake += violationsIn(known);
        const context = `${spot.sample.where}, ${spot.given.type} ${spot.given.name}, ${place.join(".")} unknown`;
        assertNothing(letOff(known, unknown), context);
        assertNothing(accused(known, unknown), context);
        assertNothing(failuresIn(unknown), context);
      }),
      { ...REPEATABLE, numRuns: runs.places },
    );
    assert.ok(atStake > runs.places, `only ${atStake} violations were at stake`);
  });

  it("does not care for the order of resources", () => {
    const given = samples();
    fc.assert(
      fc.property(
        indices.chain((which) => {
          const { resources } = pick(given, which);
          return fc.shuffledSubarray([...resources], { minLength: resources.length });
        }),
        (shuffled) => {
          const ordered = given.find(({ resources }) => shuffled.every((each) => resources.includes(each)));
          const before = verdictsOf((ordered?.resources ?? []).map(resourceOf));
          assertNothing(changed(before, verdictsOf(shuffled.map(resourceOf))), ordered?.where ?? "");
        },
      ),
      { ...REPEATABLE, numRuns: runs.orders },
    );
  });

  it("does not care for a resource that has nothing to do with the others", () => {
    fc.assert(
      fc.property(indices, indices, (which, other) => {
        const { sample } = pick(spots, which);
        const added = resourceOf(stranger(pick(spots, other).given));
        const rules = rulesThatRead(added.type);
        const alone = sample.resources.map(resourceOf);
        const context = `${sample.where} and a strange ${added.type}`;
        assertNothing(changed(verdictsOf(alone, rules), verdictsOf([...alone, added], rules)), context);
      }),
      { ...REPEATABLE, numRuns: runs.places },
    );
  });
}

describe("every rule, over the three stacks", function () {
  this.timeout(PATIENCE_MS);
  let samples: readonly Sample[] = [];
  before(async () => {
    samples = [...(await recordStacks())].map(([where, { resources }]) =>
      broken({ where, resources: givenFrom(resources) }),
    );
  });

  everyRuleHolds({ places: RUNS, orders: ORDERS }, () => samples);
});

describeWithShared(
  "every rule, over files of the reference",
  ["policybench", "files.jsonl"],
  function (this: Mocha.Suite) {
    this.timeout(PATIENCE_MS);
    const samples = readSharedFiles(sharedPath("policybench", "files.jsonl"), EVERY).map(
      ({ file, resources }): Sample => ({ where: file, resources }),
    );

    everyRuleHolds({ places: RUNS_OVER_FILES, orders: RUNS_OVER_FILES }, () => samples);
  },
);
