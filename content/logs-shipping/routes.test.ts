import assert from "node:assert/strict";
import fc from "fast-check";
import {
  CONTAINER_LOGS,
  type LogFiles,
  logFilesOf,
  logOwnerOf,
  type LogPath,
  logPathOf,
  logPathsOf,
  type ShippedWorkloads,
} from "./routes";

const PATHS: readonly LogPath[] = ["logstash", "fluentd"];
const WORKLOADS: readonly ShippedWorkloads[] = [
  { finance: true, dag: false },
  { finance: false, dag: true },
  { finance: true, dag: true },
];

/** Names as Kubernetes takes them (RFC 1123), those that are nearly a workload's among them. */
const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);
const nearly = fc.tuple(
  fc.constantFrom("", "a-", "x"),
  fc.constantFrom("dag", "finance", "dag-dag", "dagger", "kube-system"),
  fc.constantFrom("", "-1", "-dag", "x", "-finance"),
);
const name = fc.oneof(
  label,
  nearly.map((parts) => parts.join("")),
);
/** A pod's name may have dots. */
const podName = fc.oneof(
  name,
  fc.tuple(name, name).map((parts) => parts.join(".")),
);
const id = fc.stringMatching(/^[0-9a-f]{64}$/);
const workloads = fc.constantFrom(...WORKLOADS);

/** As Go's and C's libraries read such patterns: a star does not reach beyond a folder. */
function globExpression(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", "[^/]*")}$`);
}

function reads({ include, exclude }: LogFiles, file: string): boolean {
  return (
    include.some((pattern) => globExpression(pattern).test(file)) &&
    !exclude.some((expression) => new RegExp(expression).test(file))
  );
}

describe("the routes of logs", () => {
  it("give every container's file of every namespace to exactly one path's agents: the namespace's own", () => {
    fc.assert(
      fc.property(workloads, podName, name, name, id, (set, pod, namespace, container, hash) => {
        const file = `${CONTAINER_LOGS}/${pod}_${namespace}_${container}-${hash}.log`;
        assert.deepEqual(
          PATHS.filter((path) => reads(logFilesOf(path, set), file)),
          [logPathOf(namespace, set)],
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("lead only through programs that the stack runs", () => {
    fc.assert(
      fc.property(workloads, name, (set, namespace) =>
        assert.ok(logPathsOf(set).includes(logPathOf(namespace, set))),
      ),
    );
  });

  it("do not depend on where else the workload's name stands", () => {
    const both = { finance: true, dag: true };
    const paths = Object.fromEntries(
      ["dag", "dag-eu", "dagger", "my-dag", "finance", "finance-dag", "financial", "kube-system"].map(
        (namespace) => [namespace, `${logOwnerOf(namespace)} ${logPathOf(namespace, both)}`],
      ),
    );
    assert.deepEqual(paths, {
      dag: "dag fluentd",
      "dag-eu": "dag fluentd",
      dagger: "platform logstash",
      "my-dag": "platform logstash",
      finance: "finance logstash",
      "finance-dag": "finance logstash",
      financial: "platform logstash",
      "kube-system": "platform logstash",
    });
  });

  it("of a stack with one workload are one", () => {
    assert.deepEqual(WORKLOADS.map(logPathsOf), [["logstash"], ["fluentd"], ["logstash", "fluentd"]]);
  });
});
