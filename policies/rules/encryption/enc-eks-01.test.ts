import { testRule, type RuleCase } from "../../testing/cases";
import { KEY_ARN, keyCases } from "../../testing/key-cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { clustersEncryptSecrets } from "./enc-eks-01";

const TYPE = "aws:eks/cluster:Cluster";
const cluster = (inputs: Record<string, unknown>): [Given] => [{ type: TYPE, name: "platform", inputs }];
const fails = (title: string, inputs: Record<string, unknown>): RuleCase => ({
  title,
  resources: cluster(inputs),
  expect: ["violation secrets-not-covered"],
});

describe("ENC-EKS-01", () => {
  testRule(clustersEncryptSecrets, [
    ...keyCases({
      type: TYPE,
      property: "encryptionConfig.provider.keyArn",
      beside: { encryptionConfig: { resources: ["secrets"] } },
      alias: "alias/aws/eks",
      missing:
        "'encryptionConfig.provider.keyArn' is missing, so that a key that AWS owns encrypts it; a customer-managed key is required. " +
        "To mend it: set encryptionConfig.provider.keyArn to the ARN of a key of your own.",
    }),
    {
      title: "in lists of one",
      resources: cluster({ encryptionConfig: [{ provider: [{ keyArn: KEY_ARN }], resources: ["secrets"] }] }),
      expect: ["pass"],
    },
    {
      ...fails("nothing said", {}),
      message:
        "'encryptionConfig.resources' does not name secrets, so that a key that AWS owns encrypts it, and before Kubernetes 1.28 none; " +
        'a customer-managed key is required. To mend it: set encryptionConfig with resources ["secrets"] and provider.keyArn of a key of your own.',
    },
    fails("an empty list", { encryptionConfig: [] }),
    fails("no resources", { encryptionConfig: { provider: { keyArn: KEY_ARN }, resources: [] } }),
    fails("other resources", { encryptionConfig: { provider: { keyArn: KEY_ARN }, resources: ["s"] } }),
    fails("resources left out", { encryptionConfig: { provider: { keyArn: KEY_ARN } } }),
    {
      title: "a resource that is not known",
      resources: cluster({ encryptionConfig: { provider: { keyArn: KEY_ARN }, resources: [UNKNOWN] } }),
      expect: ["undetermined encryptionConfig.resources[0]"],
    },
    {
      title: "all of it not known",
      resources: cluster({ encryptionConfig: UNKNOWN }),
      expect: ["undetermined encryptionConfig"],
    },
  ]);
});
