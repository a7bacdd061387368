import { testRule } from "../../testing/cases";
import { allow, allowTo, when } from "../../testing/policy-cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { telemetryLeavesThroughEndpoints } from "./net-vpce-01";

const VPC = "aws:ec2/vpc:Vpc";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const vpc: Given = { type: VPC, name: "main", inputs: { cidrBlock: "10.0.0.0/16" } };
const endpoint = (service: string, inputs: Record<string, unknown> = {}): Given => ({
  type: ENDPOINT,
  name: service,
  inputs: {
    vpcId: UNKNOWN,
    serviceName: `com.amazonaws.us-east-1.${service}`,
    vpcEndpointType: "Interface",
    ...inputs,
  },
  from: { vpcId: [`${VPC} main`] },
});
const ALL = ["kms", "logs", "monitoring", "s3", "sts"].map((service) => endpoint(service));
const policed = (...statements: readonly object[]): [Given] => [
  endpoint("logs", { policy: JSON.stringify({ Statement: statements }) }),
];
const workspace = (type: string): Given => ({ type, name: "it" });

const OPEN =
  "the endpoint's policy lets everybody at every action on every resource, also into buckets and accounts of others; named actions, resources or an organization are required. To mend it: set policy: name actions and resources, or add a condition on aws:ResourceOrgID or aws:PrincipalOrgID.";
const missing = (services: string) =>
  `the VPC has no endpoint for ${services}, so that telemetry and keys go over the internet; one each is required. To mend it: add ec2.VpcEndpoint for each of them: Gateway for s3, Interface for the others.`;

describe("NET-VPCE-01", () => {
  testRule(telemetryLeavesThroughEndpoints, [
    { title: "all endpoints", resources: [vpc, ...ALL], expect: ["pass"] },
    {
      title: "all endpoints, and those of the workspaces",
      resources: [
        vpc,
        ...ALL,
        endpoint("aps-workspaces"),
        endpoint("grafana-workspace"),
        workspace("aws:amp/workspace:Workspace"),
        workspace("aws:grafana/workspace:Workspace"),
      ],
      expect: ["pass"],
    },
    {
      title: "a policy of named actions",
      resources: policed(allowTo("*", ["logs:PutLogEvents"])),
      expect: ["pass"],
    },
    {
      title: "a policy of named resources",
      resources: policed(allowTo("*", "*", { Resource: "arn:aws:s3:::logs/*" })),
      expect: ["pass"],
    },
    {
      title: "a policy for the organization",
      resources: policed(allowTo("*", "*", when("StringEquals", "aws:PrincipalOrgID", "o-a1b2"))),
      expect: ["pass"],
    },
    {
      title: "a policy for one role",
      resources: policed(allowTo({ AWS: "arn:aws:iam::111122223333:role/x" }, "*")),
      expect: ["pass"],
    },
    {
      title: "an endpoint of somebody's own service",
      resources: [endpoint("x", { serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-1" })],
      expect: ["notApplicable"],
      message: "an endpoint of somebody's own service has no policy",
    },
    {
      title: "an endpoint for a gateway of firewalls",
      resources: [endpoint("x", { vpcEndpointType: "GatewayLoadBalancer" })],
      expect: ["notApplicable"],
      message: "an endpoint of type GatewayLoadBalancer has no policy",
    },
    {
      title: "no endpoint",
      resources: [vpc],
      expect: ["violation missing-endpoint"],
      message: missing("kms, logs, monitoring, s3, sts"),
    },
    {
      title: "one of them",
      resources: [vpc, endpoint("s3")],
      expect: ["violation missing-endpoint"],
      message: missing("kms, logs, monitoring, sts"),
    },
    {
      title: "no endpoint for the workspaces",
      resources: [vpc, ...ALL, workspace("aws:amp/workspace:Workspace")],
      expect: ["violation missing-endpoint"],
      message: missing("aps-workspaces"),
    },
    {
      title: "the endpoints of another VPC",
      resources: [
        vpc,
        ...ALL.map((one) => ({ ...one, from: { vpcId: [`${VPC} other`] } })),
        { type: VPC, name: "other" },
      ],
      expect: ["violation missing-endpoint"],
    },
    {
      title: "an endpoint without policy",
      resources: [endpoint("logs")],
      expect: ["violation open-policy"],
      message: OPEN,
    },
    {
      title: "a gateway without policy",
      resources: [endpoint("s3", { vpcEndpointType: "Gateway" })],
      expect: ["violation open-policy"],
    },
    {
      title: "the policy that AWS takes",
      resources: policed(allowTo("*", "*")),
      expect: ["violation open-policy"],
    },
    {
      title: "the same beside a named action",
      resources: policed(allowTo("*", "logs:PutLogEvents"), allowTo({ AWS: "*" }, ["*"])),
      expect: ["violation open-policy"],
    },
    {
      title: "a policy that is not known",
      resources: [endpoint("logs", { policy: UNKNOWN })],
      expect: ["undetermined policy"],
      message: "policy is not known before the update",
    },
    {
      title: "a service that is not known",
      resources: [vpc, endpoint("x", { serviceName: UNKNOWN })],
      expect: ["undetermined serviceName"],
    },
    {
      title: "an identity's statement, which lets nobody in",
      resources: policed(allow("*")),
      expect: ["pass"],
    },
  ]);
});
