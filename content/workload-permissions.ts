import { bucketArn, databaseUserArn, regionalService, secretsArn } from "./arn";
import type { WorkloadName } from "./workload-identities";

/** What a role may do, on what, and when: a statement of its policy. */
export interface Grant {
  /** Name of the statement: letters and digits. */
  readonly sid: string;
  readonly actions: readonly `${string}:${string}`[];
  readonly resources: readonly string[];
  /** @default - none: it holds always */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** A bucket, and the key that encrypts it. */
export interface EncryptedBucket {
  readonly bucketName: string;
  readonly keyArn: string;
  /** Region of both. */
  readonly region: string;
}

/** A queue or topic, and the key that encrypts what it carries. */
export interface EncryptedChannel {
  readonly arn: string;
  readonly keyArn: string;
}

/** The places of the roots that a region exchanges with its peers; empty lists where it has none. */
export interface ExchangedRoots {
  /** ARN of the place in which it publishes its own. */
  readonly own: string;
  /** The same wherever a copy lies. */
  readonly ownAnywhere: string;
  /** Where copies of it lie: their regions, and the keys there. */
  readonly copies: readonly { readonly region: string; readonly keyArn: string }[];
  /** Those of its peers: the copy here, the same wherever it lies, and the copy's key. */
  readonly peers: readonly { readonly arn: string; readonly anywhere: string; readonly keyArn: string }[];
}

/** What each workload works on: the arguments of its grants. */
export interface WorkloadResources {
  /** The bucket of the region's blocks, or the workspaces to which it sends, by their ARNs. */
  readonly prometheus: EncryptedBucket | { readonly workspaces: readonly string[] };
  readonly thanos: EncryptedBucket;
  readonly "thanos-replicator": { readonly from: EncryptedBucket; readonly to: EncryptedBucket };
  readonly yace: { readonly region: string };
  /** The topic may lie in another region than the cluster. */
  readonly alertmanager: EncryptedChannel;
  readonly "external-secrets": {
    readonly region: string;
    readonly account: string;
    /** Start of the names of the secrets that it may read. */
    readonly prefix: string;
    /** ARNs of secrets that services of AWS name and change by themselves. */
    readonly managed: readonly string[];
    readonly keyArn: string;
    /** The roots that regions exchange. */
    readonly roots: ExchangedRoots;
  };
  /** One bucket for each kind of index that ages alike. */
  readonly "elasticsearch-snapshots": { readonly buckets: readonly EncryptedBucket[] };
  readonly "log-archiver": EncryptedBucket;
  readonly "security-log-reader": {
    /** Queues in which new files are announced. */
    readonly queues: readonly EncryptedChannel[];
    /** Buckets that hold the files. */
    readonly buckets: readonly EncryptedBucket[];
  };
  readonly grafana: {
    readonly region: string;
    readonly account: string;
    /** RDS's own id of the cluster, `cluster-…`. */
    readonly databaseResourceId: string;
    readonly user: string;
    /** ARN of the workspace in which history is asked. @default - history is asked elsewhere */
    readonly workspace?: string;
  };
  readonly "ledger-writer": EncryptedBucket;
  readonly "evidence-writer": EncryptedBucket;
  readonly "backup-jobs": EncryptedBucket;
  /** The log group of the control plane. CloudWatch Logs decrypts with its own grant on the key. */
  readonly "falco-k8s-audit": { readonly logGroupArn: string };
  readonly falcosidekick: { readonly logGroupArn: string };
}

/** The least that each workload needs of what it works on. */
export const workloadGrants: {
  readonly [Name in WorkloadName]: (resources: WorkloadResources[Name]) => Grant[];
} = {
  prometheus: (target) =>
    "workspaces" in target
      ? [{ sid: "WriteSamples", actions: ["aps:RemoteWrite"], resources: target.workspaces }]
      : [
          listBucket(target),
          onObjects("UploadBlocks", target, ["s3:GetObject", "s3:PutObject"]),
          useKey("UseBucketKey", target, ["kms:Decrypt", "kms:GenerateDataKey"]),
        ],
  thanos: (bucket) => [
    listBucket(bucket),
    onObjects("KeepBlocks", bucket, ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]),
    useKey("UseBucketKey", bucket, ["kms:Decrypt", "kms:GenerateDataKey"]),
  ],
  "thanos-replicator": ({ from, to }) => [
    { ...listBucket(from), sid: "ListSpokesBlocks" },
    onObjects("ReadSpokesBlocks", from, ["s3:GetObject"]),
    useKey("UseSpokesKey", from, ["kms:Decrypt"]),
    { ...listBucket(to), sid: "ListHubsBlocks" },
    // What was copied is the hub's: nothing there is deleted by a spoke.
    onObjects("CopyBlocks", to, ["s3:GetObject", "s3:PutObject"]),
    useKey("UseHubsKey", to, ["kms:Decrypt", "kms:GenerateDataKey"]),
  ],
  yace: ({ region }) => [
    {
      sid: "ReadMetrics",
      // None of these knows resources: the region is the limit.
      actions: [
        "cloudwatch:GetMetricData",
        "cloudwatch:GetMetricStatistics",
        "cloudwatch:ListMetrics",
        "tag:GetResources",
      ],
      resources: ["*"],
      conditions: { StringEquals: { "aws:RequestedRegion": [region] } },
    },
  ],
  alertmanager: (topic) => [
    { sid: "PublishHeartbeat", actions: ["sns:Publish"], resources: [topic.arn] },
    useChannelKey("UseTopicKey", "sns", topic, ["kms:Decrypt", "kms:GenerateDataKey"]),
  ],
  "external-secrets": ({ region, account, prefix, managed, keyArn, roots }) => [
    {
      sid: "ReadSecrets",
      actions: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
      resources: [secretsArn(region, account, prefix), ...managed],
    },
    {
      sid: "DecryptSecrets",
      actions: ["kms:Decrypt"],
      resources: [keyArn],
      conditions: {
        StringEquals: { "kms:ViaService": [regionalService("secretsmanager", region)] },
        StringLike: { "kms:EncryptionContext:SecretARN": [secretsArn(region, account, prefix), ...managed] },
      },
    },
    ...publishRoot(region, keyArn, roots),
    ...readRoots(region, roots),
  ],
  "elasticsearch-snapshots": ({ buckets }) =>
    buckets.flatMap((bucket, index) => [
      // Elastic, "S3 repository", recommended permissions.
      {
        ...listBucket(bucket, ["s3:GetBucketLocation", "s3:ListBucketMultipartUploads"]),
        sid: `ListObjects${index + 1}`,
      },
      onObjects(`KeepSnapshots${index + 1}`, bucket, [
        "s3:AbortMultipartUpload",
        "s3:DeleteObject",
        "s3:GetObject",
        "s3:ListMultipartUploadParts",
        "s3:PutObject",
      ]),
      useKey(`UseBucketKey${index + 1}`, bucket, ["kms:Decrypt", "kms:GenerateDataKey"]),
    ]),
  // Logstash's output sends large files in parts, each encrypted; parts of a failed one are given up.
  "log-archiver": (bucket) => [
    onObjects("AppendToArchive", bucket, ["s3:AbortMultipartUpload", "s3:PutObject"]),
    useKey("UseBucketKey", bucket, ["kms:Decrypt", "kms:GenerateDataKey"]),
  ],
  "security-log-reader": ({ queues, buckets }) => [
    {
      sid: "TakeAnnouncements",
      actions: [
        "sqs:ChangeMessageVisibility",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:ReceiveMessage",
      ],
      resources: queues.map(({ arn }) => arn),
    },
    ...queues.map((queue, index) => useChannelKey(`UseQueueKey${index + 1}`, "sqs", queue, ["kms:Decrypt"])),
    ...buckets.flatMap((bucket, index) => [
      onObjects(`ReadFiles${index + 1}`, bucket, ["s3:GetObject"]),
      useKey(`UseBucketKey${index + 1}`, bucket, ["kms:Decrypt"]),
    ]),
  ],
  grafana: ({ region, account, databaseResourceId, user, workspace }) => [
    {
      sid: "SignInToDatabase",
      actions: ["rds-db:connect"],
      resources: [databaseUserArn(region, account, databaseResourceId, user)],
    },
    ...(workspace === undefined ? [] : [askWorkspace(workspace)]),
  ],
  "ledger-writer": (bucket) => [
    listBucket(bucket),
    // Versions and locks keep what was written; it may not even name a version.
    onObjects("AppendToLedger", bucket, ["s3:GetObject", "s3:PutObject"]),
    useKey("UseBucketKey", bucket, ["kms:Decrypt", "kms:GenerateDataKey"]),
  ],
  "evidence-writer": (bucket) => [
    onObjects("FileEvidence", bucket, ["s3:PutObject"]),
    useKey("UseBucketKey", bucket, ["kms:GenerateDataKey"]),
  ],
  "backup-jobs": (bucket) => [
    onObjects("FileDumps", bucket, ["s3:AbortMultipartUpload", "s3:PutObject"]),
    // S3 decrypts the parts of an upload when it joins them.
    useKey("UseBucketKey", bucket, ["kms:Decrypt", "kms:GenerateDataKey"]),
  ],
  "falco-k8s-audit": ({ logGroupArn }) => [
    // The plugin asks for nothing else (falcosecurity/plugins, shared/go/aws/cloudwatchlogs), whatever its README lists.
    { sid: "ReadAuditLog", actions: ["logs:FilterLogEvents"], resources: [`${logGroupArn}:*`] },
  ],
  falcosidekick: ({ logGroupArn }) => [
    {
      sid: "AddEvents",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [`${logGroupArn}:log-stream:*`],
    },
  ],
};

