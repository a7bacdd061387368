import type * as pulumi from "@pulumi/pulumi";
import type { Namespaces } from "../components/cluster/namespaces";
import type { PlatformCluster } from "../components/cluster/platform-cluster";
import { Explorer } from "../components/dashboards/explorer";
import type { MetricsStack } from "../components/metrics/metrics-stack";
import { elasticsearchUrl, userSecret } from "../content/logs/names";
import { applicationLogs } from "../content/logs/streams";
import { hostOf, jaeger, tracingPorts } from "../content/tracing/names";
import { dashboardsNamespace } from "../content/versions";
import type { Settings } from "../stacks/settings";
import type { Addons } from "./addons";
import { explorerSignInOf } from "./gateway";

/**
 * Where metrics, logs and traces of the region are asked together, by those who may see logs. Without a gateway nobody could come in, and
 * there is none.
 * @param store what has to be there before: its user of the log store (`LogStore.ready`)
 */
export function createExplorer(
  settings: Settings,
  { provider }: PlatformCluster,
  namespaces: Namespaces,
  metrics: MetricsStack,
  { certificates }: Addons,
  store: pulumi.Resource,
): void {
  const signIn = explorerSignInOf(settings);
  if (signIn === undefined) return;
  new Explorer(
    "explorer",
    {
      namespace: dashboardsNamespace,
      addresses: {
        prometheus: metrics.prometheusUrl,
        elasticsearch: elasticsearchUrl,
        jaeger: `https://${hostOf(jaeger.query)}:${tracingPorts.query}`,
        logs: applicationLogs(settings.environment),
      },
      userSecret: userSecret("explorer"),
      signIn,
    },
    { providers: [provider], dependsOn: [namespaces, metrics.crds, ...certificates.issued, store] },
  );
}
