import { testRule } from "../../testing/cases";
import { KEY_ARN, keyCases } from "../../testing/key-cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { secretsUseCustomerKeys } from "./enc-sm-01";

const TYPE = "aws:secretsmanager/secret:Secret";
const secretWith = (inputs: Record<string, unknown>): [Given] => [{ type: TYPE, name: "token", inputs }];
const elsewhere = (kmsKeyId: unknown) => ({
  kmsKeyId: KEY_ARN,
  replicas: [{ region: "us-west-2", ...(kmsKeyId !== undefined && { kmsKeyId }) }],
});
const MISSING =
  "is missing, so that the key that AWS manages (alias/aws/secretsmanager) encrypts it; a customer-managed key is required. To mend it: set";

describe("ENC-SM-01", () => {
  testRule(secretsUseCustomerKeys, [
    ...keyCases({
      type: TYPE,
      property: "kmsKeyId",
      alias: "alias/aws/secretsmanager",
      missing: `'kmsKeyId' ${MISSING} kmsKeyId to the ARN of a key of your own.`,
    }),
    {
      title: "a replica with a key of its region",
      resources: secretWith(elsewhere(KEY_ARN.replace("east-1", "west-2"))),
      expect: ["pass"],
    },
    {
      title: "a replica without a key",
      resources: secretWith(elsewhere(undefined)),
      expect: ["violation replica-no-key"],
      message: `'replicas[0].kmsKeyId' ${MISSING} replicas[0].kmsKeyId to the ARN of a key of your own.`,
    },
    {
      title: "a replica with Amazon's key",
      resources: secretWith(elsewhere("alias/aws/secretsmanager")),
      expect: ["violation replica-aws-managed-key"],
      message:
        "'replicas[0].kmsKeyId' is 'alias/aws/secretsmanager', the key that AWS manages; a customer-managed key is required. " +
        "To mend it: set replicas[0].kmsKeyId to the ARN of a key of your own.",
    },
    {
      title: "no key anywhere",
      resources: secretWith({ replicas: { region: "us-west-2" } }),
      expect: ["violation no-key", "violation replica-no-key"],
    },
    {
      title: "replicas not known",
      resources: secretWith({ kmsKeyId: KEY_ARN, replicas: UNKNOWN }),
      expect: ["undetermined replicas"],
    },
    {
      title: "the key of a replica not known",
      resources: secretWith(elsewhere(UNKNOWN)),
      expect: ["undetermined replicas[0].kmsKeyId"],
    },
  ]);
});
