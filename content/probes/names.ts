/** Names of what asks programs from outside whether they answer. */

/** The exporter that asks: its release, Deployment, Service and the label `app.kubernetes.io/name` of its pods. */
export const blackboxName = "prometheus-blackbox-exporter";
/** Where it takes Prometheus' questions, and serves its own metrics. */
export const BLACKBOX_PORT = 9115;

/** Secret with the certificate that it shows to Prometheus, in cert-manager's layout. */
export const blackboxServingSecret = "blackbox-serving-tls";

/** ConfigMap that makes its port HTTPS, and its key. */
export const blackboxWeb = { name: "blackbox-web", key: "web.yml" } as const;

/** Where its pods find certificates. */
export const blackboxFolders = {
  web: "/etc/pharos/web",
  serving: "/etc/pharos/serving",
  roots: "/etc/pharos/roots",
  client: "/etc/pharos/client",
} as const;

/** The `job` label of everything that it found out. */
export const PROBES_JOB = "probes";
/** The label that says what was asked: an endpoint's name, or {@link HUB_PROBE}. */
export const PROBE_LABEL = "probe";
/** The spoke's question at the hub's door for metrics. */
export const HUB_PROBE = "hub";
