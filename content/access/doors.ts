import { EXPLORER, GRAFANA } from "../dashboards/provisioning";
import { KIBANA_PORT, kibanaPods, kibanaService, loggingNamespace } from "../logs/names";
import { alertmanagerName, PROMETHEUS_PORT, prometheusName } from "../metrics/names";
import { people, type PersonAccess, type PersonRole, personRoles } from "../people";
import { thanosNames, thanosPorts } from "../thanos/names";
import type { ApplicationTeam } from "../applications/teams";
import { tracingNamespace } from "../tracing/charts";
import { jaeger, tracingPorts } from "../tracing/names";
import { dashboardsNamespace, monitoringNamespace } from "../versions";

/** What people call a door. */
export type DoorName =
  "grafana" | "prometheus" | "alertmanager" | "thanos" | "jaeger" | "explorer" | "kibana";

/** Doors of teams; see `tenants.ts`. */
type TenantDoorName = `metrics-${ApplicationTeam}`;

/** A program of the platform that people look at, each under a host of its own. */
export interface Door {
  /** First part of its host, and last part of the names of what keeps it. */
  readonly name: DoorName | TenantDoorName;
  /** The program's Service and port; it speaks TLS. */
  readonly namespace: string;
  readonly service: string;
  readonly port: number;
  /** Label of its pods. */
  readonly pods: { readonly label: string; readonly value: string };
  /** Who may come in; what somebody may do inside is the program's to say, if it can tell people apart. */
  readonly opensFor: (access: PersonAccess) => boolean;
  /** Why those. */
  readonly because: string;
  /** Whether the program reads who somebody is from the token that the gateway hands on. */
  readonly readsToken: boolean;
  /** Whether it is there only where a region keeps history. @default everywhere */
  readonly needsHistory?: true;
  /** The team to whose metrics it leads, and to no others. @default what is behind it is shown whole */
  readonly tenant?: ApplicationTeam;
}

const named = (value: string): Door["pods"] => ({ label: "app.kubernetes.io/name", value });

/**
 * Every door. A new program is one more entry, and an entry in the table of flows comes from it. Programs that show logs or traces open for
 * who sees them; none may be a data source of
 * Grafana itself, whom others look at, too.
 */
export const doors: readonly Door[] = [
  {
    name: "grafana",
    namespace: dashboardsNamespace,
    service: GRAFANA.service,
    port: GRAFANA.port,
    pods: GRAFANA.pods,
    opensFor: ({ sees }) => sees.metrics !== "none",
    because: "it shows metrics alone, and maps people to its own roles",
    readsToken: true,
  },
  {
    name: "prometheus",
    namespace: monitoringNamespace,
    service: prometheusName,
    port: PROMETHEUS_PORT,
    pods: named("prometheus"),
    opensFor: ({ sees }) => sees.metrics !== "none",
    because: "its interface reads; what would change it is switched off",
    readsToken: false,
  },
  {
    name: "alertmanager",
    namespace: monitoringNamespace,
    service: alertmanagerName,
    port: 9093,
    pods: named("alertmanager"),
    opensFor: ({ silences }) => silences,
    because: "whoever comes in can silence every alert: it cannot tell people apart",
    readsToken: false,
  },
  {
    name: "thanos",
    namespace: monitoringNamespace,
    service: thanosNames.frontend,
    port: thanosPorts.http,
    pods: named(thanosNames.frontend),
    opensFor: ({ sees }) => sees.metrics !== "none",
    because: "its interface reads: metrics of the past, and at the hub those of all regions",
    readsToken: false,
    needsHistory: true,
  },
  {
    name: "jaeger",
    namespace: tracingNamespace,
    service: jaeger.query,
    port: tracingPorts.query,
    pods: named(jaeger.query),
    opensFor: ({ sees }) => sees.logs !== "none",
    because: "spans say of whom a request was, as logs do; it cannot tell people apart",
    readsToken: false,
  },
  {
    name: "explorer",
    namespace: dashboardsNamespace,
    service: EXPLORER.service,
    port: EXPLORER.port,
    pods: EXPLORER.pods,
    opensFor: ({ sees }) => sees.logs !== "none",
    because: "it shows metrics, logs and traces together",
    readsToken: true,
  },
  {
    name: "kibana",
    namespace: loggingNamespace,
    service: kibanaService,
    port: KIBANA_PORT,
    pods: kibanaPods,
    opensFor: ({ kibana }) => kibana.length > 0,
    because: "it asks once more who somebody is, and shows what that user may read",
    readsToken: false,
  },
];

/** The doors of a region. */
export function doorsOf({ hasHistory }: { readonly hasHistory: boolean }): readonly Door[] {
  return doors.filter(({ needsHistory = false }) => hasHistory || !needsHistory);
}

/** The kinds of people for whom a door opens. */
export function rolesOf({ opensFor }: Door): PersonRole[] {
  return personRoles.filter((role) => opensFor(people[role]));
}

/** The host under which people find a door: `prometheus.us-east-1.<domain>`. */
export function doorHost(door: Pick<Door, "name">, region: string, domain: string): string {
  return `${door.name}.${region}.${domain}`;
}

/** Where people find a door. */
export function doorUrl(name: DoorName, region: string, domain: string): string {
  return `https://${doorHost({ name }, region, domain)}`;
}

/** What decides on where people find a door. */
export interface DoorScope {
  readonly region: string;
  /** @default - there is no gateway, and nobody comes in from outside */
  readonly access?: { readonly gateway?: { readonly domain: string } | undefined };
}

/** Where links to a program lead: to its door, or without a gateway to its Service. */
export function linkTo(name: DoorName, { region, access }: DoorScope): string {
  const { gateway } = access ?? {};
  if (gateway !== undefined) return doorUrl(name, region, gateway.domain);
  const { service, namespace, port } = doors.find((door) => door.name === name)!;
  return `https://${service}.${namespace}.svc:${port}`;
}

/** Name of the release that keeps a door, of its Service, and label `app.kubernetes.io/instance` of its pods. */
export function keeperOf({ name }: Pick<Door, "name">): string {
  return `oauth2-proxy-${name}`;
}
