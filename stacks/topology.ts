import { cidrOverlap, formatCidr, parseCidr, PRIVATE_RANGES, subCidr, type Cidr } from "../content/cidr";
import type { MetricsStore } from "../content/metrics/store";
import { regions, type Jurisdiction, type RegionName } from "../content/regions";
import type { Settings } from "./settings";
import type { Complaint, SettingPath } from "./settings-complaint";
import type { Draft } from "./settings-check";

/** What a stack needs to know of another one. */
export interface RegionTopology {
  readonly role: Settings["role"];
  readonly jurisdiction: Jurisdiction;
  /** The stack's range of private addresses; absent on an existing cluster, whose network is not ours. */
  readonly cidr?: string;
  /** Absent on an existing cluster. */
  readonly zones?: string[];
  /** Absent on an existing cluster. */
  readonly replicaRegion?: RegionName;
}

/** How the stacks belong together. Every stack's program gets the same one. */
export interface Topology {
  /** Region, and so stack, of the hub. */
  readonly hub: RegionName;
  /** What keeps the metrics of all of them. */
  readonly metricsStore: MetricsStore;
  /** By region; sorted by name, so that what is made from it has the same order everywhere. */
  readonly regions: Readonly<Record<string, RegionTopology>>;
}

/**
 * Puts the stacks' settings together.
 * @param stacks settings without mistakes, by stack
 * @throws RangeError if there is no hub among them
 */
export function assembleTopology(stacks: ReadonlyMap<string, Settings>): Topology {
  const sorted = [...stacks.values()].sort((a, b) => (a.region < b.region ? -1 : 1));
  const hub = sorted.find(({ role }) => role === "hub");
  if (hub === undefined) {
    throw new RangeError("no stack is the hub");
  }
  return {
    hub: hub.region,
    metricsStore: hub.metrics.store,
    regions: Object.fromEntries(
      sorted.map(({ region, role, network, replicaRegion }) => [
        region,
        {
          role,
          jurisdiction: regions[region].jurisdiction,
          ...(network === undefined ? {} : { cidr: network.cidr, zones: network.zones }),
          ...(replicaRegion === undefined ? {} : { replicaRegion }),
        },
      ]),
    ),
  };
}

/** The spokes' regions, sorted by name. */
export function spokesOf(topology: Topology): string[] {
  return Object.keys(topology.regions).filter((region) => region !== topology.hub);
}

/**
 * The regions whose authorities one has to trust, since metrics go from one program to another: a hub its spokes', a spoke its hub's. Only
 * those whose ground is ours: on an existing cluster its owner sees to trust. Nobody where AWS's service is between them.
 */
export function peersOf(topology: Topology, region: string): string[] {
  if (topology.metricsStore === "amp") return [];
  const all = region === topology.hub ? spokesOf(topology) : [topology.hub];
  return all.filter((peer) => topology.regions[peer]?.cidr !== undefined);
}

/** Checks that look at all stacks. */
export function checkTopology(drafts: ReadonlyMap<string, Draft>): Complaint[] {
  const stacks = [...drafts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([stack, draft]) => ({ stack, draft }));
  const hubFirst = [...stacks].sort(
    (a, b) => Number(b.draft.role === "hub") - Number(a.draft.role === "hub"),
  );
  return [...checkHub(stacks), ...checkWayToHub(stacks), ...checkSame(stacks), ...checkOverlaps(hubFirst)];
}

interface Stack {
  readonly stack: string;
  readonly draft: Draft;
}

/** There is one hub, it names itself, and every spoke names it. */
function* checkHub(stacks: readonly Stack[]): Iterable<Complaint> {
  if (stacks.some(({ draft }) => draft.role === undefined)) return; // who is the hub is unknown until that is mended
  const hubs = stacks.filter(({ draft }) => draft.role === "hub");
  const hub = hubs.find(({ stack, draft }) => draft.hub === stack) ?? hubs[0];
  if (hub === undefined) {
    yield* checkWithoutHub(stacks);
    return;
  }
  for (const { stack } of hubs.filter((other) => other !== hub)) {
    yield {
      stack,
      path: ["role"],
      problem: `makes ${stack} a second hub: ${hub.stack} is one already`,
      allowed: "hub in one stack, spoke in all others",
      fix: `write spoke here, or in Pulumi.${hub.stack}.yaml`,
    };
  }
  const names = new Set(stacks.map(({ stack }) => stack));
  for (const { stack, draft } of stacks) {
    const ofSecond = hubs.some((other) => other.stack === draft.hub);
    if (draft.hub === undefined || draft.hub === hub.stack || ofSecond) continue;
    yield {
      stack,
      path: ["hub"],
      problem: `leaves spokes without a hub: ${names.has(draft.hub) ? `${draft.hub} is a spoke` : `there is no stack ${draft.hub}`}`,
      allowed: hub.stack,
      fix: `write ${hub.stack}, the stack with role hub`,
    };
  }
}

