import { testRule, type RuleCase } from "../../testing/cases";
import { KEY_ARN } from "../../testing/key-cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { output, secret } from "../../testing/wrapped";
import { topicsAreEncrypted } from "./enc-sns-01";

const topic = (inputs: Record<string, unknown>): [Given] => [
  { type: "aws:sns/topic:Topic", name: "alerts", inputs: { name: "alerts", ...inputs } },
];
const passes = (title: string, key: unknown): RuleCase => ({
  title,
  resources: topic({ kmsMasterKeyId: key }),
  expect: ["pass"],
});
const fails = (title: string, inputs: Record<string, unknown>): RuleCase => ({
  title,
  resources: topic(inputs),
  expect: ["violation unencrypted"],
});

describe("ENC-SNS-01", () => {
  testRule(topicsAreEncrypted, [
    passes("an ARN", KEY_ARN),
    passes("an alias", "alias/alerts"),
    passes("an id", "11111111-2222-3333-4444-555555555555"),
    passes("the key that AWS manages: whose key it is, is another rule's business", "alias/aws/sns"),
    passes("a key as a secret", secret(KEY_ARN)),
    passes("a key as an output", output(KEY_ARN)),
    passes("the ARN of an alias", "arn:aws:kms:us-east-1:111122223333:alias/alerts"),
    passes("a key in several regions", "mrk-11111111222233334444555555555555"),
    {
      ...fails("nothing said", {}),
      message:
        "'kmsMasterKeyId' is missing, so that nothing is encrypted; a KMS key is required. " +
        "To mend it: set kmsMasterKeyId to the ARN of a key of your own.",
    },
    fails("null", { kmsMasterKeyId: null }),
    fails("an empty text", { kmsMasterKeyId: "" }),
    fails("blanks", { kmsMasterKeyId: "   " }),
    fails("an empty secret", { kmsMasterKeyId: secret("") }),
    fails("an ordered topic", { fifoTopic: true, name: "alerts.fifo" }),
    fails("nothing but tags", { tags: { owner: "alerting" } }),
    fails("a signature is no encryption", { signatureVersion: 2 }),
    {
      title: "not known",
      resources: topic({ kmsMasterKeyId: UNKNOWN }),
      expect: ["undetermined kmsMasterKeyId"],
      message: "kmsMasterKeyId is not known before the update",
    },
  ]);
});
