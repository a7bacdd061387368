import type { Ending } from "../../../content/endings";
import { violation, type Outcome } from "../../evaluation/outcome";
import type { RuleMetadata } from "../../evaluation/rule";

/** What all rules about endings have in common: PCI DSS 12.3.4 asks to know what its vendor no longer supports, and to have a plan. */
export const ENDING_CONTROLS: RuleMetadata["controls"] = {
  soc2: ["CC7.1", "A1.2"],
  pci: ["6.3.3", "12.3.4"],
  gdpr: ["32(1)(b)"],
  iso27001: ["A.8.8", "A.5.22"],
};

/**
 * The violation of using something that has ended, or soon ends.
 * @param subject what uses it, as the beginning of a sentence
 * @param today `YYYY-MM-DD`, UTC
 */
export function ended(subject: string, ending: Ending, today: string, property: string): Outcome {
  const gone = ending.ended <= today;
  const when = gone ? `ended on ${ending.ended}` : `ends on ${ending.ended}`;
  return violation(gone ? "ended" : "ends", {
    message: `${subject} ${ending.what}, which ${when} (${ending.source}); nothing new may be built on it`,
    fix: `use ${ending.replacement}`,
    property,
  });
}
