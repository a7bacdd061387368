import assert from "node:assert/strict";
import { parseCondition, partsOf } from "./condition";

const refused = (text: string): string => {
  try {
    parseCondition(text);
  } catch (error) {
    return (error as Error).message;
  }
  return "accepted";
};

describe("conditions of Falco", () => {
  it("bind 'not' closer than 'and', and 'and' closer than 'or'", () => {
    const check = (field: string) => ({ kind: "check", field, operator: "exists", values: [] });
    assert.deepEqual(parseCondition("a.a exists or not b.b exists and c.c exists"), {
      kind: "or",
      parts: [check("a.a"), { kind: "and", parts: [{ kind: "not", part: check("b.b") }, check("c.c")] }],
    });
  });

  it("compare fields, some with an argument, with values, quoted values and lists", () => {
    const { checks, macros } = partsOf(
      parseCondition(
        `mine and not (proc.aname[2]=sh or fd.name startswith "/a b/") and evt.type in (open, openat) and proc.name in (shells) and fd.num>=0 and k8s.pod.label["x"] exists`,
      ),
    );
    assert.deepEqual(macros, ["mine"]);
    assert.deepEqual(
      checks.map(({ field, argument, operator, values }) => [field, argument, operator, ...values]),
      [
        ["proc.aname", "2", "=", "sh"],
        ["fd.name", undefined, "startswith", "/a b/"],
        ["evt.type", undefined, "in", "open", "openat"],
        ["proc.name", undefined, "in", "shells"],
        ["fd.num", undefined, ">=", "0"],
        ["k8s.pod.label", '"x"', "exists"],
      ],
    );
  });

  it("may compare with an empty list", () => {
    assert.deepEqual(partsOf(parseCondition("fd.sport in ()")).checks[0]?.values, []);
  });

  for (const [text, message] of [
    ["(a.b=1", "character 7: expected ')', got the end"],
    ["a.b=1)", "character 6: expected 'and', 'or' or the end, got ')'"],
    ["a.b=1 and", "character 10: expected a field, a macro or '(', got the end"],
    ["a.b", "character 4: expected an operator after a.b, got the end"],
    ["a.b is 1", "character 5: expected an operator after a.b, got 'is 1'"],
    ["a.b in (1, 2", "character 13: expected ',' or ')', got the end"],
    ["a.b startswith", "character 15: expected a value, got the end"],
    ["a.b=1 a.c=2", "character 7: expected 'and', 'or' or the end, got 'a.c=2'"],
    ["not", "character 4: expected a field, a macro or '(', got the end"],
    ["a.b[1=2", "character 8: expected ']', got the end"],
    ['a.b="x', "character 5: expected a value, got '\"x'"],
    ["", "character 1: expected a field, a macro or '(', got the end"],
  ] as const) {
    it(`are refused: ${text === "" ? "nothing at all" : text}`, () => assert.equal(refused(text), message));
  }
});
