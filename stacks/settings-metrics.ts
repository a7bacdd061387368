import { z } from "zod";
import { DEFAULT_METRICS_STORE, metricsStores } from "../content/metrics/store";
import { DEFAULT_SIZE, LOCAL_RETENTION, prometheusVolumeGiB, sizeVolumes } from "../content/sizes";
import { days, type Days } from "../content/units";
import { setting } from "./settings-describe";

/** A quarter: more is what the hub's store is for, and makes a replica's restart take hours. */
const LONGEST_LOCAL_RETENTION_DAYS = 90;

const retentionDays: z.ZodType<Days, number> = z
  .int()
  .min(1)
  .max(LONGEST_LOCAL_RETENTION_DAYS)
  .transform(days);

const usual = sizeVolumes[DEFAULT_SIZE];

/**
 * Group `metrics`. What follows from the first three is computed and cannot be set: memory, processors, `retentionSize`, the queue to the
 * hub.
 */
export const metricsSettings = setting(
  z
    .strictObject({
      /**
       * Days that the region's own Prometheus keeps; history beyond is the hub's.
       * @default 15
       */
      retention: setting(retentionDays.prefault(LOCAL_RETENTION), {
        meaning:
          "How far back the region's own Prometheus reaches. History beyond it is served from the hub's store.",
        unit: "days",
        cost: "The volume grows with it.",
        changing: "Updated in place. Shorter: older blocks are deleted from the volume at once.",
      }),
      /**
       * Size of the volume of each Prometheus replica in GiB.
       * @default - twice of what `retention` and `activeSeries` need; 200 in the size `small`
       */
      storageGiB: setting(z.int().min(10).max(16_384).default(prometheusVolumeGiB(usual.activeSeries)), {
        meaning:
          "Size of the volume of each of the two Prometheus replicas. It must hold `retention` days of `activeSeries`; where it is not set it holds twice as much. The default is that of the size `small`.",
        unit: "GiB",
        cost: "About 0.08 USD a GiB and month (gp3), twice.",
        changing:
          "Larger: grows in place. Smaller: a volume cannot shrink, both replicas need new ones and lose their local history.",
      }),
      /**
       * Series that each replica is sized for.
       * @default - the size's; 1000000 in `small`
       */
      activeSeries: setting(z.int().min(10_000).max(20_000_000).default(usual.activeSeries), {
        meaning:
          "Time series at one moment for which each Prometheus replica is sized. The default is that of the size `small`.",
        unit: "series",
        cost: "About 8 KiB of memory a series and replica.",
        changing: "Updated in place: Prometheus restarts, one replica after the other.",
      }),
      /**
       * What keeps the metrics of all regions at the hub, and their history; the same in all stacks.
       * @default "thanos"
       */
      store: setting(z.enum(metricsStores).default(DEFAULT_METRICS_STORE), {
        meaning:
          "What keeps the metrics of all regions at the hub, and their history: `thanos` runs in the clusters over buckets of yours; `amp` is Amazon Managed Service for Prometheus. The same in all stacks. docs/metrics-store.md compares them.",
        cost: "`thanos`: pods, volumes and S3 (docs/sizes.md). `amp`: by the sample, about 3 200 USD a month for a million series.",
        changing:
          "The new store begins empty; what the old one has stays in its bucket, or is deleted with the workspace. First the hub, then the spokes.",
      }),
    })
    .prefault({}),
  { meaning: "Prometheus in the region." },
);
