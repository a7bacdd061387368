/* eslint-disable @typescript-eslint/no-unsafe-return -- inputs of every type there is: a wrong path fails the test */
import assert from "node:assert/strict";
import { Provider } from "@pulumi/kubernetes/provider";
import { Namespace } from "@pulumi/kubernetes/core/v1";
import { record, type Recording } from "../testing/record";
import { IngestLink } from "./ingest-link";
import { IngestService, type IngestSpoke } from "./ingest-service";

const scope = { organization: "acme", environment: "staging", region: "us-east-1" };
const spokes: IngestSpoke[] = [
  { region: "us-west-2", account: "111122223333", cidr: "10.1.0.0/16" },
  { region: "eu-west-1", account: "444455556666", cidr: "10.2.0.0/16" },
];

const serve = (to: readonly IngestSpoke[] = spokes): Promise<Recording> =>
  record(() => {
    const cluster = new Provider("cluster", {});
    const policy = new Namespace("access-log-policy", {}, { provider: cluster });
    const ingest = new IngestService(
      "ingest",
      {
        scope,
        vpcId: "vpc-1",
        subnetIds: ["subnet-a", "subnet-b"],
        accessLogs: { bucket: { bucketName: "acme-access-logs", ready: [policy] }, prefix: "load-balancers" },
        deletionProtection: true,
        spokes: to,
        receiver: {
          clusterName: "acme-cluster",
          securityGroupId: "sg-nodes",
          namespace: "monitoring",
          serviceName: "prometheus",
          port: 9090,
          after: new Namespace("after", {}, { provider: cluster }),
        },
      },
      { providers: [cluster] },
    );
    return { name: ingest.serviceName, regions: ingest.regions };
  });

const link = (): Promise<Recording> =>
  record(() => {
    const made = new IngestLink("link", {
      scope: { ...scope, region: "eu-west-1" },
      vpcId: "vpc-2",
      cidr: "10.2.0.0/16",
      subnetIds: ["subnet-a"],
      hub: "us-east-1",
      serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-1",
      host: "metrics-ingest.us-east-1.staging.acme.internal",
    });
    return made.url;
  });

/** A component's registrations take a tenth of a second, and some seconds on a busy machine. */
const PATIENCE_MS = 20_000;

describe("IngestService", function () {
  this.timeout(PATIENCE_MS);

  it("takes connections from the spokes' regions and accounts only", async () => {
    const recording = await serve();
    const service = recording.get("aws:ec2/vpcEndpointService:VpcEndpointService", "ingest-endpoint-service");
    assert.deepEqual(service.inputs, {
      acceptanceRequired: false,
      allowedPrincipals: ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"],
      networkLoadBalancerArns: ["arn:of:ingest-balancer"],
      supportedRegions: ["eu-west-1", "us-east-1", "us-west-2"],
      tags: { Name: "acme-staging-ingest" },
    });
    assert.deepEqual(recording.outputs, {
      name: "com.amazonaws.vpce.ingest-endpoint-service",
      regions: ["eu-west-1", "us-east-1", "us-west-2"],
    });
  });

  it("is internal, and holds those who come through PrivateLink to the rules of its security group", async () => {
    const { inputs } = (await serve()).get("aws:lb/loadBalancer:LoadBalancer", "ingest-balancer");
    assert.equal(inputs["internal"], true);
    assert.equal(inputs["loadBalancerType"], "network");
    assert.equal(inputs["enforceSecurityGroupInboundRulesOnPrivateLinkTraffic"], "on");
  });

  it("is logged where it may be, and cannot be deleted by mistake", async () => {
    const { inputs, dependsOn } = (await serve()).get("aws:lb/loadBalancer:LoadBalancer", "ingest-balancer");
    assert.deepEqual(inputs["accessLogs"], {
      enabled: true,
      bucket: "acme-access-logs",
      prefix: "load-balancers",
    });
    assert.equal(inputs["enableDeletionProtection"], true);
    assert.ok(dependsOn.includes("access-log-policy"));
  });

  it("opens one port to each spoke's range, and the receiver's port from the balancer to the nodes", async () => {
    const recording = await serve();
    const rules = [
      ...recording.ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"),
      ...recording.ofType("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"),
    ].map(({ name, inputs }) => [
      name,
      inputs["securityGroupId"],
      inputs["fromPort"],
      inputs["cidrIpv4"] ?? inputs["referencedSecurityGroupId"],
    ]);
    assert.deepEqual(rules, [
      ["ingest-from-us-west-2", "ingest-group-id", 443, "10.1.0.0/16"],
      ["ingest-from-eu-west-1", "ingest-group-id", 443, "10.2.0.0/16"],
      ["ingest-pods-from-balancer", "sg-nodes", 9090, "ingest-group-id"],
      ["ingest-to-pods", "ingest-group-id", 9090, "sg-nodes"],
    ]);
  });

  it("lets pods join the target group, in the hub's cluster, when their service is there", async () => {
    const recording = await serve();
    const binding = recording.get("kubernetes:eks.amazonaws.com/v1:TargetGroupBinding", "ingest-binding");
    assert.deepEqual(binding.inputs["spec"], {
      targetGroupARN: "arn:of:ingest-targets",
      targetType: "ip",
      serviceRef: { name: "prometheus", port: 9090 },
    });
    assert.equal(binding.provider, "cluster");
    assert.ok(binding.dependsOn.includes("after"));
    const targets = recording.get("aws:lb/targetGroup:TargetGroup", "ingest-targets").inputs;
    assert.deepEqual(targets["tags"], { "eks:eks-cluster-name": "acme-cluster" });
  });

  it("refuses to be made for nobody", async () => {
    await assert.rejects(serve([]), {
      message: "'spokes' of an ingest service should name at least one region, got none",
    });
  });
});

describe("IngestLink", function () {
  this.timeout(PATIENCE_MS);

  it("reaches the hub's service in the hub's region", async () => {
    const { inputs } = (await link()).get("aws:ec2/vpcEndpoint:VpcEndpoint", "link-endpoint");
    assert.deepEqual(
      [
        inputs["serviceName"],
        inputs["serviceRegion"],
        inputs["vpcEndpointType"],
        inputs["privateDnsEnabled"],
      ],
      ["com.amazonaws.vpce.us-east-1.vpce-svc-1", "us-east-1", "Interface", false],
    );
    assert.deepEqual(inputs["securityGroupIds"], ["link-group-id"]);
  });

  it("has the name on the receiver's certificate, in the spoke's own network", async () => {
    const recording = await link();
    assert.deepEqual(recording.get("aws:route53/zone:Zone", "link-zone").inputs["vpcs"], [
      { vpcId: "vpc-2" },
    ]);
    assert.deepEqual(recording.get("aws:route53/record:Record", "link-record").inputs, {
      zoneId: "zone-link-zone",
      name: "metrics-ingest.us-east-1.staging.acme.internal",
      type: "A",
      aliases: [{ name: "link-endpoint.vpce.example", zoneId: "Z111", evaluateTargetHealth: true }],
    });
    assert.equal(recording.outputs, "https://metrics-ingest.us-east-1.staging.acme.internal");
  });

  it("takes connections from the region's own network only", async () => {
    const rules = (await link()).ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    assert.deepEqual(
      rules.map(({ inputs }) => [inputs["cidrIpv4"], inputs["fromPort"], inputs["toPort"]]),
      [["10.2.0.0/16", 443, 443]],
    );
  });
});
