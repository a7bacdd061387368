import { tracingCharts } from "./tracing/charts";

/**
 * The one version table: every chart and every Kubernetes version that Pharos uses, with where it comes from and until
 * when it is maintained. Nothing else in the repository writes a version of these down.
 */
import { logCharts } from "./logs/charts";
import { accessCharts } from "./access/charts";
import { scalingCharts } from "./scaling/charts";

/** A calendar day, `YYYY-MM-DD`, UTC. */
export type Day = `${number}-${number}-${number}`;

/** A chart that Pharos installs, pinned to one version. */
export interface ChartVersion {
  /** Name of the chart in its repository. */
  readonly chart: string;
  /** Address of the chart repository, as Helm's `--repo` takes it. */
  readonly repository: string;
  /** Exact chart version: never a range, so that two runs install the same. */
  readonly version: string;
  /** Version of the program which the chart installs by default. */
  readonly appVersion: string;
  /** The day on which version and application version were read from the chart itself. */
  readonly verified: Day;
  /** Last day on which the project maintains this version. Absent where the project publishes no such date. */
  readonly endOfLife?: Day;
  /** The namespace the release lives in. */
  readonly namespace: string;
  /** Commit of the public repository in which the version was read. */
  readonly source: string;
  /** The chart from which the key index was made, where it is another one than the released. Absent where it is the same. */
  readonly indexedFrom?: {
    readonly version: string;
    readonly appVersion: string;
    /** Why its keys are those of the released chart. */
    readonly because: string;
  };
}

const prometheusCommunity = {
  repository: "https://prometheus-community.github.io/helm-charts",
  source: "prometheus-community/helm-charts@cf408a290",
  verified: "2026-08-22",
} as const;

/**
 * Grafana's chart moved here; the one of the old repository, grafana.github.io/helm-charts, is frozen: it still installs,
 * and silently stays at an old Grafana.
 */
const grafanaCommunity = {
  repository: "https://grafana-community.github.io/helm-charts",
  source: "grafana-community/helm-charts@3386a115",
  verified: "2026-08-20",
} as const;

/** The project's source trees carry a placeholder; versions are given when a chart is released. */
const jetstack = {
  repository: "https://charts.jetstack.io",
  verified: "2026-11-26",
} as const;

const falcosecurity = {
  repository: "https://falcosecurity.github.io/charts",
  source: "falcosecurity/charts@548458c6e",
  verified: "2026-07-21",
} as const;

/** The namespace of Prometheus, Alertmanager, their operator, kube-state-metrics and metrics-server. */
export const monitoringNamespace = "monitoring";
/** The namespace of Grafana and of the ConfigMaps which its sidecar reads. */
export const dashboardsNamespace = "dashboards";
/** The namespace of what judges and forwards security events without needing the host: Falco on the audit log, Falcosidekick. */
export const runtimeSecurityNamespace = "runtime-security";
/**
 * The namespace of agents that need the host (node-exporter: host network, host PID, host paths; Falco: its probe in the kernel). It is the only one with
 * Pod Security level `privileged`, so that everything else can be `restricted`.
 */
export const nodeAgentsNamespace = "node-agents";
/** The namespace of cert-manager and trust-manager, and of the key of the region's authority: whoever reads Secrets here is the authority. */
export const certificatesNamespace = "cert-manager";
/** The namespace of the operator that copies secrets into the cluster. */
export const secretsNamespace = "external-secrets";

