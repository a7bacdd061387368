import type { Lifetime } from "../content/lifetime";
import type { Settings } from "../stacks/settings";

/** Whether what holds data may go with the stack. */
export function lifetimeOf({ assurance }: Pick<Settings, "assurance">): Lifetime {
  return assurance === "regulated" ? "permanent" : "temporary";
}
