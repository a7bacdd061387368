import { applications, applicationsOf } from "../applications";
import { type Application, namespaceOf, type Workload } from "../applications/application";
import { type LogOwner, type LogPath, logPathOf } from "../applications/log-path";

/**
 * Which agents read which namespace's files: those of the path that `logPathOf` decides on for whoever has the namespace. A pure function
 * of the namespace's name and of the stack's workloads, total: every namespace, whoever made it, has exactly one path, so that no line is
 * lost because nobody was told of it, and none is there twice.
 */

/** The stack's setting `workloads`. */
export type ShippedWorkloads = Readonly<Record<Workload, boolean>>;

const owners: ReadonlyMap<string, LogOwner> = new Map(
  applications.map((application) => [namespaceOf(application), application.workload]),
);

/** Whose namespace it is. What is no application's belongs to the platform: `kube-system` and all that is Pharos' own. */
export function logOwnerOf(namespace: string): LogOwner {
  return owners.get(namespace) ?? "platform";
}

/** The one path of a namespace's lines. */
export function logPathOfNamespace(namespace: string, workloads: ShippedWorkloads): LogPath {
  return logPathOf(logOwnerOf(namespace), workloads);
}

/** The paths that a stack runs, in a fixed order. */
export function logPathsOf({ finance, dag }: ShippedWorkloads): LogPath[] {
  if (!dag) return ["logstash"];
  return finance ? ["logstash", "fluentd"] : ["fluentd"];
}

/** Namespaces that a path is told of by name, in the order of the applications; all others have the path of the platform. */
export function namespacesBeside(workloads: ShippedWorkloads): string[] {
  const others = logPathOf("platform", workloads);
  return [
    ...new Set(
      applicationsOf(workloads)
        .filter(({ workload }) => logPathOf(workload, workloads) !== others)
        .map((application: Application) => namespaceOf(application)),
    ),
  ];
}

/** A path as collectors know it: which namespaces' logs go there. */
export interface OtlpRoute {
  readonly path: LogPath;
  /** Regular expression of whole names, in the syntax of RE2. */
  readonly namespaces: string;
  /** Whether those are meant, or all others. */
  readonly which: "these" | "all others";
}

/** The ways of logs that applications send by OTLP: those of their lines. Every namespace has exactly one. */
export function otlpRoutesOf(workloads: ShippedWorkloads): OtlpRoute[] {
  const namespaces = `^(${namespacesBeside(workloads).join("|")})$`;
  const others = logPathOf("platform", workloads);
  return logPathsOf(workloads).map((path) => ({
    path,
    namespaces,
    which: path === others ? "all others" : "these",
  }));
}

/**
 * Where kubelets keep a link to each container's file, named `<pod>_<namespace>_<container>-<id>.log`. No name of Kubernetes has an
 * underscore, so that patterns can tell namespaces apart, and an agent needs no rights at the API server to know whose lines it reads.
 */
export const CONTAINER_LOGS = "/var/log/containers";

/** The files that an agent reads. */
export interface LogFiles {
  /** Shell patterns of files that it reads. */
  readonly include: readonly string[];
  /** Regular expressions, in the syntax of RE2, of paths that it leaves alone all the same. */
  readonly exclude: readonly string[];
}

const ALL = `${CONTAINER_LOGS}/*.log`;

/** The files of a path's agents: those of the namespaces that {@link logPathOfNamespace} gives it, and no others. */
export function logFilesOf(path: LogPath, workloads: ShippedWorkloads): LogFiles {
  if (!logPathsOf(workloads).includes(path)) return { include: [], exclude: [] };
  const beside = namespacesBeside(workloads);
  if (path !== logPathOf("platform", workloads))
    return { include: beside.map((namespace) => `${CONTAINER_LOGS}/*_${namespace}_*.log`), exclude: [] };
  return {
    include: [ALL],
    exclude: beside.length === 0 ? [] : [`/[^/_]+_(${beside.join("|")})_[^/_]+\\.log$`],
  };
}
