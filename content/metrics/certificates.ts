/**
 * The certificates of the metrics stack, by reference. No key or certificate passes through Pulumi: cert-manager issues them
 * inside each cluster from the region's own authority (`content/certificates.ts`), and writes them into the secrets named here, in
 * cert-manager's layout (`tls.crt`, `tls.key`). trust-manager writes the public root of the region into the ConfigMap, in every namespace
 * of the platform, and beside it the roots of the regions with which it speaks into one of its own, for those who speak with them.
 *
 * Until these exist the Prometheus operator waits: it reports the missing secret and starts nothing without TLS. The Helm release
 * itself succeeds, since Helm does not wait for what the operator makes.
 */

/** Secret with the certificate which Prometheus shows to those who query it or write to it. */
export const prometheusServingSecret = "prometheus-serving-tls";
/** Secret with the certificate which Alertmanager shows. */
export const alertmanagerServingSecret = "alertmanager-serving-tls";
/** Secret with the certificate which kube-state-metrics shows to Prometheus. */
export const kubeStateMetricsServingSecret = "kube-state-metrics-serving-tls";
/** Secret with the certificate by which a spoke's Prometheus proves to the hub who it is. */
export const remoteWriteClientSecret = "remote-write-client-tls";
/** Secret with the certificate which Grafana shows. */
export const grafanaServingSecret = "grafana-serving-tls";
/** Secret with the certificate which the gateway shows to its load balancer, one for all its doors. */
export const gatewayServingSecret = "gateway-serving-tls";
/** ConfigMap with the public root of the region's own authority, and its key: whom everybody trusts. */
export const trustRoots = { name: "trust-roots", key: "roots.pem" } as const;
/**
 * ConfigMap with the public roots of the region and of those with which it speaks, and its key: whom those trust who speak across regions.
 * Nobody else does: another region's authority must not vouch for a server of this one.
 */
export const peerRoots = { name: "peer-roots", key: "roots.pem" } as const;

/** Lowest TLS version anywhere. 1.3 has no weak cipher to choose, so that no cipher list has to be kept. */
const MIN_TLS = "TLS13";

/** What to trust and, for mutual TLS, what to show, in the words of the Prometheus operator. */
export interface ClientTls {
  readonly ca: { readonly configMap: { readonly name: string; readonly key: string } };
  readonly cert?: { readonly secret: SecretKey };
  readonly keySecret?: SecretKey;
  readonly serverName?: string;
  readonly minVersion: "TLS13";
}

interface SecretKey {
  readonly name: string;
  readonly key: string;
}

/** TLS of a server that the Prometheus operator runs. */
export function servingTls(secret: string): {
  cert: { secret: SecretKey };
  keySecret: SecretKey;
  minVersion: "TLS13";
} {
  return {
    cert: { secret: { name: secret, key: "tls.crt" } },
    keySecret: { name: secret, key: "tls.key" },
    minVersion: MIN_TLS,
  };
}

/** TLS of a client that trusts the region's root and checks the server's name. */
export function clientTls(serverName?: string): ClientTls {
  return {
    ca: { configMap: { ...trustRoots } },
    ...(serverName === undefined ? {} : { serverName }),
    minVersion: MIN_TLS,
  };
}

/** TLS of a client that also shows a certificate: both sides prove who they are. */
export function mutualTls(secret: string): ClientTls {
  const { cert, keySecret } = servingTls(secret);
  return { ...clientTls(), cert, keySecret };
}

/** The same of a client that speaks with another region. */
export function mutualTlsAcrossRegions(secret: string): ClientTls {
  return { ...mutualTls(secret), ca: { configMap: { ...peerRoots } } };
}
