/** Wrappings of Pulumi's wire format, as the engine sends them. */

const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** A secret that the program may read. */
export const SECRET = (value: unknown) => ({ [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", value });

/** An output that is known. */
export const OUTPUT = (value: unknown) => ({ [SIGNATURE]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", value });
