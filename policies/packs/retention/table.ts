import { keysAreKept } from "../../rules/retention/enc-kms-03";
import { lockedRecordsCannotBeShortened } from "../../rules/retention/ret-s3-02";
import type { Pack } from "../pack";

export const retentionPack: Pack = {
  name: "retention",
  description:
    "Records are kept as long as the law asks, no longer than it allows, and nobody can change them before",
  rules: [
    [keysAreKept, "mandatory"],
    [lockedRecordsCannotBeShortened, "mandatory"],
  ],
};