const charts = {
  "prometheus-operator-crds": {
    ...prometheusCommunity,
    chart: "prometheus-operator-crds",
    version: "31.0.1",
    appVersion: "v0.93.1",
    namespace: monitoringNamespace,
  },
  "cert-manager": {
    ...jetstack,
    chart: "cert-manager",
    version: "v1.21.1",
    appVersion: "v1.21.1",
    namespace: certificatesNamespace,
    source: "cert-manager/cert-manager@24e33194f",
    indexedFrom: {
      version: "v0.0.0",
      appVersion: "v0.0.0",
      because:
        "cert-manager/cert-manager@2d0d7f7f7; its values.yaml differs from that of the tag v1.21.1 in comments alone",
    },
  },
  "trust-manager": {
    ...jetstack,
    chart: "trust-manager",
    version: "v0.24.0",
    appVersion: "v0.24.0",
    namespace: certificatesNamespace,
    source: "cert-manager/trust-manager@75590d07c",
    indexedFrom: {
      version: "v0.0.0",
      appVersion: "v0.0.0",
      because: "cert-manager/trust-manager@fc1b53ddc; its values.yaml is that of the tag v0.24.0",
    },
  },
  "external-secrets": {
    repository: "https://charts.external-secrets.io",
    chart: "external-secrets",
    version: "2.9.0",
    appVersion: "v2.9.0",
    namespace: secretsNamespace,
    source: "external-secrets/external-secrets@cc5bfbc22",
    verified: "2026-08-08",
  },
  // The chart of the index knows two keys more than the released one, which carries the same version: namespaceOverride and hostUsers.
  "metrics-server": {
    repository: "https://kubernetes-sigs.github.io/metrics-server",
    chart: "metrics-server",
    version: "3.13.1",
    appVersion: "0.8.1",
    namespace: monitoringNamespace,
    source: "kubernetes-sigs/metrics-server@842dcc8c4",
    verified: "2026-11-26",
  },
  "kube-prometheus-stack": {
    ...prometheusCommunity,
    chart: "kube-prometheus-stack",
    version: "88.5.3",
    appVersion: "v0.93.1",
    namespace: monitoringNamespace,
  },
  "prometheus-blackbox-exporter": {
    ...prometheusCommunity,
    chart: "prometheus-blackbox-exporter",
    version: "11.17.2",
    appVersion: "v0.28.0",
    namespace: monitoringNamespace,
  },
  "prometheus-yet-another-cloudwatch-exporter": {
    ...prometheusCommunity,
    chart: "prometheus-yet-another-cloudwatch-exporter",
    version: "0.47.0",
    appVersion: "v0.67.0",
    namespace: monitoringNamespace,
  },
  grafana: {
    ...grafanaCommunity,
    chart: "grafana",
    version: "12.11.1",
    appVersion: "13.2.0",
    namespace: dashboardsNamespace,
  },
  // Installed twice: on every node, and once more for the cluster's audit log, in the namespace of what needs no host.
  falco: {
    ...falcosecurity,
    chart: "falco",
    version: "9.1.0",
    appVersion: "0.44.1",
    namespace: nodeAgentsNamespace,
  },
  // A release of its own: the falco chart pins its sub-chart to 0.12. Its Chart.yaml says 2.31.1, its values install the image 2.32.0.
  falcosidekick: {
    ...falcosecurity,
    chart: "falcosidekick",
    version: "0.14.0",
    appVersion: "2.31.1",
    namespace: runtimeSecurityNamespace,
  },
  ...tracingCharts,
  ...logCharts,
  ...accessCharts,
  ...scalingCharts,
} as const satisfies Record<string, ChartVersion>;

/** The charts that Pharos installs. */
export type ChartName = keyof typeof charts;

/** All chart names, in the order of their installation. */
export const chartNames: readonly ChartName[] = Object.keys(charts) as ChartName[];

/** The pinned version of a chart. */
export function chart(name: ChartName): ChartVersion {
  return charts[name];
}

/** Rules or a plugin of Falco that falcoctl fetches when a pod starts. */
export interface FalcoArtifact {
  /** Name in the project's index, by which falcoctl knows whose signature to ask for. */
  readonly name: string;
  /** Exact version: the charts' `:5` and `:0.16` take what is newest at each start. */
  readonly version: string;
  /** Tag of the public repository that the artifact is built from. */
  readonly source: string;
  /** The day on which that tag was set. */
  readonly released: Day;
}

/** The rules and plugins of the Falco above. Digests are not pinned: falcoctl checks the signature over the digest that it pulled. */
export const falcoArtifacts = {
  rules: {
    name: "falco-rules",
    version: "5.1.0",
    source: "falcosecurity/rules, falco-rules-5.1.0",
    released: "2026-05-20",
  },
  containerPlugin: {
    name: "container",
    version: "0.7.1",
    source: "falcosecurity/plugins, plugins/container/v0.7.1",
    released: "2026-05-19",
  },
  auditRules: {
    name: "k8saudit-rules",
    version: "0.18.0",
    source: "falcosecurity/plugins, plugins/k8saudit/v0.18.0",
    released: "2026-06-19",
  },
  // The rules of 0.18.0 ask for exactly this version or a newer one.
  auditPlugin: {
    name: "k8saudit-eks",
    version: "0.12.0",
    source: "falcosecurity/plugins, plugins/k8saudit-eks/v0.12.0",
    released: "2026-06-19",
  },
  jsonPlugin: {
    name: "json",
    version: "0.7.4",
    source: "falcosecurity/plugins, plugins/json/v0.7.4",
    released: "2026-05-05",
  },
} as const satisfies Record<string, FalcoArtifact>;

