import { type LogClass, patternsOf } from "./streams";

/** Bodies of component and index templates, in the words of Elasticsearch's API. */

/** Version of the Elastic Common Schema whose fields are mapped (elastic/ecs, tag v9.0.0). */
const ECS_VERSION = "9.0.0";

/** Above Elastic's own template for `logs-*-*`, which has 100. */
const PRIORITY = 500;

/** Fields of an index; what comes above is kept, and not searched. Against programs that make a field of everything. */
const MOST_FIELDS = 1000;
/** Longest text that is searched as a whole; Lucene refuses terms above 32766 bytes. */
const LONGEST_KEYWORD = 1024;

type Mapping = { readonly type: string; readonly [option: string]: unknown };

const keyword: Mapping = { type: "keyword", ignore_above: LONGEST_KEYWORD };
const date: Mapping = { type: "date" };
const address: Mapping = { type: "ip", ignore_malformed: true };
const text: Mapping = { type: "match_only_text" };
const whole: Mapping = { type: "long" };

const all = (mapping: Mapping, ...names: readonly string[]): Record<string, Mapping> =>
  Object.fromEntries(names.map((name) => [name, mapping]));
const group = (properties: Record<string, unknown>) => ({ properties });

/** The fields of ECS by which logs are searched, joined with traces and alerted on; others are mapped as they come. */
export function ecsTemplate() {
  return {
    template: {
      settings: {
        "index.mapping.total_fields.limit": MOST_FIELDS,
        "index.mapping.total_fields.ignore_dynamic_beyond_limit": true,
      },
      mappings: {
        _meta: { ecs_version: ECS_VERSION },
        date_detection: false,
        dynamic_templates: [
          {
            texts_are_keywords: {
              match_mapping_type: "string",
              mapping: { type: "keyword", ignore_above: LONGEST_KEYWORD },
            },
          },
        ],
        properties: {
          "@timestamp": date,
          message: text,
          tags: keyword,
          labels: { type: "object", dynamic: true },
          ecs: group({ version: keyword }),
          event: group({
            ...all(keyword, "action", "category", "code", "dataset", "id", "kind", "module", "outcome"),
            ...all(keyword, "provider", "reason", "type"),
            ...all(date, "created", "end", "ingested", "start"),
            ...all(whole, "duration", "sequence", "severity"),
          }),
          log: group({ level: keyword, logger: keyword }),
          error: group({ code: keyword, id: keyword, message: text, stack_trace: text, type: keyword }),
          host: group({ ...all(keyword, "hostname", "id", "name"), ip: address }),
          service: group(all(keyword, "environment", "id", "name", "type", "version")),
          process: group({ name: keyword, executable: keyword, pid: whole }),
          user: group(all(keyword, "domain", "email", "id", "name", "roles")),
          user_agent: group({ original: keyword, name: keyword }),
          source: group({ address: keyword, ip: address, port: whole, bytes: whole, domain: keyword }),
          destination: group({ address: keyword, ip: address, port: whole, bytes: whole, domain: keyword }),
          client: group({ address: keyword, ip: address, port: whole }),
          network: group({ ...all(keyword, "direction", "protocol", "transport", "type"), bytes: whole }),
          http: group({
            request: group({ method: keyword, id: keyword }),
            response: group({ status_code: whole }),
            version: keyword,
          }),
          url: group(all(keyword, "domain", "full", "original", "path", "query", "scheme")),
          trace: group({ id: keyword }),
          span: group({ id: keyword }),
          transaction: group({ id: keyword }),
          container: group({ id: keyword, name: keyword, image: group({ name: keyword, tag: keyword }) }),
          orchestrator: group({
            cluster: group({ name: keyword }),
            namespace: keyword,
            resource: group(all(keyword, "name", "type")),
          }),
          cloud: group({
            account: group({ id: keyword }),
            availability_zone: keyword,
            provider: keyword,
            region: keyword,
          }),
          related: group({ ...all(keyword, "hash", "hosts", "user"), ip: address }),
          rule: group(all(keyword, "category", "id", "name", "ruleset")),
        },
      },
    },
    _meta: { managed_by: "pharos" },
  };
}

/** Settings of a class that are no mappings. */
const ofClass: Readonly<Record<LogClass, Readonly<Record<string, unknown>>>> = {
  application: {},
  // Who looked at what: every search of security logs is written down with its user, once for each shard. With application logs, which
  // are searched all the time, it would be more than the logs themselves.
  security: {
    "index.search.slowlog.threshold.query.info": "0ms",
    "index.search.slowlog.include.user": true,
  },
};

/** Settings of the indices of a class. */
export function settingsTemplate(logClass: LogClass, shards: number) {
  return {
    template: {
      settings: {
        "index.lifecycle.name": lifecycleName(logClass),
        "index.codec": "best_compression",
        "index.number_of_shards": shards,
        "index.number_of_replicas": 1,
        // A log line may take that long to be found; each refresh makes a segment.
        "index.refresh_interval": "10s",
        ...ofClass[logClass],
      },
    },
    _meta: { managed_by: "pharos" },
  };
}

/** The template of the streams of a class. */
export function streamTemplate(logClass: LogClass) {
  return {
    index_patterns: patternsOf(logClass),
    data_stream: {},
    composed_of: [ECS_TEMPLATE, settingsName(logClass)],
    priority: PRIORITY,
    _meta: { managed_by: "pharos" },
  };
}

/** Names of what the functions above describe. */
export const ECS_TEMPLATE = "pharos-ecs";
export const settingsName = (logClass: LogClass): string => `pharos-${logClass}-settings`;
export const streamTemplateName = (logClass: LogClass): string => `pharos-${logClass}`;
export const lifecycleName = (logClass: LogClass): string => `pharos-${logClass}`;
