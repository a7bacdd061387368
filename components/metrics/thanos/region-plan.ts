import type { HistoryLoad, PresentLoad } from "../../../content/thanos/sizing";
import { compactorPlan, frontendPlan, queryPlan, rulerPlan, storePlan } from "./history-plans";
import type { PodSize } from "../../../content/namespace-size";
import { mostOf } from "../../../content/scaling/scalers";
import { thanosNames } from "../../../content/thanos/names";
import { resourcesOf, type ThanosPlan, workloadName } from "./plan";
import { ingesterPlans, routerPlan } from "./receive-plans";
import { expirySteps, replicatorPlan } from "./replication-plans";

/** What of Thanos a region has. */
export interface ThanosShape {
  /** The present of spokes, in a hub that has some. */
  readonly present?: PresentLoad & { readonly zoneNames: readonly string[] };
  /** Blocks that are served, compacted and ended here. */
  readonly history?: HistoryLoad;
  /** `cluster` label of the rules over all regions, at the hub. @default - none are evaluated here */
  readonly globalRulesOf?: string;
  /** Where people find its page, for links in alerts. @default - no links that work */
  readonly externalUrl?: string | undefined;
  /** Whether the region's blocks are the hub's to keep. */
  readonly copiesToHub: boolean;
}

/** Every workload of a region, in the order in which they are made. */
export function planThanos(shape: ThanosShape): ThanosPlan[] {
  const { present, history, globalRulesOf, externalUrl, copiesToHub } = shape;
  return [
    ...(present === undefined ? [] : [...ingesterPlans(present.zoneNames, present), routerPlan(present)]),
    ...(history === undefined
      ? []
      : [
          storePlan(history),
          compactorPlan(history),
          queryPlan({ receives: present !== undefined, rules: globalRulesOf !== undefined, externalUrl }),
          frontendPlan(),
        ]),
    ...(globalRulesOf === undefined ? [] : [rulerPlan(globalRulesOf, externalUrl)]),
    ...(copiesToHub ? [replicatorPlan()] : []),
  ];
}

/** The pods of a region. */
export function thanosPods(shape: ThanosShape): readonly PodSize[] {
  const running = planThanos(shape).map((plan) => ({
    name: workloadName(plan),
    count: mostOf(plan.role, plan.size.replicas),
    containers: [resourcesOf(plan.size)],
    ...(plan.size.volumeGiB === undefined ? {} : { volumeGiB: plan.size.volumeGiB }),
  }));
  if (!shape.copiesToHub) return running;
  // Its steps run one after the other: a pod asks for the largest.
  return [
    ...running,
    { name: thanosNames.expiry, count: 1, containers: [resourcesOf(expirySteps().plan.size)] },
  ];
}
