import { PROMETHEUS_PORT } from "../metrics/names";
import { thanosNames, thanosPorts } from "../thanos/names";
import type { Flow, Pods } from "./flow";

const HTTP_PORT = 80;
const HTTPS_PORT = 443;

const named = (...values: readonly string[]): Pods => ({ label: "app.kubernetes.io/name", values });
const { router, store, compactor, ruler, replicator, expiry, frontend } = thanosNames;
/** Those that work on a bucket of blocks, each with the credentials of its role. */
const onBuckets = named(store, compactor, ruler, replicator, expiry);

const toPodIdentity = (who: string, pods: Pods): Flow => ({
  name: `${who}-to-pod-identity`,
  pods,
  to: "pod-identity",
  ports: [HTTP_PORT],
  why: "gets the credentials of its role",
  only: "on EKS",
});

/** What asks for history. */
export const historyFrontends = named(frontend);

/** Flows of Thanos in the namespace of metrics; what its programs ask each other stays within. */
export const thanosFlows: readonly Flow[] = [
  toPodIdentity("thanos", named(store, compactor, ruler, expiry)),
  toPodIdentity("thanos-replicator", named(replicator)),
  {
    name: "thanos-to-object-store",
    pods: onBuckets,
    // S3 is behind a gateway endpoint, and the hub's in another region, at public addresses.
    to: "anywhere",
    ports: ({ ranges }) => (ranges === undefined ? [] : [HTTPS_PORT]),
    why: "serves, merges, copies and ends blocks of metrics",
    only: "on EKS",
  },
  {
    name: "spokes-to-receive",
    pods: named(router),
    from: "intra",
    ports: ({ takesMetrics, ranges }) =>
      takesMetrics && ranges !== undefined ? [thanosPorts.remoteWrite] : [],
    why: "hands on what the spokes send (the ingest load balancer)",
    only: "on EKS, in a hub with spokes",
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
