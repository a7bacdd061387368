import { pass, undetermined, violation } from "../../evaluation/outcome";
import type { ResourceRule } from "../../evaluation/rule";

export const queuesAreEncrypted: ResourceRule = {
  id: "ENC-SQS-01",
  slug: "sqs-queues-are-encrypted",
  title: "SQS queues are encrypted at rest",
  severity: "medium",
  scope: "resource",
  types: ["aws:sqs/queue:Queue"],
  controls: {
    soc2: ["CC6.1", "C1.1"],
    pci: ["3.5.1", "3.6.1.2"],
    gdpr: ["32(1)(a)", "5(1)(f)"],
    iso27001: ["A.8.24"],
  },
  remediation: "Set sqsManagedSseEnabled to true, or kmsMasterKeyId to a key of your own.",
  url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html",
  check({ inputs }) {
    const key = inputs.at("kmsMasterKeyId").filledText();
    const managed = inputs.at("sqsManagedSseEnabled").flag();
    if (key.state === "value" || (managed.state === "value" && managed.value)) return pass;
    for (const read of [key, managed]) if (read.state === "unknown") return undetermined(read);
    if (managed.state === "value") {
      return violation("unencrypted", {
        message:
          "'sqsManagedSseEnabled' is false and 'kmsMasterKeyId' is missing; one of them has to encrypt the queue",
        fix: "set sqsManagedSseEnabled to true, or kmsMasterKeyId to the ARN of a key of your own",
        property: "sqsManagedSseEnabled",
      });
    }
    return violation("not-stated", {
      message:
        "neither 'sqsManagedSseEnabled' nor 'kmsMasterKeyId' is set: SQS encrypts queues made since October 2022, but not older ones, " +
        "and nobody would notice it turned off, because the provider compares only what is stated",
      fix: "set sqsManagedSseEnabled to true, or kmsMasterKeyId to the ARN of a key of your own",
      property: "sqsManagedSseEnabled",
    });
  },
  remediate: () => [{ at: ["sqsManagedSseEnabled"], value: true }],
};
