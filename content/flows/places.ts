import type { FlowRegion, Place } from "./flow";

/**
 * The agent that hands pods the credentials of their role, on every node (EKS user guide, "Learn how EKS Pod Identity grants pods access to
 * AWS services"). The clusters are IPv4: its other address, fd00:ec2::23, is not used.
 */
const POD_IDENTITY_AGENT = "169.254.170.23/32";

/**
 * Ranges of which EKS takes one for Services, where nobody names another (EKS API, `KubernetesNetworkConfigRequest`). AWS's network plugin
 * judges a packet before a Service's address is replaced by that of a pod or of the API server, and knows only the addresses of Services
 * whose pods a policy selects. The API server has no pods.
 */
const EKS_SERVICE_RANGES = ["10.100.0.0/16", "172.20.0.0/16"];

/** A namespace that carries it is scraped: Prometheus reaches its pods. */
export const SCRAPED_LABEL = { name: "pharos/scraped", value: "true" } as const;

/** Where a place is: everywhere, in some ranges, in namespaces with a label, or nowhere in this region. */
export type Whereabouts =
  | { readonly kind: "everywhere" }
  | { readonly kind: "ranges"; readonly ranges: readonly string[] }
  | { readonly kind: "namespaces"; readonly label: { readonly name: string; readonly value: string } }
  | { readonly kind: "nowhere" };

interface PlaceFacts {
  /** What people call it. */
  readonly title: string;
  /** Where it is in a network of ours, in words. */
  readonly onEks: string;
  /** Where it is on an existing cluster, in words. */
  readonly onExisting: string;
  readonly find: (ranges: NonNullable<FlowRegion["ranges"]>, direction: Direction) => Whereabouts;
  /** @default everywhere: nobody here knows that network */
  readonly findOnExisting?: Whereabouts;
}

export type Direction = "in" | "out";

const everywhere: Whereabouts = { kind: "everywhere" };
const scraped: Whereabouts = { kind: "namespaces", label: SCRAPED_LABEL };
const within = (...ranges: readonly string[]): Whereabouts => ({ kind: "ranges", ranges });

const UNKNOWN = "anywhere: nobody here knows that network";

/** All places. */
export const places: Readonly<Record<Place, PlaceFacts>> = {
  resolver: {
    title: "the resolver",
    onEks:
      "anywhere: Auto Mode runs it on each node, at an address that AWS does not promise, and there are no pods to name",
    onExisting: UNKNOWN,
    find: () => everywhere,
  },
  "api-server": {
    title: "the API server",
    onEks: `the range of nodes and pods, where its interfaces are; outwards also EKS's ranges for Services, ${EKS_SERVICE_RANGES.join(" and ")}`,
    onExisting: UNKNOWN,
    find: ({ nodes }, direction) => within(nodes, ...(direction === "out" ? EKS_SERVICE_RANGES : [])),
  },
  nodes: {
    title: "the nodes",
    onEks: "the range of nodes and pods",
    onExisting: UNKNOWN,
    find: ({ nodes }) => within(nodes),
  },
  intra: {
    title: "load balancers, endpoints and databases",
    onEks: "the intra range, where neither nodes nor pods are",
    onExisting: UNKNOWN,
    find: ({ intra }) => within(intra),
  },
  "pod-identity": {
    title: "the agent of EKS Pod Identity",
    onEks: POD_IDENTITY_AGENT.replace("/32", ", on each node"),
    onExisting: "nowhere: there is none",
    find: () => within(POD_IDENTITY_AGENT),
    findOnExisting: { kind: "nowhere" },
  },
  "scraped-namespaces": {
    title: "namespaces that are scraped",
    onEks: `every namespace with the label \`${SCRAPED_LABEL.name}: "${SCRAPED_LABEL.value}"\``,
    onExisting: "the same",
    find: () => scraped,
    findOnExisting: scraped,
  },
  anywhere: {
    title: "anywhere",
    onEks: "anywhere",
    onExisting: "anywhere",
    find: () => everywhere,
  },
};

/** Where a place is in a region. */
export function findPlace(place: Place, { ranges }: FlowRegion, direction: Direction): Whereabouts {
  const { find, findOnExisting } = places[place];
  return ranges === undefined ? (findOnExisting ?? everywhere) : find(ranges, direction);
}
