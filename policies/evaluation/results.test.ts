import assert from "node:assert/strict";
import { resourceFrom, urnOf } from "../testing/resources";
import { judge, judgeStack, RULE_FAILED } from "./judge";
import { Ledger, summaryLine } from "./ledger";
import { notApplicable, pass, violation, type Outcome } from "./outcome";
import { mergePacks, parseResults, type PackResults } from "./results";
import type { Level, Rule } from "./rule";
import { Stack } from "./siblings";
import type { Waiver, WaiverBook } from "./waivers";

const TOPIC = "aws:sns/topic:Topic";
const QUEUE = "aws:sqs/queue:Queue";
const STACK_URN = urnOf("pulumi:pulumi:Stack pharos-us-east-1");
const NO_WAIVERS: WaiverBook = { valid: [], faults: [] };
const mandatory = (): Level => "mandatory";

const broken = violation("broken", { message: "it is broken", fix: "mend it", property: "name" });
const doubt: Outcome = { kind: "undetermined", property: "name", why: "is not known before the update" };

const metadata = {
  slug: "topics-are-good",
  title: "Topics are good",
  severity: "high",
  types: [TOPIC],
  controls: { pci: ["1.2.3"], soc2: [] },
  remediation: "Mend it.",
  url: "https://example.com/topics",
} as const;

/** A rule that says of each resource what its name says. */
const VERDICTS: Record<string, Outcome | readonly Outcome[]> = {
  good: pass,
  bad: broken,
  other: notApplicable("it is another"),
  open: doubt,
  both: [broken, doubt],
  none: [],
};
const byName: Rule = {
  ...metadata,
  id: "TST-01",
  scope: "resource",
  check: ({ name }) => {
    const verdict = VERDICTS[name];
    if (verdict === undefined) throw new TypeError(`no verdict for ${name}`);
    return verdict;
  },
};
const needsStack: Rule = {
  ...metadata,
  id: "TST-02",
  scope: "stack",
  siblings: [QUEUE],
  check: ({ name }, stack) =>
    stack.resources.some((resource) => resource.name === `${name}-peer`) ? pass : broken,
};

const topic = (name: string) => resourceFrom({ type: TOPIC, name, inputs: { name } });
const waiver = (id: string, name: string, stack = "us-east-1"): Waiver => ({
  id,
  policy: "TST-01",
  reasonCode: "broken",
  urn: urnOf(`${TOPIC} ${name}`).replace("us-east-1", stack),
  reason: "",
  owner: "",
  author: "",
  approver: "",
  ticket: "",
  approvedOn: "",
  expires: "",
  compensatingControl: "",
});

/** A ledger that has judged some topics by the first rule. */
function ledgerOf(names: readonly string[], waivers = NO_WAIVERS): Ledger {
  const ledger = new Ledger("test", [byName, needsStack], (rule) => rule.startsWith("TST-"));
  for (const name of names) {
    const resource = topic(name);
    ledger.see(resource.urn, resource.type);
    ledger.record(byName.id, resource.urn, judge(byName, resource, waivers));
  }
  return ledger;
}

describe("judge", () => {
  it("names rule, resource and type with each outcome", () => {
    assert.deepEqual(judge(byName, topic("both"), NO_WAIVERS), [
      { rule: "TST-01", urn: urnOf(`${TOPIC} both`), type: TOPIC, outcome: broken },
      { rule: "TST-01", urn: urnOf(`${TOPIC} both`), type: TOPIC, outcome: doubt },
    ]);
  });

  it("says nothing of types that the rule does not judge", () => {
    assert.deepEqual(judge(byName, resourceFrom({ type: QUEUE, name: "bad" }), NO_WAIVERS), []);
  });

  it("makes a violation that names the rule of an exception in it", () => {
    const [finding] = judge(byName, topic("strange"), NO_WAIVERS);
    assert.deepEqual(finding?.outcome, {
      kind: "violation",
      reason: RULE_FAILED,
      message: "the rule itself failed on this resource: no verdict for strange",
      fix: "report it with the resource's inputs; to go on meanwhile, set the level of TST-01 to \"advisory\" in the stack's settings",
    });
  });

  it("lets a stack rule fail that is given no stack", () => {
    const [finding] = judge(needsStack, topic("good"), NO_WAIVERS);
    assert.equal(finding?.outcome.kind === "violation" && finding.outcome.reason, RULE_FAILED);
  });

  it("judges every resource of a stack rule's types", () => {
    const stack = new Stack([
      topic("b"),
      topic("a"),
      topic("a-peer"),
      resourceFrom({ type: QUEUE, name: "q" }),
    ]);
    assert.deepEqual(
      judgeStack(needsStack, stack, NO_WAIVERS).map(({ urn, outcome }) => [urn, outcome.kind]),
      [
        [urnOf(`${TOPIC} a`), "pass"],
        [urnOf(`${TOPIC} a-peer`), "violation"],
        [urnOf(`${TOPIC} b`), "violation"],
      ],
    );
  });

  it("waives the violations that a waiver covers, and nothing else", () => {
    const waivers = { valid: [waiver("W-1", "both")], faults: [] };
    assert.deepEqual(
      judge(byName, topic("both"), waivers).map(({ outcome }) => outcome),
      [{ kind: "waived", waiver: "W-1", violation: broken }, doubt],
    );
    assert.deepEqual(judge(byName, topic("bad"), waivers)[0]?.outcome, broken);
  });
});

