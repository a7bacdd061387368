import {
  effectiveRetention,
  isRecordClass,
  logGroupRetention,
  retentionRules,
} from "../../../../content/retention";
import { days } from "../../../../content/units";
import type { Line } from "../line";
import {
  at,
  copyOf,
  labelOf,
  type Mutant,
  objects,
  releasesOf,
  type Stack,
  withText,
  withValue,
} from "../stack";

const BUCKET = "aws:s3/bucket:Bucket";
const LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

export const replication: Line = {
  title: "what comes in at the hub is written to three ingesters",
  check: (stack) =>
    objects(stack, "Deployment", "StatefulSet").flatMap((resource) => {
      const args = (at(resource.inputs, "spec > template > spec > containers > 0 > args") ?? []) as string[];
      // A router knows the ring; an ingester only takes what routers hand on.
      if (args[0] !== "receive" || !args.some((arg) => arg.startsWith("--receive.hashrings"))) return [];
      return args.includes("--receive.replication-factor=3")
        ? []
        : [`${labelOf(resource)} does not write to three ingesters: the loss of one loses samples`];
    }),
  mutants: [
    withValue(
      "thanos-thanos-receive",
      "spec > template > spec > containers > 0 > args > 16",
      "--receive.replication-factor=1",
      "Deployment monitoring/thanos-receive does not write to three ingesters: the loss of one loses samples",
    ),
  ],
};

/** What ECK takes along: with a node set alone, or with the cluster, too. */
const ELASTIC_POLICIES = { kept: "DeleteOnScaledownOnly", gone: "DeleteOnScaledownAndClusterDeletion" };
/** What Kubernetes does with the claims of a StatefulSet that is deleted. */
const CLAIM_POLICIES = { kept: "Retain", gone: "Delete" };

/** Whether it is said that data stays; in a trial, where nothing is to be left, that it goes will do. */
function saysOf({ trial }: Stack, policy: unknown, { kept, gone }: typeof CLAIM_POLICIES): boolean {
  return policy === kept || (trial && policy === gone);
}

function keeps(stack: Stack, policy: unknown): boolean {
  return (
    saysOf(stack, at(policy, "whenDeleted"), CLAIM_POLICIES) &&
    at(policy, "whenScaled") === CLAIM_POLICIES.kept
  );
}

export const volumeClaims: Line = {
  title: "it is said what becomes of volumes, and none goes with what used it",
  check: (stack) => [
    ...objects(stack, "Elasticsearch")
      .filter(({ inputs }) => !saysOf(stack, at(inputs, "spec > volumeClaimDeletePolicy"), ELASTIC_POLICIES))
      .map((resource) => `${labelOf(resource)} takes its data along when it is deleted or replaced`),
    ...objects(stack, "StatefulSet").flatMap((resource) => {
      const policy = at(resource.inputs, "spec > persistentVolumeClaimRetentionPolicy");
      const claims = (at(resource.inputs, "spec > volumeClaimTemplates") ?? []) as unknown[];
      return claims.length === 0 || keeps(stack, policy)
        ? []
        : [`${labelOf(resource)} does not say what becomes of its volumes`];
    }),
    ...releasesOf(stack, "kube-prometheus-stack").flatMap(({ name, inputs }) =>
      ["prometheus > prometheusSpec", "alertmanager > alertmanagerSpec"].flatMap((spec) => {
        const policy = at(inputs, `values > ${spec} > persistentVolumeClaimRetentionPolicy`);
        return keeps(stack, policy)
          ? []
          : [`release '${name}': ${spec} does not say what becomes of its volumes`];
      }),
    ),
  ],
  mutants: [
    withValue(
      "logs-elasticsearch",
      "spec > volumeClaimDeletePolicy",
      undefined,
      "Elasticsearch logging/logs takes its data along when it is deleted or replaced",
    ),
    withValue(
      "metrics-kube-prometheus-stack",
      "prometheus > prometheusSpec > persistentVolumeClaimRetentionPolicy",
      {},
      "release 'metrics-kube-prometheus-stack': prometheus > prometheusSpec does not say what becomes of its volumes",
    ),
    withValue(
      "metrics-kube-prometheus-stack",
      "alertmanager > alertmanagerSpec > persistentVolumeClaimRetentionPolicy > whenDeleted",
      "Delete",
      "release 'metrics-kube-prometheus-stack': alertmanager > alertmanagerSpec does not say what becomes of its volumes",
    ),
    withValue(
      "thanos-thanos-ingester-us-east-1a",
      "spec > persistentVolumeClaimRetentionPolicy > whenScaled",
      "Delete",
      "StatefulSet monitoring/thanos-ingester-us-east-1a does not say what becomes of its volumes",
    ),
    withValue(
      "fluentd-pods",
      "spec > persistentVolumeClaimRetentionPolicy",
      undefined,
      "StatefulSet logging/fluentd does not say what becomes of its volumes",
    ),
  ],
};

