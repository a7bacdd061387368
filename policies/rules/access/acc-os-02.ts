import { every, not } from "../../evaluation/answer";
import { allOf, notApplicable } from "../../evaluation/outcome";
import { judgeDocument, type Fault } from "../../evaluation/policy-document/demand";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import type { Stack } from "../../evaluation/siblings";
import { publicFaults } from "./policy-faults";

/** Domain → the resource that carries its policy, where it is not in the domain itself. */
const DOMAINS: Readonly<Record<string, string>> = {
  "aws:opensearch/domain:Domain": "aws:opensearch/domainPolicy:DomainPolicy",
  "aws:elasticsearch/domain:Domain": "aws:elasticsearch/domainPolicy:DomainPolicy",
};

const FAULTS = publicFaults("the domain");

export const domainPoliciesAreNotOpen: StackRule = {
  id: "ACC-OS-02",
  slug: "domain-policies-are-not-open",
  title: "OpenSearch access policies are not open",
  severity: "critical",
  controls: {
    soc2: ["CC6.1", "CC6.6"],
    pci: ["7.2.1", "1.4.4"],
    gdpr: ["25(2)"],
    iso27001: ["A.5.15"],
  },
  scope: "stack",
  types: [...Object.keys(DOMAINS), ...Object.values(DOMAINS)],
  siblings: [],
  remediation:
    "Name the principals, or confine the statement by narrow ranges of aws:SourceIp; or put the domain into a VPC and let fine-grained access control decide.",
  url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html",
  check(resource, stack) {
    const domain = resource.type in DOMAINS ? resource : domainOf(resource, stack);
    const outcomes = judgeDocument(resource.inputs.at("accessPolicies"), faultsFor(domain));
    return outcomes.length === 0 ? notApplicable("it carries no policy") : allOf(outcomes);
  },
};

function domainOf(policy: Resource, stack: Stack): Resource | undefined {
  const type = Object.keys(DOMAINS).find((domain) => DOMAINS[domain] === policy.type) ?? "";
  return stack.parents(policy, "domainName", type).certain[0];
}

/** In a VPC only the network's own reach a domain, and fine-grained access control then asks each of them who he is. */
function faultsFor(domain: Resource | undefined): readonly Fault[] {
  if (domain === undefined) return FAULTS;
  const { inputs } = domain;
  const subnets = inputs.at("vpcOptions", "subnetIds").list();
  const control = inputs.at("advancedSecurityOptions", "enabled").flag();
  const guarded = every([
    subnets.state === "unknown" ? subnets : subnets.state === "value" && subnets.value.length > 0,
    control.state === "unknown" ? control : control.state === "value" && control.value,
  ]);
  return FAULTS.map((fault) => ({
    ...fault,
    is: (statement, document) => every([fault.is(statement, document), not(guarded)]),
  }));
}
