import {
  type Flow,
  type FlowRegion,
  isPodsOf,
  type Place,
  type Pods,
  type PodsOf,
} from "../content/flows/flow";
import { listeners, type Speech } from "../content/flows/listeners";
import { DEFAULT_DENY } from "../content/flows/network-policies";
import { places, SCRAPED_LABEL } from "../content/flows/places";
import { flowNamespaces, flowsOf } from "../content/flows/table";
import { table } from "../content/markdown-table";

/** File with who may speak with whom in the cluster, relative to the project's root. */
export const NETWORK_FILE = "docs/network.md";

const INTRODUCTION = `# Traffic in the cluster

<!-- Made from content/flows/ by \`node dist/stacks/generate.js\`. Do not edit by hand. -->

Each of the platform's namespaces has a NetworkPolicy \`${DEFAULT_DENY}\`, which refuses everything in both directions, and one for each row
below. A row between two namespaces makes two: one on each side. Each policy says by the annotation \`pharos.io/reason\` what it is for.

A new namespace is one more entry in \`content/flows/table.ts\`, and its pods in \`infra/namespaces.ts\`; without them the program refuses to
make it.

To have Prometheus scrape a namespace of yours, give it the label \`${SCRAPED_LABEL.name}: "${SCRAPED_LABEL.value}"\`; if it is closed
itself, let in the pods \`app.kubernetes.io/name: prometheus\` of the namespace \`monitoring\`.
`;

const SPEECH: Readonly<Record<Speech, string>> = {
  mutual: "TLS, both sides with a certificate",
  server: "TLS",
  own: "TLS by a certificate of its own",
  plain: "no TLS",
};

/** How each port speaks. */
function listenersSection(): string {
  const rows = listeners.map(({ namespace, pods, port, speaks, why }) => [
    `\`${namespace}\``,
    `\`${pods}\``,
    String(port),
    SPEECH[speaks],
    why ?? "",
  ]);
  return [
    "## How each port speaks\n",
    "Certificates are those of the region's authority. A port without one has its reason here, or a test fails.\n",
    table(["Namespace", "Pods", "Port", "Speaks", "Why not otherwise"], rows),
  ].join("\n");
}

const LIMITS = `## What policies do not hold back

- Pods on their host's network: node-exporter's. Prometheus reaches them at the node's address.
- A node and the pods on it: the kubelet's probes, and \`kubectl port-forward\`.
- Pods that have an address in a range that a row names. Pods and nodes share theirs: where Prometheus may reach nodes, it may reach pods at
  the same ports, and where the API server may reach the operator's webhook, so may a pod. Both ask for TLS.
- Questions to resolvers, on port 53, wherever they are. Whoever can ask the cluster's own resolver can ask through it anyway.
- On an existing cluster whatever its network plugin does not enforce. Nobody here knows that network, so addresses are not narrowed there:
  ports are, and so is who among the cluster's pods.

AWS's plugin looks at the address of a Service, not of a pod or of the API server behind it. It wants the Service's port to be the pods', and
knows the Services of pods that a policy selects; to the API server, the ranges of Services are open at its port.
`;

const BOUNDS = `## How much may run

Each namespace has a ResourceQuota of twice what its charts' pods ask for together, so that a rolling update fits, and a LimitRange which
gives a container that says nothing the smallest request and the largest limit of the namespace. Both are worked out from the values of the
charts, and grow with \`metrics.activeSeries\` and \`metrics.storageGiB\`. What is on every node is counted for as many nodes as the pools'
limits allow, and on an existing cluster for 5000, the most that Kubernetes supports.
`;

/** The page. */
export function networkDocs(): string {
  return [
    INTRODUCTION,
    ...flowNamespaces.map((namespace) => section(namespace)),
    "## Where that is\n",
    table(
      ["Place", "On EKS", "On an existing cluster"],
      Object.values(places).map(({ title, onEks, onExisting }) => [title, onEks, onExisting]),
    ),
    listenersSection(),
    LIMITS,
    BOUNDS,
  ].join("\n");
}

function section(namespace: string): string {
  const rows = [
    ...flowsOf(namespace).map((flow) => row(namespace, flow)),
    ...flowNamespaces
      .filter((other) => other !== namespace)
      .flatMap((other) =>
        flowsOf(other)
          .filter((flow) => "to" in flow && isPodsOf(flow.to) && flow.to.namespace === namespace)
          .map((flow) => row(other, flow)),
      ),
  ];
  return [`## \`${namespace}\`\n`, table(["From", "To", "Ports", "What for", "Only"], rows)].join("\n");
}

function row(namespace: string, flow: Flow): readonly string[] {
  const own = podsText({ namespace, pods: flow.pods });
  const [from, to] = "from" in flow ? [sideText(flow.from), own] : [own, sideText(flow.to)];
  return [from, to, portsText(flow), flow.why, flow.only ?? ""];
}

function sideText(side: Place | PodsOf): string {
  return isPodsOf(side) ? podsText(side) : places[side].title;
}

function podsText({ namespace, pods }: { namespace: string; pods: Pods }): string {
  return pods === "all" ? `all of \`${namespace}\`` : pods.values.map((value) => `\`${value}\``).join(", ");
}

/** Regions in which everything is there, so that each flow has its ports; the last column says where it is. */
const EXISTING: FlowRegion = { takesMetrics: true, hubPort: 443, databasePort: 5432 };
const ON_EKS: FlowRegion = { ...EXISTING, archivesLogs: true, ranges: { nodes: "", intra: "" } };

function portsText({ ports, protocols = ["TCP"] }: Flow): string {
  if (ports === "any") return "any";
  const onEks = typeof ports === "function" ? ports(ON_EKS) : ports;
  const elsewhere =
    typeof ports === "function" ? ports(EXISTING).filter((port) => !onEks.includes(port)) : [];
  const numbers = [...onEks, ...elsewhere.map((port) => `${port} on an existing cluster`)].join(", ");
  return protocols.length === 1 ? numbers : `${numbers} (${protocols.join(", ")})`;
}
