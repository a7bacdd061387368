import { applicationsOf } from "../content/applications";
import { activeSeriesFor, seriesOfRegion } from "../content/applications/series";
import { PRODUCTION_NAMES } from "../content/environments";
import { sizePrometheus } from "../content/metrics/sizing";
import { isApprovedImageSource } from "../content/registries";
import { isRegionName, regionNames, regions, replicaRegionsOf, zonesOf } from "../content/regions";
import type { Complaint } from "./settings-complaint";
import type { Draft } from "./settings-check";
import {
  entranceFitsCluster,
  gatewayLetsSomebodyIn,
  oneKindOfPersonEachGroup,
  tenantsHaveApplications,
  tenantsSeeNothingElse,
} from "./settings-gateway-rules";
import { retentionFitsMetricsStore, metricsStoreFitsCluster } from "./settings-metrics-rules";
import { storeCanDelete, storeFitsNodes } from "./settings-log-store-rules";

/**
 * A check of one stack's settings against each other. A stack's name is its region, so rules about a region go by the name: a wrong
 * `region` is one mistake, and not one in zones and replica as well. What it needs and is not there
 * has its own complaint already.
 */
type Rule = (stack: string, draft: Draft) => Iterable<Found>;

type Found = Omit<Complaint, "stack">;

/** Checks that look at several settings of one stack. */
const settingRules: readonly Rule[] = [
  regionIsStack,
  replicaInJurisdiction,
  zonesInRegion,
  publicAccessFitsReach,
  someWorkload,
  noTrialInProduction,
  metricsFitStorage,
  retentionFitsMetricsStore,
  metricsStoreFitsCluster,
  applicationsFitSeries,
  storeCanDelete,
  storeFitsNodes,
  noPlaceOnExistingCluster,
  hubUrlFitsRole,
  locksOfExistingStore,
  identityOfExistingCluster,
  onePersonRoleEach,
  gatewayLetsSomebodyIn,
  oneKindOfPersonEachGroup,
  tenantsSeeNothingElse,
  tenantsHaveApplications,
  entranceFitsCluster,
  capacityInOrder,
  alarmsReachSomebody,
  mirrorIsApproved,
];

/** Runs every check on one stack's settings. */
export function checkRules(stack: string, draft: Draft): Complaint[] {
  return settingRules.flatMap((rule) => [...rule(stack, draft)].map((found) => ({ stack, ...found })));
}

function* regionIsStack(stack: string, { region }: Draft): Iterable<Found> {
  if (region === undefined || region === stack) return;
  yield {
    path: ["region"],
    problem: `differs from the stack's name, ${stack}: a stack is named after its region`,
    allowed: isRegionName(stack) ? stack : regionNames.join(", "),
    fix: isRegionName(stack)
      ? `write ${stack}, or rename the file to Pulumi.${region}.yaml`
      : `rename the file to Pulumi.${region}.yaml`,
  };
}

function* replicaInJurisdiction(region: string, { replicaRegion }: Draft): Iterable<Found> {
  if (!isRegionName(region) || replicaRegion === undefined) return;
  const allowed = replicaRegionsOf(region);
  if (allowed.includes(replicaRegion)) return;
  const { jurisdiction } = regions[region];
  yield {
    path: ["replicaRegion"],
    problem:
      replicaRegion === region
        ? "is the stack's own region: a replica there is lost together with the original"
        : `lies in ${regions[replicaRegion].jurisdiction}, but ${region} in ${jurisdiction}: records would leave their jurisdiction`,
    allowed: `another region of ${jurisdiction}: ${allowed.join(", ")}`,
    fix: `write ${allowed[0]}`,
  };
}

function* zonesInRegion(region: string, { network }: Draft): Iterable<Found> {
  if (!isRegionName(region) || network?.zones === undefined) return;
  const known = zonesOf(region);
  const free = known.filter((zone) => !network.zones?.includes(zone));
  for (const [index, zone] of network.zones.entries()) {
    if (known.includes(zone)) continue;
    const replacement = free.shift();
    yield {
      path: ["network", "zones", index],
      problem: `is not a zone of ${region}`,
      allowed: known.join(", "),
      fix: replacement === undefined ? "remove it" : `write ${replacement}`,
    };
  }
}

