import { accessNamespace } from "../../../content/access/charts";
import { scalingNamespace } from "../../../content/scaling/charts";
import { containerResources } from "../../../content/metrics/pod-security";
import { loggingNamespace } from "../../../content/logs/names";
import { tracingNamespace } from "../../../content/tracing/charts";
import {
  certificatesNamespace,
  dashboardsNamespace,
  monitoringNamespace,
  nodeAgentsNamespace,
  runtimeSecurityNamespace,
  secretsNamespace,
} from "../../../content/versions";
import type { NamespacesArgs } from "../namespaces";

const containers = [containerResources({ cpuMillicores: 100, memoryMiB: 64, memoryLimitMiB: 128 })];

/** What namespaces are given that tests of other things do not care about. */
export const namespacesArgs: Pick<NamespacesArgs, "flows" | "sizes" | "mostNodes"> = {
  flows: { takesMetrics: false },
  sizes: {
    [monitoringNamespace]: [{ name: "prometheus", count: 2, containers, volumeGiB: 10 }],
    [dashboardsNamespace]: [{ name: "grafana", count: 1, containers }],
    [nodeAgentsNamespace]: [{ name: "node-exporter", count: "every-node", containers }],
    [certificatesNamespace]: [{ name: "cert-manager", count: 3, containers }],
    [secretsNamespace]: [{ name: "external-secrets", count: 4, containers }],
    [runtimeSecurityNamespace]: [{ name: "falcosidekick", count: 2, containers }],
    [tracingNamespace]: [{ name: "gateway", count: 2, containers }],
    [loggingNamespace]: [{ name: "elasticsearch", count: 5, containers, volumeGiB: 10 }],
    [accessNamespace]: [{ name: "oauth2-proxy", count: 6, containers }],
    [scalingNamespace]: [{ name: "keda", count: 6, containers }],
  },
  mostNodes: 10,
};
