import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import { record } from "../components/testing/record";
import { listeners } from "../content/flows/listeners";
import { undigested } from "../content/images/undigested";
import { committedFacts } from "../content/images/known-charts";
import { supplyOf } from "../content/images/supply";
import { describeWithShared, sharedPath } from "../engine/testing/shared";
import { loadSettings } from "../stacks/load-settings";
import { createRegion } from "./region";
import { chartDefaults } from "./testing/acceptance/chart-defaults";
import { lines } from "./testing/acceptance/lines";

import { unrestricted } from "./testing/acceptance/lines/containers";
import { definedByReleases, early, tooEarly, customGroup } from "./testing/acceptance/lines/definitions";
import { scratch as scratchTable } from "./testing/acceptance/lines/state";
import { unscraped } from "./testing/acceptance/lines/scraped";
import { at, type Stack } from "./testing/acceptance/stack";
import { evidence, nameOf } from "./testing/acceptance/tls";
import { workloads } from "./testing/acceptance/workloads";
import { recordStack, recordWithWorkspaces, STACKS, withWorkspaces } from "./testing/stacks";

/** A region on a cluster that is there already, as the documentation has it. */
const EXISTING = "eu-central-1";
const EXAMPLE = path.resolve(__dirname, "..", "..", "docs", "examples", "existing-cluster");
/** Where AWS keeps the metrics: at the hub, and in a region that keeps its history itself. */
const WITH_WORKSPACES = ["us-east-1", "eu-west-1"];
const NAMES = [...STACKS, EXISTING, ...WITH_WORKSPACES.map(withWorkspaces)];

/** Registering a whole stack takes a second, and ten on a busy machine. */
const PATIENCE_MS = 60_000;

const stacks = new Map<string, Stack>();
const stackOf = (name: string): Stack => stacks.get(name) ?? assert.fail(name);
/** Mutants change copies of resources, and share the others. */
const copyOf = (name: string): Stack => ({ ...stackOf(name), resources: [...stackOf(name).resources] });

/** Whether anything is really different. */
function differs(mutant: Stack, original: Stack): boolean {
  return (
    mutant.resources.length !== original.resources.length ||
    mutant.resources.some(
      (resource, index) =>
        resource !== original.resources[index] && !isDeepStrictEqual(resource, original.resources[index]),
    )
  );
}

describe("the acceptance list", function () {
  this.timeout(PATIENCE_MS);
  before(async () => {
    for (const name of STACKS)
      stacks.set(name, { name, trial: false, resources: [...(await recordStack(name)).resources] });
    for (const stack of WITH_WORKSPACES) {
      const name = withWorkspaces(stack);
      stacks.set(name, { name, trial: false, resources: [...(await recordWithWorkspaces(stack)).resources] });
    }
    const example = loadSettings(EXAMPLE, EXISTING);
    const existing = await record(() => createRegion(example), { stack: EXISTING });
    const trial = example.settings.assurance === "trial";
    stacks.set(EXISTING, { name: EXISTING, trial, resources: [...existing.resources] });
  });

  for (const { title, check, mutants } of lines) {
    describe(title, () => {
      for (const name of NAMES)
        it(`in ${name}`, () => {
          assert.deepEqual(check(stackOf(name)), []);
        });

      for (const { what, of = "us-east-1", change, found } of mutants)
        it(`but not where ${what}`, () => {
          const mutant = copyOf(of);
          change(mutant);
          assert.ok(differs(mutant, stackOf(of)), "the mutant is no mutant");
          assert.deepEqual(check(mutant), found);
        });
    });
  }

  describe("every custom resource", () => {
    for (const name of NAMES) {
      it(`of ${name} would be made too early if it did not say what it waits for`, () => {
        const stack = stackOf(name);
        const custom = definedByReleases(stack);
        assert.ok(custom.length > 5, `${custom.length}`);
        for (const resource of custom) {
          const mutant = { ...resource, dependsOn: [] };
          const resources = stack.resources.map((other) => (other === resource ? mutant : other));
          assert.deepEqual(early({ ...stack, resources }, [mutant]), [
            tooEarly(resource.name, customGroup(resource.type) ?? ""),
          ]);
        }
      });

      it(`of ${name} has a name of its own, by which others wait for it`, () => {
        const { resources } = stackOf(name);
        for (const own of resources.filter(({ type }) => customGroup(type) !== undefined))
          assert.equal(resources.filter((other) => other.name === own.name).length, 1, own.name);
      });
    }
  });

  describe("has no exception that nobody needs", () => {
    const everywhere = () => NAMES.flatMap((name) => workloads(stackOf(name)));

    it("among volumes that go with their pod", () => {
      const there = new Set(
        everywhere().flatMap(({ name, scratch }) => scratch.map(({ volume }) => `${name}: ${volume}`)),
      );
      const listed = Object.entries(scratchTable).flatMap(([name, volumes]) =>
        Object.keys(volumes).map((volume) => `${name}: ${volume}`),
      );
      assert.deepEqual(listed.sort(), [...there].sort());
    });

    it("among containers and pods without restrictions", () => {
      const there = everywhere().flatMap(({ name, nonRoot, containers }) => [
        ...(nonRoot ? [] : [name]),
        ...containers
          .filter(({ restricted }) => !restricted)
          .map((container) => `${name}: '${container.name}'`),
      ]);
      assert.deepEqual(Object.keys(unrestricted).sort(), [...new Set(there)].sort());
    });

    it("among what is not scraped", () => {
      const there = everywhere().map(({ name }) => name);
      const idle = Object.keys(unscraped).filter((known) => !there.some((name) => name.startsWith(known)));
      assert.deepEqual(idle, []);
    });

    it("among images without a digest", () => {
      const without = NAMES.flatMap((name) => supplyOf(stackOf(name).resources, committedFacts).images)
        .filter(({ digest }) => digest === undefined)
        .map(({ registry, repository }) => `${registry}/${repository}`);
      assert.deepEqual(Object.keys(undigested).sort(), [...new Set(without)].sort());
    });

    it("among ports: each is of pods that a stack has, and those of which TLS is claimed are no others", () => {
      const claimed = listeners.filter(({ speaks }) => speaks !== "plain").map(nameOf);
      assert.deepEqual(Object.keys(evidence).sort(), [...claimed].sort());
      const idle = claimed.filter((name) =>
        NAMES.every((stack) => evidence[name]?.(stackOf(stack)) === undefined),
      );
      assert.deepEqual(idle, []);
    });
  });
});

describeWithShared("the acceptance list relies on charts' defaults", ["charts"], () => {
  for (const [chart, defaults] of Object.entries(chartDefaults)) {
    it(`that ${chart} has`, () => {
      const values: unknown = parse(readFileSync(sharedPath("charts", chart, "values.yaml"), "utf8"));
      assert.deepEqual(
        Object.fromEntries(Object.keys(defaults).map((place) => [place, at(values, place)])),
        defaults,
      );
    });
  }
});