function* publicAccessFitsReach(
  _stack: string,
  { cluster, reach, publicAccessCidrs }: Draft,
): Iterable<Found> {
  if (cluster?.kind === "existing") return; // both speak of clusters of Pharos' own
  if (reach === undefined || publicAccessCidrs === undefined) return;
  if (reach === "public-cidr" && publicAccessCidrs.length === 0) {
    yield {
      path: ["publicAccessCidrs"],
      near: ["reach"],
      problem: "is empty, but reach is public-cidr: nobody could reach the cluster's API",
      allowed: "at least one public range with reach public-cidr",
      fix: "name the addresses from which your runners leave to the internet, such as 203.0.113.0/24, or choose another reach",
    };
  }
  if (reach !== "public-cidr" && publicAccessCidrs.length > 0) {
    yield {
      path: ["publicAccessCidrs"],
      problem: `has no effect with reach ${reach}: the cluster's API has no public endpoint`,
      allowed: "an empty list, except with reach public-cidr",
      fix: "remove it, or write reach: public-cidr if a public endpoint is what you want",
    };
  }
}

function* someWorkload(_stack: string, { workloads }: Draft): Iterable<Found> {
  if (workloads?.finance !== false || workloads.dag !== false) return;
  yield {
    path: ["workloads"],
    problem: "has every workload switched off: there is nothing to watch",
    allowed: "at least one of finance and dag set to true",
    fix: "write finance: true or dag: true below pharos:workloads",
  };
}

function* noTrialInProduction(_stack: string, { environment, assurance }: Draft): Iterable<Found> {
  if (assurance !== "trial" || environment === undefined || !PRODUCTION_NAMES.includes(environment)) return;
  yield {
    path: ["assurance"],
    problem: `is trial in an environment called ${environment}: real records would be kept without the locks that the law asks for`,
    allowed: `regulated, in environments called ${PRODUCTION_NAMES.join(", ")}`,
    fix: "write regulated, or give a trial's environment another name",
  };
}

function* metricsFitStorage(_stack: string, { metrics }: Draft): Iterable<Found> {
  const { retention, activeSeries, storageGiB } = metrics ?? {};
  if (retention === undefined || activeSeries === undefined || storageGiB === undefined) return;
  const needed = sizePrometheus({ retention, activeSeries }).storageGiB;
  if (storageGiB >= needed) return;
  yield {
    path: ["metrics", "storageGiB"],
    problem: `of ${storageGiB} GiB is too small for ${retention} days of ${activeSeries} series: Prometheus would drop the oldest days`,
    allowed: `${needed} or more`,
    fix: `write ${needed}, or lower retention or activeSeries`,
  };
}

function* applicationsFitSeries(_stack: string, { metrics, workloads }: Draft): Iterable<Found> {
  const { activeSeries } = metrics ?? {};
  if (activeSeries === undefined || workloads === undefined) return;
  const { finance = false, dag = false } = workloads;
  const { total } = seriesOfRegion(applicationsOf({ finance, dag }));
  const needed = activeSeriesFor(total);
  if (activeSeries >= needed) return;
  yield {
    path: ["metrics", "activeSeries"],
    near: ["metrics"],
    problem: `of ${activeSeries} leaves no room for the ${total} series that the applications of the stack's workloads may have`,
    allowed: `${needed} or more: the other half is the platform's own`,
    fix: `write ${needed}, or switch a workload off`,
  };
}

/** What a region on an existing cluster has no use for. `accounts` and `reach` may stand in the shared file, for the other stacks. */
function* noPlaceOnExistingCluster(_stack: string, draft: Draft): Iterable<Found> {
  if (draft.cluster?.kind !== "existing") return;
  for (const [key, made] of [
    ["network", "a network"],
    ["replicaRegion", "copies of buckets"],
  ] as const) {
    if (draft[key] === undefined) continue;
    yield {
      path: [key],
      problem: `has no effect on an existing cluster: Pharos makes ${made} in AWS only`,
      allowed: "nothing, with cluster.kind existing",
      fix: "remove it",
    };
  }
}

function* hubUrlFitsRole(_stack: string, { cluster, role }: Draft): Iterable<Found> {
  if (cluster?.kind !== "existing") return;
  if (role === "hub" && cluster.hubUrl !== undefined) {
    yield {
      path: ["cluster", "hubUrl"],
      problem: "has no effect in a hub: it keeps its metrics itself",
      allowed: "nothing, with role hub",
      fix: "remove it, or write role: spoke",
    };
  }
}

