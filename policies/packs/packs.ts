import { accessPack } from "./access/table";
import { encryptionPack } from "./encryption/table";
import type { Pack } from "./pack";
import { retentionPack } from "./retention/table";
import { workloadsPack } from "./workloads/table";

/** Every pack, in the order in which previews run them. */
export const packs: readonly Pack[] = [encryptionPack, retentionPack, accessPack, workloadsPack];