/** What Amazon says about one Kubernetes version on EKS. */
export interface EksVersion {
  /** Kubernetes minor version, as EKS takes it. */
  readonly version: string;
  /** Last day of standard support; from the next day on the cluster costs several times as much. */
  readonly endOfStandardSupport: Day;
  /** Last day of extended support; after it EKS upgrades the control plane by itself. */
  readonly endOfExtendedSupport: Day;
}

/**
 * Kubernetes versions of EKS with their dates. Source: "Amazon EKS Kubernetes release calendar" of the EKS user guide
 * (14 months of standard and 12 of extended support from the release on EKS). Newer versions are added here when their
 * dates are published and the platform was tested against them.
 */
export const eksVersions = [
  { version: "1.35", endOfStandardSupport: "2027-03-27", endOfExtendedSupport: "2028-03-27" },
  { version: "1.34", endOfStandardSupport: "2026-12-02", endOfExtendedSupport: "2027-12-02" },
  { version: "1.33", endOfStandardSupport: "2026-07-29", endOfExtendedSupport: "2027-07-29" },
  { version: "1.32", endOfStandardSupport: "2026-03-23", endOfExtendedSupport: "2027-03-23" },
  { version: "1.31", endOfStandardSupport: "2025-11-26", endOfExtendedSupport: "2026-11-26" },
  { version: "1.30", endOfStandardSupport: "2025-07-23", endOfExtendedSupport: "2026-07-23" },
  { version: "1.29", endOfStandardSupport: "2025-03-23", endOfExtendedSupport: "2026-03-23" },
] as const satisfies readonly EksVersion[];

/** A Kubernetes version that a stack may ask for. */
export type SupportedEksVersion = (typeof supportedEksVersions)[number];

/**
 * Kubernetes versions that a stack may ask for, newest first: those which the pinned charts support and for which the
 * strict schemas of the built-in kinds hold. 1.33 is only in extended support and therefore not among them.
 */
export const supportedEksVersions = ["1.35", "1.34"] as const;

/** The version a new cluster gets: the one with the longest standard support. */
export const defaultEksVersion: SupportedEksVersion = "1.35";

/** The facts of a Kubernetes version on EKS, or undefined when the table does not know it. */
export function eksVersion(version: string): EksVersion | undefined {
  return eksVersions.find((known) => known.version === version);
}

/**
 * Whether a Kubernetes version is in standard support on a day. The day is an argument, so that two runs on the same
 * input say the same.
 */
export function eksSupportOn(version: string, day: Day): "standard" | "extended" | "ended" | "unknown" {
  const known = eksVersion(version);
  if (known === undefined) return "unknown";
  if (day <= known.endOfStandardSupport) return "standard";
  return day <= known.endOfExtendedSupport ? "extended" : "ended";
}

/** What Amazon says about one major version of PostgreSQL on Aurora. */
export interface PostgresVersion {
  /** Major version. The minor one is AWS's: it is upgraded in the maintenance window, and a pinned one would be undone there. */
  readonly version: string;
  /** Last day of standard support; from the next day on each capacity unit costs about twice as much. */
  readonly endOfStandardSupport: Day;
  /** Family of parameter groups. */
  readonly parameterFamily: string;
}

/**
 * PostgreSQL of Grafana's database. Source: "Release calendars for Aurora PostgreSQL" of the release notes. A newer major version is an
 * upgrade with an outage of some minutes, and takes `allowMajorVersionUpgrade` for one update.
 */
export const postgresVersion: PostgresVersion = {
  version: "17",
  endOfStandardSupport: "2030-02-28",
  parameterFamily: "aurora-postgresql17",
};

/** The client with which the database's user is made. It speaks with every server of its major version and of older ones. */
export const postgresClientImage = "public.ecr.aws/docker/library/postgres:17.6-alpine3.22";