const period = (recordClass: string): number | undefined =>
  isRecordClass(recordClass) ? effectiveRetention(recordClass) : undefined;

/** Classes of what each ILM policy and each repository of Elasticsearch is for. */
const policies: Readonly<Record<string, string>> = {
  "pharos-application": "gdpr-app-telemetry",
  "pharos-security": "gdpr-security-log",
  "jaeger-ilm-policy": "gdpr-app-telemetry",
};
/** An index is written for a day, and what is deleted takes up to one more. */
const WRITING_AND_DELETING = 2;

/** Days that Elasticsearch keeps each class: the index's own, and then its snapshots'. */
function lifecycles(stack: Stack): { name: string; days: number; recordClass: string }[] {
  const program = objects(stack, "ConfigMap").find(({ name }) => name === "logs-bootstrap-program");
  if (program === undefined) return [];
  const state = JSON.parse(String(at(program.inputs, "data > state.json"))) as {
    objects: { path: string; body: unknown }[];
  };
  const bodyOf = (path: string): unknown => state.objects.find((object) => object.path === path)?.body;
  const inDays = (text: unknown): number => Number(String(text).replace(/d$/, ""));
  return Object.entries(policies).map(([name, recordClass]) => {
    const snapshots = name === "pharos-security" ? "security" : "application";
    const kept = inDays(at(bodyOf(`/_ilm/policy/${name}`), "policy > phases > delete > min_age"));
    const copies = inDays(at(bodyOf(`/_slm/policy/${snapshots}`), "retention > expire_after"));
    return { name, recordClass, days: kept + copies + WRITING_AND_DELETING };
  });
}

export const retention: Line = {
  title: "everything is kept as long as the retention table says, wherever it is",
  check: (stack) => [
    ...buckets(stack),
    ...stack.resources
      .filter(({ type }) => type === LOG_GROUP)
      .flatMap(({ name, inputs }) => {
        const recordClass = String(at(inputs, "tags > record-class"));
        const wanted = period(recordClass);
        if (!isRecordClass(recordClass) || wanted === undefined) return [`${name} has no class of records`];
        const step = logGroupRetention(recordClass, days(wanted));
        return inputs["retentionInDays"] === step
          ? []
          : [`${name} keeps ${recordClass} for ${String(inputs["retentionInDays"])} days, not ${step}`];
      }),
    ...lifecycles(stack)
      .filter(({ days: kept, recordClass }) => kept !== period(recordClass))
      .map(
        ({ name, days: kept, recordClass }) =>
          `Elasticsearch keeps ${recordClass} by ${name} for ${kept} days, not ${period(recordClass)}`,
      ),
    ...blocks(stack),
    ...jaegerReach(stack),
  ],
  mutants: [
    withLifecycle("log-archive", 2000, [
      "log-archive-source-bucket keeps sec-17a4-a for 2000 days, not 2192",
    ]),
    withLifecycle("search-security", 364, [
      "search-security-source-bucket keeps gdpr-security-log for 364 days, not 365",
      "search-security-source-bucket keeps gdpr-security-log for 371 days, and may keep it for 365 at most",
    ]),
    withValue(
      "log-archive-source-lock",
      "rule > defaultRetention > days",
      365,
      "log-archive-source-bucket locks sec-17a4-a for 365 days, not 2192",
    ),
    withValue("audit-logs", "retentionInDays", 90, "audit-logs keeps pci-audit for 90 days, not 365"),
    withText(
      "logs-bootstrap-program",
      "data > state.json",
      ['"min_age":"356d","actions":{"delete"', '"min_age":"300d","actions":{"delete"'],
      "Elasticsearch keeps gdpr-security-log by pharos-security for 309 days, not 365",
    ),
    withValue(
      "thanos-thanos-compactor",
      "spec > template > spec > containers > 0 > args > 8",
      "--retention.resolution-1h=30d",
      "StatefulSet monitoring/thanos-compactor keeps metrics-operational for 30 days, not 400",
    ),
    withText(
      "jaeger-query-config",
      "data > config.json",
      ['"max_span_age": "2160h"', '"max_span_age": "72h"'],
      "ConfigMap tracing/jaeger-query-config looks back 3 days, and spans are kept for 90",
    ),
  ],
};