/**
 * It writes its own root, reads the policy of that place to see that it is right, and changes nothing of it. Secrets Manager encrypts the copies
 * in the name of who writes (its user guide, "Replicate secrets across Regions", permissions).
 */
function publishRoot(region: string, keyArn: string, { own, ownAnywhere, copies }: ExchangedRoots): Grant[] {
  if (copies.length === 0) return [];
  return [
    {
      sid: "PublishRoot",
      actions: ["secretsmanager:GetResourcePolicy", "secretsmanager:PutSecretValue"],
      resources: [own],
    },
    {
      sid: "EncryptRoot",
      actions: ["kms:GenerateDataKey"],
      resources: [keyArn],
      conditions: {
        StringEquals: { "kms:ViaService": [regionalService("secretsmanager", region)] },
        StringLike: { "kms:EncryptionContext:SecretARN": [own] },
      },
    },
    ...copies.map((copy, index): Grant => ({
      sid: `EncryptCopyOfRoot${index + 1}`,
      actions: ["kms:Encrypt", "kms:GenerateDataKey"],
      resources: [copy.keyArn],
      conditions: {
        StringEquals: { "kms:ViaService": [regionalService("secretsmanager", copy.region)] },
        StringLike: { "kms:EncryptionContext:SecretARN": [ownAnywhere] },
      },
    })),
  ];
}

