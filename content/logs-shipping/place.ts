import { logOwnerOf, type LogOwner } from "./routes";

/** What a filter has to know besides the line. */
export interface LogPlace {
  readonly cluster: string;
  readonly region: string;
  /** Third part of data streams' names: the region without its hyphens, which separate the parts. */
  readonly namespace: string;
  /** Data sets by the first word of a namespace; `*` for all others. */
  readonly datasets: Readonly<Record<string, string>>;
}

/** Second part of data streams' names, by whose lines they hold. */
export const logDatasets: Readonly<Record<LogOwner, string>> = {
  finance: "finance.app",
  dag: "dag.node",
  platform: "platform.app",
};

/** Data set of what no filter could read or Elasticsearch refused for good. */
export const DEAD_LETTERS_DATASET = "dead_letter";

/** The place of a region's filters. */
export function logPlace(cluster: string, region: string): LogPlace {
  const owners = Object.keys(logDatasets) as LogOwner[];
  const ofWorkloads = owners.filter((owner) => logOwnerOf(owner) === owner && owner !== "platform");
  return {
    cluster,
    region,
    namespace: streamNamespace(region),
    datasets: {
      ...Object.fromEntries(ofWorkloads.map((owner) => [owner, logDatasets[owner]])),
      "*": logDatasets.platform,
    },
  };
}

/** Third part of the names of a region's data streams. */
export function streamNamespace(region: string): string {
  return region.replaceAll("-", "");
}
