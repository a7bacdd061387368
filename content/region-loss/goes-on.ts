import {
  type Graph,
  type GraphResource,
  listAt,
  nameOf,
  numberAt,
  ofType,
  regionOf,
  textAt,
  valueAt,
} from "./graph";
import { remoteWrites } from "./volume-claims";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const RELEASE = "kubernetes:helm.sh/v3:Release";

/** What happens without anybody, and what stops, when a region is lost. */
export function goesOn(graph: Graph, region: string): string[] {
  const stacks = [...new Set(graph.map(({ stack }) => stack))];
  const others = stacks.filter((stack) => stack !== region);
  return [
    ...others.flatMap((stack) => alertingOf(graph, stack)),
    ...switchesOf(graph, region),
    ...writesTo(graph, region),
    ...trailsOf(graph, region),
    ...(stacks.includes(region) ? [topicsOf(graph, region), databasesOf(graph, region)].flat() : []),
    ...keysOf(graph, region),
  ];
}

function alertingOf(graph: Graph, stack: string): string[] {
  const spec = ofType(graph, RELEASE)
    .filter((release) => release.stack === stack)
    .map(({ inputs }) => inputs["values"])
    .find((values) => valueAt(values, "prometheus", "prometheusSpec") !== undefined);
  if (spec === undefined) return [];
  const prometheus = numberAt(spec, "prometheus", "prometheusSpec", "replicas") ?? 1;
  const alertmanager = numberAt(spec, "alertmanager", "alertmanagerSpec", "replicas") ?? 1;
  return [
    `${stack} goes on alone: its ${prometheus} Prometheus, its ${alertmanager} Alertmanagers, its alarms and their topics need nothing of another region.`,
  ];
}

/** Alarms that lie in another region than what they watch: the dead man's switches. */
function switchesOf(graph: Graph, region: string): string[] {
  const switches = ofType(graph, ALARM).filter((alarm) => regionOf(alarm) !== alarm.stack);
  const own = switches.filter(({ stack }) => stack === region).map((alarm) => describeSwitch(graph, alarm));
  const blind = switches
    .filter((alarm) => regionOf(alarm) === region)
    .map(
      (alarm) =>
        `The dead man's switch of ${alarm.stack} lies in ${region} and is lost with it: until the region is back nobody is told if ${alarm.stack} dies, too.`,
    );
  return [...own, ...blind];
}

const SECONDS_A_MINUTE = 60;

function describeSwitch(graph: Graph, alarm: GraphResource): string {
  const { inputs, stack } = alarm;
  const period = numberAt(listAt(inputs, "metricQueries")[0], "metric", "period") ?? 0;
  const minutes = ((numberAt(inputs, "datapointsToAlarm") ?? 1) * period) / SECONDS_A_MINUTE;
  const [action] = listAt(inputs, "alarmActions");
  const told = ofType(graph, "aws:sns/topicSubscription:TopicSubscription").filter(
    (subscription) => subscription.stack === stack && subscription.inputs["topic"] === action,
  );
  const silence =
    textAt(inputs, "treatMissingData") === "breaching" ? `${minutes} minutes of silence` : "nothing";
  return `The dead man's switch \`${nameOf(alarm)}\` in ${regionOf(alarm)} takes ${silence} for the death of ${stack}, and tells ${told.length} ${told.length === 1 ? "address" : "addresses"} through a topic over there.`;
}

/** Who writes metrics into a region that is lost. */
function writesTo(graph: Graph, region: string): string[] {
  return ofType(graph, RELEASE)
    .filter(
      (release) => release.stack !== region && remoteWrites(release).some((url) => url.includes(region)),
    )
    .map(
      ({ stack }) =>
        `${stack} keeps its own metrics and tries to send them on. After about two hours the hub's present misses what was not sent, for good; its history has it when the region's blocks are copied there.`,
    );
}

function trailsOf(graph: Graph, region: string): string[] {
  return ofType(graph, "aws:cloudtrail/trail:Trail")
    .filter((trail) => trail.stack === region && valueAt(trail.inputs, "isMultiRegionTrail") === true)
    .map(
      (trail) =>
        `CloudTrail records on in the other regions, as the trail \`${nameOf(trail)}\` is in each of them, and tries for 30 days to deliver to its bucket. If the region stays away for longer, give the trail another bucket before.`,
    );
}

function topicsOf(graph: Graph, region: string): string[] {
  const own = ofType(graph, "aws:sns/topic:Topic").filter(
    (topic) => regionOf(topic) === region && topic.stack === region,
  );
  return [
    `${own.length} alarm topics of ${region} are gone, and with them every alarm of the region but its dead man's switch.`,
  ];
}

function databasesOf(graph: Graph, region: string): string[] {
  return ofType(graph, "aws:rds/cluster:Cluster")
    .filter((cluster) => cluster.stack === region)
    .map((cluster) => {
      const count = ofType(graph, "aws:rds/clusterInstance:ClusterInstance").filter(
        ({ stack, inputs }) => stack === region && textAt(inputs, "clusterIdentifier") === nameOf(cluster),
      ).length;
      return `\`${nameOf(cluster)}\` does not fail over: its ${count} instances stand in for each other between zones of one region. It is restored by a person.`;
    });
}

/** Keys of the lost region without which something elsewhere could not be read. */
function keysOf(graph: Graph, region: string): string[] {
  const needed = strandedBy(graph, region);
  return needed.length === 0
    ? [
        `Nothing that survives needs a key of ${region}: every copy is encrypted under a key that lies beside it.`,
      ]
    : needed.map((what) => `${what} is encrypted under a key of ${region} and cannot be read.`);
}

/** Copies outside of a region whose key lies in it. */
export function strandedBy(graph: Graph, region: string): string[] {
  const keys = new Set(
    ofType(graph, "aws:kms/key:Key")
      .filter((key) => regionOf(key) === region)
      .map(({ stack, arn }) => `${stack} ${arn}`),
  );
  return graph
    .flatMap((resource) => encryptedBy(resource).map(({ at, key }) => ({ resource, at, key })))
    .filter(({ resource, at, key }) => at !== region && keys.has(`${resource.stack} ${key}`))
    .map(({ resource }) => `\`${nameOf(resource)}\` of ${resource.stack}`);
}

function encryptedBy(resource: GraphResource): { at: string; key: string }[] {
  const { inputs } = resource;
  const at = regionOf(resource);
  const pairs: (readonly [string, string | undefined])[] = [
    [at, textAt(inputs, "kmsKeyArn")],
    [at, textAt(inputs, "kmsKeyId")],
    [at, textAt(inputs, "kmsMasterKeyId")],
    ...listAt(inputs, "rules").map(
      (rule) => [at, textAt(rule, "applyServerSideEncryptionByDefault", "kmsMasterKeyId")] as const,
    ),
    ...listAt(inputs, "replicas").map(
      (replica) => [textAt(replica, "region") ?? at, textAt(replica, "kmsKeyId")] as const,
    ),
  ];
  return pairs.flatMap(([place, key]) => (key === undefined ? [] : [{ at: place, key }]));
}
