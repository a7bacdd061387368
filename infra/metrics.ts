import type * as pulumi from "@pulumi/pulumi";
import { AlertRules } from "../components/alerting/alert-rules";
import type { Namespaces } from "../components/cluster/namespaces";
import type { PlatformCluster } from "../components/cluster/platform-cluster";
import type { HeartbeatTarget } from "../components/metrics/alertmanager-config";
import { MetricsStack } from "../components/metrics/metrics-stack";
import type { RemoteWrite } from "../components/metrics/settings";
import type { Thanos } from "../components/metrics/thanos/thanos";
import { thanos as thanosAlerts } from "../content/alerts/thanos";
import { dashboardsNamespace, monitoringNamespace, nodeAgentsNamespace } from "../content/versions";
import { isOnExistingCluster } from "../stacks/settings";
import type { Addons } from "./addons";
import type { RegionInputs } from "./foundation";
import { runsThanos } from "./metrics-places";
import { doorUrlOf } from "./gateway";
import { inside } from "./inside";

/** Where a region's metrics and signs of life go. */
interface MetricsWays {
  /** Where its samples go besides its own disk. */
  readonly remoteWrites: readonly RemoteWrite<pulumi.Input<string>>[];
  /** @default nowhere */
  readonly heartbeat?: HeartbeatTarget;
  /** What its sidecars need to upload blocks. @default they are not there */
  readonly uploads?: Thanos;
  /** What it waits for besides. @default [] */
  readonly after?: readonly pulumi.Resource[];
}

/** The region's own Prometheus and Alertmanagers; a spoke's also send to the hub. */
export function createMetrics(
  { settings }: RegionInputs,
  { provider, storageClassName, statefulPlacement }: PlatformCluster,
  namespaces: Namespaces,
  { crds, certificates }: Addons,
  { remoteWrites, heartbeat, uploads, after = [] }: MetricsWays,
): MetricsStack {
  return new MetricsStack(
    "metrics",
    {
      settings,
      crds,
      after: [...certificates.issued, ...(uploads === undefined ? [] : uploads.files), ...after],
      uploads: uploads !== undefined,
      // A hub on an existing cluster takes the spokes' samples into its own pair.
      receives: settings.role === "hub" && isOnExistingCluster(settings),
      storageClassName,
      namespace: monitoringNamespace,
      nodeAgentsNamespace,
      dashboardsNamespace,
      ...(statefulPlacement === undefined ? {} : { statefulPlacement }),
      ...(heartbeat === undefined ? {} : { heartbeat }),
      ...(remoteWrites.length === 0 ? {} : { remoteWrites }),
    },
    { providers: [provider], dependsOn: [namespaces] },
  );
}

/** The alerts that the region evaluates itself. */
export function createAlerts(inputs: RegionInputs, cluster: PlatformCluster, metrics: MetricsStack): void {
  const { settings } = inputs;
  const grafana = doorUrlOf(settings, "grafana");
  new AlertRules(
    "alerts",
    {
      namespace: monitoringNamespace,
      after: [metrics.crds, metrics.stack],
      ...(runsThanos(inputs) ? {} : { without: [thanosAlerts.name] }),
      ...(grafana === undefined ? {} : { links: { grafana } }),
    },
    inside(cluster),
  );
}
