/**
 * Who ships which namespace's logs. A pure function of the namespace's name and of the stack's workloads, total: every namespace, whoever
 * made it, has exactly one path, so that no line is lost because nobody was told of it, and none is there twice.
 */

/** The stack's setting `workloads`. */
export interface ShippedWorkloads {
  readonly finance: boolean;
  readonly dag: boolean;
}

/**
 * By which programs a line travels from its node into Elasticsearch: Filebeat and Logstash with a queue on disk, or Fluent Bit and Fluentd
 * with a buffer on disk.
 */
export type LogPath = "logstash" | "fluentd";

/** Whose lines they are; decides on the data set. */
export type LogOwner = "finance" | "dag" | "platform";

/** A workload's namespaces are called after it: `dag`, and everything that begins with `dag-`. */
const prefixes = { finance: "finance", dag: "dag" } as const satisfies Partial<Record<LogOwner, string>>;

/** Whose namespace it is. What is nobody else's belongs to the platform: `kube-system` and all that is Pharos' own. */
export function logOwnerOf(namespace: string): LogOwner {
  const found = (["finance", "dag"] as const).find(
    (owner) => namespace === prefixes[owner] || namespace.startsWith(`${prefixes[owner]}-`),
  );
  return found ?? "platform";
}

/**
 * The one path of a namespace's lines. With both workloads those of the ledger go by Fluentd and all others by Logstash; a stack with one
 * workload runs that workload's path alone.
 */
export function logPathOf(namespace: string, { finance, dag }: ShippedWorkloads): LogPath {
  if (!dag) return "logstash";
  if (!finance) return "fluentd";
  return logOwnerOf(namespace) === "dag" ? "fluentd" : "logstash";
}

/** The paths that a stack runs, in a fixed order. */
export function logPathsOf({ finance, dag }: ShippedWorkloads): LogPath[] {
  if (!dag) return ["logstash"];
  return finance ? ["logstash", "fluentd"] : ["fluentd"];
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
const DAG_PATTERNS = [
  `${CONTAINER_LOGS}/*_${prefixes.dag}_*.log`,
  `${CONTAINER_LOGS}/*_${prefixes.dag}-*_*.log`,
];
const DAG_EXPRESSION = `/[^/_]+_${prefixes.dag}(-[^/_]*)?_[^/_]+\\.log$`;

/** The files of a path's agents: those of the namespaces that {@link logPathOf} gives it, and no others. */
export function logFilesOf(path: LogPath, workloads: ShippedWorkloads): LogFiles {
  if (!logPathsOf(workloads).includes(path)) return { include: [], exclude: [] };
  if (logPathsOf(workloads).length === 1) return { include: [ALL], exclude: [] };
  return path === "fluentd"
    ? { include: DAG_PATTERNS, exclude: [] }
    : { include: [ALL], exclude: [DAG_EXPRESSION] };
}
