import { testRule, type RuleCase } from "../../testing/cases";
import { KEY_ARN } from "../../testing/key-cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { glueEncrypts } from "./enc-glue-01";

const CATALOG = "aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings";
const CONFIGURATION = "aws:glue/securityConfiguration:SecurityConfiguration";
const catalog = (atRest: unknown, passwords: unknown): [Given] => [
  {
    type: CATALOG,
    name: "catalog",
    inputs: {
      dataCatalogEncryptionSettings: { encryptionAtRest: atRest, connectionPasswordEncryption: passwords },
    },
  },
];
const AT_REST = { catalogEncryptionMode: "SSE-KMS", sseAwsKmsKeyId: KEY_ARN };
const PASSWORDS = { returnConnectionPasswordEncrypted: true, awsKmsKeyId: KEY_ARN };
const LOGS = { cloudwatchEncryptionMode: "SSE-KMS", kmsKeyArn: KEY_ARN };
const BOOKMARKS = { jobBookmarksEncryptionMode: "CSE-KMS", kmsKeyArn: KEY_ARN };
const DATA = { s3EncryptionMode: "SSE-KMS", kmsKeyArn: KEY_ARN };
const configuration = (logs: unknown, bookmarks: unknown, data: unknown): [Given] => [
  {
    type: CONFIGURATION,
    name: "all",
    inputs: {
      encryptionConfiguration: {
        cloudwatchEncryption: logs,
        jobBookmarksEncryption: bookmarks,
        s3Encryption: data,
      },
    },
  },
];
const user = (kind: string, inputs: Record<string, unknown>): [Given] => [
  { type: `aws:glue/${kind}`, name: "nightly", inputs },
];
const passes = (title: string, resources: [Given]): RuleCase => ({ title, resources, expect: ["pass"] });
const fails = (title: string, reasons: readonly string[], resources: [Given]): RuleCase => ({
  title,
  resources,
  expect: reasons.map((reason) => `violation ${reason}`),
});

describe("ENC-GLUE-01", () => {
  testRule(glueEncrypts, [
    passes("a catalog", catalog(AT_REST, PASSWORDS)),
    passes(
      "a catalog whose key a role uses",
      catalog({ ...AT_REST, catalogEncryptionMode: "SSE-KMS-WITH-SERVICE-ROLE" }, PASSWORDS),
    ),
    passes(
      "a catalog in lists of one",
      catalog([AT_REST], [{ ...PASSWORDS, returnConnectionPasswordEncrypted: "true" }]),
    ),
    passes("a security configuration", configuration(LOGS, BOOKMARKS, DATA)),
    passes("a security configuration in lists", configuration([LOGS], [BOOKMARKS], [DATA])),
    passes("a job", user("job:Job", { securityConfiguration: "all" })),
    passes("a crawler", user("crawler:Crawler", { securityConfiguration: "all" })),
    passes("an endpoint", user("devEndpoint:DevEndpoint", { securityConfiguration: "all" })),
    {
      ...fails(
        "a catalog in clear",
        ["mode"],
        catalog({ ...AT_REST, catalogEncryptionMode: "DISABLED" }, PASSWORDS),
      ),
      message:
        "'dataCatalogEncryptionSettings.encryptionAtRest.catalogEncryptionMode' is DISABLED; SSE-KMS or SSE-KMS-WITH-SERVICE-ROLE is required, " +
        "which encrypts the catalog. To mend it: set dataCatalogEncryptionSettings.encryptionAtRest.catalogEncryptionMode to SSE-KMS " +
        "and dataCatalogEncryptionSettings.encryptionAtRest.sseAwsKmsKeyId to the ARN of a key of your own.",
    },
    {
      ...fails(
        "a catalog without a key",
        ["no-key"],
        catalog({ catalogEncryptionMode: "SSE-KMS" }, PASSWORDS),
      ),
      message:
        "'dataCatalogEncryptionSettings.encryptionAtRest.sseAwsKmsKeyId' is missing, so that no key of yours encrypts the catalog; " +
        "a customer-managed key is required. To mend it: set dataCatalogEncryptionSettings.encryptionAtRest.sseAwsKmsKeyId to the ARN of a key of your own.",
    },
    {
      ...fails(
        "passwords with Amazon's key",
        ["aws-managed-key"],
        catalog(AT_REST, { ...PASSWORDS, awsKmsKeyId: "alias/aws/glue" }),
      ),
      message:
        "'dataCatalogEncryptionSettings.connectionPasswordEncryption.awsKmsKeyId' is 'alias/aws/glue', the key that AWS manages; " +
        "a customer-managed key is required. To mend it: set dataCatalogEncryptionSettings.connectionPasswordEncryption.awsKmsKeyId to the ARN of a key of your own.",
    },
    fails("nothing in the catalog", ["mode", "mode"], catalog(undefined, undefined)),
    fails(
      "passwords in clear",
      ["mode"],
      catalog(AT_REST, { ...PASSWORDS, returnConnectionPasswordEncrypted: false }),
    ),
    fails(
      "logs without a key",
      ["no-key"],
      configuration({ cloudwatchEncryptionMode: "SSE-KMS" }, BOOKMARKS, DATA),
    ),
    fails(
      "bookmarks in clear",
      ["mode"],
      configuration(LOGS, { ...BOOKMARKS, jobBookmarksEncryptionMode: "DISABLED" }, DATA),
    ),
    {
      ...fails(
        "data with S3's own key",
        ["amazons-key"],
        configuration(LOGS, BOOKMARKS, { s3EncryptionMode: "SSE-S3" }),
      ),
      message:
        "'encryptionConfiguration.s3Encryption.s3EncryptionMode' is SSE-S3; SSE-KMS is required, which encrypts data. " +
        "To mend it: set encryptionConfiguration.s3Encryption.s3EncryptionMode to SSE-KMS and encryptionConfiguration.s3Encryption.kmsKeyArn to the ARN of a key of your own.",
    },
    fails("nothing at all", ["mode", "mode", "mode"], configuration(undefined, null, {})),
    {
      ...fails("a job", ["no-security-configuration"], user("job:Job", {})),
      message:
        "'securityConfiguration' is missing, so that data, logs and bookmarks are written as their stores please; one is required. " +
        "To mend it: set securityConfiguration to the name of a SecurityConfiguration that encrypts all three.",
    },
    fails("a crawler", ["no-security-configuration"], user("crawler:Crawler", { securityConfiguration: "" })),
    fails(
      "an endpoint",
      ["no-security-configuration"],
      user("devEndpoint:DevEndpoint", { name: "notebook" }),
    ),
    {
      title: "a job whose configuration is not known",
      resources: user("job:Job", { securityConfiguration: UNKNOWN }),
      expect: ["undetermined securityConfiguration"],
    },
    {
      title: "a mode that is not known",
      resources: configuration(LOGS, BOOKMARKS, { ...DATA, s3EncryptionMode: UNKNOWN }),
      expect: ["undetermined encryptionConfiguration.s3Encryption.s3EncryptionMode"],
    },
  ]);
});
