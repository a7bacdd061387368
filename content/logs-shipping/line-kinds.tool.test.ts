import assert from "node:assert/strict";
import { obtainRuby } from "../../engine/tools/obtain-ruby";
import { lineKinds } from "./line-kinds";
import { logPlace } from "./place";
import { flatten, type Result, runFilters } from "./testing/filters";
import { commonTo, line } from "./testing/lines";

const place = logPlace({
  cluster: "acme-production-eu-west-1",
  region: "eu-west-1",
  environment: "production",
});

/** Ruby starts in a tenth of a second, and on a busy machine much later; an installation takes a minute. */
const RUN_TIMEOUT_MS = 60_000;

const query = (more: string) =>
  line(
    "monitoring",
    "prometheus",
    `{"time":"2026-11-26T21:00:00.456Z","level":"INFO","msg":"promql query logged","params":{"end":"2026-11-26T21:00:00.000Z","query":"sum(up)","start":"2026-11-26T20:00:00.000Z","step":15},${more}}`,
  );

interface Case {
  readonly title: string;
  readonly line: ReturnType<typeof line>;
  /** `undefined` for what is not filed. */
  readonly becomes: Readonly<Record<string, unknown>> | undefined;
}

const trail = (module: string, category: string) => ({
  "data_stream.dataset": "access.trail",
  "event.dataset": "access.trail",
  "event.module": module,
  "event.category": [category],
  "event.type": ["access"],
});

const cases: readonly Case[] = [
  {
    title: "a request to the gateway",
    line: line(
      "access",
      "oauth2-proxy",
      '{"event":"access","door":"grafana","time":"2026/11/26 20:59:59","id":"7d1c","user":"jo@example.com","client":"10.0.9.4","host":"grafana.eu-west-1.example.com","method":"GET","uri":"/d/x?y=\\"z\\"","agent":"Mozilla/5.0","status":200,"bytes":512,"seconds":0.012}',
    ),
    becomes: {
      ...trail("gateway", "web"),
      "@timestamp": "2026-11-26T20:59:59.000Z",
      message: undefined,
      "event.action": "access",
      "user.name": "jo@example.com",
      "source.ip": "10.0.9.4",
      "related.user": ["jo@example.com"],
      "related.ip": ["10.0.9.4"],
      "url.domain": "grafana.eu-west-1.example.com",
      "url.original": '/d/x?y="z"',
      "http.request.id": "7d1c",
      "http.request.method": "GET",
      "http.response.status_code": 200,
      "user_agent.original": "Mozilla/5.0",
      "pharos.fields": { door: "grafana", bytes: "512", seconds: "0.012" },
    },
  },
  {
    title: "a sign-in that failed",
    line: line(
      "access",
      "oauth2-proxy",
      '{"event":"sign-in","door":"kibana","time":"2026/11/26 20:59:59","id":"7d1d","user":"jo@example.com","client":"10.0.9.4","host":"kibana.eu-west-1.example.com","method":"GET","agent":"Mozilla/5.0","outcome":"AuthFailure"}',
    ),
    becomes: {
      ...trail("gateway", "web"),
      "@timestamp": "2026-11-26T20:59:59.000Z",
      message: undefined,
      "event.action": "sign-in",
      "user.name": "jo@example.com",
      "source.ip": "10.0.9.4",
      "related.user": ["jo@example.com"],
      "related.ip": ["10.0.9.4"],
      "url.domain": "kibana.eu-west-1.example.com",
      "http.request.id": "7d1d",
      "http.request.method": "GET",
      "user_agent.original": "Mozilla/5.0",
      "pharos.fields": { door: "kibana", outcome: "AuthFailure" },
    },
  },
  {
    title: "a request to Grafana",
    line: line(
      "dashboards",
      "grafana",
      'logger=context userId=3 orgId=1 uname=jo@example.com t=2026-11-26T20:59:59.250000001Z level=info msg="Request Completed" method=GET path=/api/dashboards/uid/pharos-platform status=200 remote_addr=10.0.9.4 time_ms=12 duration=12.1ms size=512 referer= handler=/api/dashboards/uid/:uid',
    ),
    becomes: {
      ...trail("grafana", "web"),
      "@timestamp": "2026-11-26T20:59:59.250000001Z",
      message: "Request Completed",
      "log.level": "info",
      "log.logger": "context",
      "user.name": "jo@example.com",
      "source.ip": "10.0.9.4",
      "related.user": ["3", "jo@example.com"],
      "related.ip": ["10.0.9.4"],
      "http.request.method": "GET",
      "url.path": "/api/dashboards/uid/pharos-platform",
      "http.response.status_code": 200,
      "user.id": "3",
      "pharos.fields": {
        orgId: "1",
        time_ms: "12",
        duration: "12.1ms",
        size: "512",
        referer: "",
        handler: "/api/dashboards/uid/:uid",
      },
    },
  },
  {
    title: "a query that somebody asks of Prometheus",
    line: query('"httpRequest":{"clientIP":"10.0.9.4","method":"POST","path":"/api/v1/query_range"}'),
    becomes: {
      ...trail("prometheus", "database"),
      "@timestamp": "2026-11-26T21:00:00.456Z",
      message: "sum(up)",
      "log.level": "info",
      "source.ip": "10.0.9.4",
      "related.ip": ["10.0.9.4"],
      "http.request.method": "POST",
      "url.path": "/api/v1/query_range",
      "pharos.fields": {
        msg: "promql query logged",
        "params.end": "2026-11-26T21:00:00.000Z",
        "params.start": "2026-11-26T20:00:00.000Z",
        "params.step": "15",
      },
    },
  },
  {
    title: "a query of a rule, which nobody asked",
    line: query('"ruleGroup":{"file":"/etc/prometheus/rules/x.yaml","name":"node"}'),
    becomes: undefined,
  },
  {
    title: "a search of security logs",
    line: line(
      "logging",
      "elasticsearch",
      '{"@timestamp":"2026-11-26T20:59:59.250Z","log.level":"INFO","auth.type":"REALM","elasticsearch.slowlog.message":"[.ds-logs-access.trail-production-000001][0]","elasticsearch.slowlog.source":"{\\"query\\":{\\"match_all\\":{}}}","elasticsearch.slowlog.took_millis":"3","user.name":"audrey","user.realm":"native","ecs.version":"1.2.0","service.name":"ES_ECS","event.dataset":"elasticsearch.index_search_slowlog","process.thread.name":"t","log.logger":"index.search.slowlog.query"}',
    ),
    becomes: {
      ...trail("elasticsearch", "database"),
      "@timestamp": "2026-11-26T20:59:59.250Z",
      message: '{"query":{"match_all":{}}}',
      "log.level": "info",
      "log.logger": "index.search.slowlog.query",
      "service.name": "ES_ECS",
      "user.name": "audrey",
      "related.user": ["audrey"],
      "pharos.fields": {
        "auth.type": "REALM",
        "elasticsearch.slowlog.message": "[.ds-logs-access.trail-production-000001][0]",
        "elasticsearch.slowlog.took_millis": "3",
        "user.realm": "native",
        "ecs.version": "1.2.0",
        "process.thread.name": "t",
      },
    },
  },
  {
    title: "a finding of Falco that is no alert",
    line: line(
      "node-agents",
      "falco",
      '{"hostname":"ip-10-0-1-7","output":"20:59:59.250000000: Notice A shell was spawned","output_fields":{"proc.name":"sh","evt.time":1795726799250000000},"priority":"Notice","rule":"Terminal shell in container","source":"syscall","tags":["container"],"time":"2026-11-26T20:59:59.250000000Z"}',
    ),
    becomes: {
      "data_stream.dataset": "falco.alerts",
      "event.dataset": "falco.alerts",
      "event.module": "falco",
      "event.kind": "alert",
      "event.category": ["intrusion_detection"],
      "event.type": ["info"],
      "@timestamp": "2026-11-26T20:59:59.250Z",
      message: "20:59:59.250000000: Notice A shell was spawned",
      "log.level": "info",
      "rule.name": "Terminal shell in container",
      "rule.ruleset": "syscall",
      "pharos.fields": {
        hostname: "ip-10-0-1-7",
        "output_fields.proc.name": "sh",
        "output_fields.evt.time": "1795726799250000000",
        tags: '["container"]',
      },
    },
  },
  {
    title: "what the same program says of itself, as any line",
    line: line("node-agents", "falco", '{"level":"info","msg":"Starting health webserver"}'),
    becomes: {
      "data_stream.dataset": "platform.app",
      "event.dataset": "platform.app",
      "log.level": "info",
      message: "Starting health webserver",
    },
  },
  {
    title: "the same said by an application, as any line of it",
    line: line("payments", "oauth2-proxy", '{"event":"access"}'),
    becomes: {
      "data_stream.dataset": "finance.app",
      "event.dataset": "finance.app",
      message: "access",
    },
  },
];

