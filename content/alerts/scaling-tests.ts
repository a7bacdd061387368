import { scalingNamespace } from "../scaling/charts";
import type { AlertTest } from "./rule";

const autoscaler = { namespace: "logging", horizontalpodautoscaler: "keda-hpa-logstash" };
const scaler = { scaledObject: "logstash", scaler: "prometheusScaler" };
const operator = { deployment: "keda-operator" };

function series(metric: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return `${metric}{${pairs.join(",")}}`;
}

const replicas = (current: number): AlertTest["series"] => ({
  [series("kube_horizontalpodautoscaler_spec_max_replicas", autoscaler)]: "6x120",
  [series("kube_horizontalpodautoscaler_status_current_replicas", autoscaler)]: `${current}x120`,
});
const errors = (values: string): AlertTest["series"] => ({
  [series("keda_scaler_detail_errors_total", scaler)]: values,
});
const there = (count: number): AlertTest["series"] => ({
  [series("kube_deployment_status_replicas_available", { namespace: scalingNamespace, ...operator })]:
    `${count}x120`,
});

/** Cases of the group `scaling`: for each rule one where it fires, one a minute before, and those in which all is well. */
export const scalingTests: readonly AlertTest[] = [
  {
    alert: "ScalerAtMost",
    when: "six of six are there",
    series: replicas(6),
    at: "30m",
    fires: [autoscaler],
  },
  { alert: "ScalerAtMost", when: "its time has not passed", series: replicas(6), at: "29m", fires: [] },
  { alert: "ScalerAtMost", when: "one more may come", series: replicas(5), at: "120m", fires: [] },
  // A rate is known after a minute.
  { alert: "ScalerBlind", when: "questions fail", series: errors("0+2x120"), at: "16m", fires: [scaler] },
  { alert: "ScalerBlind", when: "its time has not passed", series: errors("0+2x120"), at: "15m", fires: [] },
  { alert: "ScalerBlind", when: "some failed once", series: errors("5x120"), at: "120m", fires: [] },
  { alert: "ScalingStopped", when: "no operator is there", series: there(0), at: "10m", fires: [operator] },
  { alert: "ScalingStopped", when: "its time has not passed", series: there(0), at: "9m", fires: [] },
  { alert: "ScalingStopped", when: "one of two is there", series: there(1), at: "120m", fires: [] },
];
