import type { Rule } from "./evaluation/rule";
import { toPolicy, toWholePolicy } from "./packs/adapter";
import { packs } from "./packs/packs";

/** Written in one resource or in several, as one likes: a group, and rules of it that are resources of their own. */
const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";

/** Rules whose subject is spread over several resources. Tools that judge files of such resources give one verdict for all of them. */
function isSpread(rule: Rule): boolean {
  return rule.types.includes(SECURITY_GROUP) && rule.types.length > 1;
}

/**
 * Every rule of every pack as a CrossGuard policy, on its own and without waivers: for tools that score or list them. A real run goes
 * through the packs.
 */
export const policies = packs.flatMap(({ rules }) =>
  rules.map(([rule, level]) =>
    (isSpread(rule) ? toWholePolicy : toPolicy)(rule, level, { waivers: { valid: [], faults: [] } }),
  ),
);
