import { testRule, type RuleCase } from "../../testing/cases";
import { KEY_ARN } from "../../testing/key-cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { queuesAreEncrypted } from "./enc-sqs-01";

const queue = (inputs: Record<string, unknown>): [Given] => [
  { type: "aws:sqs/queue:Queue", name: "alerts", inputs: { name: "alerts", ...inputs } },
];
const passes = (title: string, inputs: Record<string, unknown>): RuleCase => ({
  title,
  resources: queue(inputs),
  expect: ["pass"],
});
const fails = (title: string, reason: string, inputs: Record<string, unknown>): RuleCase => ({
  title,
  resources: queue(inputs),
  expect: [`violation ${reason}`],
});

describe("ENC-SQS-01", () => {
  testRule(queuesAreEncrypted, [
    passes("SQS's own encryption", { sqsManagedSseEnabled: true }),
    passes("the same as text", { sqsManagedSseEnabled: "true" }),
    passes("a key of one's own", { kmsMasterKeyId: KEY_ARN }),
    passes("the key that AWS manages", { kmsMasterKeyId: "alias/aws/sqs" }),
    passes("a key, and the other said to be off, as SQS shows it", {
      kmsMasterKeyId: KEY_ARN,
      sqsManagedSseEnabled: false,
    }),
    passes("SQS's own encryption, and an empty key", { kmsMasterKeyId: "", sqsManagedSseEnabled: true }),
    passes("a key, and the other not known", { kmsMasterKeyId: KEY_ARN, sqsManagedSseEnabled: UNKNOWN }),
    passes("SQS's own, and the key not known", { kmsMasterKeyId: UNKNOWN, sqsManagedSseEnabled: true }),
    {
      ...fails("nothing said", "not-stated", {}),
      message:
        "neither 'sqsManagedSseEnabled' nor 'kmsMasterKeyId' is set: SQS encrypts queues made since October 2022, but not older ones, " +
        "and nobody would notice it turned off, because the provider compares only what is stated. " +
        "To mend it: set sqsManagedSseEnabled to true, or kmsMasterKeyId to the ARN of a key of your own.",
    },
    fails("null", "not-stated", { sqsManagedSseEnabled: null, kmsMasterKeyId: null }),
    fails("an empty key", "not-stated", { kmsMasterKeyId: "" }),
    fails("only how long data keys serve", "not-stated", { kmsDataKeyReusePeriodSeconds: 300 }),
    {
      ...fails("turned off", "unencrypted", { sqsManagedSseEnabled: false }),
      message:
        "'sqsManagedSseEnabled' is false and 'kmsMasterKeyId' is missing; one of them has to encrypt the queue. " +
        "To mend it: set sqsManagedSseEnabled to true, or kmsMasterKeyId to the ARN of a key of your own.",
    },
    fails("turned off as text", "unencrypted", { sqsManagedSseEnabled: "false" }),
    fails("turned off, with blanks for a key", "unencrypted", {
      sqsManagedSseEnabled: false,
      kmsMasterKeyId: " ",
    }),
    fails("an ordered queue, turned off", "unencrypted", { fifoQueue: true, sqsManagedSseEnabled: false }),
    {
      title: "a key that is not known",
      resources: queue({ kmsMasterKeyId: UNKNOWN, sqsManagedSseEnabled: false }),
      expect: ["undetermined kmsMasterKeyId"],
    },
    {
      title: "SQS's own not known",
      resources: queue({ sqsManagedSseEnabled: UNKNOWN }),
      expect: ["undetermined sqsManagedSseEnabled"],
    },
  ]);
});
