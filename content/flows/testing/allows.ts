import { cidrContains, parseCidr } from "../../cidr";
import type { Protocol } from "../flow";
import type { PlannedPolicy, PolicySpec } from "../network-policies";

/** A pod, as selectors see it. */
export interface Pod {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Labels of its namespace besides the one that Kubernetes gives it. */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
}

/** An address that is no pod's. */
export interface Outside {
  readonly address: string;
}

export interface Connection {
  readonly from: Pod | Outside;
  readonly to: Pod | Outside;
  readonly port: number;
  readonly protocol: Protocol;
}

type Selector = PolicySpec["podSelector"];
type Rules = readonly (NonNullable<PolicySpec["ingress"]>[number] &
  NonNullable<PolicySpec["egress"]>[number])[];
type Peer = NonNullable<Rules[number]["from"]>[number];

/**
 * Whether policies let a connection through, by Kubernetes' rules: a pod that a policy of a direction selects is closed in it but for what
 * one of them allows, and both ends have to agree. Ranges hold for addresses outside only; in a network where pods share them, they hold for
 * pods too (docs/network.md says so).
 */
export function allows(policies: readonly PlannedPolicy[], connection: Connection): boolean {
  const { from, to } = connection;
  return lets(policies, from, to, "Egress", connection) && lets(policies, to, from, "Ingress", connection);
}

/** The policies that select a pod. */
export function policiesOver(policies: readonly PlannedPolicy[], pod: Pod): PlannedPolicy[] {
  return policies.filter(
    ({ namespace, spec }) => namespace === pod.namespace && selects(spec.podSelector, pod.labels),
  );
}

function lets(
  policies: readonly PlannedPolicy[],
  end: Pod | Outside,
  other: Pod | Outside,
  direction: "Ingress" | "Egress",
  { port, protocol }: Connection,
): boolean {
  if ("address" in end) return true;
  const held = policiesOver(policies, end).filter(({ spec }) => spec.policyTypes.includes(direction));
  if (held.length === 0) return true;
  return held.some(({ namespace, spec }) =>
    ((direction === "Ingress" ? spec.ingress : spec.egress) ?? []).some((rule: Rules[number]) => {
      const peers = direction === "Ingress" ? rule.from : rule.to;
      return (
        (peers?.some((peer) => isPeer(peer, other, namespace)) ?? true) &&
        (rule.ports?.some((each) => each.port === port && each.protocol === protocol) ?? true)
      );
    }),
  );
}

function isPeer(peer: Peer, other: Pod | Outside, namespace: string): boolean {
  if (peer.ipBlock !== undefined) {
    const [range, address] = [peer.ipBlock.cidr, "address" in other ? `${other.address}/32` : ""].map(
      parseCidr,
    );
    return range !== undefined && address !== undefined && cidrContains(range, address);
  }
  if ("address" in other) return false;
  const there =
    peer.namespaceSelector === undefined
      ? other.namespace === namespace
      : selects(peer.namespaceSelector, {
          ...other.namespaceLabels,
          "kubernetes.io/metadata.name": other.namespace,
        });
  return there && selects(peer.podSelector ?? {}, other.labels);
}

function selects(
  { matchLabels = {}, matchExpressions = [] }: Selector,
  labels: Readonly<Record<string, string>>,
): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, values }) => values.includes(labels[key] ?? ""))
  );
}
