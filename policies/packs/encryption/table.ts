import { bucketsUseCustomerKeys } from "../../rules/encryption/enc-s3-02";
import { keysRotateYearly } from "../../rules/encryption/enc-kms-01";
import type { Pack } from "../pack";

export const encryptionPack: Pack = {
  name: "encryption",
  description: "Data at rest and in transit is encrypted, with keys that the customer controls",
  rules: [
    [keysRotateYearly, "mandatory"],
    [bucketsUseCustomerKeys, "mandatory"],
  ],
};
