import { personRoles } from "../content/people";
import type { Draft } from "./settings-check";
import type { Complaint } from "./settings-complaint";

type Found = Omit<Complaint, "stack">;

/** oauth2-proxy takes no group for everybody; we take it for a mistake. */
export function* gatewayLetsSomebodyIn(_stack: string, { access }: Draft): Iterable<Found> {
  const gateway = access?.gateway;
  if (gateway === undefined || Object.values(gateway.groups ?? {}).some((names) => (names ?? []).length > 0))
    return;
  yield {
    path: ["access", "gateway", "groups"],
    problem: "names no group: the gateway would let nobody in",
    allowed: `at least one group of ${personRoles.join(", ")}`,
    fix: "name the groups of your issuer, or remove the gateway",
  };
}

/** What somebody may do is the greatest of their groups; one group is one kind of person. */
export function* oneKindOfPersonEachGroup(_stack: string, { access }: Draft): Iterable<Found> {
  const owner = new Map<string, string>();
  for (const [role, names] of Object.entries(access?.gateway?.groups ?? {})) {
    for (const [index, name] of (names ?? []).entries()) {
      const other = owner.get(name);
      owner.set(name, other ?? role);
      if (other === undefined) continue;
      yield {
        path: ["access", "gateway", "groups", role, index],
        problem: `is ${other} already: what its members may do would depend on the order of the lists`,
        allowed: "each group once, over all lists",
        fix: `remove it here or from ${other}`,
      };
    }
  }
}

/** On EKS the entrance is AWS's load balancer. */
export function* entranceFitsCluster(_stack: string, { cluster, access }: Draft): Iterable<Found> {
  if (cluster?.kind === "existing" || access?.gateway?.ingressClass === undefined) return;
  yield {
    path: ["access", "gateway", "ingressClass"],
    problem: "is for a cluster that is there already: on EKS the gateway has a load balancer of its own",
    allowed: "nothing, without cluster.kind existing",
    fix: "remove it",
  };
}
