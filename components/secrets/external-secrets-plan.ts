import type { CopiedSecret, SecretEntry } from "../../content/secrets";

/** The one store of the cluster. */
export const STORE = "region-secrets";

/** How long a changed value takes to arrive. More often costs more, and nothing that reads one is that urgent. */
const REFRESH_INTERVAL = "1h0m0s";

/**
 * The region's Secrets Manager, read by the operator's own role: no key is named. Only the namespaces that read something may use it, since
 * whoever may write an ExternalSecret there gets any value of the store.
 */
export function storeSpec(region: string, copies: readonly CopiedSecret[]) {
  const namespaces = [...new Set(copies.map(({ copiedTo }) => copiedTo))].sort();
  return {
    conditions: [{ namespaces }],
    provider: { aws: { service: "SecretsManager", region } },
  };
}

/**
 * A Secret of the entry's name with its keys and no others. Should the place in Secrets Manager go, the copy stays: what runs goes on.
 * @param secretName the secret's name in Secrets Manager
 */
export function externalSecretSpec({ name, keys }: SecretEntry, secretName: string) {
  return {
    refreshInterval: REFRESH_INTERVAL,
    secretStoreRef: { kind: "ClusterSecretStore", name: STORE },
    target: { name, creationPolicy: "Owner", deletionPolicy: "Retain" },
    data: keys.map((key) => ({ secretKey: key, remoteRef: { key: secretName, property: key } })),
  };
}
