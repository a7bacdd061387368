import { applications } from "../applications";
import { namespaceOf } from "../applications/application";
import type { LogOwner } from "../applications/log-path";
import type { LineKind } from "./line-kind";
import { lineKinds } from "./line-kinds";
import { type Dataset, streamOf } from "../logs/streams";

/** What a filter has to know besides the line. */
export interface LogPlace {
  readonly cluster: string;
  readonly region: string;
  /** Third part of data streams' names: the environment. */
  readonly namespace: string;
  /** Data sets by namespace; `*` for all others. */
  readonly datasets: Readonly<Record<string, Dataset>>;
  /** Lines that have data sets of their own. */
  readonly kinds: readonly LineKind[];
  /** Data set of what no filter could read, or Elasticsearch refused for good. */
  readonly dead: Dataset;
}

/** Second part of data streams' names, by whose lines they hold. */
export const logDatasets = {
  finance: "finance.app",
  dag: "dag.app",
  platform: "platform.app",
} as const satisfies Record<LogOwner, Dataset>;

const DEAD: Dataset = "deadletter.app";

/** The stream of what could not be stored otherwise. */
export function deadLetterStream(environment: string): string {
  return streamOf(DEAD, environment);
}

/** The place of a region's filters. */
export function logPlace(region: {
  readonly cluster: string;
  readonly region: string;
  readonly environment: string;
}): LogPlace {
  return {
    cluster: region.cluster,
    region: region.region,
    namespace: region.environment,
    datasets: {
      ...Object.fromEntries(
        applications.map((application) => [namespaceOf(application), logDatasets[application.workload]]),
      ),
      "*": logDatasets.platform,
    },
    kinds: lineKinds,
    dead: DEAD,
  };
}
