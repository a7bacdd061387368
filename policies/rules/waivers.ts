import { pass, violation } from "../evaluation/outcome";
import type { StackRule } from "../evaluation/rule";
import type { WaiverBook, WaiverFault } from "../evaluation/waivers";

/** The engine's root resource: what is true of the stack as a whole is judged on it. */
const STACK_TYPE = "pulumi:pulumi:Stack";

/**
 * A waiver that does not hold is a violation, so that nobody believes in its protection and no exception outlives its reason. Every pack
 * judges the waivers of its own rules, by a rule of its own, so that a pack which runs alone is complete.
 * @param concerns which faults are the pack's to report
 */
export function waiversAreValid(
  pack: string,
  book: WaiverBook,
  concerns: (fault: WaiverFault) => boolean,
): StackRule {
  return {
    id: `WAIVERS-${pack.toUpperCase()}`,
    slug: `waivers-of-${pack}-rules-are-valid`,
    title: `Waivers of ${pack} rules are well-formed, approved by somebody else than their author, and not expired`,
    severity: "high",
    scope: "stack",
    types: [STACK_TYPE],
    siblings: [],
    controls: {
      soc2: ["CC3.4", "CC8.1"],
      pci: ["12.3.1", "12.3.2"],
      iso27001: ["A.5.36"],
    },
    remediation:
      "Mend the waiver in policies/waivers.yaml, have it approved anew, or take it out and comply.",
    url: "https://www.pulumi.com/docs/insights/policy/",
    check() {
      const faults = book.faults.filter(concerns);
      if (faults.length === 0) return pass;
      return faults.map(({ waiver, reason, message, fix }) =>
        violation(reason, { message: `waiver ${waiver}: ${message}`, fix }),
      );
    },
  };
}
