import { every, isOpen, some, type Answer } from "../../evaluation/answer";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { isUnconditional } from "../../evaluation/policy-document/conditions";
import { policyDocument } from "../../evaluation/policy-document/document";
import { isEveryone } from "../../evaluation/policy-document/principals";
import { isEverything, isUnlimited } from "../../evaluation/policy-document/selection";
import type { Unknown } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import type { Stack } from "../../evaluation/siblings";

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const VPC = "aws:ec2/vpc:Vpc";

/** Services that every observability VPC talks to, and those that it does where the stack has a workspace of them. */
const ALWAYS = ["kms", "logs", "monitoring", "s3", "sts"];
const WITH: Readonly<Record<string, string>> = {
  "aws:amp/workspace:Workspace": "aps-workspaces",
  "aws:grafana/workspace:Workspace": "grafana-workspace",
};

export const telemetryLeavesThroughEndpoints: StackRule = {
  id: "NET-VPCE-01",
  slug: "telemetry-leaves-through-endpoints",
  title: "Telemetry leaves the VPC through endpoints",
  severity: "medium",
  controls: {
    soc2: ["CC6.6", "CC6.7"],
    pci: ["1.3.2", "1.4.2", "4.2.1"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.20", "A.8.22"],
  },
  scope: "stack",
  types: [ENDPOINT, VPC],
  siblings: Object.keys(WITH),
  remediation:
    "Add interface endpoints for logs, monitoring, sts and kms, a gateway endpoint for s3, and give each a policy that names actions or resources.",
  url: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
  check: (resource, stack) => (resource.type === VPC ? judgeVpc(resource, stack) : judgePolicy(resource)),
};

function judgeVpc(vpc: Resource, stack: Stack): readonly Outcome[] {
  const { certain, doubts } = stack.children(vpc, ENDPOINT, "vpcId");
  const names = certain.map(({ inputs }) => inputs.at("serviceName").filledText());
  const served = new Set(names.flatMap((name) => (name.state === "value" ? [serviceOf(name.value)] : [])));
  const wanted = [
    ...ALWAYS,
    ...Object.entries(WITH).flatMap(([type, service]) => (stack.ofType(type).length > 0 ? [service] : [])),
  ];
  const missing = wanted.filter((service) => !served.has(service));
  if (missing.length === 0) return [pass];
  const open = names.filter((name) => name.state === "unknown");
  if (open.length > 0) return [undetermined(open[0] as Unknown, certain[0]?.urn)];
  if (doubts.length > 0) return allOf(doubts.map(({ unknown, urn }) => undetermined(unknown, urn)));
  return [
    violation("missing-endpoint", {
      message: `the VPC has no endpoint for ${missing.join(", ")}, so that telemetry and keys go over the internet; one each is required`,
      fix: "add ec2.VpcEndpoint for each of them: Gateway for s3, Interface for the others",
    }),
  ];
}

/** `com.amazonaws.us-east-1.logs` is the endpoint of logs. */
function serviceOf(name: string): string {
  return name.split(".").slice(3).join(".");
}

/** The policy that AWS takes where nothing is said lets everybody at everything through the endpoint, other people's buckets included. */
function judgePolicy({ inputs }: Resource): Outcome {
  const kind = inputs.at("vpcEndpointType").filledText();
  const name = inputs.at("serviceName").filledText();
  if (kind.state === "value" && !["Gateway", "Interface"].includes(kind.value))
    return notApplicable(`an endpoint of type ${kind.value} has no policy`);
  // Services of others, such as those behind PrivateLink, take no policy.
  if (name.state === "value" && /^com\.amazonaws\.vpce\./.test(name.value))
    return notApplicable("an endpoint of somebody's own service has no policy");
  const document = policyDocument(inputs.at("policy"));
  if (document.state === "unknown") return undetermined(document);
  const open: Answer =
    document.state === "absent" ||
    some([
      ...document.value.statements.map(({ allows, principals, actions, resources, conditions }) =>
        every([
          allows,
          isEveryone(principals),
          isEverything(actions),
          isUnlimited(resources),
          isUnconditional(conditions),
        ]),
      ),
      ...document.value.open,
    ]);
  if (isOpen(open)) return undetermined(open);
  if (!open) return pass;
  for (const read of [kind, name]) if (read.state === "unknown") return undetermined(read);
  return violation("open-policy", {
    message:
      "the endpoint's policy lets everybody at every action on every resource, also into buckets and accounts of others; named actions, resources or an organization are required",
    fix: "set policy: name actions and resources, or add a condition on aws:ResourceOrgID or aws:PrincipalOrgID",
    property: "policy",
  });
}
