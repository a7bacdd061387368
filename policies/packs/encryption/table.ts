import { keysRotateYearly } from "../../rules/encryption/enc-kms-01";
import { keyPoliciesNameTheirUsers } from "../../rules/encryption/enc-kms-02";
import { keysCarryTheirPolicy } from "../../rules/encryption/enc-kms-05";
import { bucketsUseCustomerKeys } from "../../rules/encryption/enc-s3-02";
import { bucketsRefusePlainHttp } from "../../rules/encryption/enc-s3-03";
import type { Pack } from "../pack";

export const encryptionPack: Pack = {
  name: "encryption",
  description: "Data at rest and in transit is encrypted, with keys that the customer controls",
  rules: [
    [keysRotateYearly, "mandatory"],
    [keyPoliciesNameTheirUsers, "mandatory"],
    [keysCarryTheirPolicy, "advisory"],
    [bucketsUseCustomerKeys, "mandatory"],
    [bucketsRefusePlainHttp, "mandatory"],
  ],
};
