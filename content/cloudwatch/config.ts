import { STACK_TAG } from "../environments";
import { type CloudWatchService, cloudWatchServices, type ExportedCloudWatchMetric } from "./metrics";
import { LOOK_BACK_SECONDS, PERIOD_SECONDS } from "./cost";

/** A metric, in the words of the exporter's configuration. */
interface MetricConfig {
  readonly name: string;
  readonly statistics: readonly string[];
  readonly period: number;
  readonly length: number;
  readonly nilToZero: false;
  readonly addCloudwatchTimestamp: true;
}

/** The exporter's configuration, as far as it is used. Source: its docs/configuration.md. */
export interface ExporterConfig {
  readonly apiVersion: "v1alpha1";
  readonly "sts-region": string;
  readonly discovery: {
    readonly jobs: readonly {
      readonly type: string;
      readonly regions: readonly string[];
      readonly searchTags: readonly { readonly key: string; readonly value: string }[];
      readonly metrics: readonly MetricConfig[];
    }[];
  };
  readonly customNamespace: readonly {
    readonly name: string;
    readonly namespace: string;
    readonly regions: readonly string[];
    readonly dimensionNameRequirements: readonly string[];
    readonly metrics: readonly MetricConfig[];
  }[];
  readonly static: readonly {
    readonly name: string;
    readonly namespace: string;
    readonly regions: readonly string[];
    readonly dimensions: readonly { readonly name: string; readonly value: string }[];
    readonly metrics: readonly MetricConfig[];
  }[];
}

/** What the exporter of a region asks for: the metrics of its own stack, and of no other region. */
export function exporterConfig(region: string): ExporterConfig {
  const regions = [region];
  const foundBy = (by: CloudWatchService["found"]["by"]) =>
    cloudWatchServices.filter(({ found }) => found.by === by);
  return {
    apiVersion: "v1alpha1",
    "sts-region": region,
    discovery: {
      jobs: foundBy("tags").map(({ namespace, metrics }) => ({
        type: namespace,
        regions,
        // A regular expression: the whole value, or another stack's would fit.
        searchTags: [{ key: STACK_TAG, value: `^${region}$` }],
        metrics: metrics.map(metricConfig),
      })),
    },
    customNamespace: cloudWatchServices.flatMap(({ namespace, found, metrics }) =>
      found.by === "dimensions"
        ? [
            {
              name: namespace,
              namespace,
              regions,
              dimensionNameRequirements: found.dimensions,
              metrics: metrics.map(metricConfig),
            },
          ]
        : [],
    ),
    static: cloudWatchServices.flatMap(({ namespace, found, metrics }) =>
      found.by === "name"
        ? [
            {
              name: namespace,
              namespace,
              regions,
              dimensions: Object.entries(found.dimensions).map(([name, value]) => ({ name, value })),
              metrics: metrics.map(metricConfig),
            },
          ]
        : [],
    ),
  };
}

/**
 * CloudWatch is asked for the last period that is whole, with the time that it gave the value: at the time of a scrape it would be shown some
 * minutes too late, and an old value as a new one. Where there is none there is no sample: nought would be a statement.
 */
function metricConfig({ name, statistic }: ExportedCloudWatchMetric): MetricConfig {
  return {
    name,
    statistics: [statistic],
    period: PERIOD_SECONDS,
    length: LOOK_BACK_SECONDS,
    nilToZero: false,
    addCloudwatchTimestamp: true,
  };
}
