import type { Alarm } from "./alarm";

/** S3's promise with replication time control: 15 minutes. */
const REPLICATION_PROMISE_SECONDS = 900;

/** Buckets and their copies in the other region. */
export const storage: readonly Alarm[] = [
  {
    name: "ReplicationFailed",
    watches: "replication",
    severity: "P2",
    summary: "Objects could not be copied to the other region",
    series: { value: { metric: "AWS/S3 OperationsFailedReplication", statistic: "Sum" } },
    condition: {
      is: "above",
      threshold: 0,
      unit: "objects",
      because: "S3 does not try a failed object again: each stays without its copy until somebody copies it",
    },
    period: 300,
    periods: 1,
    missing: { means: "good", because: "nothing was written" },
    runbook: {
      cause: [
        "The replication role lost a right, a key is disabled, or the copy's bucket refuses: its policy, its lock.",
      ],
      check: [
        "The bucket's event `s3:Replication:OperationFailedReplication`, or `aws s3api head-object` of a young object: ReplicationStatus FAILED.",
        "The state of both keys, and the role's policy against that of the program (`pharos preview`).",
      ],
      act: [
        "Put the right back by updating the stack.",
        "Copy what failed with an S3 Batch Replication job over objects of status FAILED.",
      ],
    },
  },
  {
    name: "ReplicationBehind",
    watches: "replication",
    severity: "P2",
    summary: "Copies in the other region are more than 15 minutes behind",
    series: { value: { metric: "AWS/S3 ReplicationLatency", statistic: "Maximum" } },
    condition: {
      is: "above",
      threshold: REPLICATION_PROMISE_SECONDS,
      unit: "seconds",
      because: "it is what S3 promises with replication time control, and what the recovery plan counts on",
    },
    period: 300,
    periods: 3,
    missing: { means: "good", because: "nothing was written" },
    runbook: {
      cause: [
        "S3 is slow between the two regions, or more is written than replication time control covers (1 GB a second).",
      ],
      check: [
        "The AWS Health Dashboard for S3 in both regions.",
        "BytesPendingReplication on the dashboard.",
      ],
      act: [
        "Nothing is lost while the source region lives: wait, and watch that the latency falls.",
        "If it grows for hours: ask AWS for a higher replication limit.",
      ],
    },
  },
  {
    name: "ReplicationQueueGrowing",
    watches: "replication",
    severity: "P3",
    summary: "Many objects wait for their copy",
    series: { value: { metric: "AWS/S3 OperationsPendingReplication", statistic: "Minimum" } },
    condition: {
      is: "above",
      threshold: 1000,
      unit: "objects",
      because: "the minimum of a whole hour: a burst of uploads is through long before",
    },
    period: 3600,
    periods: 1,
    missing: { means: "good", because: "nothing was written" },
    runbook: {
      cause: ["Replication cannot keep up, the step before ReplicationBehind."],
      check: ["What writes so many small objects: the request metrics of the bucket on the dashboard."],
      act: ["Find the writer. Larger objects replicate faster than many small ones."],
    },
  },
  {
    name: "BucketFailing",
    watches: "bucket",
    severity: "P2",
    summary: "S3 fails more than one request in a hundred to a bucket",
    series: { value: { metric: "AWS/S3 5xxErrors", statistic: "Average" } },
    condition: {
      is: "above",
      threshold: 0.01,
      unit: "of the requests",
      because:
        "clients repeat a 503, which S3 also sends when one prefix takes more than 3 500 writes a second",
    },
    period: 300,
    periods: 3,
    missing: { means: "good", because: "nobody asked anything of the bucket" },
    runbook: {
      cause: ["S3 has a failure, or one prefix is too busy."],
      check: [
        "The AWS Health Dashboard.",
        "Whether the errors are 503 Slow Down: the logs of whoever writes.",
      ],
      act: ["Slow Down: spread the writes over more prefixes, or upload larger objects.", "A failure: wait."],
    },
  },
];
