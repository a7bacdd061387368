import { type NameScope, resourceName } from "../names";
import { days } from "../units";

/**
 * Amazon Managed Service for Prometheus, as its user guide describes it: a workspace takes samples by remote write and answers Prometheus'
 * queries, both over HTTPS and signed with the caller's role (SigV4).
 */

/** The name under which a region's workspaces are asked, and that of its interface endpoint's service. */
export const WORKSPACES_SERVICE = "aps-workspaces";

/** The public name of a region's workspaces: the one that signatures are made for, whatever way leads there. */
export function workspacesHost(region: string): string {
  return `${WORKSPACES_SERVICE}.${region}.amazonaws.com`;
}

/** Path at which a workspace takes remote write. */
export function writePath(workspaceId: string): string {
  return `/workspaces/${workspaceId}/api/v1/remote_write`;
}

/** Path below which a workspace answers Prometheus' queries. */
export function queryPath(workspaceId: string): string {
  return `/workspaces/${workspaceId}`;
}

/** Longest time for which a workspace keeps samples, days: its quota "Retention time for ingested data", three years. */
export const LONGEST_RETENTION = days(1095);

/** The alias of a region's workspace. */
export function workspaceName(scope: NameScope): string {
  return resourceName("workspace", scope, "metrics");
}

/**
 * The log groups of a region's workspace, by which their key knows them before they exist: for what failed inside it, and for what was asked of it,
 * which is part of the trail of who looked at what. Names of vended logs begin so, or AWS's policy on them grows with every group.
 */
export function workspaceLogGroups(scope: NameScope): readonly [failures: string, queries: string] {
  const failures = `/aws/vendedlogs/prometheus/${workspaceName(scope)}`;
  return [failures, `${failures}-queries`];
}

/** Namespace of the rules over all regions in the hub's workspace. CloudWatch names a group of them by both. */
export const GLOBAL_RULES = "global";

/** Name of the remote-write queue to the workspace that keeps the region's history, where that is not the hub's. */
export const historyQueue = "history";

/**
 * The label by which a workspace knows the halves of a pair, with `cluster`: it takes samples of one at a time, and those of the other when the
 * first is silent for half a minute. Source: user guide, "Send high-availability data".
 */
export const WORKSPACE_REPLICA_LABEL = "__replica__";

/**
 * Samples of one request to a workspace. It refuses more than a megabyte of compressed samples; two hundred bytes each is what labels of
 * Kubernetes take at most when they are compressed together.
 */
export const SAMPLES_PER_SEND_TO_WORKSPACE = 1000;

/** The program beside Grafana that signs what it asks of a workspace with the pod's role, pinned. */
export const signer = {
  image: "public.ecr.aws/aws-observability/aws-sigv4-proxy",
  version: "1.11.1",
  source: "awslabs/aws-sigv4-proxy@v1.11.1",
  verified: "2026-11-27",
  /** Where it listens: on the pod's own loopback, so that nobody else can have anything signed. */
  port: 8005,
} as const;

/** The image, as pods name it. */
export const signerImage = `${signer.image}:${signer.version}`;
