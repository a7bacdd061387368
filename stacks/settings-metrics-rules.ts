import { LONGEST_RETENTION } from "../content/managed-prometheus/names";
import type { Draft } from "./settings-check";
import type { Complaint } from "./settings-complaint";

/** What a rule found; whose stack it is, its caller knows. */
type Found = Omit<Complaint, "stack">;

/** A workspace ends samples after three years at the latest; a bucket of blocks keeps them for as long as it is told. */
export function* retentionFitsMetricsStore(_stack: string, { metrics, retention }: Draft): Iterable<Found> {
  const kept = retention?.["metrics-operational"];
  if (metrics?.store !== "amp" || kept === undefined || kept <= LONGEST_RETENTION) return;
  yield {
    path: ["retention", "metrics-operational"],
    problem: `of ${kept} days is longer than a workspace of Amazon Managed Service for Prometheus keeps anything`,
    allowed: `${LONGEST_RETENTION} or less with metrics.store: amp`,
    fix: `write ${LONGEST_RETENTION}, or store: thanos below pharos:metrics in all stacks`,
  };
}

/** AWS's service takes samples that are signed by a role, which pods of another cluster do not have. */
export function* metricsStoreFitsCluster(stack: string, { metrics, cluster }: Draft): Iterable<Found> {
  if (metrics?.store !== "amp" || cluster?.kind !== "existing") return;
  yield {
    path: ["metrics", "store"],
    near: ["cluster"],
    problem: `is amp, but ${stack} is on an existing cluster, whose pods have no role with which to sign what they send`,
    allowed: "thanos, or clusters of Pharos' own in all stacks",
    fix: "write store: thanos in all stacks, or remove the line",
  };
}
