import { secretArn } from "../content/arn";
import { table } from "../content/markdown-table";
import { people, personRoles, type ClusterRule, type PersonRole } from "../content/people";
import { workloadIdentities, workloadNames, type WorkloadName } from "../content/workload-identities";
import { workloadGrants, type Grant, type WorkloadResources } from "../content/workload-permissions";

/** File with who may do what, relative to the project's root. */
export const PERMISSIONS_FILE = "docs/permissions.md";

const region = "{region}";
const account = "{account}";
const root = (of: string, at: string): string => secretArn(at, account, `{root of ${of}}`);
const bucket = (purpose: string, key: string) => ({
  bucketName: `{${purpose}}`,
  keyArn: `{key of ${key}}`,
  region,
});
const channel = (service: string, at: string, name: string, key: string) => ({
  arn: `arn:aws:${service}:${at}:${account}:{${name}}`,
  keyArn: `{key of ${key}}`,
});

/** What each workload works on, by the names of what a stack fills in. */
const placeholders: WorkloadResources = {
  prometheus: bucket("metrics-blocks", "metrics"),
  thanos: bucket("metrics-blocks", "metrics"),
  "thanos-replicator": {
    from: bucket("metrics-blocks", "metrics"),
    to: { bucketName: "{hub's metrics-blocks}", keyArn: "{hub's key of metrics}", region: "{hub's region}" },
  },
  yace: { region },
  alertmanager: channel("sns", "{watching region}", "heartbeat", "alarms"),
  "external-secrets": {
    region,
    account,
    prefix: "{stack}-",
    managed: ["{login of the database's administrator}"],
    keyArn: "{key of secrets}",
    roots: {
      own: root(region, region),
      ownAnywhere: root(region, "*"),
      copies: [{ region: "{peer}", keyArn: "{key of the root's copy}" }],
      peers: [
        {
          arn: root("{peer}", region),
          anywhere: root("{peer}", "*"),
          keyArn: "{key of the peers' copies}",
        },
      ],
    },
  },
  "elasticsearch-snapshots": { buckets: [bucket("search-security", "logs"), bucket("search-apps", "logs")] },
  "log-archiver": bucket("log-archive", "logs"),
  "security-log-reader": {
    queues: [channel("sqs", region, "security-logs", "audit")],
    buckets: [bucket("security-logs", "audit")],
  },
  grafana: { region, account, databaseResourceId: "{database}", user: "{user}" },
  "ledger-writer": bucket("audit-ledger", "audit"),
  "evidence-writer": bucket("control-evidence", "audit"),
  "backup-jobs": bucket("backups", "backups"),
  "falco-k8s-audit": { logGroupArn: `arn:aws:logs:${region}:${account}:log-group:{control plane}` },
  falcosidekick: { logGroupArn: `arn:aws:logs:${region}:${account}:log-group:{falco-events}` },
};

/** What is different where workspaces of AWS keep the metrics (`metrics.store: amp`). */
const withWorkspaces: Partial<WorkloadResources> = {
  prometheus: { workspaces: ["{own workspace}", "{hub's workspace}"] },
  grafana: {
    region,
    account,
    databaseResourceId: "{database}",
    user: "{user}",
    workspace: "{own workspace}",
  },
};

const INTRODUCTION = `# Permissions

<!-- Made from content/people.ts and content/workload-permissions.ts by \`node dist/stacks/generate.js\`. Do not edit by hand. -->

Who may do what, and nothing more: people in the cluster, workloads in AWS. Names in braces are what a stack fills in.
`;

const PEOPLE = `## People

A stack's settings say which IAM roles, or which groups of another issuer, are which of these (\`access\`); the default is nobody. Grafana's
and Kibana's roles follow from the same table. Nobody reads the records of a class that says none; \`manage\` is reading and changing how it
is kept.
`;

const IN_THE_CLUSTER = `### In the cluster

The ClusterRoles \`pharos-people-viewer\` … hold exactly these rules. None can read a Secret, open a shell in a pod or widen a role. \`admin\` has
EKS's own access policy, AmazonEKSClusterAdminPolicy, and only an IAM role can have it.
`;

const WORKLOADS = `## Workloads

Each has a role of its own, named \`…-pod-\` and the workload, which EKS Pod Identity gives to one service account of one cluster: the trust names the cluster
(\`aws:SourceArn\`), its account (\`aws:SourceAccount\`), the namespace and the service account (\`aws:RequestTag/kubernetes-…\`). Keys are used
only through the service that stores the data. A pod without a row has no credentials.
`;

const WITH_WORKSPACES = `With \`metrics.store: amp\` there are no rows of Thanos, and these instead of theirs ([What keeps the metrics](metrics-store.md)):
`;

const REST = `## What is not in the tables

- Roles of services (the cluster and its nodes, replication of buckets, delivery of logs, backups) are in [Roles of services](service-roles.md).
- Whoever makes a cluster has an access entry as its administrator, which EKS makes. Delete it when others are named.
`;

const WORKLOAD_COLUMNS = ["Workload", "Service account", "What for", "Actions", "On", "Only if"];

/** The page. */
export function permissionsDocs(): string {
  return [
    INTRODUCTION,
    PEOPLE,
    table(
      ["Role", "Who", "Metrics", "Logs", "Audit", "Secrets", "Backups", "Does", "Grafana", "Kibana"],
      personRoles.map(personRow),
    ),
    IN_THE_CLUSTER,
    table(["Role", "API group", "Resources", "Verbs"], personRoles.flatMap(clusterRows)),
    WORKLOADS,
    table(
      WORKLOAD_COLUMNS,
      workloadNames.flatMap((name) => workloadRows(name, placeholders)),
    ),
    WITH_WORKSPACES,
    table(
      WORKLOAD_COLUMNS,
      (Object.keys(withWorkspaces) as WorkloadName[]).flatMap((name) =>
        workloadRows(name, { ...placeholders, ...withWorkspaces }),
      ),
    ),
    REST,
  ].join("\n");
}

function personRow(role: PersonRole): string[] {
  const { is, sees, does, grafana, kibana } = people[role];
  return [role, is, ...Object.values(sees), does, grafana, kibana.length === 0 ? "none" : kibana.join(", ")];
}

function clusterRows(role: PersonRole): string[][] {
  const { cluster } = people[role];
  if (cluster === "cluster-admin") return [[role, "all", "all", "all"]];
  return cluster.map(({ apiGroups, resources, verbs }: ClusterRule) => [
    role,
    apiGroups.map((group) => (group === "" ? "core" : group)).join(", "),
    resources.join(", "),
    verbs.join(", "),
  ]);
}

function workloadRows(name: WorkloadName, resources: WorkloadResources): string[][] {
  const { namespace, serviceAccount, purpose } = workloadIdentities[name];
  return grantsOf(name, resources).map(({ actions, resources: on, conditions }) => [
    name,
    `${namespace}/${serviceAccount}`,
    purpose,
    code(actions),
    code(on),
    conditions === undefined ? "always" : describeConditions(conditions),
  ]);
}

function grantsOf<Name extends WorkloadName>(name: Name, resources: WorkloadResources): Grant[] {
  return workloadGrants[name](resources[name]);
}

function describeConditions(conditions: NonNullable<Grant["conditions"]>): string {
  return Object.entries(conditions)
    .flatMap(([operator, byKey]) =>
      Object.entries(byKey).map(
        ([key, values]) => `\`${key}\` ${operator.includes("Like") ? "like" : "is"} ${code(values)}`,
      ),
    )
    .join("; ");
}

function code(values: readonly string[]): string {
  return values.map((value) => `\`${value}\``).join(" ");
}
