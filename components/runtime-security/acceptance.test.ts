import assert from "node:assert/strict";
import { at, set, type Tree } from "../metrics/acceptance-values";
import { auditFalcoValues, falcoValues } from "./falco-values";
import { falcosidekickValues } from "./falcosidekick-values";

/** Values of the three releases. */
interface Releases {
  nodes: Tree;
  audit: Tree;
  sidekick: Tree;
}

const sidekickUrl = "https://falcosidekick.runtime-security.svc:2801/";
const releases: Releases = structuredClone<Releases>({
  nodes: falcoValues({ sidekickUrl }),
  audit: auditFalcoValues({ sidekickUrl, auditLog: { clusterName: "platform", region: "eu-west-1" } }),
  sidekick: falcosidekickValues({
    settings: { organization: "example", environment: "production", region: "eu-west-1" },
    alertmanagers: "https://a:9093,https://b:9093,https://c:9093",
    servingSecret: "falcosidekick-serving-tls",
  }),
});

const FALCO = ["nodes", "audit"] as const;

/** Every container that the values can size. */
const containers: readonly (readonly [keyof Releases, string])[] = [
  ["nodes", "resources"],
  ["nodes", "falcoctl.artifact.install.resources"],
  ["audit", "resources"],
  ["audit", "falcoctl.artifact.install.resources"],
  ["sidekick", "resources"],
];

/** Containers that run restricted; Falco on the nodes is the one exception, with its reason in `falco-values.ts`. */
const restricted: readonly (readonly [keyof Releases, string])[] = [
  ["nodes", "falcoctl.artifact.install.securityContext"],
  ["audit", "falcoctl.artifact.install.securityContext"],
  ["audit", "containerSecurityContext"],
  ["sidekick", "securityContext"],
];

/** Ports without TLS, each with its reason. A new one fails until it is here. */
const plainPorts: readonly (readonly [keyof Releases, string, unknown, string])[] = [
  [
    "nodes",
    "serviceMonitor.scheme",
    undefined,
    "counters without the content of events, scraped inside the cluster",
  ],
  [
    "audit",
    "serviceMonitor.scheme",
    undefined,
    "counters without the content of events, scraped inside the cluster",
  ],
];

/** One line of what has to be true, and the mutants that it must catch. */
interface Line {
  readonly title: string;
  readonly check: (all: Releases) => string[];
  readonly mutants: readonly (readonly [keyof Releases, string, unknown])[];
}

const unless = (holds: boolean, message: string): string[] => (holds ? [] : [message]);