describe("results of a pack", () => {
  it("hold rules, outcomes and coverage", () => {
    const waivers = { valid: [waiver("W-1", "both")], faults: [] };
    const ledger = ledgerOf(["open", "good", "bad", "other", "both", "none"], waivers);
    ledger.see(urnOf(`${QUEUE} q`), QUEUE);
    ledger.see(urnOf("aws:ec2/vpc:Vpc main"), "aws:ec2/vpc:Vpc");
    ledger.see(urnOf("pharos:network:Network main"), "pharos:network:Network");
    ledger.see(urnOf("pulumi:providers:aws default"), "pulumi:providers:aws");
    const { rules, results, ...rest } = ledger.results(mandatory, waivers);
    assert.deepEqual(rest, {
      version: 1,
      pack: "test",
      stack: "us-east-1",
      project: "pharos",
      complete: false,
      warnings: [],
      waivers: waivers.valid,
      coverage: {
        evaluated: 4,
        notApplicable: 1,
        undetermined: 2,
        waived: 1,
        violations: 1,
        resources: 8,
        unknownTypes: ["aws:ec2/vpc:Vpc"],
      },
    });
    assert.deepEqual(rules[0], {
      id: "TST-01",
      ...metadata,
      scope: "resource",
      level: "mandatory",
      controls: { "PCI DSS 4.0.1": ["1.2.3"] },
    });
    const of = (name: string) => ({ rule: "TST-01", urn: urnOf(`${TOPIC} ${name}`), type: TOPIC });
    const found = { reason: "broken", message: "it is broken", fix: "mend it", property: "name" };
    const open = { outcome: "undetermined", property: "name", message: "is not known before the update" };
    assert.deepEqual(results, [
      { ...of("bad"), outcome: "violation", ...found },
      { ...of("both"), outcome: "waived", ...found, waiver: "W-1" },
      { ...of("both"), ...open },
      { ...of("good"), outcome: "pass" },
      { ...of("open"), ...open },
      { ...of("other"), outcome: "notApplicable", message: "it is another" },
    ]);
  });

  it("count once what is judged twice: the later one counts", () => {
    const ledger = ledgerOf(["bad", "open"]);
    const { urn } = topic("open");
    ledger.record(byName.id, urn, judge(byName, topic("open"), NO_WAIVERS));
    ledger.record(byName.id, topic("bad").urn, [
      { rule: "TST-01", urn: topic("bad").urn, type: TOPIC, outcome: pass },
    ]);
    const { coverage } = ledger.results(mandatory, NO_WAIVERS);
    assert.deepEqual([coverage.evaluated, coverage.violations, coverage.undetermined], [2, 0, 1]);
  });

  it("drop what is not part of the stack once the whole stack is known", () => {
    const ledger = ledgerOf(["bad", "good"]);
    ledger.completeWith([topic("good")]);
    const { results, complete, coverage } = ledger.results(mandatory, NO_WAIVERS);
    assert.deepEqual(results.map(({ urn }) => urn), [topic("good").urn]); // prettier-ignore
    assert.deepEqual([complete, coverage.resources], [true, 1]);
  });

  it("replace all that a stack rule has said before", () => {
    const ledger = ledgerOf(["good"]);
    const say = (...names: string[]) =>
      ledger.recordStack("TST-02", judgeStack(needsStack, new Stack(names.map(topic)), NO_WAIVERS));
    say("a", "b");
    say("b", "b-peer");
    const said = ledger.results(mandatory, NO_WAIVERS).results.filter(({ rule }) => rule === "TST-02");
    assert.deepEqual(said.map(({ urn, outcome }) => [urn, outcome]), [
      [topic("b").urn, "pass"],
      [topic("b-peer").urn, "violation"],
    ]); // prettier-ignore
  });

  it("carry on from an earlier process of the same run, and nothing else", () => {
    const earlier = ledgerOf(["bad", "open"]).results(mandatory, NO_WAIVERS);
    const now = ledgerOf(["good"]);
    now.record(byName.id, topic("open").urn, [
      { rule: "TST-01", urn: topic("open").urn, type: TOPIC, outcome: pass },
    ]);
    now.continueFrom({ ...earlier, stack: "us-west-2" });
    now.continueFrom({ ...earlier, pack: "another" });
    assert.equal(now.results(mandatory, NO_WAIVERS).results.length, 2);
    now.continueFrom(earlier);
    assert.deepEqual(
      now.results(mandatory, NO_WAIVERS).results.map(({ urn, outcome }) => [urn, outcome]),
      [
        [topic("bad").urn, "violation"],
        [topic("good").urn, "pass"],
        [topic("open").urn, "pass"],
      ],
    );
  });

  it("warn of a waiver for this stack that covers nothing, once the whole stack is judged", () => {
    const waivers = {
      valid: [
        waiver("W-1", "bad"),
        waiver("W-2", "gone"),
        waiver("W-3", "gone", "us-west-2"),
        { ...waiver("W-4", "bad"), policy: "ENC-KMS-01" },
      ],
      faults: [],
    };
    const ledger = ledgerOf(["bad"], waivers);
    assert.deepEqual(ledger.results(mandatory, waivers).warnings, []);
    ledger.completeWith([topic("bad")]);
    assert.deepEqual(ledger.results(mandatory, waivers).warnings, [
      `waiver W-2 covers nothing: no violation TST-01/broken at ${topic("gone").urn}; take it out of waivers.yaml`,
    ]);
  });

  it("are one line for people", () => {
    const ledger = ledgerOf(["good", "bad", "open"]);
    assert.equal(
      summaryLine("test", ledger.results(mandatory, NO_WAIVERS)),
      "pharos test: 3 evaluated, 1 violation, 1 undetermined, the stack as a whole was not judged",
    );
    ledger.completeWith([topic("good")]);
    assert.equal(
      summaryLine("test", ledger.results(mandatory, NO_WAIVERS)),
      "pharos test: 1 evaluated, 0 violations, 0 undetermined",
    );
  });

  it("survive a journey through JSON", () => {
    const results = ledgerOf(["both", "other"]).results(mandatory, NO_WAIVERS);
    assert.deepEqual(parseResults(JSON.stringify(results)), results);
    assert.throws(() => parseResults("{"), new RangeError("this is not a results file: it is not JSON"));
    assert.throws(
      () => parseResults('{"version":2}'),
      new RangeError("this is not a results file of version 1: its version is 2"),
    );
    assert.throws(
      () => parseResults("null"),
      new RangeError("this is not a results file of version 1: its version is undefined"),
    );
  });
});

