/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-return -- inputs of every type there is: a wrong path fails the test */
import assert from "node:assert/strict";
import { record } from "../testing/record";
import { s3EndpointPolicy } from "./endpoint-policies";
import { Network, type NetworkArgs } from "./network";

const args: NetworkArgs = {
  scope: { organization: "acme", environment: "staging", region: "us-east-1" },
  account: "111122223333",
  cidr: "10.16.0.0/16",
  zones: ["us-east-1a", "us-east-1b", "us-east-1c"],
  clusterName: "acme-staging-us-east-1-platform",
};
const make = (change: Partial<NetworkArgs> = {}) =>
  record(() => void new Network("network", { ...args, ...change }));
const counts = (lines: readonly string[]): Record<string, number> => {
  const result: Record<string, number> = {};
  for (const line of lines) {
    const type = line.split(" ")[0]!.split(":").at(-1)!;
    result[type] = (result[type] ?? 0) + 1;
  }
  return result;
};

/** A component's registrations take a tenth of a second, and some seconds on a busy machine. */
const PATIENCE_MS = 20_000;

describe("Network", function () {
  this.timeout(PATIENCE_MS);

  it("makes three tiers of subnets with a NAT gateway in each zone", async () => {
    const { lines } = await make();
    assert.deepEqual(counts(lines), {
      Network: 1,
      Vpc: 1,
      DefaultSecurityGroup: 1,
      Subnet: 9,
      RouteTable: 5,
      RouteTableAssociation: 9,
      InternetGateway: 1,
      Route: 4,
      Eip: 3,
      NatGateway: 3,
      VpcEndpoint: 1,
    });
  });

  it("closes the default security group", async () => {
    const recording = await make();
    const { ingress, egress } = recording.get(
      "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
      "network-default-group",
    ).inputs;
    assert.deepEqual({ ingress, egress }, { ingress: [], egress: [] });
  });

  it("sends every zone through its own gateway, or all through the first", async () => {
    const gatewaysOf = async (natGateways: "per-zone" | "shared") =>
      (await make({ natGateways }))
        .ofType("aws:ec2/route:Route")
        .flatMap(({ inputs }) => inputs["natGatewayId"] ?? []);
    assert.deepEqual(await gatewaysOf("per-zone"), [
      "network-nat-a-id",
      "network-nat-b-id",
      "network-nat-c-id",
    ]);
    assert.deepEqual(await gatewaysOf("shared"), [
      "network-nat-a-id",
      "network-nat-a-id",
      "network-nat-a-id",
    ]);
  });

  it("has neither public subnets nor a way out without NAT", async () => {
    const { lines } = await make({ natGateways: "none" });
    const made = counts(lines);
    assert.equal(made["Subnet"], 6);
    assert.deepEqual(
      ["InternetGateway", "NatGateway", "Route", "Eip"].map((type) => made[type]),
      [undefined, undefined, undefined, undefined],
    );
  });

  it("changes nothing that exists when a zone is added or NAT is made per zone", async () => {
    const before = await make({ natGateways: "shared" });
    const after = await make({ natGateways: "per-zone", zones: ["us-east-1f", ...args.zones] });
    const kept = ["aws:ec2/subnet:Subnet", "aws:ec2/natGateway:NatGateway", "aws:ec2/routeTable:RouteTable"];
    for (const { type, name, inputs } of before.resources.filter((resource) =>
      kept.includes(resource.type),
    )) {
      assert.deepEqual(after.get(type, name).inputs, inputs);
    }
  });

  it("marks only the intra subnets for load balancers, all of them internal", async () => {
    const marked = (await make())
      .ofType("aws:ec2/subnet:Subnet")
      .filter(({ inputs }) =>
        Object.keys(inputs["tags"]).some((key) => key.startsWith("kubernetes.io/role/")),
      );
    assert.deepEqual(
      marked.map(({ name, inputs }) => [name, inputs["tags"]["kubernetes.io/role/internal-elb"]]),
      ["a", "b", "c"].map((letter) => [`network-intra-${letter}`, "1"]),
    );
  });

  it("reaches S3 from every table, by a policy of its own", async () => {
    const endpoint = (await make()).get("aws:ec2/vpcEndpoint:VpcEndpoint", "network-s3");
    assert.equal(endpoint.inputs["serviceName"], "com.amazonaws.us-east-1.s3");
    assert.equal(endpoint.inputs["routeTableIds"].length, 4);
    assert.equal(endpoint.inputs["policy"], s3EndpointPolicy({ account: args.account, region: "us-east-1" }));
  });

  it("records every connection by the minute, where a bucket is given", async () => {
    const recording = await make({
      flowLogs: { bucketArn: "arn:aws:s3:::acme-security-logs", prefix: "flow-logs" },
    });
    const { inputs } = recording.get("aws:ec2/flowLog:FlowLog", "network-flow-log");
    assert.deepEqual(
      { ...inputs, logFormat: undefined },
      {
        vpcId: "network-vpc-id",
        trafficType: "ALL",
        maxAggregationInterval: 60,
        logFormat: undefined,
        logDestinationType: "s3",
        logDestination: "arn:aws:s3:::acme-security-logs/flow-logs",
        destinationOptions: {
          fileFormat: "plain-text",
          hiveCompatiblePartitions: false,
          perHourPartition: true,
        },
        tags: { Name: "acme-staging" },
      },
    );
    assert.match(
      inputs["logFormat"],
      /^\$\{version\} \$\{account-id\} .* \$\{flow-direction\} \$\{traffic-path\}$/,
    );
    assert.deepEqual((await make()).ofType("aws:ec2/flowLog:FlowLog"), []);
  });
});
