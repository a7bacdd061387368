import { documentRule } from "./document-rule";
import { publicFaults } from "./policy-faults";

export const repositoryPoliciesAreNotPublic = documentRule({
  id: "ACC-ECR-01",
  slug: "repository-policies-are-not-public",
  title: "ECR repository policies are not public",
  severity: "high",
  controls: {
    soc2: ["CC6.1"],
    pci: ["7.2.1"],
    gdpr: ["25(2)"],
    iso27001: ["A.5.15"],
  },
  remediation:
    "Name the accounts and roles that may pull and push, or confine the statement by aws:PrincipalOrgID.",
  url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html",
  places: {
    "aws:ecr/repositoryPolicy:RepositoryPolicy": [["policy"]],
    "aws:ecr/repository:Repository": [["policy"]],
  },
  faults: publicFaults("the repository"),
});
