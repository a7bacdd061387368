import { testRule, type RuleCase } from "../../testing/cases";
import { KEY_ARN, keyCases } from "../../testing/key-cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { repositoriesUseCustomerKeys } from "./enc-ecr-01";

const TYPE = "aws:ecr/repository:Repository";
const repository = (inputs: Record<string, unknown>): [Given] => [{ type: TYPE, name: "images", inputs }];
const fails = (title: string, inputs: Record<string, unknown>): RuleCase => ({
  title,
  resources: repository(inputs),
  expect: ["violation not-kms"],
});

describe("ENC-ECR-01", () => {
  testRule(repositoriesUseCustomerKeys, [
    ...keyCases({
      type: TYPE,
      property: "encryptionConfigurations.kmsKey",
      beside: { encryptionConfigurations: { encryptionType: "KMS" } },
      alias: "alias/aws/ecr",
      missing:
        "'encryptionConfigurations.kmsKey' is missing, so that the key that AWS manages (alias/aws/ecr) encrypts it; " +
        "a customer-managed key is required. To mend it: set encryptionConfigurations.kmsKey to the ARN of a key of your own.",
    }),
    {
      title: "in a list, twice encrypted",
      resources: repository({ encryptionConfigurations: [{ encryptionType: "KMS_DSSE", kmsKey: KEY_ARN }] }),
      expect: ["pass"],
    },
    {
      ...fails("nothing said", {}),
      message:
        "'encryptionConfigurations.encryptionType' is AES256; KMS or KMS_DSSE is required. " +
        "To mend it: set encryptionConfigurations.encryptionType to KMS and encryptionConfigurations.kmsKey to the ARN of a key of your own.",
    },
    fails("an empty list", { encryptionConfigurations: [] }),
    fails("Amazon's own encryption", { encryptionConfigurations: [{ encryptionType: "AES256" }] }),
    fails("a key that is not used", { encryptionConfigurations: [{ kmsKey: KEY_ARN }] }),
    {
      title: "kind not known",
      resources: repository({ encryptionConfigurations: [{ encryptionType: UNKNOWN, kmsKey: KEY_ARN }] }),
      expect: ["undetermined encryptionConfigurations[0].encryptionType"],
    },
  ]);
});
