/** Values of the releases as data that checks walk and mutants change. For tests. */
/** The values of the releases as data, mutable for mutants. */
export interface Releases {
  stack: Tree;
  grafana: Tree;
  certManager: Tree;
  trustManager: Tree;
  externalSecrets: Tree;
  metricsServer: Tree;
  openTelemetryOperator: Tree;
}

/** A tree of values, walked by path. */
export type Tree = Record<string, unknown>;

/** A path and one step more. */
export function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

/** Steps of a path; `grafana.ini` is one key. */
function steps(path: string): string[] {
  return path
    .replace("grafana.ini", "grafana%ini")
    .split(".")
    .map((step) => step.replace("%", "."));
}

/** The value at a path such as `prometheus.prometheusSpec.replicas`, or undefined. */
export function at(tree: Tree, path: string): unknown {
  return steps(path).reduce<unknown>(
    (node, step) => (typeof node === "object" && node !== null ? (node as Tree)[step] : undefined),
    tree,
  );
}

/** Sets the value at a path; undefined removes it. */
export function set(tree: Tree, path: string, value: unknown): void {
  const keys = steps(path);
  const last = keys.pop() ?? "";
  let node = tree;
  for (const key of keys) node = (node[key] ??= {}) as Tree;
  if (value === undefined) delete node[last];
  else node[last] = value;
}

/** Every text in the values, with its path. */
export function texts(all: Releases): [string, string][] {
  const found: [string, string][] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value === "string") found.push([path, value]);
    else if (typeof value === "object" && value !== null) {
      for (const [key, below] of Object.entries(value)) visit(below, join(path, key));
    }
  };
  visit(all, "");
  return found;
}
