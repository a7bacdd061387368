import { z } from "zod";
import { DEFAULT_SIZE, sizeVolumes } from "../content/sizes";
import { setting } from "./settings-describe";
import { refuse } from "./settings-refuse";

const OFF = "off";

/** What the pool of stateful nodes carries beside few traces. What both need together is a check of its own, `storeFitsNodes`. */
const MOST_GIGABYTES = 500;

/**
 * Group `logs`. The locked archive takes records as they are and keeps them for years: what personal or card data slips in cannot be taken
 * out again. Until logs are masked on their way, application logs are not archived, whoever asks for it.
 */
export const logSettings = setting(
  z
    .strictObject({
      /**
       * Whether application logs go into the locked archive.
       * @default "off"
       */
      archive: setting(
        z
          .string()
          .check((context) => {
            if (context.value === OFF) return;
            refuse(context, {
              problem:
                "would put application logs into the locked archive, but nothing masks them yet: personal and card data in them could not be deleted for six years",
              allowed: OFF,
              fix: `write ${OFF}, or remove it; masking comes first`,
            });
          })
          .default(OFF),
        {
          meaning:
            "Whether application logs go into the locked archive. Only `off` is accepted until logs are masked on their way: what is locked cannot be corrected or erased.",
          allowed: OFF,
          changing: "Nothing yet.",
        },
      ),
      /**
       * What comes in a day, in GB as programs write it.
       * @default - the size's; 5 in `small`
       */
      gigabytesPerDay: setting(
        z.int().min(1).max(MOST_GIGABYTES).default(sizeVolumes[DEFAULT_SIZE].gigabytesPerDay),
        {
          meaning:
            "Logs that come in on a day, as programs write them. Nodes, memory and volumes of the log store follow from it, from `traces`, whose spans lie there too, and from the retention table (docs/logs.md). The default is that of the size `small`.",
          unit: "GB",
          cost: "431 GiB of volumes (gp3) for each GB a day, 0.08 USD a GiB and month.",
          changing:
            "Larger: volumes grow in place, nodes are added or restarted one by one. Smaller: fewer nodes after their data moved; volumes do not shrink.",
        },
      ),
    })
    .prefault({}),
  { meaning: "Logs of what runs in the region." },
);
