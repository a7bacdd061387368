import { createHash } from "node:crypto";
import type { Placed } from "./report";

/**
 * A name for each finding that stays the same from run to run, wherever its line moves to: made from the rule, the way of breaking it, the
 * resource and the property. Where a rule says the same of the same property twice, they are counted.
 * @returns the names in the order of the findings
 */
export function fingerprints(findings: readonly Placed[]): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map(({ result: { rule, reason = "", urn, property = "" } }) => {
    const identity = JSON.stringify([rule, reason, urn, property]);
    const count = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, count);
    return `${createHash("sha256").update(identity).digest("hex").slice(0, LENGTH)}:${count}`;
  });
}

/** Hexadecimal digits of a fingerprint: 64 bits tell any number of findings apart. */
const LENGTH = 16;
