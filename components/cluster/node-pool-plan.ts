import { type NodePoolName, POOL_LABEL, poolLimits, STATEFUL_TAINT } from "../../content/node-pools";

/** How the general pool is bought; the stateful one is always on demand. */
export type Capacity = "on-demand" | "spot-first";

/** Name of the NodeClass of all pools. `default` is AWS's own, which knows neither our key nor our tags. */
export const NODE_CLASS = "pharos";

/** What EKS Auto Mode lets a node live: from its start until it is gone, draining included (EKS user guide, "Automate cluster infrastructure"). */
export const LONGEST_NODE_LIFE_HOURS = 21 * 24;

/**
 * Hours that a node may take to drain. Until they are over, disruption budgets are respected; then what is left is stopped. A volume moves
 * within minutes, an Elasticsearch node that leaves properly hands over its shards in hours.
 */
const DRAIN_HOURS = 24;

/** What the root and ephemeral volume of a node holds: images, logs of containers, emptyDirs. */
const EPHEMERAL_STORAGE = { size: "80Gi", iops: 3000, throughput: 125 };

interface Plan {
  /** Letters of the instance families. */
  readonly categories: readonly string[];
  /** Hours until a node is drained, whatever runs on it. */
  readonly expireHours: number;
  readonly consolidation: {
    readonly consolidationPolicy: "WhenEmpty" | "WhenEmptyOrUnderutilized";
    readonly consolidateAfter: string;
  };
  /** How many nodes may go at the same time for reasons that can wait. */
  readonly atATime: string;
}

const plans: Readonly<Record<NodePoolName, Plan>> = {
  general: {
    categories: ["c", "m", "r"],
    expireHours: 14 * 24, // AWS's own default: two weeks without a new image are long enough
    consolidation: { consolidationPolicy: "WhenEmptyOrUnderutilized", consolidateAfter: "5m" },
    atATime: "10%",
  },
  stateful: {
    categories: ["m", "r"],
    expireHours: LONGEST_NODE_LIFE_HOURS - DRAIN_HOURS,
    // A volume that moves costs minutes of absence: nothing is moved to save money.
    consolidation: { consolidationPolicy: "WhenEmpty", consolidateAfter: "10m" },
    atATime: "1",
  },
};

/** Processors of the smallest instance that Auto Mode starts (EKS user guide, "Learn about EKS Auto Mode managed instances": more than one). */
const FEWEST_CPUS_OF_A_NODE = 2;

/** The most nodes that the pools' limits allow. */
export const MOST_NODES =
  Object.values(poolLimits).reduce((sum, { cpus }) => sum + cpus, 0) / FEWEST_CPUS_OF_A_NODE;

/** What decides on a NodePool. */
export interface NodePoolInputs {
  readonly capacity: Capacity;
  /** All zones of the cluster: a volume lives in one of them, and its pod has to find a node there. */
  readonly zones: readonly string[];
}

/** `spec` of the NodePool of that name. */
export function nodePoolSpec(pool: NodePoolName, { capacity, zones }: NodePoolInputs) {
  const { categories, expireHours, consolidation, atATime } = plans[pool];
  const { cpus, memoryGiB } = poolLimits[pool];
  const bought = pool === "general" && capacity === "spot-first" ? ["spot", "on-demand"] : ["on-demand"];
  return {
    template: {
      metadata: { labels: { [POOL_LABEL]: pool } },
      spec: {
        nodeClassRef: { group: "eks.amazonaws.com", kind: "NodeClass", name: NODE_CLASS },
        requirements: [
          within("karpenter.sh/capacity-type", bought),
          within("topology.kubernetes.io/zone", zones),
          within("kubernetes.io/os", ["linux"]),
          within("kubernetes.io/arch", ["amd64"]), // every image of the platform is built for it
          within("eks.amazonaws.com/instance-category", categories),
          // From the fifth on instances encrypt what they send each other.
          { key: "eks.amazonaws.com/instance-generation", operator: "Gt", values: ["4"] },
        ],
        ...(pool === "stateful" ? { taints: [{ ...STATEFUL_TAINT }] } : {}),
        expireAfter: `${expireHours}h`,
        terminationGracePeriod: `${DRAIN_HOURS}h`,
      },
    },
    disruption: { ...consolidation, budgets: [{ nodes: atATime }] },
    limits: { cpu: `${cpus}`, memory: `${memoryGiB}Gi` },
  };
}

function within(key: string, values: readonly string[]) {
  return { key, operator: "In", values: [...values] };
}

/** What a NodeClass needs to know; `Text` may be an output. */
export interface NodeClassInputs<Text> {
  /** Name of the nodes' role. */
  readonly role: Text;
  readonly subnetIds: readonly Text[];
  readonly securityGroupId: Text;
  /** ARN of the key of the nodes' own volumes. */
  readonly keyArn: Text;
  /** Tags of instances, their volumes and network interfaces. */
  readonly tags: Readonly<Record<string, string>>;
}

/** `spec` of the NodeClass. */
export function nodeClassSpec<Text>({
  role,
  subnetIds,
  securityGroupId,
  keyArn,
  tags,
}: NodeClassInputs<Text>) {
  return {
    role,
    subnetSelectorTerms: subnetIds.map((id) => ({ id })),
    securityGroupSelectorTerms: [{ id: securityGroupId }],
    ephemeralStorage: { ...EPHEMERAL_STORAGE, kmsKeyID: keyArn },
    // Without policies everything may talk; what denies is the platform's own table of flows.
    networkPolicy: "DefaultAllow",
    tags: { ...tags },
  };
}
