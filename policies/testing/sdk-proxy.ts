import * as policy from "@pulumi/policy";

/** The SDK's own wrapping of a resource's properties, which throws when an unknown value is read. Its types do not show it. */
export const { unknownCheckingProxy } = policy as unknown as {
  unknownCheckingProxy: (properties: object) => Record<string, unknown>;
};
