import { PROMETHEUS_PORT } from "../metrics/names";
import { thanosNames, thanosPorts } from "../thanos/names";
import type { Flow } from "./flow";
import { HTTP_PORT, HTTPS_PORT, named, toPodIdentity, withThanos } from "./parts";

const { router, store, compactor, ruler, replicator, expiry, frontend } = thanosNames;
/** Those that work on a bucket of blocks, each with the credentials of its role. */
const onBuckets = named(store, compactor, ruler, replicator, expiry);

/** What asks for history. */
export const historyFrontends = named(frontend);

const onlyWithThanos = { ports: withThanos(HTTP_PORT), only: "on EKS, with metrics.store: thanos" } as const;

/** Flows of Thanos in the namespace of metrics; what its programs ask each other stays within. */
export const thanosFlows: readonly Flow[] = [
  { ...toPodIdentity("thanos", named(store, compactor, ruler, expiry)), ...onlyWithThanos },
  { ...toPodIdentity("thanos-replicator", named(replicator)), ...onlyWithThanos },
  {
    name: "thanos-to-object-store",
    pods: onBuckets,
    // S3 is behind a gateway endpoint, and the hub's in another region, at public addresses.
    to: "anywhere",
    ports: withThanos(HTTPS_PORT),
    why: "serves, merges, copies and ends blocks of metrics",
    only: "on EKS, with metrics.store: thanos",
  },
  {
    name: "spokes-to-receive",
    pods: named(router),
    from: "intra",
    ports: (region) => (region.takesMetrics ? withThanos(thanosPorts.remoteWrite)(region) : []),
    why: "hands on what the spokes send (the ingest load balancer)",
    only: "on EKS with metrics.store: thanos, in a hub with spokes",
  },
  {
    name: "spokes-to-prometheus",
    pods: named("prometheus"),
    from: "intra",
    ports: ({ takesMetrics, ranges }) => (takesMetrics && ranges === undefined ? [PROMETHEUS_PORT] : []),
    why: "hands on what the spokes send",
    only: "on an existing cluster, in a hub with spokes",
  },
];
