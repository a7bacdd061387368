import { z } from "zod";
import { DEFAULT_SIZE, sizeVolumes } from "../content/sizes";
import { LEAST_KEPT_PERCENT, MOST_KEPT_PERCENT } from "../content/tracing/sampling";
import { setting } from "./settings-describe";

/** Group `traces`. Replicas, memory, what a gateway may hold and the room of the log store follow from these two. */
export const traceSettings = setting(
  z
    .strictObject({
      /**
       * Spans a second for which everything is sized.
       * @default - the size's; 5000 in `small`
       */
      spansPerSecond: setting(
        z.int().min(100).max(500_000).default(sizeVolumes[DEFAULT_SIZE].spansPerSecond),
        {
          meaning:
            "Spans that all applications of the region send in a second, in the busiest minutes. Agents, gateways, Jaeger and the log store, in which spans lie, are sized for it. The default is that of the size `small`.",
          unit: "spans",
          cost: "A gateway of two cores for each 10,000, and one to spare. In the log store 0.78 GiB of volumes (gp3, 0.08 USD a GiB and month) for each span a second, where 2 per cent are kept.",
          changing:
            "Updated in place: gateways restart one after the other, and each loses what it decides on.",
        },
      ),
      /**
       * Share of ordinary traces that is kept.
       * @default 2
       */
      keptPercent: setting(z.number().min(LEAST_KEPT_PERCENT).max(MOST_KEPT_PERCENT).default(2), {
        meaning:
          "Share of the traces that neither failed, nor were slow, nor are suspected of fraud. Those three are always kept.",
        unit: "per cent",
        cost: "In the log store about 107 GiB of volumes for each per cent of 1000 spans a second.",
        changing: "Updated in place; what is kept already stays.",
      }),
    })
    .prefault({}),
  { meaning: "Traces of what runs in the region." },
);
