import assert from "node:assert/strict";
import { obtainRuby } from "../../engine/tools/obtain-ruby";
import { logDatasets, logPlace } from "./place";
import { logOwnerOf } from "./routes";
import { type Document, flatten, type Result, runFilters } from "./testing/filters";
import { commonTo, type Line, lineCases } from "./testing/lines";

const place = logPlace({
  cluster: "acme-production-eu-west-1",
  region: "eu-west-1",
  environment: "production",
});

/** Ruby starts in a tenth of a second, and on a busy machine much later; an installation takes a minute. */
const RUN_TIMEOUT_MS = 60_000;

describe("the filters of Logstash and Fluentd, run by Ruby", function () {
  this.timeout(RUN_TIMEOUT_MS);
  let results: readonly { readonly logstash: Result; readonly fluentd: Result }[];
  let ruby: string;

  function run(lines: readonly Line[]): typeof results {
    return runFilters(ruby, { place, lines }).lines;
  }

  before(async function () {
    const found = await obtainRuby();
    if (found === undefined) return this.skip();
    ruby = found;
    results = run(lineCases.map(({ line }) => line));
  });

  for (const [index, { title, line, becomes }] of lineCases.entries()) {
    it(`read ${title}`, () => {
      const { logstash, fluentd } = results[index] ?? assert.fail();
      if ("reason" in becomes) {
        assert.equal(logstash.reason, becomes.reason);
        assert.deepEqual(logstash.tags, ["_pharos_unreadable"]);
        assert.equal(fluentd.reason, becomes.reason);
        return;
      }
      const found = flatten(logstash.document ?? assert.fail(logstash.reason));
      const { "event.id": id, ...rest } = found;
      assert.match(String(id), /^[0-9a-f]{40}$/);
      const dataset = logDatasets[logOwnerOf(String(found["orchestrator.namespace"]))];
      assert.deepEqual(rest, {
        ...commonTo(line),
        "event.dataset": dataset,
        "data_stream.type": "logs",
        "data_stream.dataset": dataset,
        "data_stream.namespace": "production",
        "cloud.region": "eu-west-1",
        "orchestrator.cluster.name": "acme-production-eu-west-1",
        ...becomes,
      });
    });
  }

  it("make the same document of a line, whichever way it came", () => {
    assert.deepEqual(
      results.map(({ logstash }) => logstash.document),
      results.map(({ fluentd }) => fluentd.document),
    );
  });

  it("put aside what they cannot read, whole, with the reason, where nothing of it can be refused", () => {
    const index = lineCases.findIndex(({ becomes }) => "reason" in becomes);
    const { logstash, fluentd } = results[index] ?? assert.fail();
    const { line } = lineCases[index] ?? assert.fail();
    for (const { dead = assert.fail() } of [logstash, fluentd]) {
      const {
        "event.created": created,
        "event.original": original,
        "error.message": message,
        ...rest
      } = flatten(dead);
      assert.match(String(created), /^\d{4}-\d\d-\d\dT/);
      assert.deepEqual(rest, {
        "@timestamp": "2026-11-26T21:00:00.500Z",
        "ecs.version": "9.0.0",
        "event.kind": "pipeline_error",
        "event.dataset": "deadletter.app",
        "data_stream.type": "logs",
        "data_stream.dataset": "deadletter.app",
        "data_stream.namespace": "production",
        "cloud.region": "eu-west-1",
        "orchestrator.cluster.name": "acme-production-eu-west-1",
      });
      assert.ok(String(message).length > 0);
      const kept = JSON.parse(String(original)) as { message?: string; log?: unknown };
      assert.equal(kept.message ?? kept.log, line.message);
    }
    assert.equal(
      (logstash.dead?.["error"] as Document)["message"],
      `PharosFields::Unreadable: the file's name says no container: "/var/log/messages"`,
    );
  });

  it("give a line that is sent twice one id, and equal lines at two places two", () => {
    const [first] = lineCases;
    const { line } = first ?? assert.fail();
    const ids = run([
      line,
      line,
      { ...line, offset: line.offset + 1 },
      { ...line, time: "2026-11-26T21:00:01Z" },
    ]).map(({ fluentd }) => (fluentd.document?.["event"] as Document)["id"]);
    assert.deepEqual(
      ids.map((id) => ids.indexOf(id)),
      [0, 0, 2, 3],
    );
  });
});
