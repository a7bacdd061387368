import { inValues, is } from "../chart-values";
import type { Line } from "../line";
import { at, releasesOf, withValue } from "../stack";

const stackRelease = "metrics-kube-prometheus-stack";
/** One version, as falcoctl writes it. */
const EXACT = /:\d+\.\d+\.\d+$/;
const refsPath = "falcoctl > config > artifact > install > refs";
const follows = (release: string): string => `release '${release}': its rules change by themselves`;
const inexact = (release: string): string => `release '${release}': its rules are of no exact version`;

export const falcoRules: Line = {
  title: "Falco's rules change with the program, and not by themselves",
  check: (stack) =>
    inValues(stack, "falco", [
      ["falcoctl > artifact > follow > enabled", is(false), "its rules change by themselves"],
      [
        refsPath,
        (refs) => Array.isArray(refs) && refs.length > 0 && refs.every((ref) => EXACT.test(String(ref))),
        "its rules are of no exact version",
      ],
    ]),
  mutants: [
    withValue(
      "runtime-security-falco",
      "falcoctl > artifact > follow",
      undefined,
      follows("runtime-security-falco"),
    ),
    withValue(
      "runtime-security-falco-k8s-audit",
      "falcoctl > artifact > follow > enabled",
      true,
      follows("runtime-security-falco-k8s-audit"),
    ),
    withValue("runtime-security-falco", refsPath, ["falco-rules:5"], inexact("runtime-security-falco")),
  ],
};

/** Lines that its traps ask for, beyond the list; the first is about node-exporter, too. */
export const falcoTraps: readonly Line[] = [
  {
    title: "what has to be on every node is, whatever its taints",
    check: (stack) => [
      ...inValues(stack, "kube-prometheus-stack", [
        ["prometheus-node-exporter > tolerations", toleratesAll, "node-exporter does not see tainted nodes"],
      ]),
      ...releasesOf(stack, "falco")
        .filter(({ inputs }) => at(inputs, "values > driver > enabled") !== false)
        .flatMap(({ name, inputs }) => [
          ...(at(inputs, "values > controller > kind") === "daemonset"
            ? []
            : [`release '${name}': Falco is not on every node`]),
          ...(toleratesAll(at(inputs, "values > tolerations"))
            ? []
            : [`release '${name}': Falco does not see tainted nodes`]),
          ...(at(inputs, "values > driver > kind") === "modern_ebpf"
            ? []
            : [`release '${name}': Falco's probe may have to be compiled`]),
        ]),
    ],
    mutants: [
      withValue(
        stackRelease,
        "prometheus-node-exporter > tolerations",
        [{ operator: "Exists", effect: "NoSchedule" }],
        `release '${stackRelease}': node-exporter does not see tainted nodes`,
      ),
      withValue(
        "runtime-security-falco",
        "tolerations",
        [],
        "release 'runtime-security-falco': Falco does not see tainted nodes",
      ),
      withValue(
        "runtime-security-falco",
        "driver > kind",
        "auto",
        "release 'runtime-security-falco': Falco's probe may have to be compiled",
      ),
    ],
  },
  {
    title: "events of Falco stay in the log as JSON, none hides another, and those that wait have a bound",
    check: (stack) =>
      inValues(stack, "falco", [
        ["falco > json_output", is(true), "it writes text"],
        ["falco > stdout_output > enabled", is(true), "it writes nothing"],
        ["tty", is(true), "it holds events back"],
        ["falco > rule_matching", is("all"), "it tells the first rule alone"],
        ["falco > outputs_queue > capacity", (size) => Number(size) > 0, "it may fill its memory"],
        [
          "falco > http_output",
          (output) =>
            String(at(output, "url")).startsWith("https://") &&
            at(output, "ca_cert") === "/etc/pharos/roots/roots.pem",
          "it does not send over TLS that it checks",
        ],
      ]),
    mutants: [
      withValue(
        "runtime-security-falco",
        "falco > json_output",
        undefined,
        "release 'runtime-security-falco': it writes text",
      ),
      withValue(
        "runtime-security-falco-k8s-audit",
        "falco > stdout_output",
        { enabled: false },
        "release 'runtime-security-falco-k8s-audit': it writes nothing",
      ),
      withValue(
        "runtime-security-falco",
        "tty",
        false,
        "release 'runtime-security-falco': it holds events back",
      ),
      withValue(
        "runtime-security-falco",
        "falco > rule_matching",
        undefined,
        "release 'runtime-security-falco': it tells the first rule alone",
      ),
      withValue(
        "runtime-security-falco",
        "falco > outputs_queue",
        { capacity: 0 },
        "release 'runtime-security-falco': it may fill its memory",
      ),
      withValue(
        "runtime-security-falco",
        "falco > http_output > url",
        "http://elsewhere.example/",
        "release 'runtime-security-falco': it does not send over TLS that it checks",
      ),
    ],
  },
  {
    title:
      "Falcosidekick reaches Alertmanager by TLS that it checks, at an interface that exists, and alerts end",
    check: (stack) =>
      inValues(stack, "falcosidekick", [
        [
          "config > alertmanager > hostport",
          (hosts) =>
            String(hosts)
              .split(",")
              .every((host) => host.startsWith("https://")),
          "it reaches Alertmanager in the clear",
        ],
        ["config > alertmanager > checkcert", is(true), "it believes any Alertmanager"],
        [
          "config > tlsclient > cacertfile",
          is("/etc/pharos/roots/roots.pem"),
          "it does not know the region's authority",
        ],
        ["config > alertmanager > endpoint", is("/api/v2/alerts"), "version 1 of the interface is gone"],
        ["config > alertmanager > expireafter", (seconds) => Number(seconds) > 0, "its alerts never end"],
      ]),
    mutants: [
      withValue(
        "runtime-security-falcosidekick",
        "config > alertmanager > hostport",
        "http://a:9093",
        "release 'runtime-security-falcosidekick': it reaches Alertmanager in the clear",
      ),
      withValue(
        "runtime-security-falcosidekick",
        "config > alertmanager > checkcert",
        false,
        "release 'runtime-security-falcosidekick': it believes any Alertmanager",
      ),
      withValue(
        "runtime-security-falcosidekick",
        "config > tlsclient",
        undefined,
        "release 'runtime-security-falcosidekick': it does not know the region's authority",
      ),
      withValue(
        "runtime-security-falcosidekick",
        "config > alertmanager > endpoint",
        undefined,
        "release 'runtime-security-falcosidekick': version 1 of the interface is gone",
      ),
      withValue(
        "runtime-security-falcosidekick",
        "config > alertmanager > expireafter",
        "",
        "release 'runtime-security-falcosidekick': its alerts never end",
      ),
    ],
  },
];

/** Whether tolerations have one of every taint. */
function toleratesAll(tolerations: unknown): boolean {
  return (
    Array.isArray(tolerations) &&
    tolerations.some(
      (each: Record<string, unknown>) =>
        each["operator"] === "Exists" && each["effect"] === undefined && each["key"] === undefined,
    )
  );
}
