import type * as pulumi from "@pulumi/pulumi";

/** For what owns nothing outside the cluster: it goes with the cluster, without being deleted for itself, where the cluster is ours. */
export function goesWith(cluster: pulumi.Resource | undefined): Pick<pulumi.ResourceOptions, "deletedWith"> {
  return cluster === undefined ? {} : { deletedWith: cluster };
}
