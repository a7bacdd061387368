import { METRICS_PER_SECOND_DEAR } from "../cloudwatch/cost";
import { cloudWatchExporterName } from "../cloudwatch/names";
import { monitoringNamespace } from "../versions";
import type { AlertTest } from "./rule";

const available = (values: string): AlertTest["series"] => ({
  [`kube_deployment_status_replicas_available{namespace="${monitoringNamespace}",deployment="${cloudWatchExporterName}"}`]:
    values,
});
const api = { api_name: "GetMetricData" };
const errors = (values: string): AlertTest["series"] => ({
  [`yace_cloudwatch_request_errors{job="${cloudWatchExporterName}",api_name="${api.api_name}"}`]: values,
});
/** Metrics in answers, as many times as is dear. */
const paid = (timesDear: number): AlertTest["series"] => ({
  [`yace_cloudwatch_getmetricdata_metrics_requested_total{job="${cloudWatchExporterName}"}`]: `0+${Math.round(METRICS_PER_SECOND_DEAR * 60 * timesDear)}x600`,
});

/** Cases of the group `cloudwatch`: for each rule one where it fires, one a minute before, and one where all is well. */
export const cloudWatchTests: readonly AlertTest[] = [
  {
    alert: "CloudWatchExporterMissing",
    when: "there is none",
    series: available("0x120"),
    at: "15m",
    fires: [{}],
  },
  {
    alert: "CloudWatchExporterMissing",
    when: "its time has not passed",
    series: available("0x120"),
    at: "14m",
    fires: [],
  },
  {
    alert: "CloudWatchExporterMissing",
    when: "it is there",
    series: available("1x120"),
    at: "120m",
    fires: [],
  },
  // A rate is known after a minute.
  {
    alert: "CloudWatchCallsFailing",
    when: "calls are refused",
    series: errors("0+1x120"),
    at: "31m",
    fires: [api],
  },
  {
    alert: "CloudWatchCallsFailing",
    when: "its time has not passed",
    series: errors("0+1x120"),
    at: "30m",
    fires: [],
  },
  {
    alert: "CloudWatchCallsFailing",
    when: "some were refused once",
    series: errors("5x120"),
    at: "120m",
    fires: [],
  },
  {
    alert: "CloudWatchDear",
    when: "far more than planned is read",
    series: paid(70),
    at: "361m",
    fires: [{}],
  },
  {
    alert: "CloudWatchDear",
    when: "its time has not passed",
    series: paid(70),
    at: "360m",
    fires: [],
  },
  { alert: "CloudWatchDear", when: "what is planned is read", series: paid(0.5), at: "600m", fires: [] },
];
