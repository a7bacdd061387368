import assert from "node:assert/strict";
import { checkValues } from "./check-values";
import type { KeyIndex } from "./index-format";
import { keyIndexes } from "./indexes";

const index: KeyIndex = {
  chart: "example",
  version: "1.2.3",
  sources: [],
  keys: {
    enabled: "boolean",
    replicas: "number",
    nested: "map",
    "nested > name": "string",
    "nested > extra": "empty-map",
    resources: "empty-map",
    items: "list",
    anything: "null",
    quiet: "documented",
    limit: "boolean",
  },
};

function messages(values: object): string[] {
  return checkValues(index, values).map(({ message }) => message);
}

describe("checking values", () => {
  it("accepts what the chart knows", () => {
    const values = { enabled: true, replicas: 2, nested: { name: "a" }, items: [1], anything: 1, quiet: "x" };
    assert.deepEqual(checkValues(index, values), []);
  });

  it("says of a typing error in the real chart what is meant", () => {
    const problems = checkValues(keyIndexes["kube-prometheus-stack"], { granana: { enabled: false } });
    assert.deepEqual(problems, [
      {
        path: "granana",
        message: "granana: kube-prometheus-stack 88.5.3 knows no such key; did you mean grafana?",
      },
    ]);
  });

  it("proposes a key of the same map only", () => {
    assert.deepEqual(messages({ nested: { nmae: "a" } }), [
      "nested > nmae: example 1.2.3 knows no such key; did you mean name?",
    ]);
    assert.deepEqual(messages({ nested: { enabled: true } }), [
      "nested > enabled: example 1.2.3 knows no such key",
    ]);
  });

  it("proposes nothing that is not close", () => {
    assert.deepEqual(messages({ xyz: 1 }), ["xyz: example 1.2.3 knows no such key"]);
    // Three letters from `items`, but only three letters long.
    assert.deepEqual(messages({ tim: 1 }), ["tim: example 1.2.3 knows no such key"]);
  });

  it("sees a letter too many and a letter too few", () => {
    for (const key of ["enabledd", "enable", "enalbed"]) {
      assert.deepEqual(messages({ [key]: true }), [
        `${key}: example 1.2.3 knows no such key; did you mean enabled?`,
      ]);
    }
  });

  it("finds a typing error inside a map that is passed on", () => {
    const problems = checkValues(keyIndexes["kube-prometheus-stack"], {
      prometheus: { prometheusSpec: { replicsa: 2 } },
    });
    assert.deepEqual(
      problems.map(({ message }) => message),
      [
        "prometheus > prometheusSpec > replicsa: kube-prometheus-stack 88.5.3 knows no such key; did you mean replicas?",
      ],
    );
  });

  for (const [values, message] of [
    [{ enabled: "true" }, 'enabled: example 1.2.3 has a boolean here, the value is a string: "true"'],
    [{ replicas: "2" }, 'replicas: example 1.2.3 has a number here, the value is a string: "2"'],
    [{ nested: "a" }, 'nested: example 1.2.3 has a map here, the value is a string: "a"'],
    [{ nested: ["a"] }, 'nested: example 1.2.3 has a map here, the value is a list: ["a"]'],
    [{ resources: 1 }, "resources: example 1.2.3 has a map here, the value is a number: 1"],
    [{ items: { a: 1 } }, 'items: example 1.2.3 has a list here, the value is a map: {"a":1}'],
  ] as const) {
    it(`refuses ${JSON.stringify(values)}`, () => assert.deepEqual(messages(values), [message]));
  }

  it("asks for a reason where a map stands at a key of which the chart shows no type", () => {
    for (const key of ["anything", "quiet"]) {
      assert.match(messages({ [key]: { a: 1 } }).join(), /does not show which keys belong here/);
    }
  });

  it("accepts null, which removes a default, and leaves out undefined", () => {
    assert.deepEqual(messages({ nested: null, enabled: null, unknown: undefined }), []);
  });

  it("refuses keys below an empty map that nobody has listed", () => {
    assert.deepEqual(messages({ nested: { extra: { a: 1 } } }), [
      "nested > extra: values.yaml of example 1.2.3 does not show which keys belong here; " +
        "add the path to the free-form list with a reason and, if there is one, the check that takes over",
    ]);
    assert.deepEqual(messages({ nested: { extra: {} } }), []);
  });

  it("accepts them where the list has a reason, in any chart or in the one it names", () => {
    assert.deepEqual(messages({ resources: { requests: {} } }), []);
    const named = [{ charts: ["grafana" as const], path: ["nested", "extra"], reason: "test" }];
    assert.equal(checkValues(index, { nested: { extra: { a: 1 } } }, { freeForm: named }).length, 1);
    assert.equal(
      checkValues({ ...index, chart: "grafana" }, { nested: { extra: { a: 1 } } }, { freeForm: named })
        .length,
      0,
    );
  });

  it("accepts a second type where the list has a reason", () => {
    const typeExceptions = [
      { charts: ["grafana" as const], path: ["limit"], type: "number" as const, reason: "test" },
    ];
    const grafana = { ...index, chart: "grafana" };
    assert.deepEqual(checkValues(grafana, { limit: 5 }, { typeExceptions }), []);
    assert.equal(checkValues(grafana, { limit: "5" }, { typeExceptions }).length, 1);
    assert.equal(checkValues(index, { limit: 5 }, { typeExceptions }).length, 1);
  });

  it("reports everything at once", () => {
    assert.equal(checkValues(index, { granana: 1, replicas: "x", nested: { nmae: 1 } }).length, 3);
  });
});
