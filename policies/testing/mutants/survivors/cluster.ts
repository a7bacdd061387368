import { caughtBy, harmless, noSecurityMatter, refused, type Survivor } from "./survivor";

const RELEASE = "kubernetes:helm.sh/v3:Release";

/** The cluster and what runs in it. */
export const cluster: readonly Survivor[] = [
  ...harmless(
    ["kubernetes:rbac.authorization.k8s.io/v1:*", /rules|.+\[\]/, ["remove"], "A right fewer."],
    [
      "kubernetes:core/v1:Namespace",
      /metadata\.labels(\.pod-security\.kubernetes\.io\/(audit|warn|enforce|enforce-version))?/,
      "all",
      "What is only warned of and noted refuses nothing; the namespace of the nodes' agents has no level to lose, and the version is the latest by default.",
    ],
  ),
  ...refused(
    [
      "kubernetes:rbac.authorization.k8s.io/v1:*",
      /rules\[\]\.(apiGroups|resources|verbs)/,
      ["remove"],
      "The API server takes no rule without groups, resources and verbs.",
    ],
    [RELEASE, /chart/, ["remove"], "The provider installs no release without a chart."],
    [
      "kubernetes:storage.k8s.io/v1:StorageClass",
      /provisioner|apiVersion|kind/,
      ["remove"],
      "The API server takes no class without a provisioner.",
    ],
  ),
  ...noSecurityMatter(
    [
      "kubernetes:storage.k8s.io/v1:StorageClass",
      /allowVolumeExpansion|metadata.*|parameters\.type|reclaimPolicy|volumeBindingMode/,
      "all",
      "Which volumes are taken, where and how large; Delete is the default of reclaimPolicy.",
    ],
    [
      "kubernetes:karpenter.sh/v1:NodePool",
      /.+/,
      "all",
      "How many nodes of what size there are, and when they are replaced.",
    ],
    [
      "kubernetes:core/v1:Namespace",
      /metadata\.labels\.(app\.kubernetes|pharos).+/,
      "all",
      "Labels for people; what a namespace's stores hold is said of the stores.",
    ],
    [
      "kubernetes:core/v1:ConfigMap",
      /data|data\.[\w.-]+\.(conf|js|pem|properties|rb|yaml|yml)|metadata\..+/,
      "all",
      "A program does not start without a file that it names, which the update waits for; what stands in them is tested beside what writes them.",
    ],
    [
      "pulumi:providers:kubernetes",
      /.+/,
      "all",
      "How the program reaches the cluster; without it, nothing is changed.",
    ],
    [
      "pulumi:providers:aws",
      /skip(Credentials|Region)Validation|region|defaultTags\.tags\.pharos:.+/,
      "all",
      "What the provider checks before it begins, and tags that name the stack.",
    ],
    [
      "aws:eks/cluster:Cluster",
      /bootstrapSelfManagedAddons|computeConfig.*|kubernetesNetworkConfig.*|storageConfig.*|upgradePolicy.*|zonalShiftConfig.*|name|vpcConfig\.subnetIds\[\]/,
      "all",
      "Auto Mode's parts go together or EKS refuses them; the rest is names and upkeep.",
    ],
  ),
  ...caughtBy("infra/region.test.ts")([
    "pulumi:providers:aws",
    /allowedAccountIds.*/,
    "all",
    "The program works in the account of the settings only.",
  ]),
  ...caughtBy("components/cluster/node-pool-plan.test.ts")([
    "kubernetes:eks.amazonaws.com/v1:NodeClass",
    /.+/,
    "all",
    "The nodes' own volumes have our key, and nodes join by our role, subnets and group; cluster.test.ts asserts the class.",
  ]),
  ...caughtBy("components/cluster/cluster.test.ts")(
    [
      ["aws:eks/cluster:Cluster", "aws:eks/access*"],
      /.+/,
      "all",
      "Access entries alone, a private endpoint, protection from deletion and who joins are asserted.",
    ],
    [
      "kubernetes:core/v1:ConfigMap",
      /data\.enable-network.+/,
      "all",
      "The switch by which the cluster enforces NetworkPolicies is asserted.",
    ],
  ),
  ...caughtBy("components/access/workload-role.test.ts")([
    "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    /.+/,
    "all",
    "Which service account takes which role is asserted.",
  ]),
  ...caughtBy("content/alerts/alerts.test.ts")([
    "kubernetes:monitoring.coreos.com/v1:PrometheusRule",
    /spec.*|metadata\..+/,
    "all",
    "Every alert has its expression, severity, owner and runbook, and fires in a test of its own.",
  ]),
  ...caughtBy("components/network/ingest.test.ts")([
    "kubernetes:eks.amazonaws.com/v1:TargetGroupBinding",
    /.+/,
    "all",
    "Which pods join the target group is asserted.",
  ]),
  ...caughtBy("infra/acceptance.test.ts")([
    RELEASE,
    /values\..*(tls|TLS|[sS]cheme|securityContext|SecurityContext|kubeRBACProxy|persistentVolumeClaimRetentionPolicy|adminUser|assertNoLeakedSecrets|crds|initChownData|podDisruptionBudget|replicas|resources|storage|persistence).*/,
    "all",
    "The acceptance list asks every chart's values for TLS on every port, pods without rights, volumes that stay and no credentials, and has mutants of its own; the rendered pods are judged by K8S-POD-*.",
  ]),
  ...caughtBy("components/metrics/kube-prometheus-stack-values.test.ts")([
    RELEASE,
    /values\.(prometheus\.prometheusSpec\.(enableRemoteWriteReceiver|remoteWrite(\[\](\.(followRedirects|name|url))?)?)|alertmanager\.(alertmanagerSpec|serviceAccount)\.automountServiceAccountToken)/,
    "all",
    "Where Prometheus sends and from whom it takes, and that Alertmanager has no token of the cluster, is compared there.",
  ]),
  ...caughtBy("components/dashboards/grafana-values.test.ts")([
    RELEASE,
    /values\.(grafana\.ini|rbac|sidecar|envFromSecrets|extraConfigmapMounts).*/,
    "all",
    "Nobody signs up or edits, who asked for what is logged, and ConfigMaps are read from one namespace: asserted; of the explorer in components/dashboards/explorer-values.test.ts, and that other charts' rights are no wider than said in infra/acceptance.test.ts.",
  ]),
  ...caughtBy("content/flows/network-policies.test.ts")([
    "kubernetes:networking.k8s.io/v1:NetworkPolicy",
    /spec.*/,
    "all",
    "Two policies for all pods stand beside the default and close both directions as well; who may reach whom is asserted pod by pod, from the table.",
  ]),
  ...caughtBy("infra/namespaces.test.ts")([
    ["kubernetes:core/v1:ResourceQuota", "kubernetes:core/v1:LimitRange"],
    /spec.*/,
    "all",
    "Every namespace has to have both by K8S-NS-03, which is judged there; the figures are in content/namespace-size.test.ts.",
  ]),
  ...noSecurityMatter([
    [
      "kubernetes:networking.k8s.io/v1:NetworkPolicy",
      "kubernetes:core/v1:ResourceQuota",
      "kubernetes:core/v1:LimitRange",
    ],
    /metadata\.(labels|annotations).*/,
    "all",
    "Whose they are and why, for people.",
  ]),
  ...noSecurityMatter(
    [
      RELEASE,
      /cleanupOnFail|compat|createNamespace|namespace|skipCrds|timeout|values/,
      "all",
      "How Helm goes about it: where a chart lands that says nothing itself, how long it may take, what it leaves after a failure.",
    ],
    [
      RELEASE,
      /values\..+/,
      "all",
      "What is scraped, alerted of, scheduled where and kept how long of operational metrics.",
    ],
  ),
];
