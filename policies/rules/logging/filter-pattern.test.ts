import assert from "node:assert/strict";
import { readPattern, type LogEvent } from "./filter-pattern";

const event: LogEvent = {
  eventName: "ConsoleLogin",
  errorCode: "Client.UnauthorizedOperation",
  userIdentity: { type: "Root" },
};
const counts = (pattern: string) => readPattern(pattern)?.(event);

describe("filter patterns", () => {
  it("compare texts, bare or quoted, whole or with asterisks", () => {
    for (const pattern of [
      "{ $.eventName = ConsoleLogin }",
      '{$.eventName="ConsoleLogin"}',
      '{ $.errorCode = "*UnauthorizedOperation" }',
      '{ $.errorCode = "Client*" }',
      '{ $.errorCode = "*Unauthorized*" }',
      "{ $.userIdentity.type != IAMUser }",
    ])
      assert.equal(counts(pattern), true, pattern);
    for (const pattern of [
      "{ $.eventName = Console }",
      "{ $.eventName != ConsoleLogin }",
      '{ $.errorCode = "*Denied" }',
      "{ $.userIdentity = Root }",
    ])
      assert.equal(counts(pattern), false, pattern);
  });

  it("take a field that is not there for neither equal nor unequal", () => {
    assert.equal(counts("{ $.errorMessage != x }"), false);
    assert.equal(counts("{ $.errorMessage = x }"), false);
    assert.equal(counts("{ $.errorMessage NOT EXISTS }"), true);
    assert.equal(counts("{ $.eventName EXISTS }"), true);
    assert.equal(counts("{ $.eventName NOT EXISTS }"), false);
  });

  it("join conditions, `and` before `or`", () => {
    assert.equal(counts("{ $.a = b && $.a = b || $.eventName = ConsoleLogin }"), true);
    assert.equal(counts("{ $.eventName = ConsoleLogin || $.a = b && $.a = b }"), true);
    assert.equal(counts("{ ($.eventName = ConsoleLogin || $.a = b) && ($.a = b) }"), false);
    assert.equal(counts("{ (($.eventName = ConsoleLogin)) }"), true);
  });

  it("are not read where they are none, or ask for what is not known here", () => {
    for (const text of [
      "",
      "ERROR",
      "{",
      "{ }",
      "{ $.a }",
      "{ $.a = }",
      "{ ($.a = b }",
      "{ $.a = b c }",
      "{ $.a > 3 }",
      `{ $.a = "${"x".repeat(1024)}" }`,
    ])
      assert.equal(readPattern(text), undefined, text);
  });
});
