import { checkValues } from "../../../../content/charts/check-values";
import { keyIndexes } from "../../../../content/charts/indexes";
import { chart as pinned, type ChartName } from "../../../../content/versions";
import type { Line } from "../line";
import { inValues, is } from "../chart-values";
import { copyOf, releases, withValue } from "../stack";

const SELECTORS = ["rule", "serviceMonitor", "podMonitor", "probe", "scrapeConfig"];
const stackRelease = "metrics-kube-prometheus-stack";
const selectorPath = (kind: string): string =>
  `prometheus > prometheusSpec > ${kind}SelectorNilUsesHelmValues`;

export const selectors: Line = {
  title: "Prometheus sees the rules and monitors of every other chart",
  check: (stack) =>
    inValues(
      stack,
      "kube-prometheus-stack",
      SELECTORS.map((kind) => [
        selectorPath(kind),
        is(false),
        `Prometheus sees only the ${kind}s of its own release`,
      ]),
    ),
  mutants: SELECTORS.map((kind) =>
    withValue(
      stackRelease,
      selectorPath(kind),
      undefined,
      `release '${stackRelease}': Prometheus sees only the ${kind}s of its own release`,
    ),
  ),
};

export const knownKeys: Line = {
  title: "values have only keys that the pinned version of their chart knows, of the right types",
  check: (stack) =>
    releases(stack).flatMap(({ name, inputs }) => {
      const { chart, version, values } = inputs as { chart: ChartName; version: string; values?: object };
      const index = keyIndexes[chart];
      if (index === undefined || pinned(chart).version !== version)
        return [`release '${name}': nobody has looked which keys ${chart} ${version} knows`];
      return checkValues(index, values ?? {}).map(({ message }) => `release '${name}': ${message}`);
    }),
  mutants: [
    withValue(
      stackRelease,
      "granana",
      { enabled: false },
      `release '${stackRelease}': granana: kube-prometheus-stack 88.5.3 knows no such key; did you mean grafana?`,
    ),
    withValue(
      "runtime-security-falco",
      "tty",
      "yes",
      "release 'runtime-security-falco': tty: falco 9.1.0 has a boolean here, the value is a string: \"yes\"",
    ),
    {
      what: "the version of a release is another",
      change: (stack) => {
        const { inputs } = copyOf(stack, ({ name }) => name === "grafana-release", "release of Grafana");
        Object.assign(inputs, { version: "12.11.2" });
      },
      found: ["release 'grafana-release': nobody has looked which keys grafana 12.11.2 knows"],
    },
  ],
};

/** Lines that the traps of single charts ask for, beyond the list. */
export const traps: readonly Line[] = [
  {
    title: "definitions are upgraded with their release, come once, and certificates outlive theirs",
    check: (stack) => [
      ...["cert-manager", "trust-manager"].flatMap((chart) =>
        inValues(stack, chart, [
          ["crds > enabled", is(true), "its definitions are not upgraded"],
          ["crds > keep", is(true), "it takes certificates along when it goes"],
        ]),
      ),
      ...inValues(stack, "kube-prometheus-stack", [
        ["crds > enabled", is(false), "its definitions come twice, and by way of busybox:latest"],
      ]),
      ...inValues(stack, "eck-operator", [["installCRDs", is(false), "its definitions come twice"]]),
    ],
    mutants: [
      withValue(
        "certificates-cert-manager",
        "crds > keep",
        false,
        "release 'certificates-cert-manager': it takes certificates along when it goes",
      ),
      withValue(
        "certificates-trust-manager",
        "crds > enabled",
        undefined,
        "release 'certificates-trust-manager': its definitions are not upgraded",
      ),
      withValue(
        stackRelease,
        "crds > enabled",
        true,
        `release '${stackRelease}': its definitions come twice, and by way of busybox:latest`,
      ),
      withValue(
        "logs-operator",
        "installCRDs",
        undefined,
        "release 'logs-operator': its definitions come twice",
      ),
    ],
  },
  {
    title: "nobody gets rights on certificates and credentials by a role that the cluster has anyway",
    check: (stack) => [
      ...["cert-manager", "trust-manager"].flatMap((chart) =>
        inValues(stack, chart, [
          ["global > rbac > aggregateClusterRoles", is(false), "whoever may edit a namespace may use it"],
        ]),
      ),
      ...inValues(
        stack,
        "external-secrets",
        ["View", "Edit", "Admin"].map((role) => [
          `rbac > aggregateTo${role}`,
          is(false),
          `the role ${role} may use it`,
        ]),
      ),
    ],
    mutants: [
      withValue(
        "certificates-cert-manager",
        "global > rbac",
        undefined,
        "release 'certificates-cert-manager': whoever may edit a namespace may use it",
      ),
      withValue(
        "external-secrets-release",
        "rbac > aggregateToEdit",
        undefined,
        "release 'external-secrets-release': the role Edit may use it",
      ),
    ],
  },
  {
    title: "nothing waits for what EKS does not show",
    check: (stack) =>
      inValues(stack, "kube-prometheus-stack", [
        ...["kubeEtcd", "kubeScheduler", "kubeControllerManager", "kubeProxy", "coreDns"].map(
          (part) => [`${part} > enabled`, is(false), `${part} can never be scraped on EKS`] as const,
        ),
        ...["etcd", "kubeControllerManager", "kubeSchedulerAlerting", "kubeProxy"].map(
          (group) =>
            [
              `defaultRules > rules > ${group}`,
              is(false),
              `the rules ${group} fire for ever on EKS`,
            ] as const,
        ),
      ]),
    mutants: [
      withValue(
        stackRelease,
        "kubeProxy",
        undefined,
        `release '${stackRelease}': kubeProxy can never be scraped on EKS`,
      ),
      withValue(
        stackRelease,
        "defaultRules > rules > etcd",
        true,
        `release '${stackRelease}': the rules etcd fire for ever on EKS`,
      ),
    ],
  },
];
