import type { TextLike } from "./settings";

/**
 * One replica per zone, or none at all. `minDomains` matters in a cluster whose nodes are made on demand: without it, a cluster
 * that has nodes in one zone only satisfies the constraint with every replica there.
 */
export function zoneSpread(replicas: number, matchLabels: Readonly<Record<string, string>>) {
  return {
    maxSkew: 1,
    minDomains: replicas,
    topologyKey: "topology.kubernetes.io/zone",
    whenUnsatisfiable: "DoNotSchedule",
    labelSelector: { matchLabels },
  };
}

/** A volume per replica. The storage class must wait for the pod (`WaitForFirstConsumer`): an EBS volume lives in one zone. */
export function volumeClaim<Text extends TextLike>(storageClassName: Text, sizeGiB: number) {
  return {
    volumeClaimTemplate: {
      spec: {
        storageClassName,
        accessModes: ["ReadWriteOnce"],
        resources: { requests: { storage: `${sizeGiB}Gi` } },
      },
    },
  };
}

/**
 * What becomes of the volumes when the StatefulSet goes. A regulated stack keeps them, also when a replacement was not meant; a
 * trial leaves nothing behind that costs money. Scaling in always keeps them: it may be undone.
 */
export function volumeRetention(assurance: "trial" | "regulated") {
  return { whenDeleted: assurance === "trial" ? "Delete" : "Retain", whenScaled: "Retain" };
}
