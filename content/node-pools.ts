/**
 * The pools of nodes of a cluster that Pharos makes, as pods know them. On an existing cluster there are none of these, and pods run
 * wherever its scheduler puts them.
 */

/** Label of every node, and key of the taint that keeps others off the stateful ones. */
export const POOL_LABEL = "pharos.io/pool";

/** `general` for what may move at any time, `stateful` for pods with volumes. */
export const nodePools = ["general", "stateful"] as const;
export type NodePoolName = (typeof nodePools)[number];

/** What all nodes of a pool have together at most: a stop for runaway scaling, above what the largest size needs. */
export const poolLimits: Readonly<
  Record<NodePoolName, { readonly cpus: number; readonly memoryGiB: number }>
> = {
  general: { cpus: 256, memoryGiB: 1024 },
  stateful: { cpus: 256, memoryGiB: 2048 },
};

/** A taint, as a node carries it. */
export const STATEFUL_TAINT = { key: POOL_LABEL, value: "stateful", effect: "NoSchedule" } as const;

/** Where a pod may run, in the words of its specification. */
export interface PodPlacement {
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly {
    readonly key: string;
    readonly operator: "Equal";
    readonly value: string;
    readonly effect: "NoSchedule";
  }[];
}

/** On the stateful nodes and on no others. */
export const onStatefulNodes: PodPlacement = {
  nodeSelector: { [POOL_LABEL]: STATEFUL_TAINT.value },
  tolerations: [{ ...STATEFUL_TAINT, operator: "Equal" }],
};
