import { createRequire } from "node:module";

/** A message of Protocol Buffers that holds an object, as the SDK gets properties. */
interface Struct {
  toJavaScript(): Record<string, unknown>;
}

type Unpack = (struct: Struct, keepSecrets: boolean) => unknown;

const sdk = createRequire(require.resolve("@pulumi/policy/package.json"));

/** Unpacked properties by message: rules do not change what they read, so that one copy serves all policies. */
const unpacked = new WeakMap<Struct, object>();

/** The properties in a message as plain data; unknown values are their markers, and secrets keep the wrapper that tells them. */
export function unpackOnce(struct: Struct | undefined): object {
  if (struct === undefined) return {};
  const known = unpacked.get(struct);
  if (known !== undefined) return known;
  // The SDK's own way takes the wrappers off, so that nobody can tell a secret from a text, and throws on an empty asset.
  const fresh = struct.toJavaScript();
  unpacked.set(struct, fresh);
  return fresh;
}

/**
 * Makes the SDK unpack each message once, and not once for every policy: with a hundred stack rules and five hundred resources the
 * difference is seconds. What a remediation gets is always made anew, because it changes it.
 */
export function unpackMessagesOnce(): void {
  const deserialize = sdk("@pulumi/policy/deserialize") as { deserializeProperties?: Unpack };
  const original = deserialize.deserializeProperties;
  if (original === undefined) return;
  deserialize.deserializeProperties = (struct, keepSecrets) =>
    keepSecrets ? original(struct, keepSecrets) : unpackOnce(struct);
}
