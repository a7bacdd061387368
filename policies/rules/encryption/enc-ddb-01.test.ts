import { testRule } from "../../testing/cases";
import { KEY_ARN, keyCases } from "../../testing/key-cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { tablesUseCustomerKeys } from "./enc-ddb-01";

const TABLE = "aws:dynamodb/table:Table";
const table = (inputs: Record<string, unknown>): [Given] => [
  { type: TABLE, name: "ledger", inputs: { name: "ledger", hashKey: "id", ...inputs } },
];
const MISSING =
  "is missing, so that the key that AWS manages (alias/aws/dynamodb) encrypts it; a customer-managed key is required. To mend it: set";
const own = { enabled: true, kmsKeyArn: KEY_ARN };

describe("ENC-DDB-01", () => {
  testRule(tablesUseCustomerKeys, [
    ...keyCases({
      type: TABLE,
      property: "serverSideEncryption.kmsKeyArn",
      beside: { serverSideEncryption: { enabled: true } },
      alias: "alias/aws/dynamodb",
      missing: `'serverSideEncryption.kmsKeyArn' ${MISSING} serverSideEncryption.kmsKeyArn to the ARN of a key of your own.`,
    }),
    ...keyCases({
      type: "aws:dynamodb/tableReplica:TableReplica",
      property: "kmsKeyArn",
      alias: "alias/aws/dynamodb",
      missing: `'kmsKeyArn' ${MISSING} kmsKeyArn to the ARN of a key of your own.`,
    }),
    {
      title: "nothing said",
      resources: table({}),
      expect: ["violation aws-owned-key"],
      message:
        "'serverSideEncryption.enabled' is missing, so that a key that AWS owns encrypts the table; true is required. " +
        "To mend it: set serverSideEncryption.enabled to true.",
    },
    {
      title: "a key that is ignored",
      resources: table({ serverSideEncryption: { enabled: false, kmsKeyArn: KEY_ARN } }),
      expect: ["violation aws-owned-key"],
    },
    {
      title: "an empty object",
      resources: table({ serverSideEncryption: {} }),
      expect: ["violation aws-owned-key"],
    },
    {
      title: "replicas with keys of their own",
      resources: table({
        serverSideEncryption: [own],
        replicas: [
          { regionName: "us-west-2", kmsKeyArn: KEY_ARN.replace("east-1", "west-2") },
          { regionName: "eu-west-1", kmsKeyArn: KEY_ARN.replace("us-east-1", "eu-west-1") },
        ],
      }),
      expect: ["pass"],
    },
    {
      title: "a replica without a key",
      resources: table({ serverSideEncryption: own, replicas: [{ regionName: "us-west-2" }] }),
      expect: ["violation replica-no-key"],
      message: `'replicas[0].kmsKeyArn' ${MISSING} replicas[0].kmsKeyArn to the ARN of a key of your own.`,
    },
    {
      title: "a replica with Amazon's key, in a table with none",
      resources: table({ replicas: { regionName: "us-west-2", kmsKeyArn: "alias/aws/dynamodb" } }),
      expect: ["violation aws-owned-key", "violation replica-aws-managed-key"],
    },
    {
      title: "a replica with Amazon's key",
      resources: table({
        serverSideEncryption: own,
        replicas: [{ regionName: "us-west-2", kmsKeyArn: "alias/aws/dynamodb" }],
      }),
      expect: ["violation replica-aws-managed-key"],
      message:
        "'replicas[0].kmsKeyArn' is 'alias/aws/dynamodb', the key that AWS manages; a customer-managed key is required. " +
        "To mend it: set replicas[0].kmsKeyArn to the ARN of a key of your own.",
    },
    {
      title: "replicas not known",
      resources: table({ serverSideEncryption: own, replicas: UNKNOWN }),
      expect: ["undetermined replicas"],
    },
    {
      title: "whether KMS is used not known",
      resources: table({ serverSideEncryption: { ...own, enabled: UNKNOWN } }),
      expect: ["undetermined serverSideEncryption.enabled"],
    },
  ]);
});
