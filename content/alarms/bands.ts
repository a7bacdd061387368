import type { Alarm, Condition, Series, SubjectKind } from "./alarm";

/**
 * Three standard deviations hold nearly all of an ordinary day; three periods of five minutes in a row keep single spikes out. Bands tell
 * that something is unusual, not that it is wrong: nobody is paged for one.
 */
const DEVIATIONS = 3;
/** Where a leak is what is feared, one unusual backup should not cry wolf: a wider band. */
const WIDE_DEVIATIONS = 4;

const about = {
  period: 300,
  periods: 3,
  missing: { means: "good", because: "nothing happens, which other alarms judge" },
} as const;

/** What all bands are checked by. */
const learning =
  "In its first two weeks, and after a change of load, the band still learns: look, and let it.";

interface Band {
  readonly name: string;
  readonly watches: SubjectKind;
  readonly severity: "P2" | "P3";
  readonly summary: string;
  readonly series: Series;
  readonly side: Extract<Condition["is"], "above-band" | "outside-band">;
  readonly deviations: number;
  readonly unit: string;
  readonly because: string;
  readonly cause: string;
  readonly check: string;
  readonly act: string;
}

/** What is unusual in the infrastructure: bands that CloudWatch learns by itself. */
export const bands: readonly Alarm[] = [
  band({
    name: "NatBytesUnusual",
    watches: "natGateway",
    severity: "P2",
    summary: "More leaves the network through a NAT gateway than is usual",
    series: { metric: "AWS/NATGateway BytesOutToDestination", statistic: "Sum" },
    side: "above-band",
    deviations: WIDE_DEVIATIONS,
    unit: "bytes",
    because: "data that is taken out goes this way",
    cause: "Somebody takes data out, a new release sends more, or images are pushed.",
    check: "Flow logs of the private subnets: source, destination and bytes of the largest flows.",
    act: "An unknown destination is a security incident: cut the pod off with a network policy, and keep it for inspection.",
  }),
  band({
    name: "IngestFlowsUnusual",
    watches: "loadBalancer",
    severity: "P3",
    summary: "The number of connections to the hub's ingest is unusual",
    series: { metric: "AWS/NetworkELB ActiveFlowCount", statistic: "Average" },
    side: "outside-band",
    deviations: DEVIATIONS,
    unit: "connections",
    because: "senders keep a steady number of connections",
    cause: "A spoke went away or came back, or senders cannot keep their connections.",
    check: "The spokes' lag on the dashboard of the metrics pipeline.",
    act: "Follow the alert of the spoke that lags.",
  }),
  band({
    name: "EksRequestsUnusual",
    watches: "cluster",
    severity: "P3",
    summary: "The number of requests to the cluster's API server is unusual",
    series: { metric: "AWS/EKS apiserver_request_total", statistic: "Sum" },
    side: "outside-band",
    deviations: DEVIATIONS,
    unit: "requests",
    because: "controllers ask at a steady pace; people and intruders do not",
    cause: "A controller in a loop, a new release, or somebody who looks around with stolen credentials.",
    check:
      "The audit log by `user.username` and `userAgent` over the last hour against the same hour of yesterday.",
    act: "An unknown user is a security incident: delete its access entry.",
  }),
  band({
    name: "BucketRequestsUnusual",
    watches: "bucket",
    severity: "P3",
    summary: "A bucket gets more requests than is usual",
    series: { metric: "AWS/S3 AllRequests", statistic: "Sum" },
    side: "above-band",
    deviations: DEVIATIONS,
    unit: "requests",
    because: "requests cost money, and a loop shows here first",
    cause: "A compaction, a query over a long time, or a program in a loop.",
    check: "CloudTrail's data events of the bucket, by principal.",
    act: "Stop the loop.",
  }),
  band({
    name: "BucketDownloadsUnusual",
    watches: "bucket",
    severity: "P2",
    summary: "More is read out of a bucket than is usual",
    series: { metric: "AWS/S3 BytesDownloaded", statistic: "Sum" },
    side: "above-band",
    deviations: WIDE_DEVIATIONS,
    unit: "bytes",
    because: "a copy of the records would begin like this",
    cause: "Somebody copies the bucket, a restore is under way, or a query reads a long history.",
    check: "CloudTrail's data events `GetObject` of the bucket, by principal and address.",
    act: "An unknown principal is a security incident: revoke its sessions.",
  }),
  band({
    name: "DatabaseLoadUnusual",
    watches: "databaseInstance",
    severity: "P3",
    summary: "The database works harder than is usual",
    series: { metric: "AWS/RDS DBLoad", statistic: "Average" },
    side: "above-band",
    deviations: DEVIATIONS,
    unit: "active sessions",
    because: "load rises before answers get slow",
    cause: "More users, a slow statement, or a missing index after an upgrade of Grafana.",
    check: "Performance Insights of the instance: the statements by load.",
    act: "End or mend the statement.",
  }),
];

function band(told: Band): Alarm {
  const { name, watches, severity, summary, series, side, deviations, unit, because } = told;
  return {
    ...about,
    name,
    watches,
    severity,
    summary,
    series: { value: series },
    condition: { is: side, deviations, unit, because },
    runbook: { cause: [told.cause], check: [told.check, learning], act: [told.act] },
  };
}
