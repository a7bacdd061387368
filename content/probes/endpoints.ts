import { accessNamespace } from "../access/charts";
import { type Door, doors, keeperOf } from "../access/doors";
import { tenantDoors } from "../access/tenants";
import type { ApplicationTeam } from "../applications/teams";
import { GRAFANA } from "../dashboards/provisioning";
import { gatewayPorts } from "../flows/access";
import type { Pods } from "../flows/flow";
import { named } from "../flows/parts";
import {
  ELASTICSEARCH_PORT,
  elasticsearchPods,
  elasticsearchService,
  KIBANA_PORT,
  kibanaPods,
  kibanaService,
  loggingNamespace,
} from "../logs/names";
import { ALERTMANAGER_PORT, alertmanagerName, PROMETHEUS_PORT, prometheusName } from "../metrics/names";
import { type ThanosRole, thanosNames, thanosPorts } from "../thanos/names";
import { tracingNamespace } from "../tracing/charts";
import { jaeger, tracingPorts } from "../tracing/names";
import { dashboardsNamespace, monitoringNamespace } from "../versions";
import type { ProbeModule } from "./modules";

/** A program of the platform, asked by its Service as those ask who need it. */
export interface Endpoint {
  /** The label `probe` of what was found out. */
  readonly name: string;
  readonly namespace: string;
  readonly service: string;
  readonly port: number;
  readonly path: string;
  readonly module: ProbeModule;
  /** Its pods, for the table of flows. */
  readonly pods: Pods;
  /** It is a team's door: one flow leads to all of them. */
  readonly ofTeam?: true;
  /** It leads to Thanos' history, which some regions do not have. */
  readonly ofHistory?: true;
  /** Whether a region has it. @default everywhere */
  readonly existsIn?: (region: ProbedRegion) => boolean;
}

/** What decides on the endpoints of a region. */
export interface ProbedRegion {
  /** Whether people come in by the gateway. */
  readonly gateway: boolean;
  /** The teams that have a door of their own. */
  readonly tenants: readonly ApplicationTeam[];
  /** What of Thanos runs there. */
  readonly thanos: readonly ThanosRole[];
}

/** Of Thanos, what others ask. What it does for itself is watched by its own metrics. */
const askedOfThanos = ["router", "query", "frontend", "store"] as const satisfies readonly ThanosRole[];

const thanosEndpoints = askedOfThanos.map((role): Endpoint => ({
  name: thanosNames[role],
  namespace: monitoringNamespace,
  service: thanosNames[role],
  port: thanosPorts.http,
  path: "/-/ready",
  module: "answers",
  pods: named(thanosNames[role]),
  existsIn: ({ thanos }) => thanos.includes(role),
}));

/** The gateway itself, before it asks who somebody is. */
const keeperOfDoor = (door: Door): Endpoint => ({
  name: `door-${door.name}`,
  namespace: accessNamespace,
  service: keeperOf(door),
  port: gatewayPorts.https,
  path: "/ping",
  module: "answers",
  pods: { label: "app.kubernetes.io/instance", values: [keeperOf(door)] },
  ...(door.tenant === undefined ? {} : { ofTeam: true }),
  ...(door.needsHistory === true ? { ofHistory: true } : {}),
  existsIn: ({ gateway, tenants, thanos }) =>
    gateway &&
    (door.tenant === undefined || tenants.includes(door.tenant)) &&
    (door.needsHistory !== true || thanos.includes("frontend")),
});

/** Every endpoint. One more program is one more entry; the flow that the question needs comes from it. */
export const endpoints: readonly Endpoint[] = [
  {
    name: "prometheus",
    namespace: monitoringNamespace,
    service: prometheusName,
    port: PROMETHEUS_PORT,
    path: "/-/ready",
    module: "answers",
    pods: named("prometheus"),
  },
  {
    name: "alertmanager",
    namespace: monitoringNamespace,
    service: alertmanagerName,
    port: ALERTMANAGER_PORT,
    path: "/-/ready",
    module: "answers",
    pods: named("alertmanager"),
  },
  ...thanosEndpoints,
  {
    name: "grafana",
    namespace: dashboardsNamespace,
    service: GRAFANA.service,
    port: GRAFANA.port,
    // Fails when Grafana cannot reach its database.
    path: "/api/health",
    module: "answers",
    pods: { label: GRAFANA.pods.label, values: [GRAFANA.pods.value] },
  },
  {
    name: "elasticsearch",
    namespace: loggingNamespace,
    service: elasticsearchService,
    port: ELASTICSEARCH_PORT,
    path: "/",
    // The exporter says how the cluster does; this says that its door is open, and closed to whoever does not sign in.
    module: "asks-who",
    pods: { label: elasticsearchPods.label, values: [elasticsearchPods.value] },
  },
  {
    name: "kibana",
    namespace: loggingNamespace,
    service: kibanaService,
    port: KIBANA_PORT,
    // Says to everybody whether it is well, and no more than that.
    path: "/api/status",
    module: "answers",
    pods: { label: kibanaPods.label, values: [kibanaPods.value] },
  },
  {
    name: "jaeger",
    namespace: tracingNamespace,
    service: jaeger.query,
    port: tracingPorts.query,
    path: "/",
    module: "answers",
    pods: named(jaeger.query),
  },
  ...[...doors, ...tenantDoors].map(keeperOfDoor),
];

/** The endpoints of a region. */
export function endpointsOf(region: ProbedRegion): Endpoint[] {
  return endpoints.filter(({ existsIn }) => existsIn?.(region) ?? true);
}

/** The address at which an endpoint is asked: a name that its certificate has. */
export function endpointUrl({ service, namespace, port, path }: Endpoint): string {
  return `https://${service}.${namespace}.svc:${port}${path}`;
}
