import { clientTls } from "../../../content/metrics/certificates";
import { PRESENT_HOURS } from "../../../content/thanos/history";
import {
  GRPC_SERVER_NAME,
  objectStoreSecret,
  thanosImage,
  thanosVersion,
} from "../../../content/thanos/names";
import { sidecarSize } from "../../../content/thanos/sizing";
import { containerResources } from "../../../content/metrics/pod-security";
import { commonFiles, paths } from "./flags";

/**
 * `prometheusSpec.thanos`, and the volumes it reads: the sidecar of each Prometheus, which uploads a block every two hours. With it the
 * operator lets Prometheus merge only blocks that were uploaded: one that was merged before would be missing.
 * Source: prometheus-operator v0.93.1, `compactionModeFor`.
 *
 * A question reaches only the last two days in it: what is older lies in the bucket, and need not be read twice.
 */
export function sidecarSpec() {
  return {
    thanos: {
      image: thanosImage,
      version: thanosVersion.version,
      objectStorageConfig: { existingSecret: { ...objectStoreSecret } },
      grpcServerTlsConfig: { caFile: paths.roots, certFile: paths.certificate, keyFile: paths.key },
      additionalArgs: [{ name: "http.config", value: paths.web }],
      minTime: `-${PRESENT_HOURS}h`,
      resources: containerResources(sidecarSize),
      volumeMounts: commonFiles.map(({ name, folder }) => ({ name, mountPath: folder, readOnly: true })),
    },
    volumes: commonFiles.map(({ kind, name }) =>
      kind === "secret" ? { name, secret: { secretName: name } } : { name, configMap: { name } },
    ),
  };
}

/** The Service by which queries find the sidecars, and the monitor by which Prometheus scrapes them. */
export function sidecarServices() {
  return {
    thanosService: { enabled: true },
    thanosServiceMonitor: { enabled: true, scheme: "https", tlsConfig: clientTls(GRPC_SERVER_NAME) },
  };
}
