import type { WorkloadIdentity } from "../../content/workload-identities";
import { trustPolicy } from "../encryption/policy-document";

/** What IAM has to know of the issuer of a cluster's tokens. */
export interface IssuerFacts {
  /** ARN of IAM's record of it. */
  readonly providerArn: string;
  /** Its address, `https://oidc.eks.…`. */
  readonly issuerUrl: string;
}

/** For whom a token is meant that STS takes. */
export const STS_AUDIENCE = "sts.amazonaws.com";

/**
 * Who may take a workload's role by bringing a token to STS: one service account of the one cluster that the issuer belongs to (EKS user
 * guide, "Assign IAM roles to Kubernetes service accounts").
 */
export function webIdentityTrust(
  { providerArn, issuerUrl }: IssuerFacts,
  { namespace, serviceAccount }: Pick<WorkloadIdentity, "namespace" | "serviceAccount">,
): string {
  const issuer = issuerUrl.replace(/^https:\/\//, "");
  return trustPolicy([
    {
      sid: "TakeWithToken",
      principals: { federated: [providerArn] },
      actions: ["sts:AssumeRoleWithWebIdentity"],
      conditions: {
        StringEquals: {
          [`${issuer}:aud`]: [STS_AUDIENCE],
          [`${issuer}:sub`]: [`system:serviceaccount:${namespace}:${serviceAccount}`],
        },
      },
    },
  ]);
}
