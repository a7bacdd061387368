import { PRODUCTION_NAMES } from "../content/environments";
import { sizePrometheus } from "../content/metrics/sizing";
import { isRegionName, regionNames, regions, replicaRegionsOf, zonesOf } from "../content/regions";
import type { Complaint } from "./settings-complaint";
import type { Draft } from "./settings-check";

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
  capacityInOrder,
  alarmsReachSomebody,
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

function* publicAccessFitsReach(_stack: string, { reach, publicAccessCidrs }: Draft): Iterable<Found> {
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

function* alarmsReachSomebody(_stack: string, { assurance, alarms }: Draft): Iterable<Found> {
  if (assurance !== "regulated" || alarms?.emails?.length !== 0) return;
  yield {
    path: ["alarms", "emails"],
    near: ["alarms"],
    problem: "is empty, but assurance is regulated: when the clusters are down, an alarm would reach nobody",
    allowed: "at least one mail address with assurance regulated",
    fix: "name whoever is on call below pharos:alarms, such as emails: [oncall@example.com]",
  };
}
