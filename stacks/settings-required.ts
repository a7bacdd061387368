import { placeSettings } from "./settings";
import {
  complain,
  type Complaint,
  type Issue,
  type SettingComplaint,
  type SettingPath,
} from "./settings-complaint";
import { KIND, type SchemaNode } from "./settings-describe";

/**
 * What is missing that the schema leaves open, because it depends on the cluster: a region's place in AWS, where Pharos makes it; the way
 * to an existing cluster, and from it to the hub. It looks at what was written: what is wrong in itself is not missing.
 * @param root the schema of all settings
 * @param merged one stack's settings as they are written
 */
export function missingForCluster(root: SchemaNode, stack: string, merged: unknown): Complaint[] {
  const cluster = groupAt(merged, "cluster");
  const found =
    cluster[KIND] === "existing"
      ? [...missingWay(root, merged, cluster), ...missingKubeconfig(cluster)]
      : placeSettings
          .filter((key) => groupOf(merged)[key] === undefined)
          .flatMap((key) => missing(root, [key]));
  return found.map((complaint) => ({ stack, ...complaint }));
}

function missingWay(root: SchemaNode, merged: unknown, cluster: Group): SettingComplaint[] {
  if (groupOf(merged)["role"] !== "spoke" || cluster["hubUrl"] !== undefined) return [];
  return missing(root, ["cluster", "hubUrl"]).map((complaint) => ({
    ...complaint,
    problem: "is missing: a spoke on an existing cluster cannot work out the way to its hub",
  }));
}

function missingKubeconfig(cluster: Group): SettingComplaint[] {
  const { path, variable } = groupAt(cluster, "kubeconfig");
  const neither = path === undefined && variable === undefined;
  if (cluster["kubeconfig"] === undefined || (!neither && (path === undefined || variable === undefined)))
    return [];
  return [
    {
      path: ["cluster", "kubeconfig"],
      problem: neither ? "names neither a file nor a variable" : "names both a file and a variable",
      allowed: "exactly one of path and variable",
      fix: neither
        ? "add path: or variable: below it, such as path: ~/.kube/config"
        : "remove one of the two",
    },
  ];
}

/** What zod says of a setting that is not there. */
const MISSING: Issue = {
  code: "invalid_type",
  expected: "nonoptional",
  path: [],
  message: "",
  input: undefined,
};

function missing(root: SchemaNode, path: SettingPath): SettingComplaint[] {
  return complain(root, MISSING, path, undefined);
}

type Group = Readonly<Record<string, unknown>>;

function groupOf(value: unknown): Group {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Group) : {};
}

function groupAt(value: unknown, key: string): Group {
  return groupOf(groupOf(value)[key]);
}
