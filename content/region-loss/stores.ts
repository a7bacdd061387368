import { backupCopy, bucketCopy, originalOf, planCopy, type Copy } from "./copies";
import { target, targetHours, TRAIL_MINUTES } from "./facts";
import {
  type Graph,
  type GraphResource,
  listAt,
  nameOf,
  numberAt,
  regionOf,
  siblings,
  textAt,
} from "./graph";
import { claimsOf } from "./volume-claims";

/** What becomes of a store when the region is lost in which it lies. */
export interface Store {
  readonly region: string;
  /** Stack that makes it. */
  readonly stack: string;
  /** Of AWS, or of Kubernetes. */
  readonly kind: string;
  readonly name: string;
  /** How much is missing afterwards: the recovery point. */
  readonly point: string;
  /** The recovery point in minutes, where there is a figure; 0 where nothing is missing, undefined where there is none or all is lost. */
  readonly minutes?: number;
  /** How long it takes until it is there again: the recovery time. */
  readonly time: string;
  /** Where it is then. */
  readonly from: string;
}

type Fate = Pick<Store, "point" | "minutes" | "time" | "from">;

const NONE = "–";
const COPY_IS_LOST: Omit<Fate, "from"> = {
  point: "nothing: this is the copy",
  minutes: 0,
  time: "none: it is filled again when the region is back",
};

const lost = (what: string, then = NONE): Fate => ({ point: `lost; ${what}`, time: NONE, from: then });

const found = (copy: Copy, hours: number): Fate => ({
  point: copy.point,
  ...(copy.minutes === undefined ? {} : { minutes: copy.minutes }),
  time: target(hours),
  from: `\`${copy.name}\`, ${copy.region}`,
});

/** Whether there is more to it than its type says. */
type Judge = (resource: GraphResource, graph: Graph) => Fate;

const BUCKET = "aws:s3/bucket:Bucket";
const RELEASE = "kubernetes:helm.sh/v3:Release";

/** Types of stores: what people call them, and what becomes of them. */
const judges: Readonly<Record<string, readonly [kind: string, judge: Judge]>> = {
  [BUCKET]: ["bucket", judgeBucket],
  "aws:rds/cluster:Cluster": ["database", judgeDatabase],
  "aws:dynamodb/table:Table": ["table", () => lost("nothing copies it")],
  "aws:backup/vault:Vault": ["vault", judgeVault],
  "aws:secretsmanager/secret:Secret": ["secret", judgeSecret],
  "aws:cloudwatch/logGroup:LogGroup": ["log group", judgeLogGroup],
  "aws:sqs/queue:Queue": ["queue", judgeQueue],
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": ["stream", judgeStream],
  "aws:eks/cluster:Cluster": ["cluster", judgeCluster],
};

/** Types that hold data, each of which this page has to say something of. */
export const storeTypes: readonly string[] = [...Object.keys(judges), RELEASE];

/** Every store of the graph, in the order of their registration. */
export function storesOf(graph: Graph): Store[] {
  return graph.flatMap((resource) => {
    const own = judges[resource.type];
    const stores =
      own === undefined ? [] : [storeOf(resource, own[0], nameOf(resource), own[1](resource, graph))];
    return [
      ...stores,
      ...claimsOf(resource).map((claim) =>
        storeOf(resource, "volume claim", claim, judgeClaim(resource, graph)),
      ),
    ];
  });
}

function storeOf(resource: GraphResource, kind: string, name: string, fate: Fate): Store {
  return { region: regionOf(resource), stack: resource.stack, kind, name, ...fate };
}

function judgeBucket(bucket: GraphResource, graph: Graph): Fate {
  const original = originalOf(graph, bucket);
  if (original !== undefined)
    return { ...COPY_IS_LOST, from: `\`${nameOf(original)}\`, ${regionOf(original)}` };
  const copy = bucketCopy(graph, bucket);
  return copy === undefined
    ? lost("nothing copies it", "reads and writes of records under a law are in the trail, too")
    : found(copy, targetHours.read);
}

function judgeDatabase(cluster: GraphResource, graph: Graph): Fate {
  const tags = (cluster.inputs["tags"] ?? {}) as Record<string, unknown>;
  const copy = backupCopy(graph, cluster, ":cluster:", tags);
  return copy === undefined
    ? lost("no backup is copied to another region")
    : found(copy, targetHours.database);
}

function judgeClaim(release: GraphResource, graph: Graph): Fate {
  const [cluster] = siblings(graph, release, "aws:eks/cluster:Cluster");
  const tags = { "eks:eks-cluster-name": cluster === undefined ? undefined : nameOf(cluster) };
  const copy = backupCopy(graph, release, ":volume/", tags);
  return copy === undefined ? lost("no backup is copied to another region") : found(copy, targetHours.volume);
}

