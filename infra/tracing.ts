import type * as pulumi from "@pulumi/pulumi";
import type { Namespaces } from "../components/cluster/namespaces";
import type { PlatformCluster } from "../components/cluster/platform-cluster";
import { Collectors } from "../components/tracing/collectors";
import { Jaeger } from "../components/tracing/jaeger";
import { createTracingMonitor } from "../components/tracing/tracing-monitor";
import { elasticsearchUrl, userSecret } from "../content/logs/names";
import { tracingNamespace } from "../content/tracing/charts";
import { monitoringNamespace } from "../content/versions";
import type { Settings } from "../stacks/settings";
import type { Addons } from "./addons";

/**
 * Traces from applications to Jaeger, with what is made of them on the way.
 * @param store what has to be there before Jaeger can write: Elasticsearch, its user and the lifecycle of its indices (`LogStore.ready`)
 */
export function createTracing(
  { traces, retention }: Settings,
  { provider, cluster }: PlatformCluster,
  namespaces: Namespaces,
  { crds, certificates }: Addons,
  store: pulumi.Resource,
): void {
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
  new Collectors("tracing", { ...shared, monitoringCrds: crds, authority, issued }, opts);
  createTracingMonitor("tracing-monitor", tracingNamespace, {
    provider,
    dependsOn: [namespaces, crds],
    ...(cluster === undefined ? {} : { deletedWith: cluster }),
  });
}
