import type { RuleCase } from "./cases";
import type { Given } from "./resources";

type Resources = readonly [Given, ...Given[]];

/** A case of several resources that complies. */
export function passes(title: string, ...resources: Resources): RuleCase {
  return { title, resources, expect: ["pass"] };
}

/** A case of several resources that does not comply, for one reason or more. */
export function fails(title: string, reasons: string | readonly string[], ...resources: Resources): RuleCase {
  return { title, resources, expect: [reasons].flat().map((reason) => `violation ${reason}`) };
}
