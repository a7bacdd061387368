import { table } from "../content/markdown-table";
import { SCRAPE_INTERVAL_SECONDS } from "../content/metrics/sizing";
import {
  DEFAULT_SIZE,
  figuresOf,
  LOCAL_RETENTION,
  type SizeFigures,
  sizeNames,
  sizeVolumes,
} from "../content/sizes";

/** File with the sizes and their figures, relative to the project's root. */
export const SIZES_FILE = "docs/sizes.md";

const KEPT_PERCENT = 2;
const SPOKES = 2;
const ZONES = 3;
const BILLION = 1e9;
const GIB_IN_MIB = 1024;
/** Dollars a GiB and month. Source: EBS pricing, gp3; S3 pricing, Standard; both us-east-1. */
const USD_PER_GIB = { volume: 0.08, bucket: 0.023 } as const;

const INTRODUCTION = `# Sizes

<!-- Made from content/sizes.ts by \`node dist/stacks/generate.js\`. Do not edit by hand. -->

A stack names a size (\`pharos:size\`), and with it three volumes. Everything else is computed from them: replicas, processors, memory, volumes,
queues, quotas. A volume that is set by itself (\`metrics.activeSeries\`, \`logs.gigabytesPerDay\`, \`traces.spansPerSecond\`) takes the place of
the size's. Without a size a stack is \`${DEFAULT_SIZE}\`.
`;

const NOTES = `## How they come about

- A series has a sample every ${SCRAPE_INTERVAL_SECONDS} seconds, of two bytes in a block, and there are two halves of a pair. A region's bucket keeps all
  samples for as long as searches have to be fast, five values for each five minutes and each hour beyond (\`content/thanos/sizing.ts\`).
- Prometheus takes 8 KiB of memory a series. Its volume holds twice of ${LOCAL_RETENTION} days, in steps of 50 GiB (\`content/metrics/sizing.ts\`).
- Elasticsearch holds logs and spans. A byte of a log takes 1.1 bytes on a disk, a span that is kept 600, both twice; tiers and days come
  from the retention table, and a volume is at most 70 % full (\`content/logs/sizing.ts\`).
- Of ordinary traces ${KEPT_PERCENT} per cent are kept, of failed and slow ones all (\`content/tracing/sizing.ts\`).
- The setting of spans counts the busiest minutes, and the store has room for days of nothing else: how many of a day are busy, nobody
  knows before. Where it is few, volumes stay emptier than by plan.
- A hub is reckoned with ${SPOKES} spokes of its own size and ${ZONES} zones.
- What pods with volumes ask for is the least that nodes of the pool \`stateful\` have to give together; the nodes themselves are made on
  demand. A pool's limit stops what runs away, and the largest size is below it (a test compares).
- Nothing of this was measured in a running region yet. \`ThanosReceiveSeriesHigh\`, \`ScalerAtMost\` and the alerts on full volumes tell where
  a region outgrows its size.
`;

/** A count with a separator for thousands, which reads the same everywhere. */
function count(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, " ");
}

const gigabytes = (bytes: number): string => `${count(bytes / BILLION)} GB`;
const gibibytes = (mebibytes: number): string => `${count(mebibytes / GIB_IN_MIB)} GiB`;

interface Row {
  readonly title: string;
  readonly of: (figures: SizeFigures, size: (typeof sizeNames)[number]) => string;
}

const rows: readonly Row[] = [
  { title: "**Series** (`metrics.activeSeries`)", of: (_, size) => count(sizeVolumes[size].activeSeries) },
  { title: "Samples a second", of: ({ samplesPerSecond }) => count(samplesPerSecond) },
  {
    title: "**Logs a day** (`logs.gigabytesPerDay`)",
    of: (_, size) => `${count(sizeVolumes[size].gigabytesPerDay)} GB`,
  },
  {
    title: "**Spans a second** (`traces.spansPerSecond`)",
    of: (_, size) => count(sizeVolumes[size].spansPerSecond),
  },
  { title: "Metrics a day, in blocks", of: ({ blockBytesPerDay }) => gigabytes(blockBytesPerDay) },
  { title: "Metrics of all ages in S3, by region", of: ({ bucketBytes }) => gigabytes(bucketBytes) },
  { title: "The same at the hub, with its spokes'", of: ({ hub }) => gigabytes(hub.bucketBytes) },
  {
    title: "Each of two Prometheus: memory, volume",
    of: ({ prometheus: { memoryMiB, volumeGiB = 0 } }) => `${gibibytes(memoryMiB)}, ${count(volumeGiB)} GiB`,
  },
  {
    title: "The hub's ingesters: pods, memory and volume of each",
    of: ({ hub: { ingesters } }) =>
      `${count(ingesters.count)}, ${gibibytes(ingesters.memoryMiB)}, ${count(ingesters.volumeGiB ?? 0)} GiB`,
  },
  {
    title: "Elasticsearch, for logs and spans: nodes, volumes of all",
    of: ({ logNodes, logVolumesGiB }) => `${count(logNodes)}, ${count(logVolumesGiB)} GiB`,
  },
  { title: "Spans kept a second", of: ({ keptSpansPerSecond }) => count(keptSpansPerSecond) },
  {
    title: "Logs and kept spans of all ages in it, copies included",
    of: ({ storedGiB: { logs, spans } }) => `${count(logs)} GiB, ${count(spans)} GiB`,
  },
  { title: "Gateways of traces", of: ({ tracingGateways }) => count(tracingGateways) },
  {
    title: "Pods with volumes ask for, in a spoke that keeps its history",
    of: ({ stateful: { spoke } }) => `${count(spoke.cpus)} CPUs, ${count(spoke.memoryGiB)} GiB`,
  },
  {
    title: "The same in the hub",
    of: ({ stateful: { hub } }) => `${count(hub.cpus)} CPUs, ${count(hub.memoryGiB)} GiB`,
  },
  {
    title: "Volumes of Elasticsearch and Prometheus, USD a month",
    of: ({ logVolumesGiB, prometheus: { count: pair, volumeGiB = 0 } }) =>
      count((logVolumesGiB + pair * volumeGiB) * USD_PER_GIB.volume),
  },
  {
    title: "Metrics in S3, USD a month and region",
    of: ({ bucketBytes }) => count((bucketBytes / GIB_IN_MIB ** 3) * USD_PER_GIB.bucket),
  },
  {
    title: "In a workspace of AWS instead, USD a month and region",
    of: ({ workspace }) => count(workspace.ingestion + workspace.storage),
  },
];

/** The page. */
export function sizesDocs(): string {
  const figures = sizeNames.map((size) => ({
    size,
    figures: figuresOf(sizeVolumes[size], {
      keptPercent: KEPT_PERCENT,
      spokes: SPOKES,
      zones: ZONES,
    }),
  }));
  return [
    INTRODUCTION,
    table(
      ["", ...sizeNames.map((size) => `\`${size}\``)],
      rows.map(({ title, of }) => [title, ...figures.map((each) => of(each.figures, each.size))]),
    ),
    NOTES,
  ].join("\n");
}