describe("results of several packs", () => {
  const one = ledgerOf(["bad", "good"]);
  one.see(urnOf("aws:ec2/vpc:Vpc main"), "aws:ec2/vpc:Vpc");
  one.see(STACK_URN, "pulumi:pulumi:Stack");
  const first = one.results(mandatory, NO_WAIVERS);
  const second: PackResults = {
    ...first,
    pack: "second",
    complete: true,
    rules: first.rules.map((rule) => ({ ...rule, id: `${rule.id}-B` })),
    results: first.results.map((result) => ({ ...result, rule: `${result.rule}-B` })),
    warnings: ["w"],
    coverage: { ...first.coverage, unknownTypes: [QUEUE, TOPIC] },
  };

  it("are counted together, and a type is unknown only if no pack knows it", () => {
    const merged = mergePacks([first, second, { ...second, pack: "third", rules: [], results: [] }]);
    assert.deepEqual(merged.packs, ["test", "second", "third"]);
    assert.equal(merged.complete, false);
    assert.deepEqual(merged.warnings, ["w"]);
    assert.deepEqual(merged.coverage, {
      evaluated: 4,
      notApplicable: 0,
      undetermined: 0,
      waived: 0,
      violations: 2,
      resources: 3,
      unknownTypes: [],
    });
    assert.deepEqual(merged.rules.map(({ id, pack }) => [id, pack]), [
      ["TST-01", "test"],
      ["TST-02", "test"],
      ["TST-01-B", "second"],
      ["TST-02-B", "second"],
    ]); // prettier-ignore
    assert.deepEqual(new Set(merged.results.map(({ pack }) => pack)), new Set(["test", "second"]));
  });

  it("keep the types that none of them knows", () => {
    const knowsNothing = {
      ...second,
      coverage: { ...second.coverage, unknownTypes: ["aws:ec2/vpc:Vpc", TOPIC] },
    };
    assert.deepEqual(mergePacks([first, knowsNothing]).coverage.unknownTypes, ["aws:ec2/vpc:Vpc"]);
  });

  it("of different stacks are not merged", () => {
    assert.throws(
      () => mergePacks([first, { ...second, stack: "us-west-2" }]),
      new RangeError("results of pharos/us-east-1 and of pharos/us-west-2 do not belong together"),
    );
    assert.throws(() => mergePacks([]), new RangeError("there are no results to merge"));
  });
});
