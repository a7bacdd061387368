import { Reader } from "../evaluation/reader";
import type { Resource } from "../evaluation/resource";
import { canonicalType } from "../evaluation/resource-types";
import { Stack } from "../evaluation/siblings";

/** What the engine puts in place of a text that it does not know yet; other kinds of values have markers of their own. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A resource as a test writes it. */
export interface Given {
  readonly type: string;
  readonly name: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  /** @default the inputs */
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** Property → `type name` of the resources whose outputs flow into it. */
  readonly from?: Readonly<Record<string, readonly string[]>>;
  /** Whether the engine refuses to delete it. @default false */
  readonly protect?: boolean;
  /** `type name` of the parent. */
  readonly parent?: string;
  /** Inputs of the provider. */
  readonly provider?: Readonly<Record<string, unknown>>;
}

/** The URN of `type name`. */
export function urnOf(resource: string): string {
  const [type = "", name = ""] = resource.split(" ");
  return `urn:pulumi:us-east-1::pharos::${type}::${name}`;
}

export function resourceFrom({
  type,
  name,
  inputs = {},
  outputs = inputs,
  from = {},
  protect = false,
  parent,
  provider,
}: Given): Resource {
  return {
    urn: urnOf(`${type} ${name}`),
    type: canonicalType(type),
    name,
    inputs: Reader.of(inputs),
    outputs: Reader.of(outputs),
    protect,
    ...(parent !== undefined && { parent: urnOf(parent) }),
    propertyDependencies: new Map(
      Object.entries(from).map(([property, sources]) => [property, sources.map(urnOf)]),
    ),
    ...(provider !== undefined && { provider: Reader.of(provider) }),
  };
}

/** @param readable the types that a rule may look at */
export function stackFrom(resources: readonly Given[], readable?: readonly string[]): Stack {
  return new Stack(resources.map(resourceFrom), readable && new Set(readable));
}
