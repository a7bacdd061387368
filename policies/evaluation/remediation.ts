import { judge } from "./judge";
import { Reader } from "./reader";
import type { Resource } from "./resource";
import type { PropertyValue, ResourceRule } from "./rule";
import type { WaiverBook } from "./waivers";
import { isPlain, isReadable, withoutProxies } from "./values";

/** Waivers are for findings; what a remediation makes must hold without them. */
const NO_WAIVERS: WaiverBook = { valid: [], faults: [] };

/**
 * The inputs of a resource as its rule wants them: everything as it was but for what the rule changes. It is all or nothing: where a
 * change would touch what is not known or secret, or where the rule would still be broken afterwards, a person has to decide.
 * @param raw the inputs as the SDK hands them over; they are copied where they change, never written to
 * @returns undefined where there is nothing to do, or nothing that can safely be done
 */
export function remediated(
  rule: ResourceRule,
  resource: Resource,
  raw: unknown,
  waivers = NO_WAIVERS,
): Record<string, unknown> | undefined {
  if (rule.remediate === undefined || !isBroken(rule, resource, waivers)) return undefined;
  const changes = rule.remediate(resource);
  let inputs: unknown = withoutProxies(raw);
  for (const { at, value } of changes) {
    inputs = put(inputs, at, value);
    if (inputs === undefined) return undefined;
  }
  const properties = Reader.of(inputs);
  if (isBroken(rule, { ...resource, inputs: properties, outputs: properties }, NO_WAIVERS)) return undefined;
  return inputs as Record<string, unknown>;
}

function isBroken(rule: ResourceRule, resource: Resource, waivers: WaiverBook): boolean {
  return judge(rule, resource, waivers).some(({ outcome }) => outcome.kind === "violation");
}

/**
 * A copy of `holder` with a value at a path. It bends as `Reader` does, so that what was read is what is written: a list of one stands
 * for its element, and an object for the list that holds only it.
 * @returns undefined where something on the way is not known, secret or of another shape
 */
function put(holder: unknown, [key, ...rest]: readonly (string | number)[], value: PropertyValue): unknown {
  if (key === undefined) return isReadable(holder) ? value : undefined;
  if (holder === undefined || holder === null) {
    const inner = put(undefined, rest, value);
    return typeof key === "number" ? [inner] : { [key]: inner };
  }
  if (Array.isArray(holder)) {
    const index = typeof key === "number" ? key : 0;
    if (typeof key === "string" && holder.length > 1) return undefined;
    const inner = put(holder[index], typeof key === "number" ? rest : [key, ...rest], value);
    return inner === undefined ? undefined : Object.assign([...(holder as unknown[])], { [index]: inner });
  }
  if (!isPlain(holder)) return undefined;
  if (typeof key === "number") return key === 0 ? put(holder, rest, value) : undefined;
  const inner = put(holder[key], rest, value);
  return inner === undefined ? undefined : { ...holder, [key]: inner };
}
