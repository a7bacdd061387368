import { doors, keeperOf } from "../../../../content/access/doors";
import { tenantDoors } from "../../../../content/access/tenants";
import { EXPLORER, GRAFANA } from "../../../../content/dashboards/provisioning";
import { isPodsOf, type FlowRegion } from "../../../../content/flows/flow";
import { listeners } from "../../../../content/flows/listeners";
import { flowNamespaces, flowsOf } from "../../../../content/flows/table";
import type { Line } from "../line";
import { at, labelOf, namespaceOf, objects, type Stack } from "../stack";
import { evidence, nameOf } from "../tls";
import type { Workload } from "../workload";
import { workloads } from "../workloads";
import { claimed, portMutants, unlisted } from "./port-mutants";

/** Pods that policies know by their release, of which each has a name that others have, too. */
const RELEASES: Readonly<Record<string, string>> = {
  ...Object.fromEntries([GRAFANA, EXPLORER].map(({ pods }) => [pods.value, "grafana"])),
  ...Object.fromEntries([...doors, ...tenantDoors].map((door) => [keeperOf(door), "oauth2-proxy"])),
};

/** The name by which policies know pods. */
function podsOf({ labels }: Pick<Workload, "labels">): string {
  if (labels["elasticsearch.k8s.elastic.co/cluster-name"] !== undefined) return "elasticsearch";
  if (labels["kibana.k8s.elastic.co/name"] !== undefined) return "kibana";
  const { "app.kubernetes.io/name": name, app, "app.kubernetes.io/instance": release = "" } = labels;
  return name ?? app ?? RELEASES[release] ?? "";
}

/** A region in which every flow has its ports. */
const EVERYWHERE: FlowRegion = {
  ranges: { nodes: "", intra: "" },
  takesMetrics: true,
  hubPort: 443,
  databasePort: 5432,
};

/** Ports at which pods of the platform are reached, by the table of flows. `all`: of whoever is in the namespace. */
function flowPorts(): string[] {
  return flowNamespaces.flatMap((namespace) =>
    flowsOf(namespace).flatMap((flow) => {
      const ports = typeof flow.ports === "function" ? flow.ports(EVERYWHERE) : flow.ports;
      const side = "from" in flow ? { namespace, pods: flow.pods } : isPodsOf(flow.to) ? flow.to : undefined;
      if (side === undefined || ports === "any") return [];
      const { pods } = side;
      const names =
        pods === "all" ? ["all"] : pods.values.map((value) => podsOf({ labels: { [pods.label]: value } }));
      return names.flatMap((name) =>
        ports.map((port) => nameOf({ namespace: side.namespace, pods: name, port })),
      );
    }),
  );
}

/** Ports that pods or Services of a stack open. */
function openPorts(stack: Stack): { owner: string; name: string }[] {
  const own = workloads(stack);
  const services = objects(stack, "Service").flatMap((service) => {
    const selector = (at(service.inputs, "spec > selector") ?? {}) as Record<string, string>;
    const pods = podsOf({ labels: selector });
    const target = own.find((each) => each.namespace === namespaceOf(service) && podsOf(each) === pods);
    return ((at(service.inputs, "spec > ports") ?? []) as ServicePort[]).map(
      ({ port, targetPort = port }) => {
        const found =
          typeof targetPort === "number"
            ? targetPort
            : target?.ports.find(({ name }) => name === targetPort)?.port;
        return {
          owner: labelOf(service),
          name: nameOf({ namespace: namespaceOf(service), pods, port: found ?? port }),
        };
      },
    );
  });
  return [
    ...own.flatMap((each) =>
      each.ports.map(({ port }) => ({
        owner: each.name,
        name: nameOf({ namespace: each.namespace, pods: podsOf(each), port }),
      })),
    ),
    ...services,
  ];
}

interface ServicePort {
  readonly port: number;
  readonly targetPort?: number | string;
}

const known = new Set(listeners.map(nameOf));

export const tls: Line = {
  title: "every port speaks TLS, or is on the list with its reason",
  check: (stack) => [
    ...listeners
      .filter((listener) => listener.speaks !== "plain")
      .flatMap((listener) => {
        const name = nameOf(listener);
        const prove = evidence[name];
        if (prove === undefined) return [`nothing shows how ${name} speaks`];
        return prove(stack) === false ? [claimed(name)] : [];
      }),
    ...listeners
      .filter(({ speaks, why }) => (speaks === "own" || speaks === "plain") !== (why !== undefined))
      .map((listener) => `${nameOf(listener)} is ${listener.speaks}, and its reason does not fit that`),
    ...openPorts(stack)
      .filter(({ name }) => !known.has(name))
      .map(({ owner, name }) => unlisted(owner, name)),
    ...[...new Set(flowPorts())]
      .filter((name) => {
        const [namespace = "", rest = ""] = name.split("/");
        const [pods, port] = rest.split(":");
        return pods === "all"
          ? !listeners.some((each) => each.namespace === namespace && each.port === Number(port))
          : !known.has(name);
      })
      .map((name) => `a flow leads to ${name}, where nobody listens`),
  ],
  mutants: portMutants,
};
