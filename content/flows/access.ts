import { accessNamespace } from "../access/charts";
import { doors, keeperOf } from "../access/doors";
import { tenantKeepers } from "../access/tenants";
import { PROMETHEUS_PORT } from "../metrics/names";
import { monitoringNamespace } from "../versions";
import type { Flow } from "./flow";
import { named, withThanos } from "./parts";

const HTTPS_PORT = 443;

/** Ports of the gateway's pods, as its chart sets them. */
export const gatewayPorts = { https: 4443, metrics: 44180 } as const;

const keepers = { label: "app.kubernetes.io/name", values: ["oauth2-proxy"] };

/** Of the gateway. */
export const accessFlows: Readonly<Record<string, readonly Flow[]>> = {
  [accessNamespace]: [
    {
      name: "people-to-gateway",
      pods: keepers,
      // Its load balancer.
      from: "intra",
      ports: [gatewayPorts.https],
      why: "let people in whom the issuer knows",
    },
    {
      name: "gateway-to-issuer",
      pods: keepers,
      to: "anywhere",
      ports: [HTTPS_PORT],
      why: "asks the issuer who somebody is",
    },
    ...doors.map((door): Flow => ({
      name: `gateway-to-${door.name}`,
      pods: { label: "app.kubernetes.io/instance", values: [keeperOf(door)] },
      to: { namespace: door.namespace, pods: { label: door.pods.label, values: [door.pods.value] } },
      ports: door.needsHistory === true ? withThanos(door.port) : [door.port],
      why: `hands on what people ask of ${door.name}`,
      ...(door.needsHistory === true ? { only: "on EKS, with metrics.store: thanos" } : {}),
    })),
    {
      name: "gateway-to-metrics-of-teams",
      pods: tenantKeepers,
      to: { namespace: monitoringNamespace, pods: named("prometheus") },
      ports: [PROMETHEUS_PORT],
      why: "asks for a team what it may see",
    },
  ],
};
