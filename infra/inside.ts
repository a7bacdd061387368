import type * as pulumi from "@pulumi/pulumi";
import type { PlatformCluster } from "../components/cluster/platform-cluster";
import { goesWith } from "../components/goes-with";

/** For objects that own nothing outside the cluster: they go with it, without being deleted one by one. */
export function inside({ provider, cluster }: PlatformCluster): pulumi.ComponentResourceOptions {
  return { providers: [provider], ...goesWith(cluster) };
}
