// Namespaces and ClusterRoles of the platform on a cluster that is there already, on any cloud.
import { PeopleRoles } from "../../components/access/people-roles";
import { ExistingCluster } from "../../components/cluster/existing-cluster";
import { Namespaces } from "../../components/cluster/namespaces";

const { provider, adoptingProvider } = new ExistingCluster("platform", {
  kubeconfig: { path: "~/.kube/config" },
  context: "evaluation",
  storageClassName: "encrypted",
});

new Namespaces("namespaces", { owner: "platform", provider, adoptingProvider, networkPoliciesBy: "cluster" });
new PeopleRoles("people", { groups: { viewer: ["oidc:everybody"] } }, { providers: [provider] });
