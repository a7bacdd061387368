// Namespaces and ClusterRoles of the platform on a cluster that is there already, on any cloud.
import { PeopleRoles } from "../../components/access/people-roles";
import { ExistingCluster } from "../../components/cluster/existing-cluster";
import { Namespaces } from "../../components/cluster/namespaces";
import { containerResources } from "../../content/metrics/pod-security";
import { MOST_NODES_OF_A_CLUSTER } from "../../content/namespace-size";

const { provider, adoptingProvider } = new ExistingCluster("platform", {
  kubeconfig: { path: "~/.kube/config" },
  context: "evaluation",
  storageClassName: "encrypted",
});

// Quotas follow from what will run there.
const small = [containerResources({ cpuMillicores: 100, memoryMiB: 256 })];
new Namespaces("namespaces", {
  owner: "platform",
  provider,
  adoptingProvider,
  networkPoliciesBy: "cluster",
  flows: { takesMetrics: false },
  sizes: {
    monitoring: [{ name: "prometheus", count: 2, containers: small, volumeGiB: 50 }],
    dashboards: [{ name: "grafana", count: 1, containers: small, volumeGiB: 5 }],
    "node-agents": [{ name: "node-exporter", count: "every-node", containers: small }],
    "cert-manager": [{ name: "cert-manager", count: 2, containers: small }],
    "external-secrets": [{ name: "external-secrets", count: 2, containers: small }],
    "runtime-security": [{ name: "falcosidekick", count: 2, containers: small }],
    tracing: [{ name: "gateway", count: 2, containers: small }],
    logging: [{ name: "elasticsearch", count: 3, containers: small, volumeGiB: 100 }],
    access: [{ name: "oauth2-proxy", count: 6, containers: small }],
    keda: [{ name: "keda", count: 6, containers: small }],
  },
  mostNodes: MOST_NODES_OF_A_CLUSTER,
});
new PeopleRoles("people", { groups: { viewer: ["oidc:everybody"] } }, { providers: [provider] });