function readRoots(region: string, { peers }: ExchangedRoots): Grant[] {
  if (peers.length === 0) return [];
  return [
    {
      sid: "ReadRootsOfOthers",
      actions: ["secretsmanager:GetSecretValue"],
      resources: peers.map(({ arn }) => arn),
    },
    {
      sid: "DecryptRootsOfOthers",
      actions: ["kms:Decrypt"],
      resources: [...new Set(peers.map((peer) => peer.keyArn))],
      conditions: {
        StringEquals: { "kms:ViaService": [regionalService("secretsmanager", region)] },
        StringLike: { "kms:EncryptionContext:SecretARN": peers.map(({ anywhere }) => anywhere) },
      },
    },
  ];
}

/** Questions, and what helps to ask them; neither rules nor silences, and nothing is written. */
function askWorkspace(workspace: string): Grant {
  return {
    sid: "AskForHistory",
    actions: ["aps:GetLabels", "aps:GetMetricMetadata", "aps:GetSeries", "aps:QueryMetrics"],
    resources: [workspace],
  };
}

function listBucket({ bucketName }: EncryptedBucket, more: Grant["actions"] = []): Grant {
  return { sid: "ListObjects", actions: ["s3:ListBucket", ...more], resources: [bucketArn(bucketName)] };
}

function onObjects(sid: string, { bucketName }: EncryptedBucket, actions: Grant["actions"]): Grant {
  return { sid, actions, resources: [`${bucketArn(bucketName)}/*`] };
}

/** Only through S3 of the bucket's region, and only for this bucket: with a bucket key the context is the bucket, without one the object. */
function useKey(
  sid: string,
  { bucketName, keyArn, region }: EncryptedBucket,
  actions: Grant["actions"],
): Grant {
  return {
    sid,
    actions,
    resources: [keyArn],
    conditions: {
      StringEquals: { "kms:ViaService": [regionalService("s3", region)] },
      StringLike: {
        "kms:EncryptionContext:aws:s3:arn": [bucketArn(bucketName), `${bucketArn(bucketName)}/*`],
      },
    },
  };
}

/** Only through the service of the region in which the channel lies. */
function useChannelKey(
  sid: string,
  service: "sns" | "sqs",
  { arn, keyArn }: EncryptedChannel,
  actions: Grant["actions"],
): Grant {
  const region = arn.split(":")[3] ?? "";
  return {
    sid,
    actions,
    resources: [keyArn],
    conditions: { StringEquals: { "kms:ViaService": [regionalService(service, region)] } },
  };
}
