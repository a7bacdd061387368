import * as assert from "node:assert/strict";
import { countContents, kindOf, plural, totalOf } from "./kinds";
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
      "security group ingress rule",
      "security group ingress rules",
    ],
    ["aws:eks/cluster:Cluster", "EKS cluster", "EKS clusters"],
    ["aws:kms/alias:Alias", "KMS alias", "KMS aliases"],
    ["aws:iam/role:Role", "IAM role", "IAM roles"],
    [
      "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
      "IAM OpenID Connect provider",
      "IAM OpenID Connect providers",
    ],
    ["aws:lb/loadBalancer:LoadBalancer", "load balancer", "load balancers"],
    ["aws:cloudwatch/logGroup:LogGroup", "CloudWatch log group", "CloudWatch log groups"],
    ["aws:s3/bucketObjectv2:BucketObjectv2", "S3 bucket object", "S3 bucket objects"],
    [
      "aws:acmpca/certificateAuthority:CertificateAuthority",
      "private CA certificate authority",
      "private CA certificate authorities",
    ],
    ["aws:backup/vault:Vault", "vault", "vaults"],
    ["aws:unheardof/thing:Thing", "unheardof thing", "unheardof things"],
    ["kubernetes:core/v1:Namespace", "namespace", "namespaces"],
    ["kubernetes:core/v1:ConfigMap", "config map", "config maps"],
    ["kubernetes:core/v1:Secret", "Kubernetes secret", "Kubernetes secrets"],
    ["kubernetes:rbac.authorization.k8s.io/v1:Role", "Kubernetes role", "Kubernetes roles"],
    ["kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", "cluster role", "cluster roles"],
    ["kubernetes:networking.k8s.io/v1:NetworkPolicy", "network policy", "network policies"],
    ["kubernetes:networking.k8s.io/v1:Ingress", "ingress", "ingresses"],
    ["kubernetes:monitoring.coreos.com/v1:PrometheusRule", "Prometheus rule", "Prometheus rules"],
    ["kubernetes:storage.k8s.io/v1:StorageClass", "storage class", "storage classes"],
    ["kubernetes:helm.sh/v3:Release", "Helm release", "Helm releases"],
    ["grafana:oss/dashboard:Dashboard", "Grafana dashboard", "Grafana dashboards"],
    ["pagerduty:index/service:Service", "PagerDuty service", "PagerDuty services"],
    ["pulumi:providers:aws", "AWS provider", "AWS providers"],
    ["pulumi:pulumi:StackReference", "stack reference", "stack references"],
    ["pulumi:providers:pulumi", "Pulumi provider", "Pulumi providers"],
    ["pulumi:pulumi:Stack", "stack", "stacks"],
    ["random:index/randomId:RandomId", "random random ID", "random random IDs"],
  ];
  for (const [type, one, many] of names) {
    it(`calls ${type} "${one}"`, () => {
      assert.equal(kindOf(type), one);
      assert.equal(plural(one, 1), one);
      assert.equal(plural(one, 2), many);
    });
  }

  it("leaves components the names of their classes", () => {
    assert.equal(kindOf("pharos:network:Network"), "Network (component)");
  });

  it("counts components apart; what says most about a stack comes first, then the most frequent, then by name", () => {
    const builder = new StackBuilder("us-east-1");
    builder.component("pharos:storage:DataBucket", "a");
    builder.component("pharos:encryption:DataKey", "b");
    builder.component("pharos:encryption:DataKey", "c");
    for (const name of ["a", "b", "c"]) builder.add("aws:ec2/route:Route", name);
    for (const name of ["a", "b"]) builder.add("aws:iam/role:Role", name);
    for (const name of ["a", "b"]) builder.add("aws:ec2/eip:Eip", name);
    for (const name of ["a", "b"]) builder.add("kubernetes:core/v1:Namespace", name);
    builder.add("aws:kms/key:Key", "key");
    builder.add("aws:eks/cluster:Cluster", "eks");
    const { components, resources } = countContents(
      builder.resources.filter(({ type }) => !type.startsWith("pulumi:")),
    );
    assert.deepEqual(components, [
      { kind: "DataBucket", count: 1 },
      { kind: "DataKey", count: 2 },
    ]);
    assert.deepEqual(resources, [
      { kind: "EKS cluster", count: 1 },
      { kind: "namespace", count: 2 },
      { kind: "KMS key", count: 1 },
      { kind: "route", count: 3 },
      { kind: "Elastic IP", count: 2 },
      { kind: "IAM role", count: 2 },
    ]);
    assert.equal(totalOf(resources), 11);
  });
});
