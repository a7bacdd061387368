import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Recording } from "../../components/testing/record";
import { RELEASE_TOKEN } from "../../content/images/supply";
import { thanosPorts } from "../../content/thanos/names";
import type { Authority } from "./authority";
import type { StagedPod } from "./stage";

/** What the Prometheus operator is told of the sidecar, and what else of its Prometheus the sidecar reads. */
interface PrometheusSpec {
  readonly externalLabels: Readonly<Record<string, string>>;
  readonly thanos?: {
    readonly image: string;
    readonly grpcServerTlsConfig: Readonly<Record<"caFile" | "certFile" | "keyFile", string>>;
    readonly additionalArgs: readonly { readonly name: string; readonly value: string }[];
    readonly minTime: string;
    readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
  };
  readonly volumes?: StagedPod["volumes"];
}

/** Where the operator's sidecar finds its Prometheus, and the bucket. */
export const sidecarRoutes = { prometheus: "https://localhost:9090/", bucket: "$(OBJSTORE_CONFIG)" } as const;

/** The chart that has the operator make Prometheus. */
const CHART = "kube-prometheus-stack";

/** Where the operator keeps Prometheus' data, and which file of the sidecar's tells Prometheus what was uploaded. */
const DATA = "/prometheus";
const UPLOADED = "thanos.shipper.json";

function prometheusSpecOf({ resources }: Recording): PrometheusSpec {
  const release = resources.find(({ type, inputs }) => type === RELEASE_TOKEN && inputs["chart"] === CHART);
  if (release === undefined) throw new Error(`no release of ${CHART} is registered`);
  const { prometheus } = release.inputs["values"] as { prometheus: { prometheusSpec: PrometheusSpec } };
  return prometheus.prometheusSpec;
}

/**
 * The sidecar of a region's Prometheus, as the operator makes it. Source: prometheus-operator v0.93.1, pkg/prometheus/server/statefulset.go.
 * @returns undefined where Prometheus has none
 */
export function sidecarPod(recording: Recording): StagedPod | undefined {
  const { thanos, volumes = [] } = prometheusSpecOf(recording);
  if (thanos === undefined) return undefined;
  const { image, grpcServerTlsConfig: tls, additionalArgs, minTime, volumeMounts } = thanos;
  return {
    containers: [
      {
        name: "thanos-sidecar",
        image,
        args: [
          "sidecar",
          `--prometheus.url=${sidecarRoutes.prometheus}`,
          `--prometheus.http-client=${JSON.stringify({ tls_config: { insecure_skip_verify: true } })}`,
          `--grpc-address=0.0.0.0:${thanosPorts.grpc}`,
          `--http-address=0.0.0.0:${thanosPorts.http}`,
          `--grpc-server-tls-cert=${tls.certFile}`,
          `--grpc-server-tls-key=${tls.keyFile}`,
          `--grpc-server-tls-client-ca=${tls.caFile}`,
          `--objstore.config=${sidecarRoutes.bucket}`,
          `--tsdb.path=${DATA}`,
          `--shipper.meta-file-name=${UPLOADED}`,
          "--shipper.ignore-unequal-block-size",
          `--min-time=${minTime}`,
          ...additionalArgs.map(({ name, value }) => `--${name}=${value}`),
        ],
        ports: [{ containerPort: thanosPorts.http }, { containerPort: thanosPorts.grpc }],
        volumeMounts: [...volumeMounts, { name: "data", mountPath: DATA }],
      },
    ],
    volumes,
  };
}

/** A Prometheus that answers what a sidecar asks before it is ready. */
export interface StandInPrometheus {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts one, with the labels that the region gives all its samples. */
export async function standInPrometheus(
  recording: Recording,
  authority: Authority,
): Promise<StandInPrometheus> {
  const { certificate, key } = authority.issue({ dnsNames: ["localhost"], usages: ["server auth"] });
  const labels = { ...prometheusSpecOf(recording).externalLabels, prometheus_replica: "prometheus-0" };
  const data: Readonly<Record<string, unknown>> = {
    "/api/v1/status/flags": {
      "storage.tsdb.min-block-duration": "2h",
      "storage.tsdb.max-block-duration": "2h",
    },
    "/api/v1/status/buildinfo": { version: "3.14.0" },
    "/api/v1/status/config": { yaml: JSON.stringify({ global: { external_labels: labels } }) },
  };
  const server = createServer({ cert: certificate, key }, (request, response) => {
    const path = request.url?.split("?")[0] ?? "";
    if (path === "/metrics") response.end("prometheus_tsdb_lowest_timestamp_seconds 0\n");
    else if (path in data) response.end(JSON.stringify({ status: "success", data: data[path] }));
    else response.writeHead(404).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
