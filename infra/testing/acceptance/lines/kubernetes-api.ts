import { inValues, is } from "../chart-values";
import { unsaidKeys } from "../chart-workloads";
import type { Line } from "../line";
import { at, releasesOf, withValue } from "../stack";

const stackRelease = "metrics-kube-prometheus-stack";
const silent = (release: string, path: string): string =>
  `release '${release}': ${path} does not say what its key to the Kubernetes API is for`;
const needless = (release: string, path: string): string =>
  `release '${release}': ${path} gives a key to the Kubernetes API, which it does not need`;

/** A mutant of a path that says what a key is for. */
const unsaid = (release: string, path: string, ...more: readonly string[]) =>
  withValue(release, path, undefined, ...[path, ...more].map((each) => silent(release, each)));

/** Objects of our own are judged by the rule K8S-SA-01. */
const keys: Line = {
  title: "whatever carries a key to the Kubernetes API says what for",
  check: unsaidKeys,
  mutants: [
    unsaid(stackRelease, "prometheus > annotations"),
    unsaid(stackRelease, "kube-state-metrics > serviceAccount > annotations"),
    unsaid("certificates-cert-manager", "webhook > serviceAccount > annotations"),
    unsaid("certificates-trust-manager", "commonAnnotations"),
    unsaid("tracing-operator", "manager > podAnnotations"),
    unsaid("external-secrets-release", "webhook > podAnnotations"),
    unsaid("logs-operator", "serviceAccount > annotations"),
    unsaid("grafana-release", "podAnnotations"),
    unsaid("scaling-keda", "serviceAccount > metricServer > annotations"),
    unsaid("scaling-keda", "podAnnotations > keda"),
    ...(
      [
        [stackRelease, "alertmanager > alertmanagerSpec > automountServiceAccountToken"],
        [stackRelease, "alertmanager > serviceAccount > automountServiceAccountToken"],
        ["explorer-release", "automountServiceAccountToken"],
        ["gateway-grafana", "serviceAccount > automountServiceAccountToken"],
        ["logs-exporter", "serviceAccount > automountServiceAccountToken"],
        ["probes-exporter", "automountServiceAccountToken"],
        ["cloudwatch-exporter", "serviceAccount > automountServiceAccountToken"],
      ] as const
    ).map(([release, path]) => withValue(release, path, true, needless(release, path))),
  ],
};

/** Whether the sidecar of Grafana, where there is one, has a role of ours that reads ConfigMaps and nothing else. */
function readsConfigMapsAlone(values: unknown): boolean {
  if (at(values, "sidecar > dashboards > enabled") === false) return at(values, "rbac > create") === false;
  const role = at(values, "extraObjects > 0");
  return (
    at(values, "rbac > useExistingRole") === (at(role, "metadata > name") ?? "") &&
    String(at(role, "rules > 0 > resources")) === "configmaps" &&
    at(role, "rules > 1") === undefined
  );
}

const readsSecrets = (release: string): string =>
  `release '${release}': Grafana may read the Secrets of its namespace`;
const COUNTED = "kube-state-metrics > collectorsExclude";

const fewRights: Line = {
  title: "who only reads dashboards, or counts objects, reads no Secrets",
  check: (stack) => [
    ...releasesOf(stack, "grafana")
      .filter(({ inputs }) => !readsConfigMapsAlone(inputs["values"]))
      .map(({ name }) => readsSecrets(name)),
    ...inValues(stack, "kube-prometheus-stack", [
      [
        COUNTED,
        (excluded) => Array.isArray(excluded) && excluded.includes("secrets"),
        "kube-state-metrics reads all Secrets",
      ],
    ]),
  ],
  mutants: [
    withValue("grafana-release", "rbac > useExistingRole", undefined, readsSecrets("grafana-release")),
    withValue(
      "grafana-release",
      "extraObjects > 0 > rules > 0 > resources",
      ["configmaps", "secrets"],
      readsSecrets("grafana-release"),
    ),
    withValue(
      "grafana-release",
      "extraObjects > 0 > rules > 1",
      { apiGroups: [""], resources: ["secrets"], verbs: ["get"] },
      readsSecrets("grafana-release"),
    ),
    withValue("explorer-release", "rbac", undefined, readsSecrets("explorer-release")),
    withValue(
      stackRelease,
      COUNTED,
      undefined,
      `release '${stackRelease}': kube-state-metrics reads all Secrets`,
    ),
  ],
};

const PROBES = ["livenessProbe", "readinessProbe", "webhook > livenessProbe"];

const startedAnew: Line = {
  title: "External Secrets is started anew when it hangs",
  check: (stack) =>
    inValues(
      stack,
      "external-secrets",
      PROBES.map((probe) => [`${probe} > enabled`, is(true), `there is no ${probe}`]),
    ),
  mutants: PROBES.map((probe) =>
    withValue(
      "external-secrets-release",
      `${probe} > enabled`,
      false,
      `release 'external-secrets-release': there is no ${probe}`,
    ),
  ),
};

const asks = (probe: string): string => `release '${stackRelease}': its ${probe} asks without TLS`;

/** Beside the proxy, the kubelet looks for the proxy's ports in a container that has none: the release is rolled back. */
const becomesReady: Line = {
  title: "kube-state-metrics becomes ready",
  check: (stack) =>
    inValues(stack, "kube-prometheus-stack", [
      [
        "kube-state-metrics > kubeRBACProxy > enabled",
        (enabled) => enabled !== true,
        "its chart's probes do not reach kube-state-metrics behind kube-rbac-proxy",
      ],
      ...["livenessProbe", "readinessProbe"].map(
        (probe) =>
          [
            `kube-state-metrics > ${probe} > httpGet > scheme`,
            is("https"),
            `its ${probe} asks without TLS`,
          ] as const,
      ),
    ]),
  mutants: [
    withValue(
      stackRelease,
      "kube-state-metrics > kubeRBACProxy",
      { enabled: true },
      `release '${stackRelease}': its chart's probes do not reach kube-state-metrics behind kube-rbac-proxy`,
    ),
    withValue(stackRelease, "kube-state-metrics > readinessProbe", undefined, asks("readinessProbe")),
    withValue(
      stackRelease,
      "kube-state-metrics > livenessProbe > httpGet > scheme",
      "http",
      asks("livenessProbe"),
    ),
  ],
};

/** Keys to the Kubernetes API, what they open, and whether the kubelet can tell that a program works. */
export const kubernetesApi: readonly Line[] = [keys, fewRights, startedAnew, becomesReady];
