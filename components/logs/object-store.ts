import { elasticVersion, snapshotCredentials } from "../../content/logs/versions";

/** Where Elasticsearch's snapshots go, and how it proves who it is there. `Text` may be an output. */
export type SnapshotStore<Text> =
  | {
      readonly kind: "aws";
      readonly region: string;
      /** The role that writes to the buckets. */
      readonly roleArn: Text;
    }
  | {
      readonly kind: "s3-compatible";
      readonly endpoint: string;
      readonly region: string;
      /** Secret with the keys `access-key-id` and `secret-access-key`. */
      readonly secretName: string;
    };

/** The folder from which repositories of the type `s3` may read tokens, and no other. */
const TOKENS = "/usr/share/elasticsearch/config/repository-s3";
const TOKEN_VOLUME = "aws-token";
/** A token is replaced after four fifths of it. */
const TOKEN_SECONDS = 86_400;

/** How a token becomes a role: what it is for, its file, and what the SDK of AWS is told. */
const ways = {
  "web-identity": {
    audience: "sts.amazonaws.com",
    file: "aws-web-identity-token-file",
    env: <Text>(roleArn: Text) => [
      { name: "AWS_ROLE_ARN", value: roleArn },
      { name: "AWS_WEB_IDENTITY_TOKEN_FILE", value: `${TOKENS}/aws-web-identity-token-file` },
      { name: "AWS_STS_REGIONAL_ENDPOINTS", value: "regional" },
    ],
  },
  // EKS sets AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE to a file that Elasticsearch may not read; the property goes before it.
  "pod-identity": {
    audience: "pods.eks.amazonaws.com",
    file: "eks-pod-identity-token",
    env: () => [
      {
        name: "ES_JAVA_OPTS",
        value: `-Daws.containerAuthorizationTokenFile=${TOKENS}/eks-pod-identity-token`,
      },
    ],
  },
} as const;

/**
 * What snapshots add to each node's pod: in AWS a token in the one folder where Elasticsearch may read it (Elastic, "S3 repository"), by the
 * way that this version knows.
 */
export function snapshotPodParts<Text>(store: SnapshotStore<Text>, version: string = elasticVersion) {
  if (store.kind !== "aws") return { env: [], volumeMounts: [], volumes: [] };
  const { audience, file, env } = ways[snapshotCredentials(version)];
  return {
    env: [{ name: "AWS_REGION", value: store.region }, ...env(store.roleArn)],
    volumeMounts: [{ name: TOKEN_VOLUME, mountPath: TOKENS, readOnly: true }],
    volumes: [
      {
        name: TOKEN_VOLUME,
        projected: {
          sources: [{ serviceAccountToken: { audience, expirationSeconds: TOKEN_SECONDS, path: file } }],
        },
      },
    ],
  };
}

/** Settings of the client that repositories use. */
export function snapshotClientConfig({ region, ...store }: SnapshotStore<unknown>) {
  return {
    "s3.client.default.region": region,
    ...(store.kind === "aws"
      ? {}
      : { "s3.client.default.endpoint": store.endpoint, "s3.client.default.path_style_access": true }),
  };
}

/** Keys of a store that is not AWS's, for Elasticsearch's keystore; ECK copies them inside the cluster. */
export function snapshotSecureSettings(store: SnapshotStore<unknown>) {
  if (store.kind === "aws") return [];
  return [
    {
      secretName: store.secretName,
      entries: [
        { key: "access-key-id", path: "s3.client.default.access_key" },
        { key: "secret-access-key", path: "s3.client.default.secret_key" },
      ],
    },
  ];
}
