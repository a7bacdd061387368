/**
 * Who works with the platform, what each may see, and what each may do: the one table behind access to clusters, and later behind the
 * roles of Grafana and Kibana. Nobody is named here; a stack's settings say which roles or groups are which of these.
 */

/** Kinds of people, from the least to the most. */
export const personRoles = ["viewer", "operator", "on-call", "auditor", "admin"] as const;
export type PersonRole = (typeof personRoles)[number];

/** Data that people see or do not, by the classes that are encrypted apart. */
export const seenClasses = ["metrics", "logs", "audit", "secrets", "backups"] as const;
export type SeenClass = (typeof seenClasses)[number];

/** How much of a class: nothing, reading it, or also changing how it is kept. */
export type Sight = "none" | "read" | "manage";

/** A rule of a ClusterRole. */
export interface ClusterRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** What one kind of person may see and do. */
export interface PersonAccess {
  /** Who that is, in a sentence. */
  readonly is: string;
  readonly sees: Readonly<Record<SeenClass, Sight>>;
  /** What they do, for people. */
  readonly does: string;
  /**
   * What they may do in the cluster: rules of a ClusterRole of ours, or `cluster-admin` by EKS's own access policy, which only IAM roles
   * can have.
   */
  readonly cluster: readonly ClusterRule[] | "cluster-admin";
  /** Role in Grafana, in the region's organization. */
  readonly grafana: "Viewer" | "Editor" | "Admin";
  /** Whether they may silence alerts, which Alertmanager lets everybody do who can reach it. */
  readonly silences: boolean;
  /** Roles in Kibana; empty where somebody has no business there. */
  readonly kibana: readonly string[];
}

const READ = ["get", "list", "watch"];

/** What runs, how it does, and what happened to it. No Secrets, no ConfigMaps (programs put credentials there), no logs. */
const seeWorkloads: readonly ClusterRule[] = [
  {
    apiGroups: [""],
    resources: [
      "endpoints",
      "events",
      "namespaces",
      "nodes",
      "persistentvolumeclaims",
      "persistentvolumes",
      "pods",
      "services",
    ],
    verbs: READ,
  },
  {
    apiGroups: ["apps"],
    resources: ["daemonsets", "deployments", "replicasets", "statefulsets"],
    verbs: READ,
  },
  { apiGroups: ["autoscaling"], resources: ["horizontalpodautoscalers"], verbs: READ },
  { apiGroups: ["batch"], resources: ["cronjobs", "jobs"], verbs: READ },
  { apiGroups: ["events.k8s.io"], resources: ["events"], verbs: READ },
  { apiGroups: ["policy"], resources: ["poddisruptionbudgets"], verbs: READ },
  { apiGroups: ["storage.k8s.io"], resources: ["storageclasses"], verbs: READ },
];

/** What is watched and who is told. */
const seeMonitoring: readonly ClusterRule[] = [
  {
    apiGroups: ["monitoring.coreos.com"],
    resources: [
      "alertmanagers",
      "podmonitors",
      "probes",
      "prometheuses",
      "prometheusrules",
      "servicemonitors",
    ],
    verbs: READ,
  },
];

const seeLogs: readonly ClusterRule[] = [{ apiGroups: [""], resources: ["pods/log"], verbs: ["get"] }];

/** What is issued and copied, and why it is not: names, dates and conditions. The keys and values are Secrets. */
const seeIssuance: readonly ClusterRule[] = [
  {
    apiGroups: ["cert-manager.io"],
    resources: ["certificaterequests", "certificates", "clusterissuers", "issuers"],
    verbs: READ,
  },
  { apiGroups: ["trust.cert-manager.io"], resources: ["bundles"], verbs: READ },
  { apiGroups: ["external-secrets.io"], resources: ["clustersecretstores", "externalsecrets"], verbs: READ },
];

/** A pod that hangs is deleted, and its owner makes another; eviction also asks its disruption budget. */
const restartPods: readonly ClusterRule[] = [
  { apiGroups: [""], resources: ["pods"], verbs: ["delete"] },
  { apiGroups: [""], resources: ["pods/eviction"], verbs: ["create"] },
];

