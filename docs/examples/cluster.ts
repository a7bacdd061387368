// A cluster of its own in subnets that exist, with an administrator and a role for one workload.
import { ClusterAccess } from "../../components/access/cluster-access";
import { WorkloadRole } from "../../components/access/workload-role";
import { Cluster } from "../../components/cluster/cluster";

const account = "111122223333";
const key = (id: string): string => `arn:aws:kms:us-east-1:${account}:key/${id}`;
const scope = { organization: "acme", environment: "staging", region: "us-east-1" };
const clusterName = "acme-staging";

const platform = new Cluster("platform", {
  scope,
  account,
  clusterName,
  version: "1.35",
  zones: ["us-east-1a", "us-east-1b", "us-east-1c"],
  subnetIds: ["subnet-0a", "subnet-0b", "subnet-0c"],
  nodesNeed: [],
  keys: { secrets: key("secrets"), volumes: key("volumes"), logs: key("logs") },
  deletionProtection: true,
  lifetime: "permanent",
});

new ClusterAccess(
  "access",
  {
    identity: { kind: "iam", roles: { admin: [`arn:aws:iam::${account}:role/break-glass`] } },
    clusterName,
    cluster: platform.cluster,
  },
  { providers: [platform.provider] },
);

new WorkloadRole("reader", {
  scope,
  account,
  purpose: "reader",
  identity: { namespace: "tools", serviceAccount: "reader", purpose: "reads reports" },
  statements: [{ sid: "Read", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::acme-reports/*"] }],
  clusterName,
  cluster: platform.cluster,
});
