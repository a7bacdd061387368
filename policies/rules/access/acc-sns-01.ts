import { documentRule } from "./document-rule";
import { publicFaults } from "./policy-faults";

export const topicPoliciesAreNotPublic = documentRule({
  id: "ACC-SNS-01",
  slug: "topic-policies-are-not-public",
  title: "SNS topic policies are not public",
  severity: "critical",
  controls: {
    soc2: ["CC6.1", "CC6.6"],
    pci: ["7.2.1", "7.3.3"],
    gdpr: ["25(2)"],
    iso27001: ["A.5.15", "A.8.3"],
  },
  remediation:
    "Name the principals that may publish and subscribe, or confine the statement by aws:SourceArn, aws:SourceAccount or aws:PrincipalOrgID.",
  url: "https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html",
  places: {
    "aws:sns/topicPolicy:TopicPolicy": [["policy"]],
    "aws:sns/topic:Topic": [["policy"]],
  },
  faults: publicFaults("the topic"),
});
