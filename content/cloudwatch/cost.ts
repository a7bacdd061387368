import { DAYS_A_MONTH, SECONDS_PER_DAY } from "../units";
import { cloudWatchServices } from "./metrics";

/**
 * How much time one value stands for, and how often CloudWatch is asked, seconds. Each answer is paid for by the metrics in it, and most of
 * these services measure once a minute: five minutes cost a fifth.
 */
export const PERIOD_SECONDS = 300;

/** How far back each question looks, seconds: two periods, since a value may be a few minutes late. */
export const LOOK_BACK_SECONDS = 2 * PERIOD_SECONDS;

/** Price of a thousand metrics in answers, USD. Source: Amazon CloudWatch pricing, GetMetricData, us-east-1. */
const USD_PER_THOUSAND_METRICS = 0.01;

/** Metrics in the answers of one round, in a region of the size that the table names. */
export function metricsOfARound(): number {
  return cloudWatchServices.reduce(
    (sum, { metrics, seriesOfEach }) => sum + metrics.length * seriesOfEach,
    0,
  );
}

/** What questions of that many metrics cost a month, USD. ListMetrics and the search for tags are free in these numbers. */
export function usdAMonth(metrics: number): number {
  const rounds = (DAYS_A_MONTH * SECONDS_PER_DAY) / PERIOD_SECONDS;
  return (metrics * rounds * USD_PER_THOUSAND_METRICS) / 1000;
}

/** Metrics a second in answers, above which the exporter costs twice of what is planned. */
export const METRICS_PER_SECOND_DEAR = (2 * metricsOfARound()) / PERIOD_SECONDS;
