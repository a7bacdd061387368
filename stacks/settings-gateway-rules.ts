import { applicationsOf } from "../content/applications";
import { personRoles } from "../content/people";
import type { Draft } from "./settings-check";
import type { Complaint } from "./settings-complaint";

type Found = Omit<Complaint, "stack">;

/** oauth2-proxy takes no group for everybody; we take it for a mistake. */
export function* gatewayLetsSomebodyIn(_stack: string, { access }: Draft): Iterable<Found> {
  const gateway = access?.gateway;
  if (gateway === undefined) return;
  const named = [...Object.values(gateway.groups ?? {}), ...Object.values(gateway.tenants ?? {})];
  if (named.some((names) => (names ?? []).length > 0)) return;
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

/** A team's door shows less than others, so that nobody needs it who comes in by those. */
export function* tenantsSeeNothingElse(_stack: string, { access }: Draft): Iterable<Found> {
  const gateway = access?.gateway;
  const roles = new Map(
    Object.entries(gateway?.groups ?? {}).flatMap(([role, names]) =>
      (names ?? []).map((name): [string, string] => [name, role]),
    ),
  );
  for (const [team, names = []] of Object.entries(gateway?.tenants ?? {})) {
    for (const [index, name] of names.entries()) {
      const role = roles.get(name);
      if (role === undefined) continue;
      yield {
        path: ["access", "gateway", "tenants", team, index],
        problem: `is ${role} already: its members see the metrics of every team`,
        allowed: "a group that is in none of the lists of access.gateway.groups",
        fix: `remove it here or from ${role}`,
      };
    }
  }
}

/** A door to nothing is a mistake in the team or in the workloads. */
export function* tenantsHaveApplications(_stack: string, { access, workloads }: Draft): Iterable<Found> {
  if (workloads === undefined) return;
  const { finance = false, dag = false } = workloads;
  const present = applicationsOf({ finance, dag }).map(({ team }) => team);
  for (const [team, names = []] of Object.entries(access?.gateway?.tenants ?? {})) {
    if (names.length === 0 || present.some((each) => each === team)) continue;
    yield {
      path: ["access", "gateway", "tenants", team],
      problem: "opens a door to no application: the team has none in this stack",
      allowed: `teams with applications here: ${[...new Set(present)].join(", ")}`,
      fix: `write ${team}: [] in this stack's file, or switch the team's workload on in workloads`,
    };
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
