import { noEndedReceivers } from "../../rules/endings/end-alert-01";
import { eksVersionsAreSupported } from "../../rules/endings/end-eks-01";
import { noPaidElasticFeatures } from "../../rules/endings/end-elastic-01";
import { noEndedCharts } from "../../rules/endings/end-helm-01";
import { noEndedImages } from "../../rules/endings/end-img-01";
import { noRemovedApis } from "../../rules/endings/end-k8s-01";
import { noEndedServices } from "../../rules/endings/end-svc-01";
import { helmReleasesArePinned } from "../../rules/workloads/k8s-helm-01";
import { imagesArePinned } from "../../rules/workloads/k8s-img-01";
import { imagesComeFromApprovedRegistries } from "../../rules/workloads/k8s-img-02";
import { namespacesDenyByDefault } from "../../rules/workloads/k8s-net-01";
import { ingressesUseTls } from "../../rules/workloads/k8s-net-02";
import { servicesAreNotPublic } from "../../rules/workloads/k8s-net-03";
import { namespacesEnforcePodSecurity } from "../../rules/workloads/k8s-ns-01";
import { workloadsHaveNamespaces } from "../../rules/workloads/k8s-ns-02";
import { namespacesAreBounded } from "../../rules/workloads/k8s-ns-03";
import { noPrivilegedContainers } from "../../rules/workloads/k8s-pod-01";
import { noPrivilegeEscalation } from "../../rules/workloads/k8s-pod-02";
import { containersRunAsNonRoot } from "../../rules/workloads/k8s-pod-03";
import { rootFileSystemIsReadOnly } from "../../rules/workloads/k8s-pod-04";
import { containersDropAllCapabilities } from "../../rules/workloads/k8s-pod-05";
import { noAddedCapabilities } from "../../rules/workloads/k8s-pod-06";
import { seccompProfileIsSet } from "../../rules/workloads/k8s-pod-07";
import { noHostNamespaces } from "../../rules/workloads/k8s-pod-08";
import { noHostPathVolumes } from "../../rules/workloads/k8s-pod-09";
import { noHostPorts } from "../../rules/workloads/k8s-pod-10";
import { noRuntimeSockets } from "../../rules/workloads/k8s-pod-11";
import { kernelSettingsAreSafe } from "../../rules/workloads/k8s-pod-12";
import { volumesAreEncrypted } from "../../rules/workloads/k8s-pv-01";
import { noWildcardsInRoles } from "../../rules/workloads/k8s-rbac-01";
import { rolesDoNotReadSecrets } from "../../rules/workloads/k8s-rbac-02";
import { rolesDoNotTakeOver } from "../../rules/workloads/k8s-rbac-03";
import { bindingsGiveNoAdministration } from "../../rules/workloads/k8s-rbac-04";
import { rolesDoNotControlAdmission } from "../../rules/workloads/k8s-rbac-05";
import { resourcesAreSet } from "../../rules/workloads/k8s-res-01";
import { longRunningContainersHaveProbes } from "../../rules/workloads/k8s-res-02";
import { workloadsSurviveNodes } from "../../rules/workloads/k8s-res-03";
import { tokensAreNotMounted } from "../../rules/workloads/k8s-sa-01";
import { noSecretsInEnvironment } from "../../rules/workloads/k8s-sec-01";
import { volumesOutliveClaims } from "../../rules/workloads/ret-k8s-01";
import type { Day } from "../../../content/versions";
import type { Pack } from "../pack";

/** The day of this run, UTC: what ends is judged by it. */
const today = new Date().toISOString().slice(0, 10) as Day;

export const workloadsPack: Pack = {
  name: "workloads",
  description: "What runs in the clusters is pinned, reviewed and kept from the nodes",
  rules: [
    [noPrivilegedContainers, "mandatory"],
    [noPrivilegeEscalation, "mandatory"],
    [containersRunAsNonRoot, "mandatory"],
    [rootFileSystemIsReadOnly, "advisory"],
    [containersDropAllCapabilities, "mandatory"],
    [noAddedCapabilities, "mandatory"],
    [seccompProfileIsSet, "mandatory"],
    [noHostNamespaces, "mandatory"],
    [noHostPathVolumes, "mandatory"],
    [noHostPorts, "mandatory"],
    [noRuntimeSockets, "mandatory"],
    [kernelSettingsAreSafe, "mandatory"],
    [resourcesAreSet, "mandatory"],
    [longRunningContainersHaveProbes, "mandatory"],
    [workloadsSurviveNodes, "mandatory"],
    [imagesArePinned, "mandatory"],
    [imagesComeFromApprovedRegistries, "mandatory"],
    [noSecretsInEnvironment, "advisory"],
    [tokensAreNotMounted, "mandatory"],
    [namespacesEnforcePodSecurity, "mandatory"],
    [workloadsHaveNamespaces, "mandatory"],
    [namespacesAreBounded, "advisory"],
    [namespacesDenyByDefault, "mandatory"],
    [ingressesUseTls, "mandatory"],
    [servicesAreNotPublic, "mandatory"],
    [noWildcardsInRoles, "mandatory"],
    [rolesDoNotReadSecrets, "mandatory"],
    [rolesDoNotTakeOver, "mandatory"],
    [bindingsGiveNoAdministration, "mandatory"],
    [rolesDoNotControlAdmission, "mandatory"],
    [volumesAreEncrypted, "mandatory"],
    [volumesOutliveClaims, "mandatory"],
    [helmReleasesArePinned, "mandatory"],
    [noEndedReceivers(today), "mandatory"],
    [eksVersionsAreSupported(today), "mandatory"],
    [noPaidElasticFeatures, "mandatory"],
    [noEndedCharts(today), "mandatory"],
    [noEndedImages(today), "mandatory"],
    [noRemovedApis, "mandatory"],
    [noEndedServices(today), "mandatory"],
  ],
};
