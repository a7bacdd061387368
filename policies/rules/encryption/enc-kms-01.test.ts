import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { keysRotateYearly } from "./enc-kms-01";

const key = (inputs: Record<string, unknown>): [Given] => [{ type: "aws:kms/key:Key", name: "data", inputs }];

describe("ENC-KMS-01", () => {
  testRule(keysRotateYearly, [
    { title: "rotation on", resources: key({ enableKeyRotation: true }), expect: ["pass"] },
    { title: "rotation on, as text", resources: key({ enableKeyRotation: "true" }), expect: ["pass"] },
    {
      title: "every 365 days",
      resources: key({ enableKeyRotation: true, rotationPeriodInDays: 365 }),
      expect: ["pass"],
    },
    {
      title: "every 90 days",
      resources: key({ enableKeyRotation: true, rotationPeriodInDays: 90 }),
      expect: ["pass"],
    },
    {
      title: "a multi-region key says what kind it is",
      resources: key({
        enableKeyRotation: true,
        multiRegion: true,
        customerMasterKeySpec: "SYMMETRIC_DEFAULT",
      }),
      expect: ["pass"],
    },
    {
      title: "an asymmetric key",
      resources: key({ customerMasterKeySpec: "ECC_NIST_P256", keyUsage: "SIGN_VERIFY" }),
      expect: ["notApplicable"],
      message: "KMS cannot rotate a key of spec ECC_NIST_P256: it is replaced by hand",
    },
    {
      title: "an HMAC key",
      resources: key({
        customerMasterKeySpec: "HMAC_256",
        keyUsage: "GENERATE_VERIFY_MAC",
        enableKeyRotation: false,
      }),
      expect: ["notApplicable"],
    },
    {
      title: "a key in a CloudHSM store",
      resources: key({ customKeyStoreId: "cks-0123456789abcdef0" }),
      expect: ["notApplicable"],
      message: "KMS cannot rotate a key in a custom key store: it is replaced by hand",
    },
    {
      title: "a key in an external store whose spec is not known",
      resources: key({ xksKeyId: "bb8562717f809024", customerMasterKeySpec: UNKNOWN }),
      expect: ["notApplicable"],
    },
    {
      title: "nothing said",
      resources: key({}),
      expect: ["violation rotation-off"],
      message:
        "'enableKeyRotation' is not true: the key would keep its material for ever; at most 365 days are allowed. To mend it: set enableKeyRotation to true.",
    },
    {
      title: "rotation off",
      resources: key({ enableKeyRotation: false }),
      expect: ["violation rotation-off"],
    },
    {
      title: "null is nothing",
      resources: key({ enableKeyRotation: null }),
      expect: ["violation rotation-off"],
    },
    {
      title: "rotation off beside a period",
      resources: key({ enableKeyRotation: false, rotationPeriodInDays: 90 }),
      expect: ["violation rotation-off"],
    },
    {
      title: "an empty spec is the default one",
      resources: key({ customerMasterKeySpec: "", customKeyStoreId: "" }),
      expect: ["violation rotation-off"],
    },
    {
      title: "a disabled key is still not rotated when it is enabled again",
      resources: key({ isEnabled: false }),
      expect: ["violation rotation-off"],
    },
    {
      title: "every 366 days",
      resources: key({ enableKeyRotation: true, rotationPeriodInDays: 366 }),
      expect: ["violation rotation-too-slow"],
      message:
        "'rotationPeriodInDays' is 366; at most 365 days are allowed. To mend it: set rotationPeriodInDays to 365 or less, or leave it out: KMS then takes 365.",
    },
    {
      title: "every seven years, as text",
      resources: key({ enableKeyRotation: true, rotationPeriodInDays: "2560" }),
      expect: ["violation rotation-too-slow"],
    },
    {
      title: "rotation of an asymmetric key, which KMS refuses",
      resources: key({ customerMasterKeySpec: "RSA_4096", enableKeyRotation: true }),
      expect: ["violation rotation-unsupported"],
      message:
        "'enableKeyRotation' is true for a key of spec RSA_4096, which KMS refuses; it rotates only symmetric keys whose material it made itself. " +
        "To mend it: leave enableKeyRotation out and plan the key's replacement by hand, or make it a symmetric key.",
    },
    {
      title: "rotation of a key in a custom store",
      resources: key({ customKeyStoreId: "cks-0123456789abcdef0", enableKeyRotation: true }),
      expect: ["violation rotation-unsupported"],
    },
    {
      title: "rotation not known",
      resources: key({ enableKeyRotation: UNKNOWN }),
      expect: ["undetermined enableKeyRotation"],
      message: "enableKeyRotation is not known before the update",
    },
    {
      title: "spec not known, rotation off",
      resources: key({ customerMasterKeySpec: UNKNOWN }),
      expect: ["undetermined customerMasterKeySpec"],
    },
    {
      title: "store not known, rotation on",
      resources: key({ customKeyStoreId: UNKNOWN, enableKeyRotation: true }),
      expect: ["undetermined customKeyStoreId"],
    },
    {
      title: "period not known",
      resources: key({ enableKeyRotation: true, rotationPeriodInDays: UNKNOWN }),
      expect: ["undetermined rotationPeriodInDays"],
    },
    {
      title: "neither true nor false",
      resources: key({ enableKeyRotation: "yes" }),
      expect: ["undetermined enableKeyRotation"],
      message: "enableKeyRotation is a text where true or false should be",
    },
  ]);
});
