import { helmReleasesArePinned } from "../../rules/workloads/k8s-helm-01";
import { namespacesEnforcePodSecurity } from "../../rules/workloads/k8s-ns-01";
import type { Pack } from "../pack";

export const workloadsPack: Pack = {
  name: "workloads",
  description: "What runs in the clusters is pinned, reviewed and kept from the nodes",
  rules: [
    [namespacesEnforcePodSecurity, "mandatory"],
    [helmReleasesArePinned, "mandatory"],
  ],
};
