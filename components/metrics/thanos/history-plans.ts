import { alertmanagerName } from "../../../content/metrics/names";
import { SCRAPE_INTERVAL_SECONDS } from "../../../content/metrics/sizing";
import { DELETE_DELAY, PRESENT_HOURS, reachesCoarsest } from "../../../content/thanos/history";
import {
  copyLabels,
  serviceHost,
  sidecarService,
  thanosNames,
  thanosPorts,
} from "../../../content/thanos/names";
import {
  frontendSize,
  type HistoryLoad,
  INDEX_CACHE_MIB,
  querySize,
  RESPONSE_CACHE_MIB,
  rulerSize,
  sizeCompactor,
  sizeStores,
} from "../../../content/thanos/sizing";
import {
  commonFiles,
  grpcClientFlags,
  grpcServerFlags,
  httpFlags,
  memoryFlag,
  objectStore,
  paths,
} from "./flags";
import type { MountedFile, ThanosPlan } from "./plan";

/** ConfigMap with the rules over all regions, and its key. */
export const globalRules = { name: "thanos-global-rules", key: "rules.yml" } as const;

const rules: MountedFile = { kind: "configMap", name: globalRules.name, folder: "/etc/thanos/rules" };

/** Series that one question may touch in a store gateway: a dashboard touches thousands; more is a mistake, which would take its memory. */
const MOST_SERIES_OF_A_QUESTION = 500_000;
/** Questions that a query answers at a time; the others wait. */
export const QUESTIONS_AT_A_TIME = 20;
/** The longest that a question may take, in minutes: people have left by then. */
const LONGEST_QUESTION_MINUTES = 2;
/** Part of a long range that is asked, and remembered, by itself. */
const SPLIT = "24h";

/** The store gateways serve what lies in the bucket. Each can serve all of it, so that one may go. */
export function storePlan(load: HistoryLoad): ThanosPlan {
  const data = "/var/thanos/store";
  return {
    role: "store",
    args: [
      "store",
      ...httpFlags,
      ...grpcServerFlags,
      `--data-dir=${data}`,
      `--objstore.config-file=${paths.objectStore}`,
      `--index-cache-size=${INDEX_CACHE_MIB}MB`,
      `--store.grpc.touched-series-limit=${MOST_SERIES_OF_A_QUESTION}`,
      memoryFlag,
    ],
    account: "thanos",
    files: [...commonFiles, objectStore],
    size: sizeStores(load),
    dataFolder: data,
    ports: ["grpc"],
  };
}

/** The one compactor of a bucket merges blocks, makes coarser ones, and ends those whose time is over. */
export function compactorPlan({ retention, ...load }: HistoryLoad): ThanosPlan {
  const data = "/var/thanos/compact";
  return {
    role: "compactor",
    args: [
      "compact",
      "--wait",
      ...httpFlags,
      `--data-dir=${data}`,
      `--objstore.config-file=${paths.objectStore}`,
      `--retention.resolution-raw=${retention.raw}d`,
      `--retention.resolution-5m=${retention.fiveMinutes}d`,
      `--retention.resolution-1h=${retention.hour}d`,
      `--delete-delay=${DELETE_DELAY}d`,
      // It does not start where blocks would go before there are coarser ones.
      ...(reachesCoarsest(retention) ? [] : ["--downsampling.disable"]),
      memoryFlag,
    ],
    account: "thanos",
    files: [...commonFiles, objectStore],
    size: sizeCompactor(load),
    dataFolder: data,
    ports: [],
    singleton:
      "two compactors of one bucket would merge the same blocks twice, and halt; what it has not done waits",
  };
}

/** What a query asks. */
export interface QuerySources {
  /** Whether the region takes in the present of others. */
  readonly receives: boolean;
  /** Whether it evaluates rules over all regions. */
  readonly rules: boolean;
  /** Where people find its page. @default - no links that work */
  readonly externalUrl?: string | undefined;
}

/** Where an alert's link leads. */
function linksTo(externalUrl: string | undefined): string[] {
  return externalUrl === undefined ? [] : [`--alert.query-url=${externalUrl}`];
}

