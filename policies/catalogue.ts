import { toPolicy } from "./packs/adapter";
import { packs } from "./packs/packs";

/**
 * Every rule of every pack as a CrossGuard policy, on its own and without waivers: for tools that score or list them. A real run goes
 * through the packs.
 */
export const policies = packs.flatMap(({ rules }) =>
  rules.map(([rule, level]) => toPolicy(rule, level, { waivers: { valid: [], faults: [] } })),
);
