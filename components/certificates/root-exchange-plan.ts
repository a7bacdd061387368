import { rootSecret } from "../../content/certificates";
import type { NameScope } from "../../content/names";
import { PEER_ROOT_LABEL, peerRootSecret, publishedRoot } from "../../content/roots";
import { STORE } from "../secrets/external-secrets-plan";

/** How long a changed root takes to arrive. It changes every eight years, and its successor has the same key. */
const REFRESH_INTERVAL = "1h0m0s";

/** ConfigMap with the policy of the place, and its key. */
export const placePolicy = { name: "region-root-policy", key: "policy.json" } as const;

/**
 * Of the root's Secret the certificate alone; the key beside it is not named. The place is the program's, and stays as it is: External Secrets
 * takes away the policy of a place for which it is told none, so that it is told the one that is there.
 */
export function publishedRootSpec(owner: NameScope) {
  return {
    refreshInterval: REFRESH_INTERVAL,
    updatePolicy: "Replace",
    deletionPolicy: "None",
    secretStoreRefs: [{ kind: "ClusterSecretStore", name: STORE }],
    selector: { secret: { name: rootSecret } },
    data: [
      {
        match: { secretKey: "tls.crt", remoteRef: { remoteKey: publishedRoot(owner) } },
        metadata: {
          apiVersion: "kubernetes.external-secrets.io/v1alpha1",
          kind: "PushSecretMetadata",
          spec: {
            secretPushFormat: "string",
            resourcePolicy: { policySourceRef: { kind: "ConfigMap", ...placePolicy } },
          },
        },
      },
    ],
  };
}

/** Should the other region be gone, its root stays: what it still sends can be told from a stranger's. */
export function peerRootSpec(peer: NameScope) {
  return {
    refreshInterval: REFRESH_INTERVAL,
    secretStoreRef: { kind: "ClusterSecretStore", name: STORE },
    target: {
      name: peerRootSecret(peer.region),
      creationPolicy: "Owner",
      deletionPolicy: "Retain",
      template: { metadata: { labels: { ...PEER_ROOT_LABEL } } },
    },
    data: [{ secretKey: "tls.crt", remoteRef: { key: publishedRoot(peer) } }],
  };
}
