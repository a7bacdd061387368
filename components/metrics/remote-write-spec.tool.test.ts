import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { stringify } from "yaml";
import { freePort } from "../../engine/tools/free-port";
import { obtainTool } from "../../engine/tools/obtain-tool";
import { eventually, RunningProgram } from "../../engine/testing/running-program";
import { remoteWriteSpec } from "./remote-write-spec";

/** A first build of Prometheus takes minutes; the test runner does it beforehand, with progress. */
const BUILD_TIMEOUT_MS = 20 * 60 * 1000;

/** Two programs that start, scrape once and send: seconds, and a minute on a busy machine. */
const RUN_TIMEOUT_MS = 3 * 60 * 1000;

/** What Prometheus calls what its operator's custom resource calls otherwise. */
const snaked = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(snaked);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      snaked(inner),
    ]),
  );
};

/** The same for a queue whose limit on the rate has another name there. */
const named = (config: Record<string, unknown>): Record<string, unknown> => {
  const { queue_config: queue, ...rest } = config;
  const { retry_on_rate_limit: retries, ...limits } = queue as Record<string, unknown>;
  return { ...rest, queue_config: { ...limits, retry_on_http_429: retries } };
};

/** Passes on what comes, and remembers how it was signed. */
interface Relay {
  readonly url: string;
  readonly seen: IncomingHttpHeaders[];
  readonly server: Server;
}

async function relayTo(port: number): Promise<Relay> {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer((incoming, outgoing) => {
    seen.push(incoming.headers);
    const { authorization: _, ...headers } = incoming.headers;
    const onward = request(
      { host: "127.0.0.1", port, path: "/api/v1/write", method: "POST", headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500);
        answer.pipe(outgoing);
      },
    );
    onward.on("error", () => outgoing.writeHead(502).end());
    incoming.pipe(onward);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/workspaces/ws-1/write`,
    seen,
    server,
  };
}

/** Labels of all series that a Prometheus has of a metric. */
async function seriesOf(port: number, metric: string): Promise<Record<string, string>[]> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/series?match[]=${metric}`);
  return ((await answer.json()) as { data: Record<string, string>[] }).data;
}

describe("what a workspace is sent, by Prometheus itself", function () {
  this.timeout(RUN_TIMEOUT_MS);
  let prometheus: string;
  let folder: string;
  let relay: Relay;
  const running: RunningProgram[] = [];

  before(async function () {
    this.timeout(BUILD_TIMEOUT_MS);
    prometheus = (await obtainTool("prometheus")).command;
    folder = mkdtempSync(path.join(tmpdir(), "pharos-prometheus-"));
  });
  after(async () => {
    await Promise.all(running.map((program) => program.stop()));
    relay.server.closeAllConnections();
    relay.server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(name: string, config: object, ...flags: string[]): Promise<number> {
    const port = await freePort();
    const file = path.join(folder, `${name}.yml`);
    writeFileSync(file, stringify(config));
    running.push(
      new RunningProgram(
        name,
        prometheus,
        [
          `--config.file=${file}`,
          `--storage.tsdb.path=${path.join(folder, name)}`,
          `--web.listen-address=127.0.0.1:${port}`,
          ...flags,
        ],
        { ...process.env, AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" },
      ),
    );
    return port;
  }

  it("is signed for the region of the workspace, and says in its own label which half of the pair it is", async () => {
    const workspace = await start("workspace", {}, "--web.enable-remote-write-receiver");
    relay = await relayTo(workspace);
    const write = remoteWriteSpec(
      { queue: "history", url: relay.url, proof: { signedIn: "eu-west-1" }, sends: "everything" },
      1000,
    );
    const port = await freePort();
    await start("region", {
      global: {
        scrape_interval: "1s",
        external_labels: { cluster: "acme-production-eu-west-1", prometheus_replica: "prometheus-pharos-0" },
      },
      scrape_configs: [{ job_name: "itself", static_configs: [{ targets: [`127.0.0.1:${port}`] }] }],
      remote_write: [named(snaked(write) as Record<string, unknown>)],
    });
    await eventually(
      async () => (await seriesOf(workspace, "up")).length > 0,
      () => running.map(({ name, log }) => `${name}:\n${log}`).join("\n"),
    );
    assert.deepEqual(await seriesOf(workspace, "up"), [
      {
        __name__: "up",
        __replica__: "prometheus-pharos-0",
        cluster: "acme-production-eu-west-1",
        instance: `127.0.0.1:${port}`,
        job: "itself",
      },
    ]);
    assert.match(
      relay.seen[0]?.authorization ?? "",
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/aps\/aws4_request, SignedHeaders=/,
    );
    assert.equal(relay.seen[0]?.["content-encoding"], "snappy");
  });
});
