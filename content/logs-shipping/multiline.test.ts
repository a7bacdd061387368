import assert from "node:assert/strict";
import { CONTINUATION } from "./multiline";

/** Joins lines as Filebeat and Fluent Bit are told to: one that continues goes to the one before it. */
function join(lines: readonly string[]): string[][] {
  const continues = new RegExp(CONTINUATION);
  return lines.reduce<string[][]>((records, line) => {
    const last = records.at(-1);
    if (last !== undefined && continues.test(line)) last.push(line);
    else records.push([line]);
    return records;
  }, []);
}

describe("lines that belong together", () => {
  const records: Readonly<Record<string, readonly string[]>> = {
    "a trace of Java with its cause": [
      "2026-11-26 21:00:00,321 [main] ERROR c.e.Clearing - failed",
      "java.lang.IllegalStateException: no",
      "\tat c.e.Clearing.run(Clearing.java:3)",
      "Caused by: java.io.IOException: closed",
      "\t... 7 more",
    ],
    "a trace of Python": [
      "ERROR:batch:run 7 failed",
      "Traceback (most recent call last):",
      '  File "batch.py", line 7, in run',
      "    total = sum(rows)",
      "TypeError: unsupported operand",
    ],
    "a panic of Go": [
      "panic: runtime error: index out of range [3]",
      "goroutine 1 [running]:",
      "\t/src/main.go:7 +0x1d",
    ],
    "a line alone": ["2026-11-26 21:00:01 started run 8"],
    "JSON, however its text goes on": ['{"level":"error","msg":"Exception: no"}'],
    "a sentence that speaks of an error": ["Error rate is 3 %"],
  };

  it("are one record each, however they follow each other", () => {
    const all = Object.values(records);
    assert.deepEqual(join(all.flat()), all);
    assert.deepEqual(join([...all].reverse().flat()), [...all].reverse());
  });

  it("are told apart by an expression that RE2 reads: without look-around and back references", () => {
    assert.doesNotMatch(CONTINUATION, /\(\?[=!<]|\\\d/);
  });
});
