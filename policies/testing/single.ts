import type { RuleCase } from "./cases";
import type { Given } from "./resources";

/** Cases of one resource on its own, in a line each. */
export function single(type: string, rest: Omit<Given, "type" | "name" | "inputs"> = {}) {
  return (
    title: string,
    inputs: Readonly<Record<string, unknown>>,
    expect: string | readonly string[],
    message?: string,
  ): RuleCase => ({
    title,
    resources: [{ type, name: "judged", inputs, ...rest }],
    expect: typeof expect === "string" ? [expect] : expect,
    ...(message !== undefined && { message }),
  });
}
