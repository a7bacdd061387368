import { defaultOf } from "./provider-defaults";
import { orDefault, type Unknown } from "./reader";
import type { Resource } from "./resource";

type Held<T> = { readonly state: "value"; readonly value: T } | Unknown;
type Typed = Pick<Resource, "type" | "inputs">;

/**
 * What holds of a switch: what the program states, or where it is silent what the table of defaults says.
 * @param property names down to it, joined by dots; so in the others
 */
export function flagOf({ type, inputs }: Typed, property: string): Held<boolean> {
  return orDefault(inputs.at(...property.split(".")).flag(), defaultOf(type, property) === true);
}

/** What holds of a number. */
export function numberOf({ type, inputs }: Typed, property: string): Held<number> {
  return orDefault(inputs.at(...property.split(".")).number(), Number(defaultOf(type, property)));
}

/** What holds of a text; an empty one is silence. */
export function textOf({ type, inputs }: Typed, property: string): Held<string> {
  return orDefault(inputs.at(...property.split(".")).filledText(), String(defaultOf(type, property)));
}
