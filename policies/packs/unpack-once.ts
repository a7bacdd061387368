import { createRequire } from "node:module";

/** A message of Protocol Buffers that holds an object, as the SDK gets properties. */
interface Struct {
  toJavaScript(): Record<string, unknown>;
}

type Unpack = (struct: Struct, keepSecrets: boolean) => unknown;

const sdk = createRequire(require.resolve("@pulumi/policy/package.json"));

/** Unpacked properties by message: rules do not change what they read, so that one copy serves all policies. */
const unpacked = new WeakMap<Struct, object>();
let unpackOfSdk: Unpack = (struct) => struct.toJavaScript();

/** The properties in a message as plain data, secrets in clear; unknown values are their markers. */
export function unpackOnce(struct: Struct | undefined): object {
  if (struct === undefined) return {};
  const known = unpacked.get(struct);
  if (known !== undefined) return known;
  const fresh = unpackSafely(struct) as object;
  unpacked.set(struct, fresh);
  return fresh;
}

/** The SDK throws on an empty asset, which would end the preview. As plain data it harms nobody. */
function unpackSafely(struct: Struct): unknown {
  try {
    return unpackOfSdk(struct, false);
  } catch {
    return struct.toJavaScript();
  }
}

/**
 * Makes the SDK unpack each message once, and not once for every policy: with a hundred stack rules and five hundred resources the
 * difference is seconds. What a remediation gets is always made anew, because it changes it.
 */
export function unpackMessagesOnce(): void {
  const deserialize = sdk("@pulumi/policy/deserialize") as { deserializeProperties?: Unpack };
  const original = deserialize.deserializeProperties;
  if (original === undefined) return;
  unpackOfSdk = original;
  deserialize.deserializeProperties = (struct, keepSecrets) =>
    keepSecrets ? original(struct, keepSecrets) : unpackOnce(struct);
}
