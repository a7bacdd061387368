/** Names that Falco, Falcosidekick, their alerts and the rules about them share. */

/** Falco on every node: release, DaemonSet and service account. */
export const falcoName = "falco";
/** Falco on the cluster's audit log: release, Deployment and service account. The chart adds nothing to a name that has `falco` in it. */
export const auditFalcoName = "falco-k8s-audit";
/** What forwards events: release, Deployment, Service and, since no `jobLabel` is set, the `job` label of its metrics. */
export const falcosidekickName = "falcosidekick";

/** The `job` label of Falco's metrics: the chart's Service for them. Its `jobLabel` names a label that no Service has. */
export const falcoJob = `${falcoName}-metrics`;

export const FALCOSIDEKICK_PORT = 2801;
/** Secret with the certificate which Falcosidekick shows to Falco and to Prometheus, as cert-manager writes it. */
export const falcosidekickServingSecret = "falcosidekick-serving-tls";

/** The container in which Falco runs, in either release. */
export const falcoContainer = "falco";

/** What Falco found, as records: the last part of the log group's name. */
export const FALCO_EVENTS = "falco-events";

/** Replicas of Falcosidekick: an event is sent once, so that somebody has to be there. */
export const FALCOSIDEKICK_REPLICAS = 2;
