import { testRule, type RuleCase } from "../../testing/cases";
import { KEY_ARN } from "../../testing/key-cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { queryResultsAreEncrypted } from "./enc-ath-01";

const WORKGROUP = "aws:athena/workgroup:Workgroup";
const DATABASE = "aws:athena/database:Database";
const OPTION = "configuration.resultConfiguration.encryptionConfiguration.encryptionOption";
const workgroup = (configuration: unknown): [Given] => [
  { type: WORKGROUP, name: "analysts", inputs: { name: "analysts", configuration } },
];
const results = (encryptionConfiguration: unknown, more: Record<string, unknown> = {}) => ({
  ...more,
  resultConfiguration: { outputLocation: "s3://results/", encryptionConfiguration },
});
const database = (encryptionConfiguration: unknown): [Given] => [
  { type: DATABASE, name: "trades", inputs: { name: "trades", bucket: "results", encryptionConfiguration } },
];
const KMS = { encryptionOption: "SSE_KMS", kmsKeyArn: KEY_ARN };
const MISSING =
  "is missing, so that Athena leaves it to the bucket how results are encrypted; SSE_KMS, CSE_KMS or SSE_S3 is required. To mend it: set";
const passes = (title: string, resources: [Given]): RuleCase => ({ title, resources, expect: ["pass"] });
const open = (title: string, resources: [Given]): RuleCase => ({
  title,
  resources,
  expect: ["violation unencrypted"],
  byHand: true,
});

describe("ENC-ATH-01", () => {
  testRule(queryResultsAreEncrypted, [
    passes("a key", workgroup(results(KMS))),
    passes("a key, enforced", workgroup(results(KMS, { enforceWorkgroupConfiguration: true }))),
    passes("encrypted by clients", workgroup(results({ encryptionOption: "CSE_KMS", kmsKeyArn: KEY_ARN }))),
    passes("S3's own encryption", workgroup(results({ encryptionOption: "SSE_S3" }))),
    passes("in lists of one", workgroup([{ resultConfiguration: [{ encryptionConfiguration: [KMS] }] }])),
    passes("results that Athena keeps", workgroup({ managedQueryResultsConfiguration: { enabled: true } })),
    passes("a database", database({ encryptionOption: "SSE_KMS", kmsKey: KEY_ARN })),
    passes("a database, in a list", database([{ encryptionOption: "SSE_S3" }])),
    {
      ...open("nothing said", workgroup(undefined)),
      message: `'${OPTION}' ${MISSING} ${OPTION} to SSE_KMS, with a key of your own.`,
    },
    open("an empty configuration", workgroup({})),
    open(
      "a place without encryption",
      workgroup(results(undefined, { enforceWorkgroupConfiguration: true })),
    ),
    open("an empty option", workgroup(results({ encryptionOption: "" }))),
    open(
      "results that Athena does not keep",
      workgroup({ managedQueryResultsConfiguration: { enabled: false } }),
    ),
    open("a database without", database(undefined)),
    open("a database with an empty object", database({})),
    {
      title: "not enforced",
      resources: workgroup(results(KMS, { enforceWorkgroupConfiguration: false })),
      expect: ["violation not-enforced"],
      message:
        "'configuration.enforceWorkgroupConfiguration' is false, so that a client may write results elsewhere and unencrypted; true is required. " +
        "To mend it: set configuration.enforceWorkgroupConfiguration to true.",
    },
    {
      title: "not enforced, as text in lists",
      resources: workgroup([results([KMS], { enforceWorkgroupConfiguration: "false" })]),
      expect: ["violation not-enforced"],
    },
    {
      title: "neither",
      resources: workgroup({ enforceWorkgroupConfiguration: false }),
      expect: ["violation unencrypted", "violation not-enforced"],
      byHand: true,
    },
    {
      title: "option not known",
      resources: workgroup(results({ encryptionOption: UNKNOWN })),
      expect: [`undetermined ${OPTION}`],
    },
    {
      title: "whether Athena keeps them not known",
      resources: workgroup({ managedQueryResultsConfiguration: { enabled: UNKNOWN } }),
      expect: ["undetermined configuration.managedQueryResultsConfiguration.enabled"],
    },
  ]);
});
