import { pass, undetermined, violation } from "../../evaluation/outcome";
import type { ResourceRule } from "../../evaluation/rule";

export const domainsAreInsideVpc: ResourceRule = {
  id: "NET-OS-01",
  slug: "domains-are-inside-a-vpc",
  title: "OpenSearch domains are inside a VPC",
  severity: "high",
  controls: {
    soc2: ["CC6.6"],
    pci: ["1.4.4", "1.3.1"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.22"],
  },
  scope: "resource",
  types: ["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"],
  remediation: "Set vpcOptions.subnetIds. A domain that was made outside of a VPC has to be made anew.",
  url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html",
  check({ inputs }) {
    const subnets = inputs.at("vpcOptions", "subnetIds").list();
    if (subnets.state === "unknown") return undetermined(subnets);
    if (subnets.state === "value" && subnets.value.length > 0) return pass;
    return violation("public-endpoint", {
      message:
        "'vpcOptions.subnetIds' names no subnet, so that the domain's endpoint is on the internet; a domain inside a VPC is required",
      fix: "set vpcOptions.subnetIds and securityGroupIds",
      property: "vpcOptions.subnetIds",
    });
  },
};
