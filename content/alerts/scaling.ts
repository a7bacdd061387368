import { scalingPanel } from "../dashboards/panels";
import { scalingNamespace } from "../scaling/charts";
import type { AlertGroup, AlertRule } from "./rule";
import { scalingTests } from "./scaling-tests";

const by = "region, namespace, horizontalpodautoscaler";

/** How many pods more an autoscaler may make. */
export const roomLeft = `min by (${by}) (kube_horizontalpodautoscaler_spec_max_replicas - kube_horizontalpodautoscaler_status_current_replicas)`;
/** Questions a second that a scaler got no answer to. */
export const scalerErrors =
  "sum by (region, scaledObject, scaler) (rate(keda_scaler_detail_errors_total[10m]))";
/** Pods of each of KEDA's programs that are there. */
export const kedaThere = `min by (region, deployment) (kube_deployment_status_replicas_available{namespace="${scalingNamespace}"})`;

const rules: readonly AlertRule[] = [
  {
    alert: "ScalerAtMost",
    expr: `${roomLeft} < 1`,
    for: "30m",
    severity: "P2",
    team: "platform",
    summary: "{{ $labels.horizontalpodautoscaler }} can grow no further",
    description:
      "All the pods that it may have are there, for half an hour. More load than now is not carried.",
    runbook: {
      cause: [
        "There is more to do than the region was sized for.",
        "Or its pods do less than they should: what comes behind them is slow.",
      ],
      check: [
        "On the dashboard, the load beside what one pod is to carry.",
        "Whether queues behind the workload grow: Elasticsearch for logs and traces, ingesters for metrics.",
      ],
      act: [
        "What comes behind is slow: mend that first; more pods would make it worse.",
        "More load, and lasting: raise the stack's volumes (`metrics.activeSeries`, `logs.gigabytesPerDay`, `traces.spansPerSecond`).",
        "One sender went wild: find it by its namespace, and have it stopped.",
      ],
    },
    panel: scalingPanel("room"),
    replaces: ["KubeHpaMaxedOut"],
  },
  {
    alert: "ScalerBlind",
    expr: `${scalerErrors} > 0`,
    for: "15m",
    severity: "P2",
    team: "platform",
    summary: "The scaler of {{ $labels.scaledObject }} does not learn how much there is to do",
    description: "The workload keeps the pods that it has. More load is not followed.",
    runbook: {
      cause: [
        "Prometheus does not answer, or its certificate is refused.",
        "The series that the scaler asks for are gone: nothing scrapes the workload.",
      ],
      check: [
        "`kubectl describe scaledobject <name>`: the condition and the events name the error.",
        "The scaler's query in Prometheus, from `content/scaling/scalers.ts`: is there an answer?",
      ],
      act: [
        "No answer of Prometheus: restore it.",
        "No series: see why the workload is not scraped, in Prometheus under Status → Targets.",
        "Until then, scale by hand if the load asks for it: `minReplicaCount` of the ScaledObject.",
      ],
    },
    panel: scalingPanel("errors"),
  },
  {
    alert: "ScalingStopped",
    expr: `${kedaThere} < 1`,
    for: "10m",
    severity: "P2",
    team: "platform",
    summary: "{{ $labels.deployment }} is away: nothing follows its load",
    description: "Workloads keep the pods that they have.",
    runbook: {
      cause: ["No pod of it starts, or none finds a node."],
      check: [
        "`kubectl -n keda get pods`, their events, and the certificate `keda-operator-tls-certificates`.",
      ],
      act: ["Mend what the events say. Workloads go on as they are."],
    },
    panel: scalingPanel("there"),
  },
];

/** Whether workloads can follow their load. */
export const scaling: AlertGroup = { name: "scaling", rules, tests: scalingTests };
