import assert from "node:assert/strict";
import type { StateResource } from "./conduct/state";
import { check, files } from "./settings-fixture";
import { isInAws, type Settings } from "./settings";
import { describeStatefulChanges, statefulChanges } from "./stateful-changes";

const checked = check(files);
assert(checked.ok);
const settings = checked.stacks.get("us-east-1")!;
assert(isInAws(settings));
const { network } = settings;

function resource(type: string, name: string, inputs: Record<string, unknown>): StateResource {
  return { urn: `urn:pulumi:us-east-1::pharos::${type}::${name}`, type, custom: true, inputs };
}

const subnets = ["a", "b", "c"].map((letter) =>
  resource("aws:ec2/subnet:Subnet", `network-private-${letter}`, { availabilityZone: `us-east-1${letter}` }),
);
const bucket = "aws:s3/bucket:Bucket";
const prefix = "example-production-us-east-1-control-evidence";

/** A part of what the settings of the fixture make. */
const deployed = [
  resource("aws:ec2/vpc:Vpc", "network-vpc", { cidrBlock: "10.0.0.0/16" }),
  ...subnets,
  resource("aws:eks/cluster:Cluster", "platform-cluster", { version: "1.34" }),
  resource("aws:rds/cluster:Cluster", "grafana-database-cluster", {}),
  resource(bucket, "control-evidence-source-bucket", { bucket: prefix, objectLockEnabled: true }),
  resource(bucket, "control-evidence-copy-bucket", {
    bucket: `${prefix}-copy`,
    objectLockEnabled: true,
    region: "us-west-2",
  }),
];

const changed = (change: Partial<Settings>, state: readonly StateResource[] = deployed) =>
  statefulChanges(state, { ...settings, ...change }).map(({ setting, destroys }) => [setting, ...destroys]);

describe("changes of what holds data", () => {
  it("are none where nothing is deployed, where nothing changed, and where a change takes place in what is there", () => {
    assert.deepEqual(changed({ network: { ...network, cidr: "10.9.0.0/16" } }, []), []);
    assert.deepEqual(changed({}), []);
    assert.deepEqual(
      changed({
        owner: "others",
        network: { ...network, zones: [...network.zones, "us-east-1f"], natGateways: "shared" },
      }),
      [],
    );
  });

  it("name the workspace in which metrics are kept, where another store is wanted, and nothing the other way round", () => {
    const workspace = resource("aws:amp/workspace:Workspace", "metrics-workspace-workspace", {});
    const { metrics } = settings;
    assert.deepEqual(changed({ metrics: { ...metrics, store: "thanos" } }, [...deployed, workspace]), [
      ["metrics.store", "the workspace of metrics metrics-workspace-workspace"],
    ]);
    assert.deepEqual(changed({ metrics: { ...metrics, store: "amp" } }, [...deployed, workspace]), []);
    assert.deepEqual(changed({ metrics: { ...metrics, store: "amp" } }), []);
  });

  it("name what another range would destroy", () => {
    assert.deepEqual(changed({ network: { ...network, cidr: "10.9.0.0/16" } }), [
      [
        "network.cidr",
        "the VPC network-vpc",
        "the subnet network-private-a",
        "the subnet network-private-b",
        "the subnet network-private-c",
        "the cluster, with everything in it, platform-cluster",
        "the database grafana-database-cluster",
      ],
    ]);
  });

  it("name everything that goes with our own cluster", () => {
    const elsewhere = { cluster: { kind: "existing" }, network: undefined } as unknown as Partial<Settings>;
    assert.deepEqual(
      changed(elsewhere).map(([setting, ...destroys]) => [setting, destroys.length]),
      [["cluster.kind", deployed.length]],
    );
  });

  it("name what goes with a zone", () => {
    const zones = ["us-east-1a", "us-east-1b", "us-east-1d"];
    assert.deepEqual(changed({ network: { ...network, zones } }), [
      ["network.zones", "the subnet network-private-c"],
    ]);
  });

  it("allow one minor version up, and nothing else", () => {
    const at = (version: string) =>
      deployed.map((one) => (one.type.includes("eks") ? { ...one, inputs: { version } } : one));
    const to = (version: string) => ({ cluster: { ...settings.cluster, version } }) as Partial<Settings>;
    assert.deepEqual(changed(to("1.35"), at("1.34")), []);
    for (const [from, version] of [
      ["1.33", "1.35"],
      ["1.35", "1.34"],
    ] as const)
      assert.deepEqual(
        changed(to(version), at(from)).map(([setting]) => setting),
        ["cluster.version"],
        `${from} to ${version}`,
      );
  });

  it("name what another name, another place for copies or another assurance would destroy", () => {
    const both = ["the bucket control-evidence-source-bucket", "the bucket control-evidence-copy-bucket"];
    assert.deepEqual(changed({ environment: "staging" }), [
      [
        "organization and environment",
        "the cluster, with everything in it, platform-cluster",
        "the database grafana-database-cluster",
        ...both,
      ],
    ]);
    assert.deepEqual(changed({ assurance: "trial" }), [["assurance", ...both]]);
    assert.deepEqual(changed({ replicaRegion: "eu-west-1" }), [
      ["replicaRegion", "the bucket control-evidence-copy-bucket"],
    ]);
  });

  it("are told with what is deployed, what would be lost, and what to do instead", () => {
    const changes = statefulChanges(deployed, {
      ...settings,
      network: {
        ...network,
        cidr: "10.9.0.0/16",
        zones: ["us-east-1a", "us-east-1b", "us-east-1d"],
      },
    });
    assert.equal(
      describeStatefulChanges("us-east-1", changes),
      `us-east-1: network.cidr is deployed as 10.0.0.0/16, and cannot become 10.9.0.0/16 without destroying what holds data
  would destroy: the VPC network-vpc, the subnet network-private-a, the subnet network-private-b, the subnet network-private-c, the cluster, with everything in it, platform-cluster, the database grafana-database-cluster
  instead:       keep the range; where it has become too small, deploy the region anew in another account or region and move the senders over
us-east-1: network.zones is deployed as us-east-1a, us-east-1b, us-east-1c, and cannot become us-east-1a, us-east-1b, us-east-1d without destroying what holds data
  would destroy: the subnet network-private-c
  instead:       keep the zone; to leave it, first move what is stored there: cordon its nodes, let the stores rebuild their copies elsewhere, delete its volumes`,
    );
  });
});
