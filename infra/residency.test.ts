import assert from "node:assert/strict";
import { Recording, type Registered } from "../components/testing/record";
import { dashboards } from "../content/dashboards";
import { isRegionName, regionNames, regions, type Jurisdiction } from "../content/regions";
import { recordAllWithWorkspaces, recordStack, recordStacks } from "./testing/stacks";

/**
 * Data stays where its law reaches: a walk over everything that the three real stacks register. Whatever names a place of another
 * jurisdiction than its stack's (a region, a zone, an ARN, a bucket or a key that lies there) is found, in whatever property it stands.
 */

/** What may name such a place: the way of the metrics to the hub, which hold no personal data (label allow-list), and what watches it. */
const METRICS_TO_THE_HUB = [
  "eu-west-1 aws:cloudwatch/dashboard:Dashboard alarms-dashboard",
  "eu-west-1 aws:cloudwatch/metricAlarm:MetricAlarm alarms-hub-link-packets-dropped-hub",
  "eu-west-1 aws:cloudwatch/metricAlarm:MetricAlarm alarms-hub-link-silent-hub",
  "eu-west-1 aws:ec2/securityGroup:SecurityGroup ingest-link-group",
  "eu-west-1 aws:ec2/vpcEndpoint:VpcEndpoint ingest-link-endpoint",
  "eu-west-1 aws:route53/record:Record ingest-link-record",
  "eu-west-1 aws:route53/zone:Zone ingest-link-zone",
  "eu-west-1 kubernetes:helm.sh/v3:Release metrics-kube-prometheus-stack",
  "eu-west-1 kubernetes:monitoring.coreos.com/v1:Probe probes-hub",
  "us-east-1 aws:ec2/vpcEndpointService:VpcEndpointService ingest-endpoint-service",
  "us-east-1 aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule ingest-from-eu-west-1",
];

/** The same where the hub keeps metrics in a workspace: the role that writes to it, and how many series of each region it takes. */
const METRICS_TO_THE_HUBS_WORKSPACE = [
  "eu-west-1 aws:iam/rolePolicy:RolePolicy pod-prometheus-policy",
  "us-east-1 aws:amp/workspaceConfiguration:WorkspaceConfiguration metrics-workspace-configuration",
];

/** The same of the roots that regions exchange: public halves, which are no data of anybody. */
const ROOTS_BETWEEN_REGIONS = [
  "eu-west-1 aws:iam/rolePolicy:RolePolicy pod-external-secrets-policy",
  "eu-west-1 aws:secretsmanager/secret:Secret published-root-place",
  "eu-west-1 kubernetes:external-secrets.io/v1:ExternalSecret root-exchange-root-of-us-east-1",
  "us-east-1 aws:iam/rolePolicy:RolePolicy pod-external-secrets-policy",
  "us-east-1 aws:kms/alias:Alias root-in-eu-west-1-data-alias",
  "us-east-1 aws:kms/key:Key root-in-eu-west-1-data-key",
  "us-east-1 aws:secretsmanager/secret:Secret published-root-place",
  "us-east-1 kubernetes:external-secrets.io/v1:ExternalSecret root-exchange-root-of-eu-west-1",
];

/** Links by which people come from the hub's dashboards to those of a region: addresses of pages, by which no data goes. */
const LINKS_INTO_REGIONS = dashboards().map(
  ({ uid }) => `us-east-1 kubernetes:core/v1:ConfigMap dashboards-${uid}`,
);

type Recordings = ReadonlyMap<string, Recording>;

const jurisdictionOf = (region: string): Jurisdiction | undefined =>
  isRegionName(region) ? regions[region].jurisdiction : undefined;
const regionOf = (stack: string, { inputs }: Registered): string =>
  typeof inputs["region"] === "string" ? inputs["region"] : stack;

