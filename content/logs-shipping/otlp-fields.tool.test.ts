import assert from "node:assert/strict";
import { obtainRuby } from "../../engine/tools/obtain-ruby";
import { logPlace } from "./place";
import { flatten, type Result, runFilters } from "./testing/filters";

const place = logPlace({
  cluster: "acme-production-eu-west-1",
  region: "eu-west-1",
  environment: "production",
});

/** Ruby starts in a tenth of a second, and on a busy machine much later; an installation takes a minute. */
const RUN_TIMEOUT_MS = 60_000;

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });

/** Of a pod of the chain, as an agent completes it. */
const resource = {
  attributes: [
    text("service.name", "ledger-node"),
    text("service.version", "2.3.0"),
    text("service.instance.id", "ledger.ledger-node-0"),
    text("deployment.environment.name", "production"),
    text("k8s.namespace.name", "ledger"),
    text("k8s.pod.name", "ledger-node-0"),
    text("k8s.pod.uid", "0d5d1c0a-8f3e-4d3b-9a54-9b8c3f6f2a11"),
    text("k8s.node.name", "ip-10-0-1-7"),
  ],
};

const full = {
  timeUnixNano: "1795726799123456789",
  observedTimeUnixNano: "1795726799200000000",
  severityNumber: 18,
  severityText: "Error",
  traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
  spanId: "00f067aa0ba902b7",
  flags: 1,
  eventName: "block.refused",
  body: { stringValue: "block refused" },
  attributes: [
    text("exception.type", "InvalidParent"),
    text("exception.message", "no parent"),
    text("exception.stacktrace", "InvalidParent: no parent\n    at add (dag.rs:7)"),
    text("user.id", "c-81"),
    { key: "http.response.status_code", value: { intValue: "409" } },
    { key: "block.height", value: { intValue: "9007199254740993" } },
    { key: "block.parents", value: { arrayValue: { values: [{ stringValue: "0x5a" }, { intValue: "7" }] } } },
  ],
};
const bare = {
  severityText: "warn",
  observedTimeUnixNano: "1795726799200000000",
  body: { kvlistValue: { values: [{ key: "peers", value: { intValue: "3" } }] } },
};

const request = (...scopeLogs: readonly object[]) => ({ resourceLogs: [{ resource, scopeLogs }] });
const scoped = request(
  { scope: { name: "dag::consensus", version: "1" }, logRecords: [full] },
  { logRecords: [bare] },
);
const homeless = {
  resourceLogs: [
    {
      resource: { attributes: [text("service.name", "x")] },
      scopeLogs: [{ logRecords: [{ body: { stringValue: "whose?" } }] }],
    },
    { resource, scopeLogs: [{ logRecords: [bare] }] },
  ],
};

/** What every document of the pod holds. */
const common = {
  "ecs.version": "9.0.0",
  "data_stream.type": "logs",
  "data_stream.dataset": "otel.app",
  "data_stream.namespace": "production",
  "event.dataset": "otel.app",
  "event.kind": "event",
  "event.created": "2026-11-26T20:59:59.200Z",
  "cloud.region": "eu-west-1",
  "orchestrator.type": "kubernetes",
  "orchestrator.cluster.name": "acme-production-eu-west-1",
  "orchestrator.namespace": "ledger",
  "orchestrator.resource.type": "pod",
  "orchestrator.resource.name": "ledger-node-0",
  "host.name": "ip-10-0-1-7",
  "service.name": "ledger-node",
  "service.version": "2.3.0",
  "service.environment": "production",
};
const instance = { "service.instance.id": "ledger.ledger-node-0" };

describe("logs by OTLP, read by the filters of Logstash and Fluentd in Ruby", function () {
  this.timeout(RUN_TIMEOUT_MS);
  let results: ReturnType<typeof runFilters>["requests"];

  before(async function () {
    const ruby = await obtainRuby();
    if (ruby === undefined) return this.skip();
    const requests = [scoped, homeless, request({ logRecords: [] }), scoped];
    results = runFilters(ruby, { place, requests }).requests;
  });

  const flat = ({ document, reason }: Result) => {
    const { "event.id": id, ...rest } = flatten(document ?? assert.fail(reason));
    assert.match(String(id), /^[0-9a-f]{40}$/);
    return rest;
  };

  it("become a document each, with the trace by which they are found", () => {
    assert.deepEqual((results[0]?.logstash ?? []).map(flat), [
      {
        ...common,
        "@timestamp": "2026-11-26T20:59:59.123456789Z",
        message: "block refused",
        "log.level": "error",
        "log.logger": "dag::consensus",
        "event.action": "block.refused",
        "trace.id": "4bf92f3577b34da6a3ce929d0e0e4736",
        "span.id": "00f067aa0ba902b7",
        "error.type": "InvalidParent",
        "error.message": "no parent",
        "error.stack_trace": "InvalidParent: no parent\n    at add (dag.rs:7)",
        "user.id": "c-81",
        "related.user": ["c-81"],
        "http.response.status_code": 409,
        "pharos.fields": {
          ...instance,
          "block.height": "9007199254740993",
          "block.parents": '["0x5a",7]',
        },
      },
      {
        ...common,
        "@timestamp": "2026-11-26T20:59:59.200Z",
        message: '{"peers":3}',
        "log.level": "warn",
        "pharos.fields": instance,
      },
    ]);
  });

  it("are the same whichever way they come, and have the same ids when they come again", () => {
    for (const { logstash, fluentd } of results)
      assert.deepEqual(
        logstash.map(({ document }) => document).filter((each) => each !== undefined),
        fluentd.map(({ document }) => document).filter((each) => each !== undefined),
      );
    assert.deepEqual(results[0]?.logstash, results[3]?.logstash);
  });

  it("are put aside one by one where nobody knows whose they are", () => {
    const { logstash, fluentd } = results[1] ?? assert.fail();
    const reason = "PharosFields::Unreadable: nobody says from which namespace it comes";
    assert.deepEqual(
      logstash.map((each) => each.reason),
      [reason, undefined],
    );
    assert.deepEqual(
      fluentd.map((each) => each.reason),
      [undefined, reason],
    );
    for (const { dead } of [logstash[0] ?? {}, fluentd[1] ?? {}]) {
      const { "event.original": original, "event.dataset": dataset } = flatten(dead ?? assert.fail());
      assert.equal(dataset, "deadletter.app");
      assert.match(String(original), /"stringValue":"whose\?"/);
    }
  });

  it("may be none", () => {
    assert.deepEqual(results[2], { logstash: [], fluentd: [] });
  });
});
