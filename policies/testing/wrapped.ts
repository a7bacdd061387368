/** Values in the wrappers that the engine and states put around them. */

const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** A secret whose value is there to be read. */
export function secret(value: unknown): Record<string, unknown> {
  return { [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", value };
}

/** An output whose value is known already. */
export function output(value: unknown): Record<string, unknown> {
  return { [SIGNATURE]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", value };
}

/** A secret that stays closed. */
export const HIDDEN = "[secret]";

/** An object with a value at a path of names joined by dots. */
export function nested(property: string, value: unknown): Record<string, unknown> {
  const [first = "", ...rest] = property.split(".");
  return { [first]: rest.length === 0 ? value : nested(rest.join("."), value) };
}
