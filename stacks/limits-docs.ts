import { APPLICATIONS_SHARE } from "../content/applications/series";
import { applicationTeams, teams } from "../content/applications/teams";
import { table } from "../content/markdown-table";
import {
  catchUpSeconds,
  remoteWriteQueue,
  scrapeLimits,
  SCRAPE_INTERVAL_SECONDS,
  WAL_REPLAY_SECONDS,
} from "../content/metrics/sizing";
import { receiveLimits } from "../content/thanos/limits";
import { EXPORTED_SHARE } from "../content/thanos/sizing";

/** File with the limits of metrics, relative to the project's root. */
export const LIMITS_FILE = "docs/metric-limits.md";

/** Settings of `metrics.activeSeries` for which the page has figures: a trial's, the default, a large region's. */
const SERIES = [100_000, 1_000_000, 5_000_000];
/** Regions that send to a hub, in the page's figures. */
const SPOKES = 2;
const ZONES = 3;
const MIB = 1024 ** 2;

const INTRODUCTION = `# Limits of metrics

<!-- Made from content/metrics/sizing.ts, content/thanos/limits.ts and content/applications/teams.ts by \`node dist/stacks/generate.js\`. Do not edit by hand. -->

What one target, one team and one region may bring, and what happens beyond. Everything follows from \`metrics.activeSeries\`; nobody has
measured it under load.

## One target

Enforced in Prometheus for every job, whatever its monitor says. Beyond it the whole scrape is refused and the target counts as down.
`;

const TEAMS = `## One team

Monitors of applications carry limits that follow from what is declared, with a quarter on top; where those of a team could add up to more
than its budget, the program refuses to make them. All applications of a region together have at most ${percent(APPLICATIONS_SHARE)} of \`metrics.activeSeries\`.
\`SeriesBudgetNearlySpent\` tells a team at four fifths. What of it leaves the region is an allow-list (\`content/metrics/hub-export.ts\`).
`;

const QUEUE = `## On the way to the hub

The queue reads the write-ahead log, which goes back ${WAL_REPLAY_SECONDS / 3600} hours: a shorter outage of the hub costs nothing but the time to catch up. What is
older is in the region's blocks. Samples a second are those that leave: ${percent(EXPORTED_SHARE)} of all, an assumption. The queue is sized for all of them, so that it
holds if the assumption does not: the last columns are for that case.
`;

const HUB = `## At the hub

Of one region, by the name in its certificate; for ${SPOKES} spokes as large as the hub. Above its series a region is asked to wait (429), tries again, and
loses for the hub's present what waits longer than ${WAL_REPLAY_SECONDS / 3600} hours (\`ThanosReceiveLimiting\`). A request that is too large is refused for good, and our
senders make none (\`ThanosReceiveRefusing\`).
`;

/** The page. */
export function limitsDocs(): string {
  return [
    INTRODUCTION,
    table(
      ["Active series", "Samples a scrape", "Bytes a scrape", "Labels", "Name", "Value"],
      SERIES.map(targetRow),
    ),
    TEAMS,
    table(
      ["Team", "What it answers for", "Series"],
      applicationTeams.map((team) => [team, teams[team].answersFor, count(teams[team].seriesBudget)]),
    ),
    QUEUE,
    table(
      [
        "Active series",
        "Samples a second",
        "Shards, most",
        "Caught up after half an hour",
        "after two hours",
        "if all series left: after half an hour",
        "after two hours",
      ],
      SERIES.map(queueRow),
    ),
    HUB,
    table(
      [
        "Active series",
        "Series of a region",
        "Samples a request",
        "Bytes a request",
        "Requests at a time, each router",
      ],
      SERIES.map(hubRow),
    ),
  ].join("\n");
}

function targetRow(activeSeries: number): string[] {
  const limits = scrapeLimits(activeSeries);
  return [
    count(activeSeries),
    count(limits.enforcedSampleLimit),
    limits.enforcedBodySizeLimit,
    String(limits.enforcedLabelLimit),
    `${limits.enforcedLabelNameLengthLimit} characters`,
    `${limits.enforcedLabelValueLengthLimit} characters`,
  ];
}

function queueRow(activeSeries: number): string[] {
  const all = activeSeries / SCRAPE_INTERVAL_SECONDS;
  const leaving = all * EXPORTED_SHARE;
  const { maxShards } = remoteWriteQueue(all);
  // Sending is as fast as the shards are many, however few samples there are.
  const after = (samples: number, outageSeconds: number): string =>
    `${Math.ceil(catchUpSeconds(samples, outageSeconds, maxShards) / 60)} minutes`;
  return [
    count(activeSeries),
    count(leaving),
    String(maxShards),
    after(leaving, WAL_REPLAY_SECONDS / 4),
    after(leaving, WAL_REPLAY_SECONDS),
    after(all, WAL_REPLAY_SECONDS / 4),
    after(all, WAL_REPLAY_SECONDS),
  ];
}

function hubRow(activeSeries: number): string[] {
  const limits = receiveLimits({ activeSeries, spokes: SPOKES, zones: ZONES });
  return [
    count(activeSeries),
    count(limits.headSeries),
    count(limits.samplesPerRequest),
    `${(limits.bytesPerRequest / MIB).toFixed(1)} MiB`,
    String(limits.concurrency),
  ];
}

function count(value: number): string {
  return Math.round(value).toLocaleString("en-US").replaceAll(",", " ");
}

function percent(share: number): string {
  return `${share * 100} %`;
}
