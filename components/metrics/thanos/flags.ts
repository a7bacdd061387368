import { peerRoots, trustRoots } from "../../../content/metrics/certificates";
import {
  GRPC_SERVER_NAME,
  hubObjectStoreSecret,
  objectStoreSecret,
  receiveCertificateSecret,
  thanosCertificateSecret,
  thanosPorts,
  webConfig,
} from "../../../content/thanos/names";
import type { MountedFile } from "./plan";

/** Where everything that a program reads is mounted. */
const FOLDER = "/etc/thanos";

const certificate: MountedFile = { kind: "secret", name: thanosCertificateSecret, folder: `${FOLDER}/tls` };
const roots: MountedFile = { kind: "configMap", name: trustRoots.name, folder: `${FOLDER}/roots` };
const web: MountedFile = { kind: "configMap", name: webConfig.name, folder: `${FOLDER}/web` };

/** The roots of the regions that send here, beside the region's own. */
export const peers: MountedFile = { kind: "configMap", name: peerRoots.name, folder: `${FOLDER}/peers` };

/** What every program reads. */
export const commonFiles: readonly MountedFile[] = [certificate, roots, web];

/** The certificate that the door for metrics shows. */
export const doorCertificate: MountedFile = {
  kind: "secret",
  name: receiveCertificateSecret,
  folder: `${FOLDER}/door`,
};

/** Where the region's bucket is. */
export const objectStore: MountedFile = {
  kind: "secret",
  name: objectStoreSecret.name,
  folder: `${FOLDER}/object-store`,
};

/** Where the hub's bucket is. */
export const hubObjectStore: MountedFile = {
  kind: "secret",
  name: hubObjectStoreSecret.name,
  folder: `${FOLDER}/hub-object-store`,
};

/** Paths of what is mounted. */
export const paths = {
  certificate: `${certificate.folder}/tls.crt`,
  key: `${certificate.folder}/tls.key`,
  roots: `${roots.folder}/${trustRoots.key}`,
  peers: `${peers.folder}/${peerRoots.key}`,
  web: `${web.folder}/${webConfig.key}`,
  doorCertificate: `${doorCertificate.folder}/tls.crt`,
  doorKey: `${doorCertificate.folder}/tls.key`,
  objectStore: `${objectStore.folder}/${objectStoreSecret.key}`,
  hubObjectStore: `${hubObjectStore.folder}/${hubObjectStoreSecret.key}`,
} as const;

/** HTTPS on the port for metrics, health and queries. Nobody shows a certificate there: kubelets have none, and Grafana has none. */
export const httpFlags: readonly string[] = [
  `--http-address=0.0.0.0:${thanosPorts.http}`,
  `--http.config=${paths.web}`,
];

/** gRPC, to those alone whom the region's root vouches for. */
export const grpcServerFlags: readonly string[] = [
  `--grpc-address=0.0.0.0:${thanosPorts.grpc}`,
  `--grpc-server-tls-cert=${paths.certificate}`,
  `--grpc-server-tls-key=${paths.key}`,
  `--grpc-server-tls-client-ca=${paths.roots}`,
];

/** Asking others by gRPC. Thanos 0.42 says that these go after 0.43: the `default_client_config` of a file of endpoints takes their place. */
export const grpcClientFlags: readonly string[] = [
  "--grpc-client-tls-secure",
  `--grpc-client-tls-cert=${paths.certificate}`,
  `--grpc-client-tls-key=${paths.key}`,
  `--grpc-client-tls-ca=${paths.roots}`,
  `--grpc-client-server-name=${GRPC_SERVER_NAME}`,
];

/** Memory that Go may use follows from the container's limit, so that it collects before it is killed. */
export const memoryFlag = "--enable-auto-gomemlimit";

/** What makes a program's HTTP port HTTPS, as Prometheus' web toolkit reads it; it reads the files again at each connection. */
export function webConfigFile(): string {
  // JSON is YAML.
  return JSON.stringify({
    tls_server_config: { cert_file: paths.certificate, key_file: paths.key, min_version: "TLS13" },
  });
}
