import { elasticsearchServiceAccount, loggingNamespace } from "./logs/names";
import { logstashName } from "./logs-shipping/names";
import { alertmanagerName, prometheusName } from "./metrics/names";
import { auditFalcoName, falcosidekickName } from "./runtime-security/names";
import {
  dashboardsNamespace,
  monitoringNamespace,
  runtimeSecurityNamespace,
  secretsNamespace,
} from "./versions";

/** A workload that calls AWS: the service account as which it does, and what for. */
export interface WorkloadIdentity {
  readonly namespace: string;
  /** Name of the service account; nobody else can take the role. */
  readonly serviceAccount: string;
  /** What it calls AWS for, in a sentence without a subject. */
  readonly purpose: string;
}

/** Namespace of the audit ledger and of what collects evidence. */
export const auditNamespace = "audit";
/** Namespace of the jobs that file dumps. */
export const backupNamespace = "backup";

/**
 * Every workload of the platform that calls AWS. What is not here has no credentials: the nodes' role can pull images and nothing else.
 * `workload-permissions.ts` says what each may do.
 */
export const workloadIdentities = {
  prometheus: {
    namespace: monitoringNamespace,
    serviceAccount: prometheusName,
    purpose: "uploads the region's blocks of metrics (its sidecar does), or writes samples to a workspace",
  },
  thanos: {
    namespace: monitoringNamespace,
    serviceAccount: "thanos",
    purpose: "serves, compacts and downsamples blocks of metrics, and ends them",
  },
  "thanos-replicator": {
    namespace: monitoringNamespace,
    serviceAccount: "thanos-replicator",
    purpose: "copies a spoke's blocks of metrics to the hub's bucket",
  },
  yace: {
    namespace: monitoringNamespace,
    serviceAccount: "yace",
    purpose: "reads metrics of AWS's services from CloudWatch",
  },
  alertmanager: {
    namespace: monitoringNamespace,
    serviceAccount: alertmanagerName,
    purpose: "publishes its heartbeat to the region that watches it",
  },
  "external-secrets": {
    namespace: secretsNamespace,
    serviceAccount: "external-secrets",
    purpose: "reads the stack's secrets from Secrets Manager, and publishes the region's root there",
  },
  "elasticsearch-snapshots": {
    namespace: loggingNamespace,
    serviceAccount: elasticsearchServiceAccount,
    purpose: "writes and restores snapshots of indices",
  },
  "log-archiver": {
    namespace: loggingNamespace,
    serviceAccount: logstashName,
    purpose:
      "copies masked log streams into the locked archive, once there are any (`logs.archive`); it can neither read nor change what it wrote",
  },
  "security-log-reader": {
    namespace: loggingNamespace,
    serviceAccount: "security-log-reader",
    purpose: "reads the account's trails, flow logs and findings as they are announced",
  },
  grafana: {
    namespace: dashboardsNamespace,
    serviceAccount: "grafana",
    purpose: "signs in to its database, and asks a workspace for history where there is one",
  },
  "ledger-writer": {
    namespace: auditNamespace,
    serviceAccount: "ledger-writer",
    purpose: "appends to the audit ledger; it can neither change nor delete what it wrote",
  },
  "evidence-writer": {
    namespace: auditNamespace,
    serviceAccount: "evidence-writer",
    purpose: "files the evidence that controls work; it can neither change nor delete it",
  },
  "backup-jobs": {
    namespace: backupNamespace,
    serviceAccount: "backup-jobs",
    purpose: "files dumps of databases; restoring is for people",
  },
  "falco-k8s-audit": {
    namespace: runtimeSecurityNamespace,
    serviceAccount: auditFalcoName,
    purpose: "reads the cluster's audit log, to judge who does what in it",
  },
  falcosidekick: {
    namespace: runtimeSecurityNamespace,
    serviceAccount: falcosidekickName,
    purpose: "adds what Falco found to its log group; it can neither change nor delete there",
  },
} as const satisfies Record<string, WorkloadIdentity>;

/** A workload that calls AWS. */
export type WorkloadName = keyof typeof workloadIdentities;

/** All of them, in the order of the table. */
export const workloadNames = Object.keys(workloadIdentities) as WorkloadName[];