describe("lines that have data sets of their own, read by Ruby", function () {
  this.timeout(RUN_TIMEOUT_MS);
  let results: ReturnType<typeof runFilters>["lines"];

  before(async function () {
    const ruby = await obtainRuby();
    if (ruby === undefined) return this.skip();
    results = runFilters(ruby, { place, lines: cases.map((each) => each.line) }).lines;
  });

  const flat = ({ document, reason }: Result) => {
    const { "event.id": _id, ...rest } = flatten(document ?? assert.fail(reason));
    return rest;
  };

  for (const [index, { title, line: read, becomes }] of cases.entries())
    it(`are ${title}`, () => {
      const { logstash, fluentd } = results[index] ?? assert.fail();
      assert.deepEqual(logstash, fluentd);
      if (becomes === undefined) return assert.deepEqual(logstash, { useless: true });
      const { message = read.message, ...others } = becomes;
      assert.deepEqual(flat(logstash), {
        ...commonTo(read),
        "data_stream.type": "logs",
        "data_stream.namespace": "production",
        "cloud.region": "eu-west-1",
        "orchestrator.cluster.name": "acme-production-eu-west-1",
        message,
        ...others,
      });
    });

  it("are one of each kind at least", () => {
    const seen = new Set(
      results.map(({ logstash }) => (logstash.document?.["event"] as { module?: string })?.module),
    );
    assert.deepEqual(
      lineKinds.map(({ name }) => name).filter((name) => !seen.has(name)),
      [],
    );
  });
});
