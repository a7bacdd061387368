import { testRule } from "../../testing/cases";
import { allowTo, policyCases, publicStatements } from "../../testing/policy-cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { domainPoliciesAreNotOpen } from "./acc-os-02";

const DOMAIN = "aws:opensearch/domain:Domain";
const VPC = { vpcOptions: { subnetIds: ["subnet-1"] }, advancedSecurityOptions: { enabled: true } };
const domain = (inputs: Record<string, unknown>): Given => ({
  type: DOMAIN,
  name: "logs",
  inputs: { domainName: "logs", ...inputs },
});
const open: Given = {
  type: "aws:opensearch/domainPolicy:DomainPolicy",
  name: "logs",
  inputs: {
    domainName: UNKNOWN,
    accessPolicies: JSON.stringify({ Statement: [allowTo("*", "es:ESHttpGet")] }),
  },
  from: { domainName: [`${DOMAIN} logs`] },
};

describe("ACC-OS-02", () => {
  testRule(domainPoliciesAreNotOpen, [
    ...[DOMAIN, "aws:elasticsearch/domainPolicy:DomainPolicy"].flatMap((type) =>
      policyCases({ type, property: "accessPolicies", ...publicStatements("the domain", "es:ESHttpGet") }),
    ),
    ...policyCases({
      type: DOMAIN,
      property: "accessPolicies",
      inputs: VPC,
      complies: { "everybody, inside a VPC with fine-grained access control": allowTo("*", "es:*") },
      breaks: {},
    }),
    ...policyCases({
      type: DOMAIN,
      property: "accessPolicies",
      inputs: { vpcOptions: VPC.vpcOptions },
      complies: {},
      breaks: { "everybody, inside a VPC only": [allowTo("*", "es:*"), ["everyone"]] },
    }),
    { title: "a policy of its own, in a VPC", resources: [open, domain(VPC)], expect: ["pass"] },
    {
      title: "a policy of its own, on the internet",
      resources: [open, domain({ advancedSecurityOptions: { enabled: true } })],
      expect: ["violation everyone"],
    },
    {
      title: "a policy of its own, in subnets that are not known",
      resources: [open, domain({ ...VPC, vpcOptions: { subnetIds: UNKNOWN } })],
      expect: ["undetermined vpcOptions.subnetIds"],
    },
  ]);
});
