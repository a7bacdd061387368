import { z } from "zod";
import { setting } from "./settings-describe";
import { refuse } from "./settings-refuse";

const OFF = "off";

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
    })
    .prefault({}),
  { meaning: "Logs of what runs in the region." },
);
