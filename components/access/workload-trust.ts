import { clusterArn } from "../../content/arn";
import type { WorkloadIdentity } from "../../content/workload-identities";
import { trustPolicy } from "../encryption/policy-document";

/** Where the workload runs. */
export interface TrustedCluster {
  readonly region: string;
  readonly account: string;
  readonly clusterName: string;
}

/**
 * Who may take a workload's role: EKS Pod Identity, for this cluster, and in it for one service account. EKS marks the session with the
 * tags that are asked for here (EKS user guide, "Pod Identity role"); the source keeps other clusters out, of other accounts too.
 */
export function workloadTrust(
  { region, account, clusterName }: TrustedCluster,
  { namespace, serviceAccount }: Pick<WorkloadIdentity, "namespace" | "serviceAccount">,
): string {
  return trustPolicy([
    {
      sid: "TakeAsPod",
      principals: { services: ["pods.eks.amazonaws.com"] },
      actions: ["sts:AssumeRole", "sts:TagSession"],
      conditions: {
        ArnEquals: { "aws:SourceArn": [clusterArn(region, account, clusterName)] },
        StringEquals: {
          "aws:SourceAccount": [account],
          "aws:RequestTag/kubernetes-namespace": [namespace],
          "aws:RequestTag/kubernetes-service-account": [serviceAccount],
        },
      },
    },
  ]);
}
