import type { Registered } from "../../../components/testing/record";

/** What a stack registers, as the acceptance list reads it and its mutants change it. */
export interface Stack {
  readonly name: string;
  /** Nothing of it is to be kept: what it makes goes with it. */
  readonly trial: boolean;
  readonly resources: Registered[];
}

/** Between the steps of a path: keys of charts have dots in them. */
const SEPARATOR = " > ";

const stepsOf = (path: string): string[] => (path === "" ? [] : path.split(SEPARATOR));

/** A path and a part of it below. */
export function below(path: string, rest: string): string {
  return [path, rest].filter((part) => part !== "").join(SEPARATOR);
}

/** What stands at a path such as `spec > nodeSets > 0 > count`; undefined where nothing does. */
export function at(tree: unknown, path: string): unknown {
  return stepsOf(path).reduce<unknown>(
    (node, step) =>
      typeof node === "object" && node !== null ? (node as Record<string, unknown>)[step] : undefined,
    tree,
  );
}

/** Puts a value at a path, with what is missing on the way; undefined removes what is there. */
function put(tree: object, path: string, value: unknown): void {
  const steps = stepsOf(path);
  const last = steps.pop() ?? "";
  let node = tree as Record<string, unknown>;
  for (const step of steps) node = (node[step] ??= {}) as Record<string, unknown>;
  if (value === undefined) delete node[last];
  else node[last] = value;
}

/** Kind of a Kubernetes object; undefined for what is none. */
export function kindOf({ type }: Registered): string | undefined {
  return type.startsWith("kubernetes:") ? type.split(":").at(-1) : undefined;
}

/** Objects of these kinds. */
export function objects({ resources }: Stack, ...kinds: readonly string[]): Registered[] {
  return resources.filter((resource) => kinds.includes(kindOf(resource) ?? ""));
}

export const releases = (stack: Stack): Registered[] => objects(stack, "Release");

/** Releases of a chart. */
export function releasesOf(stack: Stack, chart: string): Registered[] {
  return releases(stack).filter(({ inputs }) => inputs["chart"] === chart);
}

/** `Deployment monitoring/thanos-query`, or `release 'grafana-release'`. */
export function labelOf(resource: Registered): string {
  const kind = kindOf(resource) ?? resource.type;
  if (kind === "Release") return `release '${resource.name}'`;
  const { namespace, name } = (resource.inputs["metadata"] ?? {}) as { namespace?: string; name?: string };
  return `${kind} ${[namespace, name ?? resource.name].filter(Boolean).join("/")}`;
}

export const namespaceOf = ({ inputs }: Registered): string =>
  String(inputs["namespace"] ?? at(inputs, "metadata > namespace") ?? "");

/** Whether labels are those that a selector asks for. */
export function selects(
  selector: {
    readonly matchLabels?: Readonly<Record<string, string>>;
    readonly matchExpressions?: readonly { key: string; operator: string; values?: readonly string[] }[];
  },
  labels: Readonly<Record<string, string>>,
): boolean {
  const { matchLabels = {}, matchExpressions = [] } = selector;
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(
      ({ key, operator, values = [] }) => operator === "In" && values.includes(labels[key] ?? ""),
    )
  );
}

/** Every text in a tree, with its path. */
export function texts(tree: unknown): [path: string, text: string][] {
  const found: [string, string][] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value === "string") found.push([path, value]);
    else if (typeof value === "object" && value !== null)
      for (const [key, part] of Object.entries(value)) visit(part, below(path, key));
  };
  visit(tree, "");
  return found;
}

/** A stack that is wrong in one place, and all that its line has to say of it. */
export interface Mutant {
  /** What is changed, for the name of the test. */
  readonly what: string;
  /** @default "us-east-1" */
  readonly of?: string;
  readonly change: (stack: Stack) => void;
  readonly found: readonly string[];
}

/** Where the stack has a resource. A mutant shares all other resources with the stack that it is made of. */
function indexOf(stack: Stack, is: (resource: Registered) => boolean, what: string): number {
  const index = stack.resources.findIndex(is);
  if (index < 0) throw new Error(`${stack.name} has no ${what}`);
  return index;
}

/** By the name under which the program registers it; `Deployment jaeger-query` where several have it. */
function named(name: string): (resource: Registered) => boolean {
  const [own = "", kind] = name.split(" ").reverse();
  return (resource) =>
    resource.name === own &&
    !resource.type.startsWith("pharos:") &&
    (kind === undefined || resource.type.endsWith(`:${kind}`));
}

/** A copy of a resource, in its place, to be changed. */
export function copyOf(stack: Stack, is: (resource: Registered) => boolean, what: string): Registered {
  const index = indexOf(stack, is, what);
  const copy = structuredClone(stack.resources[index]!);
  stack.resources[index] = copy;
  return copy;
}

/** Takes a resource away. */
export function remove(stack: Stack, is: (resource: Registered) => boolean, what: string): void {
  stack.resources.splice(indexOf(stack, is, what), 1);
}

/** A mutant with another value at a path of a resource's inputs; undefined removes it. In a release the path begins in its values. */
export function withValue(name: string, path: string, value: unknown, ...found: readonly string[]): Mutant {
  const short = JSON.stringify(value) ?? "gone";
  return {
    what: `${name}: ${path} is ${short.length > 60 ? `${short.slice(0, 60)}…` : short}`,
    change: (stack) => {
      const resource = copyOf(stack, named(name), name);
      put(resource.inputs, kindOf(resource) === "Release" ? below("values", path) : path, value);
    },
    found,
  };
}

/** A mutant with a text of a resource replaced by another. */
export function withText(
  name: string,
  path: string,
  [old, other]: readonly [string, string],
  ...found: readonly string[]
): Mutant {
  return {
    what: `${name}: ${path} says ${JSON.stringify(other)}`,
    change: (stack) => {
      const resource = copyOf(stack, named(name), name);
      const whole = kindOf(resource) === "Release" ? below("values", path) : path;
      const text = at(resource.inputs, whole);
      if (typeof text !== "string" || !text.includes(old)) throw new Error(`${name} does not say ${old}`);
      put(resource.inputs, whole, text.replace(old, other));
    },
    found,
  };
}

/** A mutant without a resource. */
export function without(name: string, ...found: readonly string[]): Mutant {
  return {
    what: `${name} is gone`,
    change: (stack) => {
      remove(stack, named(name), name);
    },
    found,
  };
}
