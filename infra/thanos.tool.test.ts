import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { remoteWriteClientSecret } from "../content/metrics/certificates";
import { objectStoreConfig } from "../content/thanos/object-store";
import { RECEIVE_PATH, thanosNames, thanosPorts } from "../content/thanos/names";
import { Authority, type CertificateWish } from "../engine/testing/authority";
import { registeredObjects } from "../engine/testing/rendered-charts";
import { REMOTE_WRITE_HEADERS, remoteWriteBody, type Sample } from "../engine/testing/remote-write";
import { type Answer, ask, eventually, type Request } from "../engine/testing/running-program";
import { ThanosRegion } from "../engine/testing/thanos-region";
import { obtainTool } from "../engine/tools/obtain-tool";
import { recordStack } from "./testing/stacks";

/** A first build takes minutes; the test runner does it beforehand, with progress. */
const BUILD_TIMEOUT_MS = 20 * 60 * 1000;
/** A region starts within ten seconds, and within many more on a busy machine. */
const PATIENCE_MS = 120_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe("what the stacks register of Thanos, run by Thanos", function () {
  this.timeout(PATIENCE_MS);
  let thanos: string;
  let folder: string;

  before(async function () {
    this.timeout(BUILD_TIMEOUT_MS);
    thanos = process.env["PHAROS_THANOS"] ?? (await obtainTool("thanos")).command;
    folder = mkdtempSync(path.join(tmpdir(), "pharos-thanos-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const regionOf = async (stack: string): Promise<ThanosRegion> =>
    new ThanosRegion(thanos, path.join(folder, stack), await recordStack(stack));

  describe("at the hub", () => {
    const sender = "pharos-production-us-west-2";
    let hub: ThanosRegion;

    before(async () => {
      hub = await regionOf("us-east-1");
      await hub.start();
    });
    after(() => hub.stop());

    /** What a spoke shows of itself: the certificate that its own stack asks for. */
    async function clientOf(stack: string, authority: Authority): Promise<Request["client"]> {
      const found = registeredObjects(await recordStack(stack)).find(({ manifest }) => {
        const { name } = manifest["metadata"] as { name: string };
        return manifest["kind"] === "Certificate" && name === remoteWriteClientSecret;
      });
      return authority.issue((found ?? assert.fail()).manifest["spec"] as CertificateWish);
    }

    async function send(samples: readonly Sample[], client: Request["client"]): Promise<Answer> {
      return ask({
        url: `${await hub.url("thanos-receive-0", thanosPorts.remoteWrite)}${RECEIVE_PATH}`,
        ca: hub.authority.root,
        ...(client === undefined ? {} : { client }),
        method: "POST",
        headers: REMOTE_WRITE_HEADERS,
        body: remoteWriteBody(samples),
      });
    }

    /** What one of the programs answers. */
    async function answer(pod: string, question: string): Promise<unknown> {
      const { status, text } = await ask({ url: `${await hub.url(pod)}${question}`, ca: hub.authority.root });
      assert.equal(status, 200, text);
      return (JSON.parse(text) as { data: unknown }).data;
    }

    it("all comes up, each pod until it is ready", () => {
      assert.deepEqual(hub.pods.map(({ name }) => name).sort(), [
        "prometheus-pharos-prometheus-0",
        "thanos-compactor-0",
        "thanos-ingester-us-east-1a-0",
        "thanos-ingester-us-east-1b-0",
        "thanos-ingester-us-east-1c-0",
        "thanos-query-0",
        "thanos-query-frontend-0",
        "thanos-receive-0",
        "thanos-ruler-0",
        "thanos-store-0",
      ]);
    });

    it("the query reaches Prometheus' sidecar, the store gateway, each ingester and the ruler", async () => {
      const stores = (await answer("thanos-query-0", "/api/v1/stores")) as Record<
        string,
        { lastError: unknown }[] | null
      >;
      const reached = Object.entries(stores).map(([kind, found]) => [
        kind,
        found?.filter(({ lastError }) => lastError === null).length,
      ]);
      assert.deepEqual(Object.fromEntries(reached), { receive: 3, rule: 1, sidecar: 1, store: 1 });
    });

    it("the ruler evaluates the rules over all regions, and the query shows them", async () => {
      const { groups } = (await answer("thanos-query-0", "/api/v1/rules")) as {
        groups: { name: string; rules: { name: string }[] }[];
      };
      assert.deepEqual(
        groups.map(({ name, rules }) => [name, ...rules.map((rule) => rule.name)]),
        [["global", "RegionUnheard"]],
      );
    });

    it("what a spoke sends is found as its own, and once", async () => {
      const labels = { __name__: "sent", region: "us-west-2" };
      const client = await clientOf("us-west-2", hub.peer);
      assert.deepEqual(await send([{ labels, value: 42, atMs: Date.now() }], client), {
        status: 200,
        text: "",
      });
      const series = async (question: string): Promise<Record<string, string>[]> => {
        const { result } = (await answer(
          "thanos-query-frontend-0",
          `/api/v1/query?query=sent${question}`,
        )) as {
          result: { metric: Record<string, string> }[];
        };
        return result.map(({ metric }) => metric);
      };
      // The query hears every five seconds whose samples an ingester has.
      await eventually(
        async () => (await series("&dedup=false")).length >= 3,
        () => "three copies are found",
      );
      assert.deepEqual(
        (await series("&dedup=false"))
          .map((metric) => [metric["tenant_id"], metric["receive_replica"]])
          .sort(),
        ["a", "b", "c"].map((zone) => [sender, `thanos-ingester-us-east-1${zone}-0`]),
      );
      assert.deepEqual(await series(""), [labels]);
    });

    it("more than a request may have is refused", async () => {
      const client = await clientOf("us-west-2", hub.peer);
      const samples = Array.from({ length: 10_001 }, (_, index) => ({
        labels: { __name__: "many", index: String(index) },
        value: 1,
        atMs: Date.now(),
      }));
      assert.deepEqual(await send(samples, client), { status: 413, text: "too many timeseries\n" });
    });

    for (const [title, from, to, complaint] of [
      ["a flag that there is not", "hashrings-algorithm", "hashring-algorithm", /unknown long flag/],
      ["another algorithm", "=ketama", "=ketana", /enum value must be one of/],
      [
        "a limit that there is not",
        "head_series_limit",
        "head_series_limits",
        /field head_series_limits not found/,
      ],
      ["an endpoint without an address", '"address"', '"adress"', /endpoint address must be set/],
    ] as const) {
      it(`a router with ${title} is refused`, async () => {
        const pod = hub.stage.pod("Deployment", thanosNames.router);
        const { args, folder: seen } = await hub.stage.container("refused", pod, thanosNames.router);
        for (const file of ["limits/limits.json", "ring/hashring.json"]) {
          const at = path.join(seen, "etc", "thanos", file);
          writeFileSync(at, readFileSync(at, "utf8").replaceAll(from, to));
        }
        const { status, stderr } = spawnSync(
          thanos,
          args.map((arg) => arg.replace(from, to)),
          { encoding: "utf8", timeout: PATIENCE_MS },
        );
        assert.match(stderr, complaint);
        assert.ok(status === 1 || status === 2, `it ended with ${status}`);
      });
    }

    it("nobody sends without a certificate, or with one of an authority that is not known", async () => {
      const sample = [{ labels: { __name__: "foreign" }, value: 1, atMs: Date.now() }];
      const stranger = await clientOf("us-west-2", new Authority("stranger"));
      for (const [client, alert] of [
        [undefined, /certificate required/],
        [stranger, /unknown (certificate )?(ca|authority)/i],
      ] as const)
        await assert.rejects(send(sample, client), alert);
    });
  });

  describe("in a spoke whose history is the hub's", () => {
    const recent = Date.now() - DAY_MS;
    const blocks = {
      copied: blockId(recent, "0"),
      merged: blockId(recent, "1"),
      "too old to be copied": blockId(Date.now() - 10 * DAY_MS, "2"),
      ended: blockId(Date.now() - 20 * DAY_MS, "3"),
    };
    const hasBlock = (bucket: string, id: string): boolean => existsSync(path.join(bucket, id, "meta.json"));
    let spoke: ThanosRegion;

    before(async () => {
      spoke = await regionOf("us-west-2");
      for (const [title, id] of Object.entries(blocks))
        writeBlock(spoke.buckets.own, id, title === "merged" ? 2 : 1);
      await spoke.start();
    });
    after(() => spoke.stop());

    it("copies what the sidecars uploaded in the last days, and nothing else", async () => {
      assert.deepEqual(spoke.pods.map(({ name }) => name).sort(), [
        "prometheus-pharos-prometheus-0",
        "thanos-replicator-0",
      ]);
      await eventually(
        async () => Promise.resolve(hasBlock(spoke.buckets.hub, blocks.copied)),
        () => "the block is copied",
      );
      assert.deepEqual(readdirSync(spoke.buckets.hub), [blocks.copied]);
      assert.deepEqual(readdirSync(path.join(spoke.buckets.hub, blocks.copied)).sort(), [
        "chunks",
        "index",
        "meta.json",
      ]);
    });

    it("ends what the hub has had for long, and nothing else", async () => {
      const pod = spoke.stage.pod("CronJob", thanosNames.expiry);
      for (const { name } of [...(pod.initContainers ?? []), ...pod.containers]) {
        const { args } = await spoke.stage.container(thanosNames.expiry, pod, name);
        const { status, stderr } = spawnSync(thanos, [...args], { encoding: "utf8" });
        assert.equal(status, 0, stderr);
      }
      const left = Object.entries(blocks).filter(([, id]) => hasBlock(spoke.buckets.own, id));
      assert.deepEqual(
        left.map(([title]) => title),
        ["copied", "merged", "too old to be copied"],
      );
    });
  });

  it("in a spoke that keeps its history, all comes up", async () => {
    const spoke = await regionOf("eu-west-1");
    try {
      await spoke.start();
      assert.deepEqual(spoke.pods.map(({ name }) => name).sort(), [
        "prometheus-pharos-prometheus-0",
        "thanos-compactor-0",
        "thanos-query-0",
        "thanos-query-frontend-0",
        "thanos-store-0",
      ]);
    } finally {
      await spoke.stop();
    }
  });

  describe("and its bucket", () => {
    const config = objectStoreConfig({ bucketName: "acme-blocks", region: "us-east-1" });
    /** What Thanos says when it has a bucket listed, on a machine without AWS. */
    const said = (text: string): string =>
      spawnSync(thanos, ["tools", "bucket", "ls", `--objstore.config=${text}`], {
        encoding: "utf8",
        env: {
          PATH: process.env["PATH"],
          HTTPS_PROXY: "http://127.0.0.1:1",
          AWS_ACCESS_KEY_ID: "nobody",
          AWS_SECRET_ACCESS_KEY: "nothing",
          AWS_EC2_METADATA_DISABLED: "true",
        },
        timeout: PATIENCE_MS,
      }).stderr;

    it("is one that it would ask: there is only no way to it from here", () => {
      assert.match(
        said(config),
        /Get \\"https:\/\/acme-blocks\.s3\.dualstack\.us-east-1\.amazonaws\.com\/.*connect: connection refused/,
      );
    });

    it("is refused with a misspelt key", () => {
      assert.match(said(config.replace("aws_sdk_auth", "aws_sdk_auht")), /field aws_sdk_auht not found/);
    });
  });
});

/** Name of a block that was made at that time; they differ by the last character. */
function blockId(madeMs: number, last: string): string {
  const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  let time = "";
  for (let left = madeMs; time.length < 10; left = Math.floor(left / 32))
    time = `${digits[left % 32]}${time}`;
  return `${time}${"0".repeat(15)}${last}`;
}

/** A block as a sidecar uploads it. Those who copy and end blocks read of it only what it says about itself. */
function writeBlock(bucket: string, id: string, level: number): void {
  const madeMs = [...id.slice(0, 10)].reduce(
    (sum, digit) => sum * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".indexOf(digit),
    0,
  );
  mkdirSync(path.join(bucket, id, "chunks"), { recursive: true });
  writeFileSync(path.join(bucket, id, "chunks", "000001"), "chunks");
  writeFileSync(path.join(bucket, id, "index"), "index");
  writeFileSync(
    path.join(bucket, id, "meta.json"),
    JSON.stringify({
      ulid: id,
      version: 1,
      minTime: madeMs - 2 * HOUR_MS,
      maxTime: madeMs,
      stats: { numSamples: 1, numSeries: 1, numChunks: 1 },
      compaction: { level, sources: [id] },
      thanos: { labels: { region: "us-west-2" }, downsample: { resolution: 0 }, source: "sidecar" },
    }),
  );
}
