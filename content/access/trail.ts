import type { LineKind } from "../logs-shipping/line-kind";
import { loggingNamespace } from "../logs/names";
import type { RecordClass } from "../retention";
import { dashboardsNamespace, monitoringNamespace } from "../versions";
import { accessNamespace } from "./charts";

/** Label of namespaces and pods that says what their log holds, by which logs are routed and kept. A pod's own goes before its namespace's. */
export const RECORD_CLASS_LABEL = "pharos/record-class";

/** What the logs are that say who looked at what: audit records (PCI DSS 10.2.1, 10.3). */
export const ACCESS_RECORD_CLASS: RecordClass = "pci-audit";

/** Who signs in, and who asks for what: the values of `event` in the gateway's lines. */
export const GATEWAY_EVENTS = { request: "access", signIn: "sign-in" } as const;

const whoLooked = { dataset: "access.trail", kind: "event", type: "access" } as const;

/** The trail "who looked at what": lines of four programs that are filed in one stream, whichever way they come. */
export const trailLogs: readonly LineKind[] = [
  {
    ...whoLooked,
    name: "gateway",
    namespaces: [accessNamespace],
    container: "oauth2-proxy",
    where: { event: Object.values(GATEWAY_EVENTS) },
    category: "web",
    fields: {
      "event.action": "event",
      "user.name": "user",
      "source.ip": "client",
      "url.domain": "host",
      "url.original": "uri",
      "http.request.id": "id",
      "user_agent.original": "agent",
    },
  },
  {
    ...whoLooked,
    name: "grafana",
    namespaces: [dashboardsNamespace],
    container: "grafana",
    // Its router, and what it asks data sources for somebody.
    where: { logger: ["context", "data-proxy-log"], msg: ["Request Completed", "Proxying incoming request"] },
    category: "web",
    fields: { "user.name": "uname", time: "t" },
  },
  {
    ...whoLooked,
    name: "prometheus",
    namespaces: [monitoringNamespace],
    container: "prometheus",
    where: { "params.query": ["*"] },
    // Rules ask all the time, and nobody asked them to.
    uselessWith: "ruleGroup.name",
    category: "database",
    fields: {
      message: "params.query",
      "source.ip": "httpRequest.clientIP",
      "http.request.method": "httpRequest.method",
      "url.path": "httpRequest.path",
    },
  },
  {
    ...whoLooked,
    name: "elasticsearch",
    namespaces: [loggingNamespace],
    container: "elasticsearch",
    where: { "event.dataset": ["elasticsearch.index_search_slowlog"] },
    category: "database",
    fields: { message: "elasticsearch.slowlog.source" },
  },
];
