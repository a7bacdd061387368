/** What a client needs to reach a cluster. */
export interface ClusterAddress {
  readonly name: string;
  readonly region: string;
  /** HTTPS address of the API. */
  readonly endpoint: string;
  /** The API's certificate authority, PEM in base64. */
  readonly certificateAuthority: string;
}

/**
 * A kubeconfig as JSON, with keys in alphabetical order: the same cluster always gives the same text, and a preview no false diff. It
 * holds no credential: the AWS CLI makes a token of whoever runs Pulumi, at that moment, valid for minutes. Profile and role are left to
 * the environment, as they differ between people and pipelines that share a stack.
 */
export function kubeconfig({ name, region, endpoint, certificateAuthority }: ClusterAddress): string {
  return JSON.stringify({
    apiVersion: "v1",
    clusters: [{ cluster: { "certificate-authority-data": certificateAuthority, server: endpoint }, name }],
    contexts: [{ context: { cluster: name, user: name }, name }],
    "current-context": name,
    kind: "Config",
    users: [
      {
        name,
        user: {
          exec: {
            apiVersion: "client.authentication.k8s.io/v1beta1",
            args: ["--region", region, "eks", "get-token", "--cluster-name", name, "--output", "json"],
            command: "aws",
            interactiveMode: "Never",
          },
        },
      },
    ],
  });
}
