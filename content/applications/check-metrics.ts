import type { DeclaredMetric } from "./application";
import { APPLICATION_LABEL, TEAM_LABEL } from "./monitors";

const METRIC_NAME = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
const LABEL_NAME = /^[a-z][a-z0-9_]*$/;

/** What the name of a metric of a type ends in (Prometheus, "Metric and label naming"). */
const ENDINGS: Readonly<Record<DeclaredMetric["type"], { readonly form: RegExp; readonly allowed: string }>> =
  {
    counter: { form: /_total$/, allowed: "_total" },
    gauge: {
      form: /(?<!_total|_bucket|_count|_sum)$/,
      allowed: "anything but _total, _bucket, _count and _sum",
    },
    histogram: {
      form: /_(seconds|bytes|ratio)$/,
      allowed: "its unit, _seconds, _bytes or _ratio",
    },
  };

/** Labels that Prometheus gives; a target that has them, too, would have its own renamed. */
const TAKEN = [
  APPLICATION_LABEL,
  TEAM_LABEL,
  "cluster",
  "container",
  "endpoint",
  "environment",
  "instance",
  "job",
  "le",
  "namespace",
  "node",
  "pod",
  "quantile",
  "region",
  "service",
];

/**
 * Words of labels that name people or what people typed. Metrics cross jurisdictions and are not masked, and such labels have no end of
 * values, either.
 */
const PERSONAL =
  /(^|_)(user|customer|client|person|email|mail|phone|iban|bic|pan|card|account|address|ip|session|token|name|url|query|trace|span|request|transaction|order|block|hash)(_(id|number|uuid|key|address|hash))?$/;

/** A label with more values is a list of things, which belongs in logs. */
const MOST_VALUES = 1000;

/** Faults of one declared metric. */
export function metricFaults(where: string, metric: DeclaredMetric): string[] {
  const { name, type, labels = {} } = metric;
  const { form, allowed } = ENDINGS[type];
  return [
    ...(METRIC_NAME.test(name)
      ? []
      : [
          `${where} declares a metric '${name}'; names are lower case words and numbers joined by single underscores`,
        ]),
    ...(form.test(name)
      ? []
      : [
          `${where} declares the ${type} ${name}, whose name has to end in ${allowed}: rename it where it is exposed`,
        ]),
    ...bucketFaults(where, metric),
    ...Object.entries(labels).flatMap(([label, values]) => labelFaults(where, name, label, values)),
    ...(metric.panel?.by !== undefined && labels[metric.panel.by] === undefined
      ? [
          `${where} draws ${name} by the label '${metric.panel.by}', which it does not declare; it declares ${Object.keys(labels).join(", ") || "none"}`,
        ]
      : []),
  ];
}

function bucketFaults(where: string, { name, type, buckets }: DeclaredMetric): string[] {
  if (type !== "histogram") {
    return buckets === undefined
      ? []
      : [`${where} gives buckets to ${name}, which is a ${type}: remove them, or make it a histogram`];
  }
  if (buckets === undefined || buckets.length === 0)
    return [`${where} declares the histogram ${name} without buckets: name their upper bounds`];
  const rising = buckets.every(
    (bound, index) => Number.isFinite(bound) && (index === 0 || bound > buckets[index - 1]!),
  );
  return rising
    ? []
    : [`${where} declares ${name} with the buckets ${buckets.join(", ")}; finite, rising bounds are allowed`];
}

function labelFaults(where: string, metric: string, label: string, values: number): string[] {
  return [
    ...(LABEL_NAME.test(label)
      ? []
      : [
          `${where} gives ${metric} the label '${label}'; lower case letters, digits and underscores are allowed`,
        ]),
    ...(TAKEN.includes(label)
      ? [
          `${where} gives ${metric} the label '${label}', which Prometheus gives every series: rename it where it is exposed`,
        ]
      : []),
    ...(PERSONAL.test(label)
      ? [
          `${where} gives ${metric} the label '${label}', which names a person or a single thing: metrics leave their jurisdiction and are not masked, so put it into the log or the trace instead`,
        ]
      : []),
    ...(Number.isInteger(values) && values >= 1 && values <= MOST_VALUES
      ? []
      : [
          `${where} gives the label '${label}' of ${metric} ${values} values; a whole number from 1 to ${MOST_VALUES} is allowed`,
        ]),
  ];
}
