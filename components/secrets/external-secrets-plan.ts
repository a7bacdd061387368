import type { GeneratedSecret, SecretEntry } from "../../content/secrets";

/** The one store of the cluster. */
export const STORE = "region-secrets";

/** How long a changed value takes to arrive. More often costs more, and nothing that reads one is that urgent. */
const REFRESH_INTERVAL = "1h0m0s";

/**
 * The region's Secrets Manager, read by the operator's own role: no key is named. Only the namespaces that read something may use it, since
 * whoever may write an ExternalSecret there gets any value of the store.
 */
export function storeSpec(region: string, namespaces: readonly string[]) {
  return {
    conditions: [{ namespaces: [...new Set(namespaces)].sort() }],
    provider: { aws: { service: "SecretsManager", region } },
  };
}

/**
 * A Secret of the entry's name with its keys and no others. Should the place in Secrets Manager go, the copy stays: what runs goes on.
 * @param secretName the secret's name or ARN in Secrets Manager
 */
export function externalSecretSpec<Text>(
  { name, keys }: Pick<SecretEntry, "name" | "keys">,
  secretName: Text,
) {
  return {
    refreshInterval: REFRESH_INTERVAL,
    secretStoreRef: { kind: "ClusterSecretStore", name: STORE },
    target: { name, creationPolicy: "Owner", deletionPolicy: "Retain" },
    data: keys.map((key) => ({ secretKey: key, remoteRef: { key: secretName, property: key } })),
  };
}

/** The group of what makes values instead of copying them. */
export const GENERATORS = "generators.external-secrets.io/v1alpha1";

/** Letters and digits alone: nothing that a connection string or a shell would have to escape. */
export function passwordSpec({ length }: GeneratedSecret) {
  return { length, digits: DIGITS, symbols: 0, noUpper: false, allowRepeat: true };
}

/** As many digits as letters and digits are many, about. */
const DIGITS = 7;

/** A Secret with a value that is made once and then left alone: whoever took it keeps it. */
export function generatedSecretSpec({ name, key, beside }: GeneratedSecret) {
  return {
    refreshPolicy: "CreatedOnce",
    target: {
      name,
      creationPolicy: "Owner",
      deletionPolicy: "Retain",
      template: { data: { ...beside, [key]: "{{ .password }}" } },
    },
    dataFrom: [{ sourceRef: { generatorRef: { apiVersion: GENERATORS, kind: "Password", name } } }],
  };
}