const lines: readonly Line[] = [
  {
    title: "rules change with the program, and not by themselves",
    check: (all) =>
      FALCO.flatMap((release) => [
        ...unless(
          at(all[release], "falcoctl.artifact.follow.enabled") === false,
          `${release} follows its rules`,
        ),
        ...((at(all[release], "falcoctl.config.artifact.install.refs") ?? []) as string[])
          .filter((ref) => !/:\d+\.\d+\.\d+$/.test(ref))
          .map((ref) => `${ref} is no exact version`),
      ]),
    mutants: [
      ["nodes", "falcoctl.artifact.follow", undefined],
      ["audit", "falcoctl.artifact.follow.enabled", true],
      ["nodes", "falcoctl.config.artifact.install.refs", ["falco-rules:5"]],
    ],
  },
  {
    title: "Falco is on every node, whatever its taints, by the probe that needs no compiler",
    check: ({ nodes }) => [
      ...unless(at(nodes, "controller.kind") === "daemonset", "not on every node"),
      ...unless(
        ((at(nodes, "tolerations") ?? []) as Tree[]).some(
          ({ operator, effect }) => operator === "Exists" && effect === undefined,
        ),
        "not on tainted nodes",
      ),
      ...unless(at(nodes, "driver.kind") === "modern_ebpf", "the probe may have to be compiled"),
    ],
    mutants: [
      ["nodes", "controller.kind", "deployment"],
      ["nodes", "tolerations", [{ operator: "Exists", effect: "NoSchedule" }]],
      ["nodes", "driver", undefined],
    ],
  },
  {
    title: "there are two replicas in two zones, or a reason why there is one",
    check: ({ audit, sidekick }) => [
      ...unless(Number(at(sidekick, "replicaCount")) >= 2, "Falcosidekick is alone"),
      ...unless(
        (
          (at(sidekick, "affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution") ??
            []) as Tree[]
        ).some(({ topologyKey }) => topologyKey === "topology.kubernetes.io/zone"),
        "Falcosidekick may be in one zone",
      ),
      ...unless(
        at(audit, "controller.deployment.replicas") === 1 &&
          at(audit, "controller.annotations") !== undefined,
        "Falco on the audit log is alone without a reason, or tells events twice",
      ),
    ],
    mutants: [
      ["sidekick", "replicaCount", 1],
      ["sidekick", "affinity", {}],
      ["audit", "controller.annotations", undefined],
      ["audit", "controller.deployment.replicas", 2],
    ],
  },
  {
    title: "every container requests processor and memory, and has a limit of memory",
    check: (all) =>
      containers.flatMap(([release, path]) => {
        const resources = at(all[release], path) as { requests?: Tree; limits?: Tree } | undefined;
        const complete =
          resources?.requests?.["cpu"] && resources.requests["memory"] && resources.limits?.["memory"];
        return unless(Boolean(complete), `${release}.${path} is incomplete`);
      }),
    mutants: containers.map(([release, path]) => [release, path, undefined] as const),
  },
  {
    title: "nothing but Falco on the nodes runs as root, or writes to its root file system",
    check: (all) => [
      ...restricted.flatMap(([release, path]) =>
        unless(
          at(all[release], `${path}.readOnlyRootFilesystem`) === true &&
            at(all[release], `${path}.allowPrivilegeEscalation`) === false,
          `${release}.${path} is not restricted`,
        ),
      ),
      ...(["audit", "sidekick"] as const).flatMap((release) =>
        unless(at(all[release], "podSecurityContext.runAsNonRoot") === true, `${release} may run as root`),
      ),
      ...unless(
        at(all.audit, "driver.enabled") === false && at(all.audit, "falco.plugins_hostinfo") === false,
        "Falco on the audit log mounts folders of the node",
      ),
    ],
    mutants: [
      ...restricted.map(([release, path]) => [release, path, undefined] as const),
      ["audit", "podSecurityContext", undefined],
      ["sidekick", "podSecurityContext", { runAsUser: 1234 }],
      ["audit", "falco.plugins_hostinfo", true],
      ["audit", "driver.enabled", true],
    ],
  },
  {
    title: "every port speaks TLS, or is on the list with its reason",
    check: (all) => [
      ...plainPorts.flatMap(([release, path, value]) =>
        unless(at(all[release], path) === value, `${release}.${path} differs from the list`),
      ),
      ...FALCO.flatMap((release) =>
        unless(
          at(all[release], "falco.http_output.url") === sidekickUrl &&
            at(all[release], "falco.http_output.ca_cert") === "/etc/pharos/roots/roots.pem",
          `${release} does not send over TLS that it checks`,
        ),
      ),
      ...unless(
        at(all.sidekick, "config.tlsserver.deploy") === true &&
          at(all.sidekick, "config.tlsserver.notlspaths") === "/ping",
        "Falcosidekick takes events without TLS",
      ),
      ...unless(
        String(at(all.sidekick, "config.alertmanager.hostport"))
          .split(",")
          .every((address) => address.startsWith("https://")) &&
          at(all.sidekick, "config.alertmanager.checkcert") === true &&
          at(all.sidekick, "config.tlsclient.cacertfile") === "/etc/pharos/roots/roots.pem",
        "Alertmanager is not reached by TLS that checks its certificate",
      ),
    ],
    mutants: [
      ["sidekick", "config.alertmanager.hostport", "http://a:9093"],
      ["sidekick", "config.alertmanager.checkcert", false],
      ["sidekick", "config.tlsclient", undefined],
      ["nodes", "falco.http_output.url", "http://elsewhere.example/"],
      ["audit", "falco.http_output.ca_cert", undefined],
      ["nodes", "serviceMonitor.scheme", "https"],
      ["sidekick", "config.tlsserver", { deploy: false }],
      ["sidekick", "config.tlsserver.notlspaths", "/ping,/"],
    ],
  },
  {
    title: "every component is scraped",
    check: (all) => [
      ...FALCO.flatMap((release) =>
        unless(
          at(all[release], "metrics.enabled") === true && at(all[release], "serviceMonitor.create") === true,
          `${release} is not scraped`,
        ),
      ),
      ...unless(at(all.sidekick, "serviceMonitor.enabled") === true, "Falcosidekick is not scraped"),
    ],
    mutants: [
      ["nodes", "metrics", undefined],
      ["audit", "serviceMonitor.create", false],
      ["sidekick", "serviceMonitor", undefined],
    ],
  },
  {
    title: "events stay in the log as JSON, none hides another, and those that wait have a bound",
    check: (all) =>
      FALCO.flatMap((release) => [
        ...unless(at(all[release], "falco.json_output") === true, `${release} writes text`),
        ...unless(at(all[release], "falco.stdout_output.enabled") === true, `${release} writes nothing`),
        ...unless(at(all[release], "tty") === true, `${release} holds events back`),
        ...unless(at(all[release], "falco.rule_matching") === "all", `${release} tells the first rule alone`),
        ...unless(
          Number(at(all[release], "falco.outputs_queue.capacity")) > 0,
          `${release} may fill its memory`,
        ),
      ]),
    mutants: [
      ["nodes", "falco.json_output", undefined],
      ["audit", "falco.stdout_output", { enabled: false }],
      ["nodes", "tty", false],
      ["nodes", "falco.rule_matching", undefined],
      ["audit", "falco.outputs_queue", { capacity: 0 }],
    ],
  },
  {
    title: "alerts reach an interface that exists, and end",
    check: ({ sidekick }) => [
      ...unless(
        at(sidekick, "config.alertmanager.endpoint") === "/api/v2/alerts",
        "version 1 no longer exists",
      ),
      ...unless(Number(at(sidekick, "config.alertmanager.expireafter")) > 0, "alerts never end"),
    ],
    mutants: [
      ["sidekick", "config.alertmanager.endpoint", undefined],
      ["sidekick", "config.alertmanager.expireafter", ""],
    ],
  },
  {
    title: "no second interface, and no default credentials of one",
    check: ({ sidekick }) =>
      unless(at(sidekick, "webui.enabled") === false, "the interface's user is admin:admin"),
    mutants: [["sidekick", "webui.enabled", true]],
  },
];

describe("the values of runtime security", () => {
  for (const { title, check } of lines) it(title, () => assert.deepEqual(check(releases), []));
});

describe("the acceptance list of runtime security catches a mutant in which", () => {
  for (const { title, check, mutants } of lines) {
    for (const [release, path, value] of mutants) {
      it(`${release}.${path} is ${JSON.stringify(value)} (${title})`, () => {
        const mutant = structuredClone(releases);
        set(mutant[release], path, value);
        assert.notDeepEqual(mutant, releases, "the mutant is no mutant");
        assert.notDeepEqual(check(mutant), []);
      });
    }
  }
});
