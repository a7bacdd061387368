import { type Application, type DeclaredMetric, mostPodsOf, type Service } from "./application";
import { type ApplicationTeam, applicationTeams } from "./teams";

/**
 * How many series applications have. Counted from what they declare:
 *
 * - a counter or a gauge has as many series as its labels have combinations: the product of their numbers of values;
 * - a histogram has that many for each bucket, for the bucket of everything, for the sum and for the count;
 * - a scrape may bring a quarter more than declared before it is refused (`sampleLimit`);
 * - each target has five series that Prometheus makes itself;
 * - a service has as many targets as pods at most.
 *
 * Each Prometheus of a region's pair has all of them. Memory, shards and volume follow from the sum in `content/metrics/sizing.ts`.
 */

/** `up`, `scrape_duration_seconds`, `scrape_samples_scraped`, `scrape_samples_post_metric_relabeling`, `scrape_series_added`. */
const SERIES_OF_A_SCRAPE = 5;
/** The bucket of everything, the sum and the count. */
const SERIES_BESIDE_BUCKETS = 3;
/** How much more than declared a scrape may bring: a route or a status that nobody thought of must not blind the team. */
const ROOM = 1.25;
/** Pods of the old and the new version side by side. */
const ROLLOUT = 2;

/** Series of a metric in one instance. */
export function seriesOfMetric({ type, labels = {}, buckets = [] }: DeclaredMetric): number {
  const combinations = Object.values(labels).reduce((product, values) => product * values, 1);
  return type === "histogram" ? combinations * (buckets.length + SERIES_BESIDE_BUCKETS) : combinations;
}

/** Most samples that a scrape of one instance may bring; Prometheus refuses the whole scrape above it. */
export function sampleLimitOf({ metrics }: Service): number {
  const declared = metrics.reduce((sum, metric) => sum + seriesOfMetric(metric), 0);
  return Math.ceil(declared * ROOM);
}

/** Most targets of a service; Prometheus refuses all of them above it. */
export function targetLimitOf(service: Service): number {
  return ROLLOUT * mostPodsOf(service);
}

/** Most series of a service at one moment. Those of pods that were replaced are what sizing of Prometheus adds for series that end. */
export function seriesOfService(service: Service): number {
  return mostPodsOf(service) * (sampleLimitOf(service) + SERIES_OF_A_SCRAPE);
}

/** Most series of an application. */
export function seriesOf({ services }: Application): number {
  return services.reduce((sum, service) => sum + seriesOfService(service), 0);
}

/** Series of applications in one region, for each Prometheus of its pair. */
export interface RegionSeries {
  readonly byApplication: Readonly<Record<string, number>>;
  /** Of the teams that have any. */
  readonly byTeam: Readonly<Partial<Record<ApplicationTeam, number>>>;
  readonly total: number;
}

/** Adds up the series of a region's applications. */
export function seriesOfRegion(applications: readonly Application[]): RegionSeries {
  const sum = (chosen: readonly Application[]): number =>
    chosen.reduce((total, application) => total + seriesOf(application), 0);
  const ofTeam = (team: ApplicationTeam): Application[] =>
    applications.filter((application) => application.team === team);
  return {
    byApplication: Object.fromEntries(applications.map((each) => [each.name, seriesOf(each)])),
    byTeam: Object.fromEntries(
      applicationTeams.filter((team) => ofTeam(team).length > 0).map((team) => [team, sum(ofTeam(team))]),
    ),
    total: sum(applications),
  };
}

/**
 * Share of a region's series that applications may have. The rest is the platform's own: kubelets, containers, objects of the cluster,
 * nodes, and at the hub what spokes send.
 */
export const APPLICATIONS_SHARE = 0.5;

/** Least `metrics.activeSeries` with which there is room for so many series of applications. */
export function activeSeriesFor(applicationSeries: number): number {
  return Math.ceil(applicationSeries / APPLICATIONS_SHARE);
}
