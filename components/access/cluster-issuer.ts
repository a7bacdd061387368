import type * as eks from "@pulumi/aws/eks";
import { OpenIdConnectProvider } from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { STS_AUDIENCE } from "./web-identity-trust";
import type { WebIdentityIssuer } from "./workload-role";

/**
 * IAM's record of who issues the cluster's tokens, for programs that know no Pod Identity. Without thumbprints: STS trusts the authority
 * that signs EKS's issuers by itself. Costs nothing.
 */
export function createClusterIssuer(
  name: string,
  cluster: eks.Cluster,
  opts: pulumi.CustomResourceOptions,
): WebIdentityIssuer {
  const issuerUrl = cluster.identities.apply((identities) => identities[0]?.oidcs?.[0]?.issuer ?? "");
  const provider = new OpenIdConnectProvider(
    name,
    { url: issuerUrl, clientIdLists: [STS_AUDIENCE] },
    { ...opts, deletedWith: cluster },
  );
  return { providerArn: provider.arn, issuerUrl };
}
