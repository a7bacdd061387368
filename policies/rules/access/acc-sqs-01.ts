import { documentRule } from "./document-rule";
import { everyAction, publicFaults } from "./policy-faults";

export const queuePoliciesAreNotPublic = documentRule({
  id: "ACC-SQS-01",
  slug: "queue-policies-are-not-public",
  title: "SQS queue policies are not public",
  severity: "critical",
  controls: {
    soc2: ["CC6.1", "CC6.6"],
    pci: ["7.2.1", "7.3.3"],
    gdpr: ["25(2)"],
    iso27001: ["A.5.15", "A.8.3"],
  },
  remediation:
    "Name the principals that may send and receive, and the actions; or confine the statement by aws:SourceArn, aws:SourceAccount or aws:PrincipalOrgID.",
  url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html",
  places: {
    "aws:sqs/queuePolicy:QueuePolicy": [["policy"]],
    "aws:sqs/queue:Queue": [["policy"]],
  },
  faults: [...publicFaults("the queue"), everyAction("sqs")],
});