/** Every text in a value, at whatever depth. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Where buckets of all stacks lie, by name; and what a stack makes, by the ARN that it is given in tests. */
function placesOf(recordings: Recordings): {
  buckets: Map<string, string>;
  made: Map<string, Map<string, string>>;
} {
  const buckets = new Map<string, string>();
  const made = new Map<string, Map<string, string>>();
  for (const [stack, { resources }] of recordings) {
    made.set(stack, new Map(resources.map((each) => [`arn:of:${each.name}`, regionOf(stack, each)])));
    for (const each of resources.filter(({ type }) => type === "aws:s3/bucket:Bucket"))
      buckets.set(String(each.inputs["bucket"]), regionOf(stack, each));
  }
  return { buckets, made };
}

/** The regions that a resource names, whatever for. */
function regionsNamed(
  texts: readonly string[],
  buckets: Map<string, string>,
  made: Map<string, string>,
): string[] {
  return texts.flatMap((text) => [
    ...regionNames.filter((region) => text.includes(region)),
    ...(made.has(text) ? [made.get(text) ?? ""] : []),
    ...[...buckets].flatMap(([bucket, region]) =>
      new RegExp(`(^|[^a-z0-9-])${bucket}($|[^a-z0-9-])`).test(text) ? [region] : [],
    ),
  ]);
}

/** Everything that names a place of another jurisdiction, as `stack type name`. */
function crossings(recordings: Recordings): string[] {
  const { buckets, made } = placesOf(recordings);
  const found = [...recordings].flatMap(([stack, { resources }]) =>
    resources
      .filter(({ type }) => !type.startsWith("pulumi:"))
      .filter(({ inputs }) =>
        regionsNamed(textsIn(inputs), buckets, made.get(stack) ?? new Map<string, string>()).some(
          (region) => jurisdictionOf(region) !== jurisdictionOf(stack),
        ),
      )
      .map(({ type, name }) => `${stack} ${type} ${name}`),
  );
  return found.sort();
}

/** The destinations of replication, which must be buckets that a stack makes: of others nobody knows where they lie. */
function strangeDestinations(recordings: Recordings): string[] {
  const { buckets } = placesOf(recordings);
  return [...recordings.values()]
    .flatMap((recording) => recording.ofType("aws:s3/bucketReplicationConfig:BucketReplicationConfig"))
    .flatMap(({ inputs }) =>
      (inputs["rules"] as { destination: { bucket: string } }[]).map(({ destination }) => destination.bucket),
    )
    .filter((arn) => !buckets.has(arn.replace("arn:aws:s3:::", "")));
}

/** Recordings in which one resource has other inputs, or one is added. */
function mutated(recordings: Recordings, stack: string, change: Registered): Recordings {
  const { resources, outputs, log } = recordings.get(stack) ?? assert.fail(stack);
  const others = resources.filter(({ type, name }) => type !== change.type || name !== change.name);
  return new Map([...recordings, [stack, new Recording([...others, change], outputs, log)]]);
}

/** Registering a whole stack takes a second, and ten on a busy machine. */
const PATIENCE_MS = 60_000;

