import type { HistoryLoad, PresentLoad } from "../../../content/thanos/sizing";
import { compactorPlan, frontendPlan, queryPlan, rulerPlan, storePlan } from "./history-plans";
import type { ThanosPlan } from "./plan";
import { ingesterPlans, routerPlan } from "./receive-plans";
import { replicatorPlan } from "./replication-plans";

/** What of Thanos a region has. */
export interface ThanosShape {
  /** The present of spokes, in a hub that has some. */
  readonly present?: PresentLoad & { readonly zoneNames: readonly string[] };
  /** Blocks that are served, compacted and ended here. */
  readonly history?: HistoryLoad;
  /** `cluster` label of the rules over all regions, at the hub. @default - none are evaluated here */
  readonly globalRulesOf?: string;
  /** Whether the region's blocks are the hub's to keep. */
  readonly copiesToHub: boolean;
}

/** Every workload of a region, in the order in which they are made. */
export function planThanos({ present, history, globalRulesOf, copiesToHub }: ThanosShape): ThanosPlan[] {
  return [
    ...(present === undefined ? [] : [...ingesterPlans(present.zoneNames, present), routerPlan(present)]),
    ...(history === undefined
      ? []
      : [
          storePlan(history),
          compactorPlan(history),
          queryPlan({ receives: present !== undefined, rules: globalRulesOf !== undefined }),
          frontendPlan(),
        ]),
    ...(globalRulesOf === undefined ? [] : [rulerPlan(globalRulesOf)]),
    ...(copiesToHub ? [replicatorPlan()] : []),
  ];
}
