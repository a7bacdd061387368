import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { alertRules } from "../alerts";
import { RUNBOOK_FOLDER } from "../alerts/render";
import { alarms } from "../alarms";
import { workloadIdentities } from "../workload-identities";
import { chart, chartNames } from "../versions";
import { type Condition, parseCondition, partsOf } from "./condition";
import { matches, ownNames } from "./evaluate";
import { fieldsOf } from "./fields";
import { falcoLists, falcoMacros, platformNamespaceNames, processName } from "./lists";
import { appendedOutput, renderRules, runtimeRunbookFile } from "./render";
import type { EventSource, ExampleEvent, RuntimeRule } from "./rule";
import { runtimeRules } from "./rules";
import { renderRuntimeRunbook } from "./runbooks";

const checkout = path.resolve(__dirname, "..", "..", "..");
const SOURCES: readonly EventSource[] = ["syscall", "k8s_audit"];
/** One public port of a hub, so that the list is not empty. */
const names = ownNames({ prometheusPublicPorts: [9443] });

/** The events on which a rule has to stay silent. */
const silentEvents = ({ examples: { fires, silentWhen } }: RuntimeRule): [string, ExampleEvent][] =>
  Object.entries(silentWhen).map(([when, change]) => [when, { ...fires[0], ...change }]);

/** Every condition that lacks one part, macros written out. */
function weakened(condition: Condition): Condition[] {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.parts.flatMap((part, index) => {
        const others = condition.parts.filter((_, other) => other !== index);
        return [
          { kind: condition.kind, parts: others },
          ...weakened(part).map((weaker) => ({
            kind: condition.kind,
            parts: condition.parts.with(index, weaker),
          })),
        ];
      });
    case "not":
      return weakened(condition.part).map((part) => ({ kind: "not", part }));
    case "macro":
      return weakened(names.macros.get(condition.name) ?? assert.fail(condition.name));
    case "check":
      return [];
  }
}

/** Whether all examples come out as they should. */
function holds(condition: Condition, rule: RuntimeRule): boolean {
  return (
    rule.examples.fires.every((event) => matches(condition, event, names)) &&
    silentEvents(rule).every(([, event]) => !matches(condition, event, names))
  );
}

for (const rule of runtimeRules) {
  describe(`the rule ${rule.name}`, () => {
    const condition = parseCondition(rule.condition);

    for (const [index, event] of rule.examples.fires.entries())
      it(`fires on its event ${index + 1}`, () => assert.ok(matches(condition, event, names)));

    for (const [when, event] of silentEvents(rule))
      it(`stays silent when ${when}`, () => assert.ok(!matches(condition, event, names)));

    it("has no part that its events would not miss", () => {
      const unmissed = weakened(condition)
        .filter((weaker) => holds(weaker, rule))
        .map((weaker) => JSON.stringify(weaker));
      assert.deepEqual(unmissed, []);
    });

    it("reads and tells only fields that Falco knows of its source", () => {
      const used = [...partsOf(condition).checks.map(({ field }) => field), ...rule.tells];
      const known = fieldsOf(rule.source);
      assert.deepEqual(
        used.filter((field) => !known.has(field)),
        [],
      );
    });

    it("tries its condition on events of fields that Falco knows", () => {
      const fields = [...rule.examples.fires, ...Object.values(rule.examples.silentWhen)].flatMap(
        Object.keys,
      );
      const known = fieldsOf(rule.source);
      assert.deepEqual(
        fields.filter((field) => !known.has(field)),
        [],
      );
    });

    it("uses macros and lists of ours, made for its source", () => {
      const { checks, macros } = partsOf(condition);
      for (const macro of macros) {
        const found = falcoMacros.find(({ name }) => name === macro);
        assert.ok(found?.sources.includes(rule.source), macro);
      }
      const named = checks.flatMap(({ values }) => values).filter((value) => value.startsWith("pharos_"));
      assert.deepEqual(
        named.filter((list) => !names.lists.has(list)),
        [],
      );
    });

    it("has its runbook in docs, as it is generated", () => {
      const file = path.join(checkout, RUNBOOK_FOLDER, runtimeRunbookFile(rule));
      assert.equal(readFileSync(file, "utf8"), renderRuntimeRunbook(rule));
    });

    it("says why, serves a control, and tells what to do", () => {
      assert.match(rule.reason, /^[A-Z].*[^.]$/);
      assert.match(rule.summary, /^[A-Z].*[^.]$/);
      assert.ok(Object.values(rule.controls).flat().length > 0);
      const { cause, check, act } = rule.runbook;
      for (const lines of [cause, check, act]) assert.ok(lines.length > 0);
    });
  });
}