function judgeVault(vault: GraphResource, graph: Graph): Fate {
  const plans = siblings(graph, vault, "aws:backup/plan:Plan");
  const filled = plans.filter(({ inputs }) =>
    listAt(inputs, "rules").some((rule) => textAt(rule, "targetVaultName") === nameOf(vault)),
  );
  const copies = filled.map(planCopy);
  const [copy] = copies;
  if (copy !== undefined && !copies.includes(undefined)) return found(copy, targetHours.read);
  if (filled.length > 0) return lost("not all of its recovery points are copied");
  const original = plans.find((plan) => planCopy(plan)?.name === nameOf(vault));
  const source = textAt(listAt(original?.inputs, "rules")[0], "targetVaultName");
  return source === undefined
    ? lost("no plan fills it, and nothing copies it")
    : { ...COPY_IS_LOST, from: `\`${source}\`, ${vault.stack}` };
}

function judgeSecret({ inputs }: GraphResource): Fate {
  const regions = listAt(inputs, "replicas").flatMap((replica) => textAt(replica, "region") ?? []);
  if (regions.length === 0) return lost("whoever issued it issues it anew");
  return {
    point: "a value of the last moments; no bound",
    time: "none to read it; a person to change it",
    from: `its replica, ${regions.join(", ")}`,
  };
}

/** What leaves a log group: by the trail that also fills a bucket, or by filters into a stream. */
function judgeLogGroup(group: GraphResource, graph: Graph): Fate {
  const [trail] = siblings(graph, group, "aws:cloudtrail/trail:Trail").filter(
    ({ inputs }) => textAt(inputs, "cloudWatchLogsGroupArn") === `${group.arn}:*`,
  );
  if (trail !== undefined) {
    const copy = copyOfBucket(graph, group, ({ inputs }) =>
      nameMatches(inputs, textAt(trail.inputs, "s3BucketName")),
    );
    return copy === undefined
      ? lost("nothing copies it")
      : later(copy, TRAIL_MINUTES, "the same events as files");
  }
  const filters = siblings(graph, group, "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter").filter(
    ({ inputs }) => textAt(inputs, "logGroup") === nameOf(group),
  );
  const [stream] = siblings(graph, group, STREAM).filter(({ arn }) =>
    filters.some(({ inputs }) => textAt(inputs, "destinationArn") === arn),
  );
  const copy = stream === undefined ? undefined : streamCopy(graph, stream);
  if (stream === undefined || copy === undefined) return lost("nothing copies it");
  const names = filters.flatMap(({ inputs }) => textAt(inputs, "name") ?? []).sort();
  return later(copy, bufferMinutes(stream), `its ${names.join(" and ")} lines; the rest is lost`);
}

const STREAM = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
const SECONDS_A_MINUTE = 60;

function bufferMinutes({ inputs }: GraphResource): number {
  return (numberAt(inputs, "extendedS3Configuration", "bufferingInterval") ?? 0) / SECONDS_A_MINUTE;
}

function streamCopy(graph: Graph, stream: GraphResource): Copy | undefined {
  const arn = textAt(stream.inputs, "extendedS3Configuration", "bucketArn");
  return copyOfBucket(graph, stream, (bucket) => bucket.arn === arn);
}

function judgeStream(stream: GraphResource, graph: Graph): Fate {
  const copy = streamCopy(graph, stream);
  return copy === undefined
    ? lost("nothing copies what it delivers")
    : later(copy, bufferMinutes(stream), "what it has delivered");
}

/** A queue holds what nobody has read yet. */
function judgeQueue(queue: GraphResource, graph: Graph): Fate {
  const announced = siblings(graph, queue, "aws:s3/bucketNotification:BucketNotification").find(
    ({ inputs }) => listAt(inputs, "queues").some((target) => textAt(target, "queueArn") === queue.arn),
  );
  const copy =
    announced &&
    copyOfBucket(graph, queue, ({ inputs }) => nameMatches(inputs, textAt(announced.inputs, "bucket")));
  return copy === undefined
    ? lost("what nobody has read is gone")
    : lost("the announcements, not what they announce", `\`${copy.name}\`, ${copy.region}`);
}

function judgeCluster(): Fate {
  return {
    point: "what people made in it by hand",
    time: target(targetHours.region),
    from: "this program: all else is declared",
  };
}

const nameMatches = (inputs: GraphResource["inputs"], name: string | undefined): boolean =>
  name !== undefined && textAt(inputs, "bucket") === name;

function copyOfBucket(
  graph: Graph,
  near: GraphResource,
  isWanted: (bucket: GraphResource) => boolean,
): Copy | undefined {
  const bucket = siblings(graph, near, BUCKET).find(isWanted);
  return bucket === undefined ? undefined : bucketCopy(graph, bucket);
}

/** What reaches a bucket some time later has that much less of it copied. */
function later(copy: Copy, minutes: number, what: string): Fate {
  const all = copy.minutes === undefined ? undefined : copy.minutes + minutes;
  return {
    point: all === undefined ? `no bound: ${what}` : `${all} minutes: ${what}`,
    ...(all === undefined ? {} : { minutes: all }),
    time: target(targetHours.read),
    from: `\`${copy.name}\`, ${copy.region}`,
  };
}
