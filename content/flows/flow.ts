/** What a flow between pods, or between pods and a place outside, is described by. `table.ts` has them all. */
import type { MetricsStore } from "../metrics/store";

/** Pods of a namespace: all of them, or those that carry a label with one of these values. */
export type Pods = "all" | { readonly label: string; readonly values: readonly string[] };

/** Pods of the platform. */
export interface PodsOf {
  /** A namespace of the platform. */
  readonly namespace: string;
  readonly pods: Pods;
}

/** What a flow begins or ends at that is no pod of the platform. `places.ts` says where each is. */
export type Place =
  "resolver" | "api-server" | "nodes" | "intra" | "pod-identity" | "scraped-namespaces" | "anywhere";

/** What decides on the flows of one region. */
export interface FlowRegion {
  /** The network's ranges. @default - an existing cluster, whose network nobody here knows */
  readonly ranges?: {
    /** Nodes, pods, and the API server's interfaces. */
    readonly nodes: string;
    /** Load balancers, endpoints of AWS's services, the way to the hub, databases. */
    readonly intra: string;
  };
  /** Whether other regions send their metrics here. */
  readonly takesMetrics: boolean;
  /** Port of the hub's door. @default - the region sends to no hub */
  readonly hubPort?: number;
  /** Whether log streams are copied into the locked archive. @default false */
  readonly archivesLogs?: boolean;
  /** What keeps the metrics of all regions. @default "thanos" */
  readonly metricsStore?: MetricsStore;
  /** Whether there is a workspace of Amazon Managed Service for Prometheus here, behind an endpoint in the network. @default false */
  readonly hasWorkspace?: boolean;
  /** Port of the object store. @default 443 */
  readonly storePort?: number;
  /** Port of Grafana's database. @default - there is none */
  readonly databasePort?: number;
}

/** Ports of a flow, TCP; `any` for what others choose. In a region that gives it none, the flow does not exist. */
export type Ports = "any" | readonly number[] | ((region: FlowRegion) => readonly number[]);

interface AnyFlow {
  /** Names the policy: lower case words joined by hyphens. */
  readonly name: string;
  /** Which pods of the namespace it is about. */
  readonly pods: Pods;
  readonly ports: Ports;
  /** @default ["TCP"] */
  readonly protocols?: readonly Protocol[];
  /** What it is for, in a sentence without a subject. */
  readonly why: string;
  /** Where or when it exists, for people. @default everywhere */
  readonly only?: string;
}

export type Protocol = "TCP" | "UDP";

/** Connections that pods open. To pods of the platform, it opens both sides. */
export interface OutwardFlow extends AnyFlow {
  readonly to: Place | PodsOf;
}

/** Connections that pods take from outside of the platform. What its own pods open stands in their own entry. */
export interface InwardFlow extends AnyFlow {
  readonly from: Place;
}

export type Flow = OutwardFlow | InwardFlow;

/** Whether a flow's other side is pods of the platform. */
export function isPodsOf(side: Place | PodsOf): side is PodsOf {
  return typeof side === "object";
}