/** A store that is not ours locks nothing by our doing: whoever calls a stack regulated has to say who does. */
function* locksOfExistingStore(_stack: string, { cluster, assurance }: Draft): Iterable<Found> {
  if (cluster?.kind !== "existing" || assurance !== "regulated") return;
  if (cluster.objectStore?.objectLock !== "none") return;
  yield {
    path: ["cluster", "objectStore", "objectLock"],
    near: ["cluster"],
    problem:
      "is none in a regulated stack: Pharos makes no buckets in this store and cannot lock the records in them, so nothing would keep them for as long as the law asks",
    allowed:
      "operator, with regulated: the store's operator locks the buckets in compliance mode and answers for it",
    fix: "write objectLock: operator once that is so, or assurance: trial",
  };
}

function* identityOfExistingCluster(_stack: string, { cluster, access }: Draft): Iterable<Found> {
  const identity = access?.identity;
  if (cluster?.kind !== "existing" || identity === undefined) return;
  const names = identity.kind === "iam" ? identity.roles : identity.groups;
  if (identity.kind === "iam" && Object.values(names ?? {}).every((arns) => arns.length === 0)) return;
  yield {
    path: ["access", "identity"],
    problem: `cannot be set up on an existing cluster: who people are (${identity.kind}) is decided by EKS, or by whoever runs the cluster`,
    allowed: "nothing, with cluster.kind existing",
    fix: "remove it, and bind the ClusterRoles pharos-people-viewer, pharos-people-operator … to your groups yourself",
  };
}

/** EKS knows one access entry a role. */
function* onePersonRoleEach(_stack: string, { access }: Draft): Iterable<Found> {
  const identity = access?.identity;
  if (identity === undefined) return;
  const part = identity.kind === "iam" ? "roles" : "groups";
  const lists: Readonly<Partial<Record<string, readonly string[]>>> =
    (identity.kind === "iam" ? identity.roles : identity.groups) ?? {};
  const owner = new Map<string, string>();
  for (const [role, names] of Object.entries(lists)) {
    for (const [index, name] of (names ?? []).entries()) {
      const other = owner.get(name);
      owner.set(name, other ?? role);
      if (other === undefined || other === role) continue;
      yield {
        path: ["access", "identity", part, role, index],
        problem: `is ${other} already: what one kind of person may do would depend on the order of the lists`,
        allowed: "each once, over all lists",
        fix: `remove it here or from ${other}`,
      };
    }
  }
}

function* capacityInOrder(_stack: string, { database }: Draft): Iterable<Found> {
  const { minCapacity, maxCapacity } = database ?? {};
  if (minCapacity === undefined || maxCapacity === undefined || minCapacity <= maxCapacity) return;
  yield {
    path: ["database", "minCapacity"],
    problem: `of ${minCapacity} capacity units is more than maxCapacity, ${maxCapacity}`,
    allowed: `1 to ${maxCapacity}`,
    fix: `write ${maxCapacity} or less, or raise maxCapacity`,
  };
}

function* alarmsReachSomebody(_stack: string, { assurance, alarms, cluster }: Draft): Iterable<Found> {
  // On an existing cluster there is no alarm plane of ours: whoever runs the cluster watches it.
  if (assurance !== "regulated" || cluster?.kind === "existing" || alarms?.emails?.length !== 0) return;
  yield {
    path: ["alarms", "emails"],
    near: ["alarms"],
    problem: "is empty, but assurance is regulated: when the clusters are down, an alarm would reach nobody",
    allowed: "at least one mail address with assurance regulated",
    fix: "name whoever is on call below pharos:alarms, such as emails: [oncall@example.com]",
  };
}

/** Policies would refuse every image of it (K8S-IMG-02), at the first preview that knows what charts install. */
function* mirrorIsApproved(_stack: string, { images }: Draft): Iterable<Found> {
  const mirror = images?.registryMirror;
  if (mirror === undefined) return;
  const [registry = "", ...path] = mirror.split("/");
  if (isApprovedImageSource({ registry, repository: [...path, ""].join("/") })) return;
  yield {
    path: ["images", "registryMirror"],
    problem: "is a registry that nobody has approved: rule K8S-IMG-02 would refuse every image from there",
    allowed: "a registry of your own in ECR, or one that content/registries.ts lists",
    fix: "copy the images into ECR, or add the registry to content/registries.ts in a change of its own",
  };
}
