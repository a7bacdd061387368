import { every, not, type Answer } from "../../evaluation/answer";
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
    const outcomes = judgeDocument(
      resource.inputs.at("accessPolicies"),
      unlessGuarded(resource.type in DOMAINS ? isGuarded(resource) : isDomainGuarded(resource, stack)),
    );
    return outcomes.length === 0 ? notApplicable("it carries no policy") : allOf(outcomes);
  },
};

/** Whether the domain that a policy names is guarded. One that is not in this stack is not known to be. */
function isDomainGuarded(policy: Resource, stack: Stack): Answer {
  const type = Object.keys(DOMAINS).find((domain) => DOMAINS[domain] === policy.type) ?? "";
  const { certain, doubts } = stack.parents(policy, "domainName", type);
  const [domain] = certain;
  return domain !== undefined ? isGuarded(domain) : (doubts[0]?.unknown ?? false);
}

/** In a VPC only the network's own reach a domain, and fine-grained access control then asks each of them who he is. */
function isGuarded({ inputs }: Resource): Answer {
  const subnets = inputs.at("vpcOptions", "subnetIds").list();
  const control = inputs.at("advancedSecurityOptions", "enabled").flag();
  return every([
    subnets.state === "unknown" ? subnets : subnets.state === "value" && subnets.value.length > 0,
    control.state === "unknown" ? control : control.state === "value" && control.value,
  ]);
}

function unlessGuarded(guarded: Answer): readonly Fault[] {
  return FAULTS.map((fault) => ({
    ...fault,
    is: (statement, document) => every([fault.is(statement, document), not(guarded)]),
  }));
}
