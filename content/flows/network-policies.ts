import {
  type Flow,
  type FlowRegion,
  isPodsOf,
  type Place,
  type Pods,
  type PodsOf,
  type Protocol,
} from "./flow";
import { type Direction, findPlace, type Whereabouts } from "./places";
import { flowsOf } from "./table";

/** A NetworkPolicy of the platform, without what every object has. */
export interface PlannedPolicy {
  readonly namespace: string;
  readonly name: string;
  /** What it is for. */
  readonly why: string;
  readonly spec: PolicySpec;
}

/** `spec` of a NetworkPolicy (`networking.k8s.io/v1`), as far as flows need it. */
export interface PolicySpec {
  podSelector: Selector;
  policyTypes: ("Ingress" | "Egress")[];
  ingress?: { from?: Peer[]; ports?: PolicyPort[] }[];
  egress?: { to?: Peer[]; ports?: PolicyPort[] }[];
}

interface Selector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: "In"; values: string[] }[];
}

interface Peer {
  ipBlock?: { cidr: string };
  namespaceSelector?: Selector;
  podSelector?: Selector;
}

interface PolicyPort {
  protocol: Protocol;
  port: number;
}

/** The label by which Kubernetes itself names each namespace. */
const NAMESPACE_LABEL = "kubernetes.io/metadata.name";

/** Name of the policy that refuses everything. */
export const DEFAULT_DENY = "default-deny";

/**
 * The NetworkPolicies of the platform's namespaces: in each one that refuses everything in both directions, and one for each side of each
 * flow in a namespace of the platform.
 * @throws Error if a namespace has no entry in the table of flows, or a flow leads to one that the platform does not have
 */
export function planPolicies(namespaces: readonly string[], region: FlowRegion): PlannedPolicy[] {
  return namespaces.flatMap((namespace) => [
    defaultDeny(namespace),
    ...flowsOf(namespace).flatMap((flow) => policiesOf(namespace, flow, namespaces, region)),
  ]);
}

function defaultDeny(namespace: string): PlannedPolicy {
  return {
    namespace,
    name: DEFAULT_DENY,
    why: "refuses what no other policy allows",
    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
  };
}

function policiesOf(
  namespace: string,
  flow: Flow,
  namespaces: readonly string[],
  region: FlowRegion,
): PlannedPolicy[] {
  const ports = portsOf(flow, region);
  if (ports === "none") return [];
  const { name, why, pods } = flow;
  if ("from" in flow) {
    const from = peersAt(flow.from, "in", region);
    return from === "none" ? [] : [ingress({ namespace, pods }, name, why, from, ports)];
  }
  const { to } = flow;
  if (!isPodsOf(to)) {
    const peers = peersAt(to, "out", region);
    return peers === "none" ? [] : [egress({ namespace, pods }, name, why, peers, ports)];
  }
  if (!namespaces.includes(to.namespace)) {
    throw new Error(
      `the flow '${name}' of '${namespace}' leads to the namespace '${to.namespace}', which the platform does not have; it has ${namespaces.join(", ")}`,
    );
  }
  return [
    egress({ namespace, pods }, name, why, [peerOf(to)], ports),
    ingress(to, `${name}-accepted`, why, [peerOf({ namespace, pods })], ports),
  ];
}

/** Peers of a rule; without any it holds for everybody. */
type Peers = readonly Peer[] | "everybody";
/** Ports of a rule; without any it holds for all. */
type RulePorts = readonly PolicyPort[] | "all";

function egress(
  { namespace, pods }: PodsOf,
  name: string,
  why: string,
  to: Peers,
  ports: RulePorts,
): PlannedPolicy {
  const rule = { ...(to === "everybody" ? {} : { to: [...to] }), ...portsIn(ports) };
  return {
    namespace,
    name,
    why,
    spec: { podSelector: selectorOf(pods), policyTypes: ["Egress"], egress: [rule] },
  };
}

function ingress(
  { namespace, pods }: PodsOf,
  name: string,
  why: string,
  from: Peers,
  ports: RulePorts,
): PlannedPolicy {
  const rule = { ...(from === "everybody" ? {} : { from: [...from] }), ...portsIn(ports) };
  return {
    namespace,
    name,
    why,
    spec: { podSelector: selectorOf(pods), policyTypes: ["Ingress"], ingress: [rule] },
  };
}

function portsIn(ports: RulePorts): { ports?: PolicyPort[] } {
  return ports === "all" ? {} : { ports: [...ports] };
}

function portsOf({ ports, protocols = ["TCP"] }: Flow, region: FlowRegion): RulePorts | "none" {
  const numbers = typeof ports === "function" ? ports(region) : ports;
  if (numbers === "any") return "all";
  if (numbers.length === 0) return "none";
  return numbers.flatMap((port) => protocols.map((protocol) => ({ protocol, port })));
}

function peersAt(place: Place, direction: Direction, region: FlowRegion): Peers | "none" {
  const where: Whereabouts = findPlace(place, region, direction);
  switch (where.kind) {
    case "nowhere":
      return "none";
    case "everywhere":
      return "everybody";
    case "ranges":
      return where.ranges.map((cidr) => ({ ipBlock: { cidr } }));
    case "namespaces":
      return [{ namespaceSelector: { matchLabels: { [where.label.name]: where.label.value } } }];
  }
}

function peerOf({ namespace, pods }: PodsOf): Peer {
  return {
    namespaceSelector: { matchLabels: { [NAMESPACE_LABEL]: namespace } },
    podSelector: selectorOf(pods),
  };
}

function selectorOf(pods: Pods): Selector {
  if (pods === "all") return {};
  const [only, ...others] = pods.values;
  if (only !== undefined && others.length === 0) return { matchLabels: { [pods.label]: only } };
  return { matchExpressions: [{ key: pods.label, operator: "In", values: [...pods.values] }] };
}