/** A mutant of the lifecycle of a bucket. */
function withLifecycle(bucket: string, daysKept: number, found: readonly string[]): Mutant {
  return {
    what: `the lifecycle of ${bucket} ends after ${daysKept} days`,
    change: (stack: Stack): void => {
      const { inputs } = copyOf(
        stack,
        ({ type, name }) => type === LIFECYCLE && name.startsWith(`${bucket}-source`),
        `lifecycle of ${bucket}`,
      );
      const [rule] = inputs["rules"] as [{ expiration: { days: number } }];
      rule.expiration.days = daysKept;
    },
    found,
  };
}

/** Buckets by the class that they say they hold: the end of an object, and of its lock. */
function buckets(stack: Stack): string[] {
  const settingsOf = (type: string, bucket: unknown): unknown =>
    stack.resources.find((resource) => resource.type === type && resource.inputs["bucket"] === bucket)
      ?.inputs;
  return stack.resources
    .filter(({ type }) => type === BUCKET)
    .flatMap(({ name, inputs, outputs }) => {
      const recordClass = String(at(inputs, "tags > record-class"));
      const wanted = period(recordClass);
      if (wanted === undefined || !isRecordClass(recordClass)) return [];
      const ids = [inputs["bucket"], outputs["id"]];
      const lifecycle = ids.map((id) => settingsOf(LIFECYCLE, id)).find((found) => found !== undefined);
      const lock = ids.map((id) => settingsOf(LOCK, id)).find((found) => found !== undefined);
      const rules = (at(lifecycle, "rules") ?? []) as {
        expiration?: { days?: number };
        noncurrentVersionExpiration?: { noncurrentDays?: number };
      }[];
      const ends = rules.find(({ expiration }) => expiration?.days !== undefined);
      const kept = ends?.expiration?.days;
      const afterwards = ends?.noncurrentVersionExpiration?.noncurrentDays ?? 0;
      const { maximumDays: most } = retentionRules[recordClass];
      const locked = at(lock, "rule > defaultRetention > days");
      return [
        // What was replaced is there a while longer, and may count.
        ...(kept === undefined || kept === wanted || kept === wanted - afterwards
          ? []
          : [`${name} keeps ${recordClass} for ${kept} days, not ${wanted}`]),
        ...(kept === undefined || most === undefined || kept + afterwards <= most
          ? []
          : [
              `${name} keeps ${recordClass} for ${kept + afterwards} days, and may keep it for ${most} at most`,
            ]),
        // Thanos ends blocks by itself.
        ...(kept === undefined && recordClass !== "metrics-operational"
          ? [`${name} keeps ${recordClass} for ever, not for ${wanted} days`]
          : []),
        ...(locked === undefined || locked === wanted
          ? []
          : [`${name} locks ${recordClass} for ${JSON.stringify(locked)} days, not ${wanted}`]),
      ];
    });
}

/** The longest that Thanos keeps blocks in a region's bucket. */
function blocks(stack: Stack): string[] {
  return objects(stack, "StatefulSet", "Deployment").flatMap((resource) => {
    const args = (at(resource.inputs, "spec > template > spec > containers > 0 > args") ?? []) as string[];
    const ends = args
      .flatMap((arg) => /^--retention\.resolution-\w+=(\d+)d$/.exec(arg)?.[1] ?? [])
      .map(Number);
    const hour = args.find((arg) => arg.startsWith("--retention.resolution-1h="));
    const longest = hour === undefined ? Math.max(...ends) : Number(/\d+(?=d$)/.exec(hour)?.[0]);
    const wanted = period("metrics-operational");
    return ends.length === 0 || longest === wanted
      ? []
      : [`${labelOf(resource)} keeps metrics-operational for ${longest} days, not ${wanted}`];
  });
}

/** How far back Jaeger looks for spans: as far as they are kept. */
function jaegerReach(stack: Stack): string[] {
  return objects(stack, "ConfigMap")
    .filter(({ name }) => name.startsWith("jaeger-"))
    .flatMap((resource) => {
      const found = /"max_span_age": "(\d+)h"/.exec(String(at(resource.inputs, "data > config.json")));
      const reach = Number(found?.[1] ?? 0) / 24;
      const kept = period("gdpr-app-telemetry");
      return reach === kept
        ? []
        : [`${labelOf(resource)} looks back ${reach} days, and spans are kept for ${kept}`];
    });
}
