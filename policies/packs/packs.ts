import { accessPack } from "./access";
import { encryptionPack } from "./encryption";
import type { Pack } from "./pack";
import { retentionPack } from "./retention";
import { workloadsPack } from "./workloads";

/** Every pack, in the order in which previews run them. */
export const packs: readonly Pack[] = [encryptionPack, retentionPack, accessPack, workloadsPack];
