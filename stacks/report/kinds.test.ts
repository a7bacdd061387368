import * as assert from "node:assert/strict";
import { countKinds, kindOf, plural } from "./kinds";
import { StackBuilder } from "./testing/builder";

describe("kinds of resources", () => {
  const names: [type: string, one: string, many: string][] = [
    ["aws:s3/bucket:Bucket", "S3 bucket", "S3 buckets"],
    ["aws:s3/bucketPolicy:BucketPolicy", "S3 bucket policy", "S3 bucket policies"],
    ["aws:ec2/vpc:Vpc", "VPC", "VPCs"],
    ["aws:ec2/eip:Eip", "Elastic IP", "Elastic IPs"],
    ["aws:ec2/natGateway:NatGateway", "NAT gateway", "NAT gateways"],
    ["aws:ec2/vpcEndpointService:VpcEndpointService", "VPC endpoint service", "VPC endpoint services"],
    [
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      "VPC security group ingress rule",
      "VPC security group ingress rules",
    ],
    ["aws:eks/cluster:Cluster", "EKS cluster", "EKS clusters"],
    ["aws:kms/alias:Alias", "KMS alias", "KMS aliases"],
    ["aws:iam/role:Role", "IAM role", "IAM roles"],
    [
      "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
      "IAM open ID connect provider",
      "IAM open ID connect providers",
    ],
    ["aws:lb/loadBalancer:LoadBalancer", "load balancer", "load balancers"],
    ["aws:cloudwatch/logGroup:LogGroup", "CloudWatch log group", "CloudWatch log groups"],
    ["aws:s3/bucketObjectv2:BucketObjectv2", "S3 bucket object", "S3 bucket objects"],
    ["kubernetes:core/v1:Namespace", "Namespace", "Namespaces"],
    ["kubernetes:networking.k8s.io/v1:NetworkPolicy", "NetworkPolicy", "NetworkPolicies"],
    ["kubernetes:helm.sh/v3:Release", "Helm release", "Helm releases"],
    ["grafana:oss/dashboard:Dashboard", "Grafana dashboard", "Grafana dashboards"],
    ["pagerduty:index/service:Service", "PagerDuty service", "PagerDuty services"],
    ["pulumi:providers:aws", "AWS provider", "AWS providers"],
    ["pulumi:pulumi:StackReference", "stack reference", "stack references"],
    ["pharos:network:Network", "Network (component)", "Networks (components)"],
  ];
  for (const [type, one, many] of names) {
    it(`calls ${type} "${one}"`, () => {
      assert.equal(kindOf(type), one);
      assert.equal(plural(one, 1), one);
      assert.equal(plural(one, 2), many);
    });
  }

  it("counts them, the most frequent first, then by name", () => {
    const builder = new StackBuilder("us-east-1");
    builder.add("aws:ec2/vpc:Vpc", "vpc");
    builder.add("aws:kms/key:Key", "key");
    builder.add("kubernetes:core/v1:Namespace", "a");
    builder.add("kubernetes:core/v1:Namespace", "b");
    assert.deepEqual(countKinds(builder.resources.slice(2)), [
      { kind: "Namespace", count: 2 },
      { kind: "KMS key", count: 1 },
      { kind: "VPC", count: 1 },
    ]);
  });
});
