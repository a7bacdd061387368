import { testRule, type RuleCase } from "../../testing/cases";
import { KEY_ARN, keyCases } from "../../testing/key-cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { clustersEncryptSecrets } from "./enc-eks-01";

const TYPE = "aws:eks/cluster:Cluster";
const cluster = (inputs: Record<string, unknown>): [Given] => [{ type: TYPE, name: "platform", inputs }];
const fails = (title: string, reasons: readonly string[], inputs: Record<string, unknown>): RuleCase => ({
  title,
  resources: cluster(inputs),
  expect: reasons.map((reason) => `violation ${reason}`),
});
const MEND =
  'To mend it: set encryptionConfig with resources ["secrets"] and provider.keyArn of a key of your own.';

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
      ...fails("nothing said", ["no-configuration"], {}),
      message:
        "'encryptionConfig' is missing, so that a key that AWS owns encrypts it, and nothing does before Kubernetes 1.28; " +
        `a customer-managed key is required. ${MEND}`,
    },
    fails("an empty list", ["no-configuration"], { encryptionConfig: [] }),
    {
      ...fails("no resources", ["secrets-not-covered"], {
        encryptionConfig: { provider: { keyArn: KEY_ARN }, resources: [] },
      }),
      message: `'encryptionConfig.resources' does not name secrets, the only thing that EKS can encrypt with it. ${MEND}`,
    },
    fails("other resources", ["secrets-not-covered"], {
      encryptionConfig: { provider: { keyArn: KEY_ARN }, resources: ["s"] },
    }),
    fails("resources left out", ["secrets-not-covered"], {
      encryptionConfig: { provider: { keyArn: KEY_ARN } },
    }),
    fails("an empty object", ["secrets-not-covered", "no-key"], { encryptionConfig: {} }),
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
