import assert from "node:assert/strict";
import { judge, RULE_FAILED } from "../evaluation/judge";
import { pass, type Outcome } from "../evaluation/outcome";
import { remediated } from "../evaluation/remediation";
import { typesReadBy, type ResourceRule, type Rule } from "../evaluation/rule";
import { pathsOf, replaced, valueAt } from "./places";
import { resourceFrom, stackFrom, UNKNOWN, type Given } from "./resources";

/** One situation, and what a rule has to say of it. */
export interface RuleCase {
  readonly title: string;
  /** The first is the judged one. */
  readonly resources: readonly [Given, ...Given[]];
  /**
   * Every outcome in short: `pass`, `notApplicable`, `violation REASON`, `undetermined PROPERTY`; empty where the rule leaves the
   * resource to another one.
   */
  readonly expect: readonly string[];
  /** The whole message of the first outcome. */
  readonly message?: string;
  /** A violation that the rule's remediation leaves to a person. */
  readonly byHand?: boolean;
}

/** The same case, as one that takes a person. */
export function byHand(each: RuleCase): RuleCase {
  return { ...each, byHand: true };
}

const NO_WAIVERS = { valid: [], faults: [] };

/**
 * Tests that every case ends as it says, and that the promises hold which every rule makes.
 * @param standing in short, an outcome that the rule adds to every verdict; it is left out of what cases expect
 */
export function testRule(rule: Rule, cases: readonly RuleCase[], standing?: string): void {
  /** What the rule says of the first of the given resources, in a stack of all of them. */
  const outcomesOf = (
    resources: RuleCase["resources"],
    inStack: readonly Given[] = resources,
  ): readonly Outcome[] => {
    const findings = judge(
      rule,
      resourceFrom(resources[0]),
      NO_WAIVERS,
      stackFrom(inStack, typesReadBy(rule)),
    );
    const outcomes = findings.map(({ outcome }) => outcome);
    const said = outcomes.filter((outcome) => inShort(outcome) !== standing);
    return said.length === 0 && outcomes.length > 0 ? [pass] : said;
  };

  for (const { title, resources, expect, message } of cases) {
    it(`${expect[0] ?? "nothing"}: ${title}`, () => {
      const outcomes = outcomesOf(resources);
      assert.deepEqual(outcomes.map(inShort), expect);
      if (message !== undefined) assert.equal(messageOf(outcomes[0]), message);
    });
  }
  it("has at least eight cases that comply and eight that do not", () => {
    const count = (kind: RegExp) => cases.filter(({ expect }) => kind.test(expect[0] ?? "")).length;
    assert.ok(count(/^(pass|notApplicable)/) >= 8, `only ${count(/^(pass|notApplicable)/)} comply`);
    assert.ok(count(/^violation/) >= 8, `only ${count(/^violation/)} do not`);
    assert.ok(count(/^undetermined/) >= 1, "none is undetermined");
  });
  it("asserts the whole message of every reason", () => {
    const reasons = new Set(
      cases.flatMap(({ expect }) => expect.filter((text) => text.startsWith("violation "))),
    );
    const asserted = new Set(
      cases.flatMap(({ expect, message }) => (message === undefined ? [] : [expect[0]])),
    );
    assert.deepEqual(
      [...reasons].filter((reason) => !asserted.has(reason)),
      [],
    );
  });
  it("never turns a violation into a pass, nor anything into a violation, when a value becomes unknown", () => {
    for (const { title, resources } of cases) {
      const known = outcomesOf(resources);
      for (const [where, changed] of eachUnknown(resources)) {
        const outcomes = outcomesOf(changed);
        const context = `${title}, ${where} unknown: ${outcomes.map(inShort).join(", ")}`;
        if (has(known, "violation"))
          assert.ok(has(outcomes, "violation") || has(outcomes, "undetermined"), context);
        else assert.ok(!has(outcomes, "violation"), context);
      }
    }
  });
  if (rule.scope === "resource" && rule.remediate !== undefined) testRemediation(rule, cases);
  it("does not care for the order of resources, nor for resources that have nothing to do with it", () => {
    const stranger: Given = { type: "aws:sns/topic:Topic", name: "stranger", inputs: { name: "stranger" } };
    for (const { title, resources } of cases) {
      const known = outcomesOf(resources);
      const [first, ...others] = resources;
      assert.deepEqual(outcomesOf(resources, [stranger, ...[...others].reverse(), first]), known, title);
    }
  });
  it("does not fail on whatever nonsense stands in place of a value", () => {
    for (const { title, resources } of cases) {
      for (const [where, changed] of eachNonsense(resources)) {
        const outcomes = outcomesOf(changed);
        const failed = outcomes.some(
          (outcome) => outcome.kind === "violation" && outcome.reason === RULE_FAILED,
        );
        assert.ok(!failed, `${title}, ${where}: ${messageOf(outcomes[0])}`);
      }
    }
  });
}

