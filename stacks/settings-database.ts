import { z } from "zod";
import { setting } from "./settings-describe";

/** Aurora's largest capacity. */
const LARGEST_CAPACITY = 256;
const UNIT = "capacity units (2 GiB of memory each)";

const capacity = (fallback: number) => z.int().min(1).max(LARGEST_CAPACITY).default(fallback);

/** Group `database`. */
export const databaseSettings = setting(
  z
    .strictObject({
      /**
       * What each of the two instances has at least.
       * @default 1
       */
      minCapacity: setting(capacity(1), {
        meaning: "What each of the two instances of Grafana's database has at all times.",
        unit: UNIT,
        cost: "About 90 USD a month for each unit and instance.",
        changing: "Updated in place.",
      }),
      /**
       * What each of them grows to.
       * @default 8
       */
      maxCapacity: setting(capacity(8), {
        meaning: "What each instance grows to under load. The number of connections follows from it.",
        unit: UNIT,
        cost: "Only while it is used.",
        changing: "Updated in place; the number of connections changes when the instances are restarted.",
      }),
    })
    .prefault({}),
  { meaning: "Grafana's database in the region: Aurora PostgreSQL, a writer and a reader in two zones." },
);
