/** Trying a condition on an event, as Falco would; for tests, with the operators that our rules use. */
import { BlockList, isIPv6 } from "node:net";
import { type Check, type Condition, parseCondition } from "./condition";
import { falcoLists, falcoMacros, type RuleInputs } from "./lists";
import type { ExampleEvent } from "./rule";

/** Fields that hold an address and are compared with networks. */
const NETWORK_FIELDS = new Set(["fd.snet"]);

/** Macros and lists by name. */
export interface Names {
  readonly macros: ReadonlyMap<string, Condition>;
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

/** Those of our rules. */
export function ownNames(inputs: RuleInputs = {}): Names {
  return {
    macros: new Map(falcoMacros.map(({ name, condition }) => [name, parseCondition(condition)])),
    lists: new Map(falcoLists(inputs).map(({ name, items }) => [name, items])),
  };
}

/** Whether an event fits a condition. A field that the event does not have fits nothing. */
export function matches(condition: Condition, event: ExampleEvent, names: Names): boolean {
  switch (condition.kind) {
    case "and":
      return condition.parts.every((part) => matches(part, event, names));
    case "or":
      return condition.parts.some((part) => matches(part, event, names));
    case "not":
      return !matches(condition.part, event, names);
    case "macro": {
      const macro = names.macros.get(condition.name);
      if (macro === undefined) throw new Error(`no macro ${condition.name}`);
      return matches(macro, event, names);
    }
    case "check":
      return fits(condition, event[condition.field], names);
  }
}

function fits(check: Check, value: string | number | undefined, names: Names): boolean {
  if (value === undefined) return false;
  const text = String(value);
  const expected = check.values.flatMap((item) => names.lists.get(item) ?? item);
  const [first = ""] = expected;
  switch (check.operator) {
    case "in":
      return NETWORK_FIELDS.has(check.field) ? isInNetworks(text, expected) : expected.includes(text);
    case "=":
      return text === first;
    case "!=":
      return text !== first;
    case ">=":
      return Number(value) >= Number(first);
    case "contains":
      return text.includes(first);
    case "endswith":
      return text.endsWith(first);
    case "startswith":
      return text.startsWith(first);
    default:
      throw new Error(`no rule of ours uses ${check.operator} yet`);
  }
}

function isInNetworks(address: string, networks: readonly string[]): boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [start = "", bits] = network.split("/");
    list.addSubnet(start, Number(bits), isIPv6(start) ? "ipv6" : "ipv4");
  }
  return list.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}
