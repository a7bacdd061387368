import { testRule, type RuleCase } from "../../testing/cases";
import { KEY_ARN } from "../../testing/key-cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { output, secret } from "../../testing/wrapped";
import { streamsAreEncrypted } from "./enc-kin-01";

const stream = (inputs: Record<string, unknown>): [Given] => [
  { type: "aws:kinesis/stream:Stream", name: "events", inputs: { name: "events", ...inputs } },
];
const passes = (title: string, inputs: Record<string, unknown>): RuleCase => ({
  title,
  resources: stream(inputs),
  expect: ["pass"],
});
const fails = (title: string, reason: string, inputs: Record<string, unknown>): RuleCase => ({
  title,
  resources: stream(inputs),
  expect: [`violation ${reason}`],
});

describe("ENC-KIN-01", () => {
  testRule(streamsAreEncrypted, [
    passes("a key of one's own", { encryptionType: "KMS", kmsKeyId: KEY_ARN }),
    passes("an alias", { encryptionType: "KMS", kmsKeyId: "alias/events" }),
    passes("the key that AWS manages", { encryptionType: "KMS", kmsKeyId: "alias/aws/kinesis" }),
    passes("the ARN of its alias", {
      encryptionType: "KMS",
      kmsKeyId: "arn:aws:kms:us-east-1:111122223333:alias/aws/kinesis",
    }),
    passes("on demand", {
      encryptionType: "KMS",
      kmsKeyId: KEY_ARN,
      streamModeDetails: { streamMode: "ON_DEMAND" },
    }),
    passes("a key as a secret", { encryptionType: "KMS", kmsKeyId: secret(KEY_ARN) }),
    passes("a kind as an output", { encryptionType: output("KMS"), kmsKeyId: KEY_ARN }),
    passes("a key beside tags", { encryptionType: "KMS", kmsKeyId: KEY_ARN, tags: { owner: "data" } }),
    {
      ...fails("nothing said", "unencrypted", {}),
      message:
        "'encryptionType' is NONE; KMS is required. To mend it: set encryptionType to KMS and kmsKeyId to the ARN of a key of your own.",
    },
    fails("none", "unencrypted", { encryptionType: "NONE" }),
    fails("a key that is not used", "unencrypted", { kmsKeyId: KEY_ARN }),
    fails("a key that is not used, by name", "unencrypted", { encryptionType: "NONE", kmsKeyId: KEY_ARN }),
    fails("an empty kind", "unencrypted", { encryptionType: "", kmsKeyId: KEY_ARN }),
    {
      ...fails("no key", "no-key", { encryptionType: "KMS" }),
      message:
        "'encryptionType' is KMS, but 'kmsKeyId' is missing, without which Kinesis encrypts nothing. " +
        "To mend it: set kmsKeyId to the ARN of a key of your own, or to alias/aws/kinesis.",
    },
    fails("an empty key", "no-key", { encryptionType: "KMS", kmsKeyId: "" }),
    fails("null for a key", "no-key", { encryptionType: "KMS", kmsKeyId: null }),
    {
      title: "kind not known",
      resources: stream({ encryptionType: UNKNOWN, kmsKeyId: KEY_ARN }),
      expect: ["undetermined encryptionType"],
    },
    {
      title: "key not known",
      resources: stream({ encryptionType: "KMS", kmsKeyId: UNKNOWN }),
      expect: ["undetermined kmsKeyId"],
    },
  ]);
});
