import { EXPLORER } from "../dashboards/provisioning";
import { ELASTICSEARCH_PORT, elasticsearchPods, loggingNamespace } from "../logs/names";
import { PROMETHEUS_PORT } from "../metrics/names";
import { tracingNamespace } from "../tracing/charts";
import { jaeger, tracingPorts } from "../tracing/names";
import { dashboardsNamespace, monitoringNamespace } from "../versions";
import type { OutwardFlow, Pods } from "./flow";
import { HTTPS_PORT, named, prometheus } from "./parts";

const explorer: Pods = { label: EXPLORER.pods.label, values: [EXPLORER.pods.value] };
const only = "with a gateway";

/** What scrapes it. */
export const explorerScrapes: readonly OutwardFlow[] = [
  {
    name: "prometheus-to-explorer",
    pods: prometheus,
    to: { namespace: dashboardsNamespace, pods: explorer },
    ports: [EXPLORER.port],
    why: "scrapes the explorer",
    only,
  },
];

/** What it asks. */
export const explorerFlows: readonly OutwardFlow[] = [
  {
    name: "explorer-to-prometheus",
    pods: explorer,
    to: { namespace: monitoringNamespace, pods: prometheus },
    ports: [PROMETHEUS_PORT],
    why: "asks for metrics",
    only,
  },
  {
    name: "explorer-to-jaeger",
    pods: explorer,
    to: { namespace: tracingNamespace, pods: named(jaeger.query) },
    ports: [tracingPorts.query],
    why: "asks for traces",
    only,
  },
  {
    name: "explorer-to-elasticsearch",
    pods: explorer,
    to: {
      namespace: loggingNamespace,
      pods: { label: elasticsearchPods.label, values: [elasticsearchPods.value] },
    },
    ports: [ELASTICSEARCH_PORT],
    why: "asks for logs of applications",
    only,
  },
  {
    name: "explorer-to-issuer",
    pods: explorer,
    to: "anywhere",
    ports: [HTTPS_PORT],
    why: "reads the keys with which it checks who somebody is",
    only,
  },
];
