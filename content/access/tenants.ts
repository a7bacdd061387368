import { type ApplicationTeam, applicationTeams } from "../applications/teams";
import { PROMETHEUS_PORT, prometheusName } from "../metrics/names";
import { monitoringNamespace } from "../versions";
import { type Door, keeperOf } from "./doors";

/** Groups of the issuer by the team whose metrics their members see. */
export type GroupsByTeam = Readonly<Partial<Record<ApplicationTeam, readonly string[]>>>;

/** Label of series, rules and alerts that says whose they are. No application can write it; who makes monitors and rules can. */
export const TENANT_LABEL = "team";

/**
 * A door for each team, to the metrics of its applications alone. Whose they are is fixed in the door and not asked of a header or a
 * parameter: whoever comes in cannot choose, and a group of the issuer that is called like a team opens nothing.
 */
export const tenantDoors: readonly (Door & { readonly tenant: ApplicationTeam })[] = applicationTeams.map(
  (tenant) => ({
    name: `metrics-${tenant}`,
    tenant,
    namespace: monitoringNamespace,
    service: prometheusName,
    port: PROMETHEUS_PORT,
    pods: { label: "app.kubernetes.io/name", value: "prometheus" },
    // Who sees all metrics has a door to all of them.
    opensFor: () => false,
    because: "it shows the metrics of the team's applications alone",
    readsToken: false,
  }),
);

/** The pods of all teams' doors, for the table of flows. */
export const tenantKeepers = { label: "app.kubernetes.io/instance", values: tenantDoors.map(keeperOf) };

/** The doors of the teams that have a group. */
export function tenantDoorsOf(tenants: GroupsByTeam = {}): typeof tenantDoors {
  return tenantDoors.filter(({ tenant }) => (tenants[tenant] ?? []).length > 0);
}
