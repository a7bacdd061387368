import { WAL_REPLAY_SECONDS } from "../../../content/metrics/sizing";
import { PRESENT_HOURS, REPLICATION_FACTOR } from "../../../content/thanos/history";
import { GRPC_SERVER_NAME, serviceHost, thanosNames, thanosPorts } from "../../../content/thanos/names";
import { limitsConfig } from "../../../content/thanos/limits";
import { type PresentLoad, sizeIngesters, sizeRouters } from "../../../content/thanos/sizing";
import { commonFiles, doorCertificate, grpcServerFlags, httpFlags, memoryFlag, paths, peers } from "./flags";
import { type MountedFile, type ThanosPlan, workloadName } from "./plan";

/** ConfigMap with the ring of ingesters, and its key. */
export const ringConfig = { name: "thanos-hashring", key: "hashring.json" } as const;

const limits: MountedFile = { kind: "configMap", name: limitsConfig.name, folder: "/etc/thanos/limits" };

const ring: MountedFile = { kind: "configMap", name: ringConfig.name, folder: "/etc/thanos/ring" };

/** Exemplars that each ingester keeps: as many as a Prometheus does. */
const EXEMPLARS = 100_000;

/**
 * Every receiver also listens for copies in another encoding (Cap'n Proto), in the clear and from anybody. Nobody uses it here, and it cannot be
 * switched off: on a free port of the pod's own loopback interface nobody else reaches it.
 */
const NO_OTHER_ENCODING = "--receive.capnproto-address=127.0.0.1:0";

/** Where an ingester keeps the present. */
const DATA = "/var/thanos/receive";

/**
 * The routers: the hub's door for metrics. TLS ends here, and who shows no certificate that a region's root vouches for is refused. Each
 * sample goes to three ingesters in three zones, and is taken when two of them have it.
 *
 * Thanos reads whom it trusts once, when it starts (`pkg/tls/options.go`), and a spoke's root comes after the hub: then they start anew.
 */
export function routerPlan(load: PresentLoad): ThanosPlan {
  return {
    role: "router",
    args: [
      "receive",
      ...httpFlags,
      ...grpcServerFlags,
      `--remote-write.address=0.0.0.0:${thanosPorts.remoteWrite}`,
      `--remote-write.server-tls-cert=${paths.doorCertificate}`,
      `--remote-write.server-tls-key=${paths.doorKey}`,
      `--remote-write.server-tls-client-ca=${paths.peers}`,
      "--remote-write.client-tls-secure",
      `--remote-write.client-tls-cert=${paths.certificate}`,
      `--remote-write.client-tls-key=${paths.key}`,
      `--remote-write.client-tls-ca=${paths.roots}`,
      `--remote-write.client-server-name=${GRPC_SERVER_NAME}`,
      `--receive.replication-factor=${REPLICATION_FACTOR}`,
      `--receive.hashrings-file=${ring.folder}/${ringConfig.key}`,
      // Whose samples they are says the certificate, which nobody else can show; limits are for each.
      "--receive.tenant-certificate-field=commonName",
      `--receive.limits-config-file=${limits.folder}/${limitsConfig.key}`,
      // The other algorithm moves nearly every series when an ingester is added, and knows no zones.
      "--receive.hashrings-algorithm=ketama",
      NO_OTHER_ENCODING,
      '--label=receive_router="$(POD_NAME)"',
      memoryFlag,
    ],
    account: "thanos-serving",
    files: [...commonFiles, peers, doorCertificate, ring, limits],
    readOnce: paths.peers,
    size: sizeRouters(load),
    ports: ["grpc", "remoteWrite"],
  };
}

/**
 * The ingesters: one set for each zone, since the ring has to know in which zone each of them is, and the pods of one set over three zones are
 * where the scheduler puts them. They upload nothing: history comes from the regions' own blocks.
 */
export function ingesterPlans(zones: readonly string[], load: PresentLoad): ThanosPlan[] {
  const size = sizeIngesters(load);
  return zones.map((zone) => ({
    role: "ingester",
    zone,
    args: [
      "receive",
      ...httpFlags,
      ...grpcServerFlags,
      // Nobody sends here: routers come by gRPC. Without these the port would be there in the clear.
      `--remote-write.address=0.0.0.0:${thanosPorts.remoteWrite}`,
      `--remote-write.server-tls-cert=${paths.certificate}`,
      `--remote-write.server-tls-key=${paths.key}`,
      `--remote-write.server-tls-client-ca=${paths.roots}`,
      NO_OTHER_ENCODING,
      `--tsdb.path=${DATA}`,
      `--tsdb.retention=${PRESENT_HOURS}h`,
      // The backlog of an outage, which is as long as the spokes can replay.
      `--tsdb.out-of-order.time-window=${WAL_REPLAY_SECONDS / 3600}h`,
      `--tsdb.max-exemplars=${EXEMPLARS}`,
      '--label=receive_replica="$(POD_NAME)"',
      memoryFlag,
    ],
    account: "thanos-serving",
    files: commonFiles,
    size,
    dataFolder: DATA,
    ports: ["grpc", "remoteWrite"],
    ...(size.replicas > 1
      ? {}
      : { singleton: "one in each zone: every sample lies in three zones, and may be missing in one" }),
  }));
}

/** The ring: every ingester, and the zone in which it is. Source: Thanos, "Receiver", AZ-aware Ketama hashring. */
export function hashring(ingesters: readonly ThanosPlan[]): string {
  const endpoints = ingesters.flatMap((plan) =>
    Array.from({ length: plan.size.replicas }, (_, index) => ({
      address: `${workloadName(plan)}-${index}.${serviceHost(thanosNames.ingester)}:${thanosPorts.grpc}`,
      az: plan.zone,
    })),
  );
  return JSON.stringify([{ hashring: "all", endpoints }]);
}