describe("residency", function () {
  this.timeout(PATIENCE_MS);
  let recordings: Recordings;
  before(async () => {
    recordings = await recordStacks();
  });

  it("nothing names a place of another jurisdiction, but for metrics on their way to the hub, public roots and links", () => {
    assert.deepEqual(
      crossings(recordings),
      [...METRICS_TO_THE_HUB, ...ROOTS_BETWEEN_REGIONS, ...LINKS_INTO_REGIONS].sort(),
    );
  });

  it("nor where workspaces keep the metrics, but for who writes to the hub's, and its limits", async () => {
    assert.deepEqual(
      crossings(await recordAllWithWorkspaces()),
      [...METRICS_TO_THE_HUB, ...METRICS_TO_THE_HUBS_WORKSPACE, ...LINKS_INTO_REGIONS].sort(),
    );
  });

  it("every bucket is copied to one that a stack makes", () => {
    assert.deepEqual(strangeDestinations(recordings), []);
  });

  it("copies and their keys lie in the replica region", () => {
    const copies = [...recordings].flatMap(([stack, { resources }]) =>
      resources
        .filter(({ type, name }) => /:(Bucket|Key)$/.test(type) && name.includes("-copy"))
        .map((each) => `${stack} to ${regionOf(stack, each)}`),
    );
    assert.deepEqual([...new Set(copies)].sort(), [
      "eu-west-1 to eu-central-1",
      "us-east-1 to us-west-2",
      "us-west-2 to us-east-1",
    ]);
    assert.ok(copies.length > 30, `${copies.length} copies`);
  });

  const stolen = "arn:aws:s3:::pharos-production-us-east-1-audit-ledger";
  const mutants: Readonly<Record<string, (recordings: Recordings) => Registered>> = {
    "a copy in another region": (all) =>
      moved(all, "aws:s3/bucket:Bucket", "audit-ledger-copy-bucket", { region: "us-west-2" }),
    "a copy's key in another region": (all) =>
      moved(all, "aws:kms/key:Key", "audit-copy-data-key", { region: "us-east-1" }),
    "a replication to another stack's bucket": (all) =>
      moved(all, "aws:s3/bucketReplicationConfig:BucketReplicationConfig", "audit-ledger-replication", {
        rules: [{ destination: { bucket: stolen } }],
      }),
    "a trail into another stack's bucket": (all) =>
      moved(all, "aws:cloudtrail/trail:Trail", "audit-trail", {
        s3BucketName: "pharos-production-us-east-1-trail",
      }),
    "a stream into another stack's bucket": (all) =>
      moved(all, "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", "cluster-audit-stream", {
        extendedS3Configuration: { bucketArn: stolen },
      }),
    "a filter that sends elsewhere": (all) =>
      moved(all, "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter", "cluster-audit-audit", {
        destinationArn: "arn:aws:firehose:us-east-1:111122223333:deliverystream/x",
      }),
    "a secret with a replica elsewhere": () =>
      added("aws:secretsmanager/secret:Secret", { replicas: [{ region: "us-east-1" }] }),
    "a backup copied elsewhere": () =>
      added("aws:backup/plan:Plan", {
        rules: [
          { copyActions: [{ destinationVaultArn: "arn:aws:backup:us-west-2:111122223333:backup-vault:x" }] },
        ],
      }),
  };
  for (const [title, mutant] of Object.entries(mutants)) {
    it(`finds ${title}`, () => {
      const change = mutant(recordings);
      const found = `eu-west-1 ${change.type} ${change.name}`;
      assert.ok(![...METRICS_TO_THE_HUB, ...ROOTS_BETWEEN_REGIONS].includes(found));
      assert.ok(crossings(mutated(recordings, "eu-west-1", change)).includes(found));
    });
  }

  it("finds a replication to a bucket that no stack makes", () => {
    const change = moved(
      recordings,
      "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
      "audit-ledger-replication",
      { rules: [{ destination: { bucket: "arn:aws:s3:::somewhere" } }] },
    );
    assert.deepEqual(strangeDestinations(mutated(recordings, "eu-west-1", change)), [
      "arn:aws:s3:::somewhere",
    ]);
  });

  it("is also refused by the buckets themselves", async () => {
    await assert.rejects(recordStack("eu-west-1", { replicaRegion: "us-west-2" }), {
      message:
        "bucket 'log-archive' holds regulated data (sec-17a4-a), which must not be copied from eu-west-1 (EU) to us-west-2 (US)",
    });
  });
});

/** A resource of the European stack with other inputs. */
function moved(
  recordings: Recordings,
  type: string,
  name: string,
  inputs: Readonly<Record<string, unknown>>,
): Registered {
  const found = (recordings.get("eu-west-1") ?? assert.fail()).get(type, name);
  return { ...found, inputs: { ...found.inputs, ...inputs } };
}

function added(type: string, inputs: Readonly<Record<string, unknown>>): Registered {
  return { type, name: "mutant", inputs, outputs: inputs, protect: false, dependsOn: [] };
}