/** Tests what a remediation does to every case that does not comply, and that it leaves alone what is not known. */
function testRemediation(rule: ResourceRule, cases: readonly RuleCase[]): void {
  const failing = cases.filter(({ expect }) => expect.some((text) => text.startsWith("violation")));
  const mended = ([first]: RuleCase["resources"]) =>
    remediated(rule, resourceFrom(first), first.inputs ?? {});

  it("mends every case that does not comply, but for those that take a person", () => {
    for (const { title, resources, expect, byHand: takesPerson = false } of failing) {
      const inputs = mended(resources);
      assert.equal(inputs === undefined, takesPerson, `${title}: ${JSON.stringify(inputs)}`);
      if (inputs === undefined) continue;
      const findings = judge(rule, resourceFrom({ ...resources[0], inputs, outputs: inputs }), NO_WAIVERS);
      const open = findings
        .map(({ outcome }) => inShort(outcome))
        .filter((text) => !COMPLIES.test(text) && !(UNDECIDED.test(text) && expect.includes(text)));
      assert.deepEqual(open, [], title);
      assert.equal(mended([{ ...resources[0], inputs }]), undefined, `${title}: it would be mended twice`);
    }
  });
  it("takes nothing away, and changes nothing that is not known, when it mends", () => {
    for (const { resources } of failing) {
      for (const [where, [first]] of eachUnknown(resources)) {
        const before = first.inputs ?? {};
        const after = mended([first]);
        for (const path of after === undefined ? [] : pathsOf(before)) {
          assert.ok(
            pathsOf(after).some((known) => known.join() === path.join()),
            `${where}: ${path.join()}`,
          );
          if (valueAt(before, path) === UNKNOWN) assert.equal(valueAt(after, path), UNKNOWN, where);
        }
      }
    }
  });
}

const COMPLIES = /^(pass|notApplicable)$/;
/** What could not be told before cannot be told afterwards, either. */
const UNDECIDED = /^undetermined /;

function inShort(outcome: Outcome): string {
  if (outcome.kind === "violation") return `violation ${outcome.reason}`;
  return outcome.kind === "undetermined" ? `undetermined ${outcome.property}` : outcome.kind;
}

function messageOf(outcome: Outcome | undefined): string | undefined {
  switch (outcome?.kind) {
    case "violation":
      return `${outcome.message}. To mend it: ${outcome.fix}.`;
    case "undetermined":
      return `${outcome.property} ${outcome.why}`;
    case "notApplicable":
      return outcome.why;
    default:
      return undefined;
  }
}

function has(outcomes: readonly Outcome[], kind: Outcome["kind"]): boolean {
  return outcomes.some((outcome) => outcome.kind === kind);
}

type Changed = readonly [where: string, resources: RuleCase["resources"]];

function eachUnknown(resources: RuleCase["resources"]): readonly Changed[] {
  return eachReplacement(resources, [UNKNOWN]);
}

const LOOP: Record<string, unknown> = {};
LOOP["loop"] = LOOP;
const NONSENSE: readonly unknown[] = [
  null,
  undefined,
  0,
  -1,
  true,
  "",
  "{",
  "nonsense",
  [],
  [[]],
  {},
  LOOP,
  Number.NaN,
  () => 1,
];

function eachNonsense(resources: RuleCase["resources"]): readonly Changed[] {
  return eachReplacement(resources, NONSENSE);
}

/** The resources with one value after the other replaced, however deep it lies. */
function eachReplacement(resources: RuleCase["resources"], values: readonly unknown[]): readonly Changed[] {
  return resources.flatMap((resource, index) =>
    pathsOf(resource.inputs ?? {}).flatMap((path) =>
      values.map((value): Changed => {
        const inputs = replaced(resource.inputs ?? {}, path, value) as Record<string, unknown>;
        const changed = resources.map((other, place) => (place === index ? { ...other, inputs } : other));
        return [`${resource.name}.${path.join(".")}`, changed as unknown as RuleCase["resources"]];
      }),
    ),
  );
}
