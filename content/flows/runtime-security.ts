/** What goes into and out of the pods of runtime security. */
import { ALERTMANAGER_PORT } from "../metrics/names";
import { auditFalcoName, FALCOSIDEKICK_PORT, falcosidekickName } from "../runtime-security/names";
import { monitoringNamespace, nodeAgentsNamespace, runtimeSecurityNamespace } from "../versions";
import type { Flow, OutwardFlow, Pods, Ports } from "./flow";
import { alertmanager, HTTPS_PORT, named, onEks, prometheus, toPodIdentity } from "./parts";

/** Where Falco serves its counters, as the pinned chart sets it (a test compares). */
export const FALCO_METRICS_PORT = 8765;

/** Either release of it: the chart's label says the program, not the release. */
const falco = named("falco");
const falcosidekick = named("falcosidekick");

const ON_EKS = { only: "on EKS" } as const;

/**
 * Rules, plugins and what proves their signatures are in public registries, at addresses that change. falcoctl goes there when a pod
 * starts; a policy knows pods, not programs and not when, so that Falco itself may, too.
 */
const toRegistries = (who: string, ports: Ports): OutwardFlow => ({
  name: `${who}-to-registries`,
  pods: falco,
  to: "anywhere",
  ports,
  why: "fetches rules and plugins, and what proves their signatures, when it starts",
});

/** The endpoint of CloudWatch Logs in the network. */
const toCloudWatchLogs = (who: string, pods: Pods, why: string): OutwardFlow => ({
  name: `${who}-to-cloudwatch`,
  pods,
  to: "intra",
  ports: onEks(HTTPS_PORT),
  why,
  ...ON_EKS,
});

const toFalcosidekick = (who: string, ports: Ports): OutwardFlow => ({
  name: `${who}-to-falcosidekick`,
  pods: falco,
  to: { namespace: runtimeSecurityNamespace, pods: falcosidekick },
  ports,
  why: "sends what it finds",
});

/** What Prometheus scrapes of it. */
export const runtimeSecurityScrapes: readonly Flow[] = [
  {
    name: "prometheus-to-falco",
    pods: prometheus,
    to: { namespace: nodeAgentsNamespace, pods: falco },
    ports: [FALCO_METRICS_PORT],
    why: "scrapes Falco on the nodes",
  },
  {
    name: `prometheus-to-${auditFalcoName}`,
    pods: prometheus,
    to: { namespace: runtimeSecurityNamespace, pods: falco },
    ports: onEks(FALCO_METRICS_PORT),
    why: "scrapes Falco on the audit log",
    ...ON_EKS,
  },
  {
    name: `prometheus-to-${falcosidekickName}`,
    pods: prometheus,
    to: { namespace: runtimeSecurityNamespace, pods: falcosidekick },
    ports: [FALCOSIDEKICK_PORT],
    why: "scrapes Falcosidekick",
  },
];

/** Falco on the nodes, whose pods have addresses of their own. */
export const falcoFlows: readonly Flow[] = [
  toRegistries("falco", [HTTPS_PORT]),
  toFalcosidekick("falco", [FALCOSIDEKICK_PORT]),
];

/** Falco on the audit log, and Falcosidekick. */
export const runtimeSecurityFlows: readonly Flow[] = [
  { ...toRegistries(auditFalcoName, onEks(HTTPS_PORT)), ...ON_EKS },
  { ...toFalcosidekick(auditFalcoName, onEks(FALCOSIDEKICK_PORT)), ...ON_EKS },
  toPodIdentity(auditFalcoName, falco),
  toCloudWatchLogs(auditFalcoName, falco, "reads the cluster's audit log"),
  toPodIdentity(falcosidekickName, falcosidekick),
  toCloudWatchLogs(falcosidekickName, falcosidekick, "keeps what was found as records"),
  {
    name: `${falcosidekickName}-to-alertmanager`,
    pods: falcosidekick,
    to: { namespace: monitoringNamespace, pods: alertmanager },
    ports: [ALERTMANAGER_PORT],
    why: "makes alerts of what was found",
  },
];