/**
 * Nobody changes a template by hand, be it for a rolling restart: whoever can may mount any Secret into a pod and read it in its log. Pods
 * are restarted by eviction.
 */
const operateWorkloads: readonly ClusterRule[] = [
  { apiGroups: ["apps"], resources: ["deployments/scale", "statefulsets/scale"], verbs: ["patch", "update"] },
  { apiGroups: [""], resources: ["configmaps"], verbs: READ },
  { apiGroups: ["karpenter.sh"], resources: ["nodeclaims", "nodepools"], verbs: READ },
  { apiGroups: ["eks.amazonaws.com"], resources: ["nodeclasses"], verbs: READ },
];

/** Who may do what, and what keeps traffic and pods within bounds. */
const seeControls: readonly ClusterRule[] = [
  {
    apiGroups: [""],
    resources: ["limitranges", "namespaces", "resourcequotas", "serviceaccounts"],
    verbs: READ,
  },
  { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: READ },
  {
    apiGroups: ["rbac.authorization.k8s.io"],
    resources: ["clusterrolebindings", "clusterroles", "rolebindings", "roles"],
    verbs: READ,
  },
  {
    apiGroups: ["admissionregistration.k8s.io"],
    resources: [
      "mutatingwebhookconfigurations",
      "validatingadmissionpolicies",
      "validatingadmissionpolicybindings",
      "validatingwebhookconfigurations",
    ],
    verbs: READ,
  },
];

/** The table. */
export const people: Readonly<Record<PersonRole, PersonAccess>> = {
  viewer: {
    is: "Anybody in the company who looks at dashboards.",
    sees: { metrics: "read", logs: "none", audit: "none", secrets: "none", backups: "none" },
    does: "looks at dashboards and at what runs",
    cluster: [...seeWorkloads, ...seeMonitoring],
    grafana: "Viewer",
    silences: false,
    kibana: [],
  },
  operator: {
    is: "Whoever answers for the platform's daily running.",
    sees: { metrics: "read", logs: "read", audit: "none", secrets: "none", backups: "read" },
    does: "restarts and scales what runs, reads its logs and settings; changes go through the repository",
    cluster: [
      ...seeWorkloads,
      ...seeMonitoring,
      ...seeIssuance,
      ...seeLogs,
      ...restartPods,
      ...operateWorkloads,
    ],
    grafana: "Editor",
    silences: true,
    kibana: ["logs-reader"],
  },
  "on-call": {
    is: "Whoever is paged tonight.",
    sees: { metrics: "read", logs: "read", audit: "none", secrets: "none", backups: "none" },
    does: "reads logs, deletes a pod that hangs, silences what is known",
    cluster: [...seeWorkloads, ...seeMonitoring, ...seeIssuance, ...seeLogs, ...restartPods],
    grafana: "Editor",
    silences: true,
    kibana: ["logs-reader"],
  },
  auditor: {
    is: "Whoever examines controls and records, inside or outside the company.",
    sees: { metrics: "read", logs: "none", audit: "read", secrets: "none", backups: "read" },
    does: "reads records, evidence and who may do what; changes nothing",
    cluster: [...seeWorkloads, ...seeMonitoring, ...seeIssuance, ...seeControls],
    grafana: "Viewer",
    silences: false,
    kibana: ["audit-reader"],
  },
  admin: {
    is: "Whoever may change the platform by hand, when the repository cannot.",
    sees: { metrics: "manage", logs: "manage", audit: "read", secrets: "manage", backups: "manage" },
    does: "everything in the cluster; locked records and the audit ledger are out of reach for everybody",
    cluster: "cluster-admin",
    grafana: "Admin",
    silences: true,
    kibana: ["superuser"],
  },
};

/**
 * The ClusterRole of a kind of person, and the group by which access entries bind it. `pharos-operator` alone is the role of Prometheus'
 * operator: kube-prometheus-stack makes it, and Helm installs nothing where somebody else's object has a name of its own.
 */
export function clusterRoleOf(role: PersonRole): string {
  return `pharos-people-${role}`;
}
