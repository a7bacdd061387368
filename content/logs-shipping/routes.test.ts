import assert from "node:assert/strict";
import fc from "fast-check";
import { applications } from "../applications";
import { namespaceOf } from "../applications/application";
import type { LogPath } from "../applications/log-path";
import { applicationLabels } from "../applications/namespace";
import {
  CONTAINER_LOGS,
  logFilesOf,
  logOwnerOf,
  logPathOfNamespace,
  logPathsOf,
  namespacesBeside,
  otlpRoutesOf,
  type ShippedWorkloads,
} from "./routes";
import { readersOf } from "./testing/readers";

const PATHS: readonly LogPath[] = ["logstash", "fluentd"];
const WORKLOADS: readonly ShippedWorkloads[] = [
  { finance: true, dag: false },
  { finance: false, dag: true },
  { finance: true, dag: true },
];

/** Names as Kubernetes takes them (RFC 1123), those that are nearly an application's among them. */
const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);
const nearly = fc.tuple(
  fc.constantFrom("", "a-", "x"),
  fc.constantFrom(...applications.map(namespaceOf), "kube-system"),
  fc.constantFrom("", "-1", "-gateway", "x", "-payments"),
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

describe("the routes of logs", () => {
  it("give every container's file of every namespace to exactly one path's agents: the namespace's own", () => {
    fc.assert(
      fc.property(workloads, podName, name, name, id, (set, pod, namespace, container, hash) => {
        const file = `${CONTAINER_LOGS}/${pod}_${namespace}_${container}-${hash}.log`;
        const readers = readersOf(file, (path) => logFilesOf(path, set));
        assert.deepEqual(readers, [logPathOfNamespace(namespace, set)]);
      }),
      { numRuns: 1000 },
    );
  });

  it("take what comes by OTLP the same way as lines", () => {
    fc.assert(
      fc.property(workloads, name, (set, namespace) =>
        assert.deepEqual(
          otlpRoutesOf(set)
            .filter(({ namespaces, which }) => new RegExp(namespaces).test(namespace) === (which === "these"))
            .map(({ path }) => path),
          [logPathOfNamespace(namespace, set)],
        ),
      ),
    );
  });

  it("lead only through programs that the stack runs", () => {
    fc.assert(
      fc.property(workloads, name, (set, namespace) =>
        assert.ok(logPathsOf(set).includes(logPathOfNamespace(namespace, set))),
      ),
    );
    assert.deepEqual(WORKLOADS.map(logPathsOf), [["logstash"], ["fluentd"], [...PATHS]]);
  });

  it("are those on the labels of the applications' namespaces, in every stack that has them", () => {
    for (const set of WORKLOADS)
      for (const application of applications.filter(({ workload }) => set[workload]))
        assert.equal(
          logPathOfNamespace(namespaceOf(application), set),
          applicationLabels(application)["pharos/log-path"],
          application.name,
        );
  });

  it("name the namespaces of the chain beside all others, and nobody where there is one way alone", () => {
    assert.deepEqual(WORKLOADS.map(namespacesBeside), [[], [], ["chain", "ledger", "ledger-gateway"]]);
  });

  it("do not depend on where else a namespace's name stands", () => {
    const both = { finance: true, dag: true };
    const paths = Object.fromEntries(
      ["chain", "chains", "my-chain", "ledger", "ledger-2", "payments", "payments-eu", "kube-system"].map(
        (namespace) => [namespace, `${logOwnerOf(namespace)} ${logPathOfNamespace(namespace, both)}`],
      ),
    );
    assert.deepEqual(paths, {
      chain: "dag fluentd",
      chains: "platform logstash",
      "my-chain": "platform logstash",
      ledger: "dag fluentd",
      "ledger-2": "platform logstash",
      payments: "finance logstash",
      "payments-eu": "platform logstash",
      "kube-system": "platform logstash",
    });
  });
});
