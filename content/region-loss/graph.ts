/** One resource as a stack registers it: what the page on the loss of a region is made from. */
export interface GraphResource {
  /** The stack, which is named after its region. */
  readonly stack: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** How others of its stack refer to it. */
  readonly id: string;
  readonly arn: string;
}

export type Graph = readonly GraphResource[];

/** Where a resource lies: in its stack's region, if it says nothing else. */
export function regionOf({ stack, inputs }: GraphResource): string {
  return textAt(inputs, "region") ?? stack;
}

export function ofType(graph: Graph, type: string): GraphResource[] {
  return graph.filter((resource) => resource.type === type);
}

/** Those of one type and stack. */
export function siblings(graph: Graph, { stack }: GraphResource, type: string): GraphResource[] {
  return graph.filter((resource) => resource.type === type && resource.stack === stack);
}

/** The text at a path below a value; undefined where there is none. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = valueAt(value, ...path);
  return typeof found === "string" ? found : undefined;
}

export function numberAt(value: unknown, ...path: readonly string[]): number | undefined {
  const found = valueAt(value, ...path);
  return typeof found === "number" ? found : undefined;
}

/** The list at a path below a value; empty where there is none. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? found : [];
}

export function valueAt(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null ? (at as Record<string, unknown>)[key] : undefined),
    value,
  );
}

/** What a resource is called in AWS. */
export function nameOf({ name, inputs }: GraphResource): string {
  return textAt(inputs, "bucket") ?? textAt(inputs, "name") ?? textAt(inputs, "clusterIdentifier") ?? name;
}
