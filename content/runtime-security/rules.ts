import { auditRules } from "./audit-rules";
import { fileRules } from "./file-rules";
import { networkRules } from "./network-rules";
import { processRules } from "./process-rules";
import type { RuntimeRule } from "./rule";

/**
 * Our own rules for Falco, beside the project's: what is true of our workloads alone. Nothing in them looks at what others run in the
 * cluster. Each is tried on events in both directions (`rules.test.ts`); Falco itself judges them when its pod starts, and the pod does not
 * become ready with a rule that it cannot read.
 */
export const runtimeRules: readonly RuntimeRule[] = [
  ...processRules,
  ...fileRules,
  ...networkRules,
  ...auditRules,
];
