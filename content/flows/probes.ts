import { accessNamespace } from "../access/charts";
import { tenantKeepers } from "../access/tenants";
import { endpoints } from "../probes/endpoints";
import { blackboxName } from "../probes/names";
import { monitoringNamespace } from "../versions";
import { gatewayPorts } from "./access";
import type { OutwardFlow } from "./flow";
import { named, withThanos } from "./parts";

const blackbox = named(blackboxName);

/** Questions from outside, in the namespace of metrics; those to programs of the same namespace stay within. */
export const probeFlows: readonly OutwardFlow[] = [
  ...endpoints
    .filter(({ namespace, ofTeam = false }) => namespace !== monitoringNamespace && !ofTeam)
    .map(({ name, namespace, pods, port, ofHistory = false }) => ({
      name: `probes-to-${name}`,
      pods: blackbox,
      to: { namespace, pods },
      ports: ofHistory ? withThanos(port) : [port],
      why: "asks whether it answers",
      ...(ofHistory ? { only: "on EKS, with metrics.store: thanos" } : {}),
    })),
  {
    name: "probes-to-doors-of-teams",
    pods: blackbox,
    to: { namespace: accessNamespace, pods: tenantKeepers },
    ports: [gatewayPorts.https],
    why: "asks whether they answer",
  },
  {
    name: "probes-to-hub",
    pods: blackbox,
    to: "intra",
    ports: ({ hubPort }) => (hubPort === undefined ? [] : [hubPort]),
    why: "asks whether the hub's door for metrics answers, and how far away it is",
    only: "in a spoke",
  },
];