describe("rules of runtime security", () => {
  it("have names that no other alert or alarm has", () => {
    const all = [
      ...runtimeRules.map(({ name }) => name),
      ...alertRules().map(({ alert }) => alert),
      ...alarms.map(({ name }) => name),
    ];
    assert.deepEqual(all, [...new Set(all)]);
  });

  it("leave no macro and no list unused", () => {
    const conditions = [...runtimeRules, ...falcoMacros].map(({ condition }) => condition).join(" ");
    const all = [...falcoMacros, ...falcoLists()].map(({ name }) => name);
    assert.deepEqual(
      all.filter((name) => !new RegExp(`\\b${name}\\b`).test(conditions)),
      [],
    );
  });

  it("watch every namespace in which the platform installs or identifies something", () => {
    const used = [
      ...chartNames.map((name) => chart(name).namespace),
      ...Object.values(workloadIdentities).map(({ namespace }) => namespace),
    ];
    assert.deepEqual([...new Set(used)].sort(), platformNamespaceNames);
  });

  it("know programs by the 15 characters that the kernel keeps", () => {
    assert.equal(processName("prometheus-config-reloader"), "prometheus-conf");
    for (const { name, items } of falcoLists())
      if (name === "pharos_token_readers") for (const item of items) assert.ok(item.length <= 15, item);
  });

  it("let Prometheus reach a hub outside of AWS on its port, and nothing else outside", () => {
    const rule = runtimeRules.find(({ name }) => name === "PrometheusConnectsOutside");
    assert.ok(rule);
    const [event] = rule.examples.fires;
    const fires = (port: number, allowed: readonly number[]): boolean =>
      matches(
        parseCondition(rule.condition),
        { ...event, "fd.sport": port },
        ownNames({ prometheusPublicPorts: allowed }),
      );
    assert.deepEqual([fires(443, []), fires(443, [443]), fires(80, [443])], [true, false, true]);
  });
});

describe("the rules files", () => {
  interface Rendered {
    readonly rule?: string;
    readonly macro?: string;
    readonly list?: string;
    readonly items?: readonly unknown[];
    readonly source?: string;
    readonly priority?: string;
    readonly condition?: string;
    readonly output?: string;
    readonly tags?: readonly string[];
  }
  const read = (source: EventSource): Rendered[] => parse(renderRules(source)) as Rendered[];

  for (const source of SOURCES) {
    it(`of ${source} hold the rules of that source, and no other`, () => {
      assert.deepEqual(
        read(source).flatMap(({ rule }) => rule ?? []),
        runtimeRules.filter((rule) => rule.source === source).map(({ name }) => name),
      );
    });

    it(`of ${source} define lists and macros before they use them, and nothing that they do not use`, () => {
      const defined = new Set<string>();
      const used = new Set<string>();
      for (const entry of read(source)) {
        if (entry.condition !== undefined) {
          const { checks, macros } = partsOf(parseCondition(entry.condition));
          const lists = checks.flatMap(({ values }) => values).filter((value) => value.startsWith("pharos_"));
          for (const name of [...macros, ...lists]) {
            assert.ok(defined.has(name), `${name} before it is defined`);
            used.add(name);
          }
        }
        const own = entry.macro ?? entry.list;
        if (own !== undefined) defined.add(own);
      }
      assert.deepEqual([...defined].sort(), [...used].sort());
    });

    it(`of ${source} hold texts only: a number would be refused, and a name with a sign cut`, () => {
      for (const { items = [] } of read(source))
        for (const item of items) assert.match(String(item), /^[\w.:/-]+$/);
    });
  }

  it("say of a rule what Falco and a reader need", () => {
    const rendered = read("k8s_audit").find(({ rule }) => rule === "DetectorDeleted");
    assert.deepEqual(
      {
        source: rendered?.source,
        priority: rendered?.priority,
        output: rendered?.output,
        tags: rendered?.tags,
      },
      {
        source: "k8s_audit",
        priority: "CRITICAL",
        output:
          "A workload or the configuration of runtime security was deleted | ka_user_name=%ka.user.name ka_verb=%ka.verb ka_target_resource=%ka.target.resource ka_target_namespace=%ka.target.namespace ka_target_name=%ka.target.name ka_response_code=%ka.response.code",
        tags: ["pharos", "soc2:CC7.2", "pci:10.7.2", "pci:10.7.3", "iso27001:A.8.15", "iso27001:A.8.16"],
      },
    );
  });

  it("are the same text each time", () => {
    for (const source of SOURCES) assert.equal(renderRules(source), renderRules(source));
  });

  it("give every event of ours the name of its alert and its runbook, beside what the chart appends", () => {
    const [chartOwn, ...own] = appendedOutput("k8s_audit");
    assert.deepEqual(chartOwn, { suggested_output: true });
    assert.deepEqual(own[0], {
      match: { rule: "ExecIntoPlatformPod" },
      extra_fields: [
        { alertname: "ExecIntoPlatformPod" },
        { runbook: "docs/runbooks/ExecIntoPlatformPod.md" },
      ],
    });
    assert.equal(own.length, runtimeRules.filter(({ source }) => source === "k8s_audit").length);
  });
});
