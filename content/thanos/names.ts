import { stackName } from "../metrics/names";
import { monitoringNamespace } from "../versions";

/**
 * Thanos, pinned. One version everywhere: its programs speak to each other. Read from the image that the project's community chart 0.38.0
 * installs; the project names no end of a version's life, and mends the newest minor version alone.
 */
export const thanosVersion = {
  image: "quay.io/thanos/thanos",
  version: "v0.42.4",
  source: "thanos-community/helm-charts@aa4bd28",
  verified: "2026-08-21",
} as const;

/** The image, as pods name it. */
export const thanosImage = `${thanosVersion.image}:${thanosVersion.version}`;

/** Where each of Thanos' programs listens: its own defaults. */
export const thanosPorts = {
  /** Metrics, health, and the query API. */
  http: 10902,
  /** What they ask each other. */
  grpc: 10901,
  /** Where samples come in. */
  remoteWrite: 19291,
} as const;

/** Path at which Thanos Receive takes remote write. */
export const RECEIVE_PATH = "/api/v1/receive";

/** Services, and with them the workloads, their pods' `app.kubernetes.io/name` and the `job` label of their metrics. */
export const thanosNames = {
  router: "thanos-receive",
  ingester: "thanos-ingester",
  query: "thanos-query",
  frontend: "thanos-query-frontend",
  store: "thanos-store",
  compactor: "thanos-compactor",
  ruler: "thanos-ruler",
  replicator: "thanos-replicator",
  expiry: "thanos-expiry",
} as const;

/** One of Thanos' workloads. */
export type ThanosRole = keyof typeof thanosNames;

/** The headless Service of the sidecars, which kube-prometheus-stack names after itself. */
export const sidecarService = `${stackName}-thanos-discovery`;

/** Secret with the address of the region's bucket, and its key. There are no credentials in it: pods get those of their role. */
export const objectStoreSecret = { name: "thanos-object-store", key: "objstore.yml" } as const;

/** Secret with the address of the hub's bucket, in a spoke that copies its blocks there. */
export const hubObjectStoreSecret = { name: "thanos-hub-object-store", key: "objstore.yml" } as const;

/** ConfigMap with what makes a program's HTTP port HTTPS, and its key. */
export const webConfig = { name: "thanos-web", key: "web.yml" } as const;

/** Secret with the certificate that Thanos' programs show each other, as servers and as clients. */
export const thanosCertificateSecret = "thanos-tls";
/** Secret with the certificate that the hub's door for metrics shows to the spokes. */
export const receiveCertificateSecret = "thanos-receive-tls";

/**
 * The name that every gRPC server's certificate carries. Clients find servers by their addresses, one by one, and ask each to be a Thanos of
 * the region; which of them it is does not matter.
 */
export const GRPC_SERVER_NAME = "thanos";

/** The labels by which the copies of a sample differ: the halves of a pair of Prometheus, what Receive adds, and the rulers. */
export const copyLabels = ["prometheus_replica", "receive_replica", "tenant_id", "ruler_replica"] as const;

/** A Service by its whole name, as it is asked for inside the cluster. */
export function serviceHost(service: string): string {
  return `${service}.${monitoringNamespace}.svc.cluster.local`;
}
