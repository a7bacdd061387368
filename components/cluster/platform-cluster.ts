import type { Provider } from "@pulumi/kubernetes/provider";
import type * as pulumi from "@pulumi/pulumi";
import type { PodPlacement } from "../../content/node-pools";

/** What everything above the cluster needs of it, whoever made it: one of our own on EKS, or one that is there already. */
export interface PlatformCluster {
  readonly clusterName: pulumi.Output<string>;
  /** For everything inside the cluster. */
  readonly provider: Provider;
  /** Like `provider`, for objects that may be there already: it takes them over instead of failing. */
  readonly adoptingProvider: Provider;
  /** Class of encrypted volumes that waits for the pod and can grow. */
  readonly storageClassName: pulumi.Output<string>;
  /** With what an object goes that owns nothing outside, for `deletedWith`; absent where the cluster outlives the stack. */
  readonly cluster?: pulumi.Resource;
  /** Where pods with volumes belong; absent where the cluster has no nodes for them alone. */
  readonly statefulPlacement?: PodPlacement;
}
