import assert from "node:assert/strict";
import { nodePools, onStatefulNodes, POOL_LABEL } from "../../content/node-pools";
import { sizeLogStore, storeMemoryGiB } from "../../content/logs/sizing";
import { figuresOf, MOST_STORE_MEMORY_GIB, sizeVolumes } from "../../content/sizes";
import { tagsPolicy } from "./cluster-roles";
import { LONGEST_NODE_LIFE_HOURS, nodeClassSpec, nodePoolSpec } from "./node-pool-plan";

const zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];
const spec = (pool: (typeof nodePools)[number], capacity: "on-demand" | "spot-first" = "on-demand") =>
  nodePoolSpec(pool, { capacity, zones });
const hours = (duration: string): number => Number(/^(\d+)h$/.exec(duration)?.[1]);
const requirement = (pool: (typeof nodePools)[number], key: string, capacity?: "spot-first") =>
  spec(pool, capacity).template.spec.requirements.find((each) => each.key === key);

describe("plan of the node pools", () => {
  it("lets no node live longer than Auto Mode does, draining included", () => {
    assert.equal(LONGEST_NODE_LIFE_HOURS, 504); // 21 days
    for (const pool of nodePools) {
      const { expireAfter, terminationGracePeriod } = spec(pool).template.spec;
      assert.ok(hours(expireAfter) + hours(terminationGracePeriod) <= 504, pool);
      assert.ok(hours(terminationGracePeriod) >= 1, `${pool} has no time to drain`);
    }
  });

  it("buys stateful nodes on demand whatever the setting, and general ones so unless told otherwise", () => {
    const bought = (pool: (typeof nodePools)[number], capacity?: "spot-first") =>
      requirement(pool, "karpenter.sh/capacity-type", capacity)?.values;
    assert.deepEqual(bought("general"), ["on-demand"]);
    assert.deepEqual(bought("general", "spot-first"), ["spot", "on-demand"]);
    assert.deepEqual(bought("stateful", "spot-first"), ["on-demand"]);
  });

  it("has nodes in every zone, since a volume cannot leave its own", () => {
    for (const pool of nodePools)
      assert.deepEqual(requirement(pool, "topology.kubernetes.io/zone")?.values, zones);
  });

  it("moves nothing that has a volume to save money, and replaces one such node at a time", () => {
    assert.deepEqual(spec("stateful").disruption, {
      consolidationPolicy: "WhenEmpty",
      consolidateAfter: "10m",
      budgets: [{ nodes: "1" }],
    });
  });

  it("taints the stateful nodes with exactly what pods with volumes tolerate and ask for", () => {
    assert.equal("taints" in spec("general").template.spec, false);
    const { taints } = spec("stateful").template.spec;
    assert.deepEqual(
      onStatefulNodes.tolerations.map(({ operator, ...taint }) => (assert.equal(operator, "Equal"), taint)),
      taints,
    );
    assert.deepEqual(spec("stateful").template.metadata.labels, onStatefulNodes.nodeSelector);
    assert.deepEqual(spec("general").template.metadata.labels, { [POOL_LABEL]: "general" });
  });

  it("refers to Auto Mode's kind of class, not to Karpenter's", () => {
    for (const pool of nodePools) {
      assert.deepEqual(spec(pool).template.spec.nodeClassRef, {
        group: "eks.amazonaws.com",
        kind: "NodeClass",
        name: "pharos",
      });
    }
  });

  it("encrypts the nodes' own volumes with our key", () => {
    const { ephemeralStorage } = nodeClassSpec({
      role: "node",
      subnetIds: [],
      securityGroupId: "sg-1",
      keyArn: "arn:of:key",
      tags: {},
    });
    assert.equal(ephemeralStorage.kmsKeyID, "arn:of:key");
  });
});

describe("right to tag nodes", () => {
  interface Statement {
    readonly Sid: string;
    readonly Action: string[];
    readonly Resource: string[];
    readonly Condition: Record<string, Record<string, string[]>>;
  }
  const { Statement: statements } = JSON.parse(
    tagsPolicy({
      scope: { organization: "acme", environment: "staging", region: "eu-west-1" },
      account: "111122223333",
      clusterName: "platform",
    }),
  ) as { Statement: Statement[] };

  it("holds for this cluster's nodes only", () => {
    assert.deepEqual(
      statements.map(({ Sid, Condition }) => [Sid, Condition["StringEquals"]]),
      [
        ["StartTaggedNodes", { "aws:RequestTag/eks:eks-cluster-name": ["platform"] }],
        ["AddTaggedInterfaces", { "aws:RequestTag/eks:eks-cluster-name": ["platform"] }],
      ],
    );
  });

  it("covers what Auto Mode makes, in this account and region", () => {
    assert.deepEqual(
      statements.flatMap(({ Action }) => Action),
      ["ec2:CreateFleet", "ec2:CreateLaunchTemplate", "ec2:RunInstances", "ec2:CreateNetworkInterface"],
    );
    for (const resource of statements.flatMap(({ Resource }) => Resource))
      assert.match(resource, /^arn:aws:ec2:eu-west-1:111122223333:[a-z-]+\/\*$/);
  });
});

describe("limits of the pools", () => {
  it("leave the log store what settings allow it, beside everything else of a hub of the largest size", () => {
    const region = { keptPercent: 2, spokes: 2, zones: 3 };
    const { hub } = figuresOf(sizeVolumes.large, region).stateful;
    const { gigabytesPerDay, spansPerSecond } = sizeVolumes.large;
    const store = storeMemoryGiB(
      sizeLogStore({ gigabytesPerDay, traces: { spansPerSecond, keptPercent: region.keptPercent } }),
    );
    const { limits } = nodePoolSpec("stateful", { capacity: "on-demand", zones: [] });
    assert.deepEqual([hub.memoryGiB, store, limits], [1348, 1010, { cpu: "256", memory: "2048Gi" }]);
    assert.ok(MOST_STORE_MEMORY_GIB + hub.memoryGiB - store <= Number.parseInt(limits.memory, 10));
  });

  it("stop no size of a region, with a tenth to spare", () => {
    const { limits } = nodePoolSpec("stateful", { capacity: "on-demand", zones: [] });
    const { hub } = figuresOf(sizeVolumes.large, {
      keptPercent: 2,
      spokes: 2,
      zones: 3,
    }).stateful;
    assert.ok(hub.cpus * 1.1 < Number(limits.cpu), `${hub.cpus} of ${limits.cpu}`);
    assert.ok(
      hub.memoryGiB * 1.1 < Number.parseInt(limits.memory, 10),
      `${hub.memoryGiB} of ${limits.memory}`,
    );
  });
});