/** The queries put together what sidecars, store gateways, ingesters and rulers have, and take copies for one. */
export function queryPlan({ receives, rules: evaluates, externalUrl }: QuerySources): ThanosPlan {
  const services = [
    sidecarService,
    thanosNames.store,
    ...(receives ? [thanosNames.ingester] : []),
    ...(evaluates ? [thanosNames.ruler] : []),
  ];
  return {
    role: "query",
    args: [
      "query",
      ...httpFlags,
      ...grpcServerFlags,
      ...grpcClientFlags,
      ...services.map((service) => `--endpoint=dnssrv+_grpc._tcp.${serviceHost(service)}`),
      ...copyLabels.map((label) => `--query.replica-label=${label}`),
      // A graph over a year reads the hours' blocks.
      "--query.auto-downsampling",
      `--query.max-concurrent=${QUESTIONS_AT_A_TIME}`,
      `--query.timeout=${LONGEST_QUESTION_MINUTES}m`,
      ...linksTo(externalUrl),
      memoryFlag,
    ],
    account: "thanos-serving",
    files: commonFiles,
    size: querySize,
    ports: ["grpc"],
  };
}

/** The frontends cut long ranges into days, ask for each once, and remember the answers. */
export function frontendPlan(): ThanosPlan {
  const cache = JSON.stringify({ type: "IN-MEMORY", config: { max_size: `${RESPONSE_CACHE_MIB}MB` } });
  const https = JSON.stringify({ tls_config: { ca_file: paths.roots }, max_idle_conns_per_host: 100 });
  return {
    role: "frontend",
    args: [
      "query-frontend",
      ...httpFlags,
      `--query-frontend.downstream-url=https://${serviceHost(thanosNames.query)}:${thanosPorts.http}`,
      `--query-frontend.downstream-tripper-config=${https}`,
      `--query-range.split-interval=${SPLIT}`,
      `--query-range.response-cache-config=${cache}`,
      `--labels.split-interval=${SPLIT}`,
      memoryFlag,
    ],
    account: "thanos-serving",
    files: commonFiles,
    size: frontendSize,
    ports: [],
  };
}

/** The rulers evaluate what no region can see by itself. Each region's own rules are its Prometheus'. */
export function rulerPlan(cluster: string, externalUrl?: string): ThanosPlan {
  const data = "/var/thanos/rule";
  const tls = { ca_file: paths.roots };
  const queries = [
    {
      http_config: { tls_config: tls },
      static_configs: [`${serviceHost(thanosNames.query)}:${thanosPorts.http}`],
      scheme: "https",
    },
  ];
  const alertmanagers = [
    {
      // Each by its own address, as they are told apart; their certificate has the name of all.
      http_config: { tls_config: { ...tls, server_name: alertmanagerName } },
      static_configs: [`dnssrv+_http-web._tcp.${serviceHost("alertmanager-operated")}`],
      scheme: "https",
      api_version: "v2",
    },
  ];
  return {
    role: "ruler",
    args: [
      "rule",
      ...httpFlags,
      ...grpcServerFlags,
      `--data-dir=${data}`,
      `--rule-file=${rules.folder}/${globalRules.key}`,
      `--eval-interval=${SCRAPE_INTERVAL_SECONDS}s`,
      `--tsdb.retention=${PRESENT_HOURS}h`,
      `--objstore.config-file=${paths.objectStore}`,
      `--query.config=${JSON.stringify(queries)}`,
      `--alertmanagers.config=${JSON.stringify({ alertmanagers })}`,
      `--label=cluster="${cluster}"`,
      '--label=ruler_replica="$(POD_NAME)"',
      // Both find the same; Alertmanager takes two alerts with equal labels for one.
      "--alert.label-drop=ruler_replica",
      ...linksTo(externalUrl),
      memoryFlag,
    ],
    account: "thanos",
    files: [...commonFiles, objectStore, rules],
    size: rulerSize,
    dataFolder: data,
    ports: ["grpc"],
  };
}
