import type * as pulumi from "@pulumi/pulumi";
import type { Namespaces } from "../components/cluster/namespaces";
import type { PlatformCluster } from "../components/cluster/platform-cluster";
import { Collectors } from "../components/tracing/collectors";
import { Jaeger } from "../components/tracing/jaeger";
import { createTracingMonitor } from "../components/tracing/tracing-monitor";
import type { LogReceiver } from "../components/tracing/agent-config";
import type { LogPath } from "../content/applications/log-path";
import { elasticsearchUrl, loggingNamespace, userSecret } from "../content/logs/names";
import { fluentdName, logstashName, OTLP_LOGS_PORT, serviceHost } from "../content/logs-shipping/names";
import { otlpRoutesOf } from "../content/logs-shipping/routes";
import { tracingNamespace } from "../content/tracing/charts";
import { monitoringNamespace } from "../content/versions";
import type { Settings } from "../stacks/settings";
import type { Addons } from "./addons";
import { goesWith } from "../components/goes-with";

const takers = { logstash: logstashName, fluentd: fluentdName } as const satisfies Record<LogPath, string>;

/** Where logs of each namespace go that come by OTLP: to the program that files its lines. */
function logReceivers(workloads: Settings["workloads"]): LogReceiver[] {
  return otlpRoutesOf(workloads).map((route) => ({
    ...route,
    url: `https://${serviceHost(takers[route.path], loggingNamespace)}:${OTLP_LOGS_PORT}`,
  }));
}

/**
 * Traces from applications to Jaeger, with what is made of them on the way.
 * @param store what has to be there before Jaeger can write: Elasticsearch, its user and the lifecycle of its indices (`LogStore.ready`)
 */
export function createTracing(
  { traces, retention, workloads }: Settings,
  { provider, cluster }: PlatformCluster,
  namespaces: Namespaces,
  { crds, certificates }: Addons,
  store: pulumi.Resource,
): Collectors {
  const shared = {
    namespace: tracingNamespace,
    monitoringNamespace,
    load: traces,
    ...(cluster === undefined ? {} : { cluster }),
  };
  const opts = { providers: [provider], dependsOn: [namespaces] };
  const { authority, issued } = certificates;
  new Jaeger(
    "jaeger",
    {
      ...shared,
      store: { url: elasticsearchUrl },
      userSecret: userSecret("jaeger"),
      retention: retention["gdpr-app-telemetry"],
      after: [...issued, store],
    },
    opts,
  );
  const collectors = new Collectors(
    "tracing",
    { ...shared, logs: logReceivers(workloads), monitoringCrds: crds, authority, issued },
    opts,
  );
  createTracingMonitor("tracing-monitor", tracingNamespace, {
    provider,
    dependsOn: [namespaces, crds],
    ...goesWith(cluster),
  });
  return collectors;
}
