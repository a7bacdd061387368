import { judgeKey } from "../../evaluation/customer-keys";
import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Reader } from "../../evaluation/reader";
import type { StackRule } from "../../evaluation/rule";

const CATALOG = "aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings";
const CONFIGURATION = "aws:glue/securityConfiguration:SecurityConfiguration";
/** What reads and writes data as a security configuration says. */
const USERS = ["aws:glue/crawler:Crawler", "aws:glue/job:Job", "aws:glue/devEndpoint:DevEndpoint"];

/** One thing that Glue can encrypt: which mode, and with which key. */
interface Place {
  readonly what: string;
  readonly mode: string;
  readonly allowed: readonly string[];
  /** A mode that encrypts, but with a key of Amazon's. */
  readonly amazons?: string;
  readonly key: string;
}

const CATALOG_PLACES: readonly Place[] = [
  {
    what: "the catalog",
    mode: "dataCatalogEncryptionSettings.encryptionAtRest.catalogEncryptionMode",
    allowed: ["SSE-KMS", "SSE-KMS-WITH-SERVICE-ROLE"],
    key: "dataCatalogEncryptionSettings.encryptionAtRest.sseAwsKmsKeyId",
  },
  {
    what: "passwords of connections",
    mode: "dataCatalogEncryptionSettings.connectionPasswordEncryption.returnConnectionPasswordEncrypted",
    allowed: ["true"],
    key: "dataCatalogEncryptionSettings.connectionPasswordEncryption.awsKmsKeyId",
  },
];
const CONFIGURATION_PLACES: readonly Place[] = [
  {
    what: "logs",
    mode: "encryptionConfiguration.cloudwatchEncryption.cloudwatchEncryptionMode",
    allowed: ["SSE-KMS"],
    key: "encryptionConfiguration.cloudwatchEncryption.kmsKeyArn",
  },
  {
    what: "bookmarks",
    mode: "encryptionConfiguration.jobBookmarksEncryption.jobBookmarksEncryptionMode",
    allowed: ["CSE-KMS"],
    key: "encryptionConfiguration.jobBookmarksEncryption.kmsKeyArn",
  },
  {
    what: "data",
    mode: "encryptionConfiguration.s3Encryption.s3EncryptionMode",
    allowed: ["SSE-KMS"],
    amazons: "SSE-S3",
    key: "encryptionConfiguration.s3Encryption.kmsKeyArn",
  },
];

export const glueEncrypts: StackRule = {
  id: "ENC-GLUE-01",
  slug: "glue-encrypts-everything",
  title: "Glue catalog and security configurations encrypt data, logs and bookmarks",
  severity: "medium",
  scope: "stack",
  types: [CATALOG, CONFIGURATION, ...USERS],
  siblings: [],
  controls: {
    soc2: ["CC6.1", "C1.1"],
    pci: ["3.5.1", "3.6.1.2"],
    gdpr: ["32(1)(a)", "5(1)(f)"],
    iso27001: ["A.8.24"],
  },
  remediation:
    "Set the KMS modes of catalog and security configurations with keys of your own, and name a security configuration in every crawler, job and endpoint.",
  url: "https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html",
  check({ type, inputs }) {
    if (type === CATALOG) return allOf(judgePlaces(inputs, CATALOG_PLACES));
    return type === CONFIGURATION ? allOf(judgePlaces(inputs, CONFIGURATION_PLACES)) : judgeUser(inputs);
  },
};

function judgePlaces(inputs: Reader, places: readonly Place[]): readonly Outcome[] {
  return places.map(({ what, mode, allowed, amazons, key }) => {
    const read = inputs.at(...mode.split(".")).filledText();
    if (read.state === "unknown") return undetermined(read);
    if (read.state === "value" && allowed.includes(read.value))
      return judgeKey(inputs.at(...key.split(".")), {
        property: key,
        otherwise: `no key of yours encrypts ${what}`,
      });
    return violation(read.state === "value" && read.value === amazons ? "amazons-key" : "mode", {
      message: `'${mode}' is ${read.state === "value" ? read.value : "missing"}; ${allowed.join(" or ")} is required, which encrypts ${what}`,
      fix: `set ${mode} to ${allowed[0]} and ${key} to the ARN of a key of your own`,
      property: mode,
    });
  });
}

function judgeUser(inputs: Reader): Outcome {
  const name = inputs.at("securityConfiguration").filledText();
  if (name.state === "unknown") return undetermined(name);
  if (name.state === "value") return pass;
  return violation("no-security-configuration", {
    message:
      "'securityConfiguration' is missing, so that data, logs and bookmarks are written as their stores please; one is required",
    fix: "set securityConfiguration to the name of a SecurityConfiguration that encrypts all three",
    property: "securityConfiguration",
  });
}
