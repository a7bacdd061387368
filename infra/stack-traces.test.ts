import assert from "node:assert/strict";
import { inspect } from "node:util";
import { lightenStackTraces } from "./stack-traces";

type PrepareStackTrace = typeof Error.prepareStackTrace;

/** What is set now; a plain function, though its type says method. */
const preparing = (): PrepareStackTrace =>
  Reflect.get<ErrorConstructor, "prepareStackTrace">(Error, "prepareStackTrace");

/** Runs with the shim over `mapped`, and puts back what was there. */
function withShim<T>(
  mapped: PrepareStackTrace | undefined,
  run: () => T,
  environment: NodeJS.ProcessEnv = {},
): T {
  const before = preparing();
  const { stackTraceLimit } = Error;
  Error.prepareStackTrace = mapped!; // undefined is what Node starts with
  Error.stackTraceLimit = 10; // mocha lifts the limit, Node and Pulumi do not
  try {
    lightenStackTraces(environment);
    return run();
  } finally {
    Error.prepareStackTrace = before;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

describe("stack traces", () => {
  it("of real errors are translated as before", () => {
    const stack = withShim(
      (error) => `translated ${error.message}`,
      () => new Error("broken").stack,
    );
    assert.equal(stack, "translated broken");
  });

  it("of real errors name the line where nothing translates", () => {
    const stack = withShim(undefined, () => new Error("broken").stack) ?? "";
    assert.match(stack, /^Error: broken\n {4}at .*stack-traces\.test\.js:\d+:\d+/);
  });

  it("of the SDK's promises are left out", () => {
    const stack = withShim(
      () => assert.fail("translated"),
      () => new Error().stack,
    );
    assert.equal(stack, "Error");
  });

  it("of resources keep their lines, so that the source position survives", () => {
    const stack = withShim(
      () => assert.fail("translated"),
      () => {
        Error.stackTraceLimit = Number.POSITIVE_INFINITY; // as the SDK does to find the line that makes a resource
        return new Error().stack ?? "";
      },
    );
    const [head, first, ...rest] = stack.split("\n");
    assert.equal(head, "Error");
    assert.match(first ?? "", /^ {4}at <anonymous> \(.*stack-traces\.test\.js:\d+:\d+\)$/);
    assert.ok(rest.length < 12);
  });

  it("name the SDK's files where they are, on which Node's inspect would otherwise never end", () => {
    const error = withShim(
      ({ message }) => `Error: ${message}\n    at Stack.init (/a/node_modules/@pulumi/resource.ts:1687:22)`,
      () => {
        const broken = new Error("broken");
        void broken.stack;
        return broken;
      },
    );
    assert.equal(
      error.stack,
      "Error: broken\n    at Stack.init (/a/node_modules/@pulumi/pulumi/resource.ts:1687:22)",
    );
    assert.match(inspect(error, { colors: true }), /broken/);
  });

  it("stay as they are when somebody looks for leaked promises", () => {
    const mapped = () => "untouched";
    assert.equal(
      withShim(mapped, preparing, {
        PULUMI_DEBUG_PROMISE_LEAKS: "1",
      }),
      mapped,
    );
  });
});