function* checkWithoutHub(stacks: readonly Stack[]): Iterable<Complaint> {
  const named = stacks.find(({ stack }) => stacks.some(({ draft }) => draft.hub === stack));
  if (named !== undefined) {
    yield {
      stack: named.stack,
      path: ["role"],
      problem: `leaves spokes without a hub: ${named.stack} is what hub names, but its role is spoke`,
      allowed: "hub in one stack, spoke in all others",
      fix: "write hub here, or name another stack as the hub",
    };
    return;
  }
  for (const { stack, draft } of stacks) {
    yield {
      stack,
      path: ["hub"],
      problem: `leaves spokes without a hub: there is no stack ${draft.hub ?? "with role hub"}`,
      allowed: "the region of a stack with role hub",
      fix:
        draft.hub === undefined
          ? "write role: hub in one of the stacks, and its region here"
          : `add the file Pulumi.${draft.hub}.yaml with role hub, or write role: hub in one of the stacks and its region here`,
    };
  }
}

/** A spoke in AWS reaches its hub by PrivateLink, which a hub on an existing cluster cannot offer. */
function* checkWayToHub(stacks: readonly Stack[]): Iterable<Complaint> {
  const hub = stacks.find(({ draft }) => draft.role === "hub");
  if (hub?.draft.cluster?.kind !== "existing") return;
  for (const { stack, draft } of stacks) {
    if (draft.role !== "spoke" || draft.cluster?.kind !== "eks") continue;
    yield {
      stack,
      path: ["cluster"],
      near: ["role"],
      problem: `has no way to its hub: ${hub.stack} is on an existing cluster, and PrivateLink begins in AWS`,
      allowed: "an existing cluster with a hubUrl, or a hub whose cluster Pharos makes",
      fix: `write cluster.kind: existing with a hubUrl, or make the cluster of ${hub.stack} one of Pharos' own`,
    };
  }
}

/** A setting that has to be the same in all stacks, and why. */
interface Common {
  readonly path: SettingPath;
  readonly read: (draft: Draft) => string | undefined;
  readonly because: string;
}

const BY_NAME = "the stacks find each other's resources by name";

const sameEverywhere: readonly Common[] = [
  { path: ["organization"], read: ({ organization }) => organization, because: BY_NAME },
  { path: ["environment"], read: ({ environment }) => environment, because: BY_NAME },
  {
    path: ["accounts", "workload"],
    read: ({ accounts }) => accounts?.workload,
    because: "what exists once an account is made by the hub alone, and the hub lets in its own account only",
  },
  {
    path: ["metrics", "store"],
    read: ({ metrics }) => metrics?.store,
    because: "a spoke sends to the store that its hub has",
  },
];

function* checkSame(stacks: readonly Stack[]): Iterable<Complaint> {
  for (const { path, read, because } of sameEverywhere) {
    const first =
      stacks.find(({ draft }) => draft.role === "hub" && read(draft) !== undefined) ??
      stacks.find(({ draft }) => read(draft) !== undefined);
    for (const { stack, draft } of stacks) {
      if (first === undefined || read(draft) === undefined || read(draft) === read(first.draft)) continue;
      yield {
        stack,
        path,
        problem: `differs from ${first.stack}, where it is ${read(first.draft)}: ${because}`,
        allowed: "the same value in all stacks",
        fix: `write ${read(first.draft)}, best once for all in Pulumi.yaml`,
      };
    }
  }
}

function* checkOverlaps(stacks: readonly Stack[]): Iterable<Complaint> {
  const ranges = stacks.flatMap(({ stack, draft }) => {
    const cidr = parseCidr(draft.network?.cidr ?? "");
    return cidr === undefined ? [] : [{ stack, cidr }];
  });
  const taken = ranges.map((range) => range.cidr);
  for (const [index, { stack, cidr }] of ranges.entries()) {
    const other = ranges.slice(0, index).find((earlier) => cidrOverlap(earlier.cidr, cidr));
    if (other === undefined) continue;
    const free = freeRange(cidr.prefix, taken);
    if (free !== undefined) taken.push(free); // so that no two stacks are given the same advice
    yield {
      stack,
      path: ["network", "cidr"],
      problem: `overlaps the range of another stack: ${stack} has ${formatCidr(cidr)}, ${other.stack} has ${formatCidr(other.cidr)}`,
      allowed: "a range that shares no address with another stack's",
      fix:
        free === undefined
          ? "use a range that no stack uses"
          : `use a free range of the same size, such as ${formatCidr(free)}`,
    };
  }
}

/** The first private range of this size that nobody uses. */
export function freeRange(prefix: number, used: readonly Cidr[]): Cidr | undefined {
  for (const space of PRIVATE_RANGES.filter((range) => range.prefix <= prefix)) {
    for (let index = 0; index < 2 ** (prefix - space.prefix); index++) {
      const candidate = subCidr(space, prefix, index);
      if (!used.some((range) => cidrOverlap(range, candidate))) return candidate;
    }
  }
  return undefined;
}
