import type { Lifetime } from "../../content/lifetime";
import { logStoreImages } from "../../content/logs/images";
import {
  elasticsearchServiceAccount,
  elasticsearchServingSecret,
  TRANSPORT_PORT,
} from "../../content/logs/names";
import type { NodeKind, NodePlan, StoreSize } from "../../content/logs/sizing";
import { elasticVersion } from "../../content/logs/versions";
import { restrictedContainer, restrictedPod } from "../../content/metrics/pod-security";
import type { PodPlacement } from "../../content/node-pools";
import {
  snapshotClientConfig,
  snapshotPodParts,
  snapshotSecureSettings,
  type SnapshotStore,
} from "./object-store";
import { livesAt } from "./probes";

/** User and group of the image. */
const USER = 1000;

/** Roles of each kind of node. Only hot nodes take writes; what is no stream (Kibana's own indices) is there, too. */
const roles: Readonly<Record<NodeKind, readonly string[]>> = {
  master: ["master"],
  hot: ["data_content", "data_hot", "ingest"],
  warm: ["data_warm"],
  cold: ["data_cold"],
};

/** Hourly, so that a snapshot outlives its time by an hour at most; by default it is a day. */
const SNAPSHOT_CLEANING = "0 45 * * * ?";

/** Scaling in empties a node before its volume goes; the resource can also go by mistake. */
const claimPolicies: Readonly<Record<Lifetime, string>> = {
  permanent: "DeleteOnScaledownOnly",
  temporary: "DeleteOnScaledownAndClusterDeletion",
};

/** What decides on the Elasticsearch of a region. `Text` may be an output. */
export interface ElasticsearchInputs<Text> {
  readonly size: StoreSize;
  readonly store: SnapshotStore<Text>;
  readonly storageClassName: Text;
  /** What becomes of the volumes when the resource goes. */
  readonly lifetime: Lifetime;
  /** Where pods with volumes belong. @default anywhere */
  readonly statefulPlacement?: PodPlacement;
}

/**
 * `spec` of the Elasticsearch resource: three masters that hold no data, hot, warm and cold nodes, each kind over the zones; no shard and
 * its copy in the same zone. Nothing in it needs a licence.
 *
 * Where ECK's defaults would break a promise, and what is set instead:
 * - volumes go when the resource goes, also when it is only replaced → they stay, but for a trial
 * - one node at most is rebuilt beside the others → none: the old one goes first, since its volume is the new one's
 * - a certificate that ECK signs, of an authority that nobody else knows → one of the region's authority
 * - pods spread as it happens → over zones, and copies as well
 */
export function elasticsearchSpec<Text>(inputs: ElasticsearchInputs<Text>) {
  const { size, store, lifetime } = inputs;
  const secureSettings = snapshotSecureSettings(store);
  return {
    version: elasticVersion,
    volumeClaimDeletePolicy: claimPolicies[lifetime],
    updateStrategy: { changeBudget: { maxSurge: 0, maxUnavailable: 1 } },
    http: { tls: { certificate: { secretName: elasticsearchServingSecret } } },
    serviceAccountName: elasticsearchServiceAccount,
    ...(secureSettings.length === 0 ? {} : { secureSettings }),
    nodeSets: (Object.keys(roles) as NodeKind[]).map((kind) => nodeSet(kind, size.nodes[kind], inputs)),
  };
}

function nodeSet<Text>(
  kind: NodeKind,
  { count, resources, volumeGiB }: NodePlan,
  { store, storageClassName, statefulPlacement }: ElasticsearchInputs<Text>,
) {
  const { env, volumeMounts, volumes } = snapshotPodParts(store);
  return {
    name: kind,
    count,
    zoneAwareness: {},
    config: {
      "node.roles": [...roles[kind]],
      // Memory maps want a kernel setting of the node that only privileged pods can change; reading files without them is slower.
      "node.store.allow_mmap": false,
      "slm.retention_schedule": SNAPSHOT_CLEANING,
      // Nothing is fetched from Elastic, and nothing sent there.
      "ingest.geoip.downloader.enabled": false,
      "xpack.ml.enabled": false,
      ...snapshotClientConfig(store),
    },
    podTemplate: {
      spec: {
        automountServiceAccountToken: false,
        securityContext: restrictedPod(USER, USER),
        ...(statefulPlacement ?? {}),
        containers: [
          {
            name: "elasticsearch",
            image: logStoreImages.elasticsearch,
            securityContext: { ...restrictedContainer, runAsNonRoot: true },
            resources,
            // Nodes listen to each other before they know whether there is a cluster.
            ...livesAt(TRANSPORT_PORT),
            ...(env.length === 0 ? {} : { env, volumeMounts }),
          },
        ],
        ...(volumes.length === 0 ? {} : { volumes }),
      },
    },
    volumeClaimTemplates: [
      {
        metadata: { name: "elasticsearch-data" }, // the name that ECK mounts
        spec: {
          accessModes: ["ReadWriteOnce"],
          storageClassName,
          resources: { requests: { storage: `${volumeGiB}Gi` } },
        },
      },
    ],
  };
}
