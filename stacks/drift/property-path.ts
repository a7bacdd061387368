/** A name that needs no quotes in a path. */
const NAME = /^[A-Za-z_$][\w$-]*/;
const INDEX = /^\[(\d+)\]/;
const QUOTED = /^\["((?:[^"\\]|\\.)*)"\]/;

/**
 * The steps of a property path as the engine writes it, such as `vpcConfig.subnetIds[0]` or `tags["pharos:stack"]`. What is no path is
 * one step of its own.
 */
export function stepsOf(path: string): readonly (string | number)[] {
  const steps: (string | number)[] = [];
  for (let rest = path; rest !== "";) {
    const text: string = rest.startsWith(".") && steps.length > 0 ? rest.slice(1) : rest;
    const index = INDEX.exec(text);
    const quoted = QUOTED.exec(text);
    const found = index ?? quoted ?? NAME.exec(text);
    if (found === null) return [path];
    if (index) steps.push(Number(index[1]));
    else steps.push(quoted ? quoted[1]!.replace(/\\(.)/g, "$1") : found[0]);
    rest = text.slice(found[0].length);
  }
  return steps;
}

/** A path of steps, as the engine writes it. */
export function pathOf(steps: readonly (string | number)[]): string {
  return steps.reduce<string>((path, step) => {
    if (typeof step === "number") return `${path}[${step}]`;
    if (NAME.exec(step)?.[0] !== step) return `${path}[${JSON.stringify(step)}]`;
    return path === "" ? step : `${path}.${step}`;
  }, "");
}

/** What lies at the end of the steps; undefined where there is nothing. */
export function valueAt(root: unknown, steps: readonly (string | number)[]): unknown {
  return steps.reduce<unknown>((at, step) => {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return undefined;
    return (at as Record<string | number, unknown>)[step];
  }, root);
}
