import { GRAFANA } from "../dashboards/provisioning";
import { alertmanagerName, PROMETHEUS_PORT, prometheusName } from "../metrics/names";
import { people, type PersonAccess, type PersonRole, personRoles } from "../people";
import { dashboardsNamespace, monitoringNamespace } from "../versions";

/** A program of the platform that people look at, each under a host of its own. */
export interface Door {
  /** First part of its host, and last part of the names of what keeps it. */
  readonly name: string;
  /** The program's Service and port; it speaks TLS. */
  readonly namespace: string;
  readonly service: string;
  readonly port: number;
  /** Label `app.kubernetes.io/name` of its pods. */
  readonly pods: string;
  /** Who may come in; what somebody may do inside is the program's to say, if it can tell people apart. */
  readonly opensFor: (access: PersonAccess) => boolean;
  /** Why those. */
  readonly because: string;
  /** Whether the program reads who somebody is from the token that the gateway hands on. */
  readonly readsToken: boolean;
}

/**
 * Every door. A new program is one more entry, and an entry in the table of flows comes from it. Programs that show logs or traces open for
 * who sees logs; none may be a data source of Grafana, which cannot tell its readers apart.
 */
export const doors: readonly Door[] = [
  {
    name: "grafana",
    namespace: dashboardsNamespace,
    service: GRAFANA.service,
    port: GRAFANA.port,
    pods: "grafana",
    opensFor: ({ sees }) => sees.metrics !== "none",
    because: "it shows metrics alone, and maps people to its own roles",
    readsToken: true,
  },
  {
    name: "prometheus",
    namespace: monitoringNamespace,
    service: prometheusName,
    port: PROMETHEUS_PORT,
    pods: "prometheus",
    opensFor: ({ sees }) => sees.metrics !== "none",
    because: "its interface reads; what would change it is switched off",
    readsToken: false,
  },
  {
    name: "alertmanager",
    namespace: monitoringNamespace,
    service: alertmanagerName,
    port: 9093,
    pods: "alertmanager",
    opensFor: ({ silences }) => silences,
    because: "whoever comes in can silence every alert: it cannot tell people apart",
    readsToken: false,
  },
];

/** The kinds of people for whom a door opens. */
export function rolesOf({ opensFor }: Door): PersonRole[] {
  return personRoles.filter((role) => opensFor(people[role]));
}

/** The host under which people find a door: `prometheus.us-east-1.<domain>`. */
export function doorHost(door: Pick<Door, "name">, region: string, domain: string): string {
  return `${door.name}.${region}.${domain}`;
}

/** What decides on where people find a door. */
export interface DoorScope {
  readonly region: string;
  /** @default - there is no gateway, and nobody comes in from outside */
  readonly access?: { readonly gateway?: { readonly domain: string } | undefined };
}

/** Where links to a program lead: to its door, or without a gateway to its Service. */
export function linkTo(name: string, { region, access }: DoorScope): string {
  const door = doors.find((each) => each.name === name);
  if (door === undefined)
    throw new Error(`there is no door '${name}', only ${doors.map((each) => each.name).join(", ")}`);
  const { gateway } = access ?? {};
  return gateway === undefined
    ? `https://${door.service}.${door.namespace}.svc:${door.port}/`
    : `https://${doorHost(door, region, gateway.domain)}/`;
}

/** Name of the release that keeps a door, of its Service, and label `app.kubernetes.io/instance` of its pods. */
export function keeperOf({ name }: Pick<Door, "name">): string {
  return `oauth2-proxy-${name}`;
}
