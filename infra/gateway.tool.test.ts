import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import * as http from "node:http";
import * as https from "node:https";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import * as path from "node:path";
import type { gatewayValues } from "../components/access/gateway-values";
import { RELEASE_TOKEN } from "../content/images/supply";
import { gatewayPorts } from "../content/flows/access";
import { Authority } from "../engine/testing/authority";
import { registeredObjects } from "../engine/testing/rendered-charts";
import { ask, eventually, RunningProgram } from "../engine/testing/running-program";
import { Stage, type StagedPod } from "../engine/testing/stage";
import { obtainTool } from "../engine/tools/obtain-tool";
import { recordStack, STACKS } from "./testing/stacks";

/** A first build takes a minute; the test runner does it beforehand, with progress. */
const BUILD_TIMEOUT_MS = 20 * 60 * 1000;
/** Registering three stacks takes some seconds, and many more on a busy machine. */
const PATIENCE_MS = 120_000;

/** Where the chart mounts the program's file. */
const CONFIG = "/etc/oauth2_proxy";
const FILE = "oauth2_proxy.cfg";

/** One door, as its release is registered. */
interface RegisteredDoor {
  readonly stack: string;
  readonly name: string;
  readonly values: ReturnType<typeof gatewayValues>;
  readonly stage: Stage;
}

/** The pod that the chart makes of a door's values. */
function podOf({ name, values }: RegisteredDoor): StagedPod {
  const flags = { "https-address": `0.0.0.0:${gatewayPorts.https}`, ...values.extraArgs };
  return {
    containers: [
      {
        name: "oauth2-proxy",
        image: "oauth2-proxy",
        args: [
          ...Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`),
          `--config=${path.posix.join(CONFIG, FILE)}`,
        ],
        ports: [{ containerPort: gatewayPorts.https }, { containerPort: gatewayPorts.metrics }],
        volumeMounts: [...values.extraVolumeMounts, { name: "config", mountPath: CONFIG }],
      },
      ...("extraContainers" in values ? (values.extraContainers ?? []) : []),
    ],
    volumes: [...values.extraVolumes, { name: "config", configMap: { name } }],
  };
}

/** What the pod gets from Secrets. */
const env = {
  PATH: process.env["PATH"],
  OAUTH2_PROXY_CLIENT_SECRET: "client-secret-of-this-test",
  OAUTH2_PROXY_COOKIE_SECRET: "0123456789abcdef0123456789abcdef",
};

const listening = async (server: Server): Promise<string> => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
};

describe("the doors that the stacks register, kept by oauth2-proxy and prom-label-proxy themselves", function () {
  this.timeout(PATIENCE_MS);
  let oauth2Proxy: string;
  let labelProxy: string;
  const folder = mkdtempSync(path.join(tmpdir(), "pharos-gateway-"));
  const authority = new Authority("region authority");
  const doors: RegisteredDoor[] = [];
  const started: RunningProgram[] = [];
  const servers: (http.Server | https.Server)[] = [];

  before(async function () {
    this.timeout(BUILD_TIMEOUT_MS);
    oauth2Proxy = process.env["PHAROS_OAUTH2_PROXY"] ?? (await obtainTool("oauth2-proxy")).command;
    labelProxy = process.env["PHAROS_PROM_LABEL_PROXY"] ?? (await obtainTool("prom-label-proxy")).command;
    for (const stack of STACKS) {
      const recording = await recordStack(stack);
      const releases = recording
        .ofType(RELEASE_TOKEN)
        .filter(({ inputs }) => inputs["chart"] === "oauth2-proxy");
      for (const { name, inputs } of releases) {
        const values = inputs["values"] as RegisteredDoor["values"];
        // Helm takes the file for a template.
        const text = values.config.configFile.replaceAll('{{"{{"}}', "{{");
        const config = { kind: "ConfigMap", metadata: { name }, data: { [FILE]: text } };
        const objects = [...registeredObjects(recording), { by: name, manifest: config }];
        const stage = new Stage({ objects, folder: path.join(folder, stack), authority });
        doors.push({ stack, name, values, stage });
      }
    }
  });
  after(async () => {
    await Promise.all(started.map((program) => program.stop()));
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    rmSync(folder, { recursive: true, force: true });
  });

  const doorOf = (name: string): RegisteredDoor =>
    doors.find((door) => door.stack === "us-east-1" && door.name === name) ?? assert.fail(name);
  const judge = (args: readonly string[]): { status: number | null; said: string } => {
    const { status, stdout, stderr } = spawnSync(oauth2Proxy, [...args, "--config-test"], {
      env,
      encoding: "utf8",
    });
    return { status, said: `${stdout}${stderr}`.trim() };
  };

  it("have configurations that it takes, each of them", async () => {
    assert.equal(doors.length, 26);
    for (const door of doors) {
      const { args } = await door.stage.container(door.name, podOf(door), "oauth2-proxy");
      assert.deepEqual(
        judge(args),
        { status: 0, said: "configuration is valid" },
        `${door.stack} ${door.name}`,
      );
    }
  });

  for (const [title, from, to, complaint] of [
    ["a misspelt key", "allowed_groups", "alowed_groups", /invalid keys: alowed_groups/],
    [
      "a cookie that may go anywhere",
      '"lax"',
      '"somewhere"',
      /cookie_samesite \("somewhere"\) must be one of/,
    ],
    [
      "tokens that are asked for after the session",
      '"4m"',
      '"13h"',
      /cookie_refresh \("13h0m0s"\) must be less than cookie_expire/,
    ],
  ] as const) {
    it(`with ${title} are refused`, async () => {
      const { values } = doorOf("gateway-grafana");
      const text = values.config.configFile.replaceAll('{{"{{"}}', "{{").replace(from, to);
      const objects = [
        { by: "test", manifest: { kind: "ConfigMap", metadata: { name: "mutant" }, data: { [FILE]: text } } },
      ];
      const given = { "tls.crt": "", "tls.key": "" };
      const stage = new Stage({
        objects,
        folder: path.join(folder, "mutants"),
        authority,
        secrets: { [values.extraVolumes[0]?.secret?.secretName ?? ""]: given },
      });
      const pod = podOf({ ...doorOf("gateway-grafana"), name: "mutant" });
      const { args } = await stage.container("mutant", pod, "oauth2-proxy");
      const { status, said } = judge(args);
      assert.match(said, complaint);
      assert.notEqual(status, 0);
    });
  }

  it("write down who looked at what, whatever the caller says of itself", async () => {
    const issuer = http.createServer((request, response) => {
      const address = `http://${request.headers.host}`;
      response.setHeader("Content-Type", "application/json");
      response.end(
        JSON.stringify(
          request.url?.includes("well-known") === true
            ? {
                issuer: address,
                authorization_endpoint: `${address}/authorize`,
                token_endpoint: `${address}/token`,
                jwks_uri: `${address}/keys`,
                code_challenge_methods_supported: ["S256"],
                id_token_signing_alg_values_supported: ["RS256"],
              }
            : { keys: [] },
        ),
      );
    });
    servers.push(issuer);
    const door = doorOf("gateway-grafana");
    const issuerAddress = await listening(issuer);
    door.stage.route("https://id.example.com", `http://${issuerAddress}`);
    const { args } = await door.stage.container("running", podOf(door), "oauth2-proxy");
    const program = new RunningProgram("oauth2-proxy", oauth2Proxy, args, env);
    started.push(program);
    const at = async (port: number): Promise<string> =>
      `https://127.0.0.1:${await door.stage.port("running", port)}`;
    const ca = authority.root;
    await program.ready({ url: `${await at(gatewayPorts.https)}/ping`, ca });
    const metrics = await ask({ url: `${await at(gatewayPorts.metrics)}/metrics`, ca });
    assert.match(metrics.text, /^oauth2_proxy_requests_in_flight/m);

    const headers = {
      "User-Agent": 'a "program"',
      "X-Forwarded-For": "192.0.2.7",
      "X-Forwarded-Host": 'another "host"',
      "X-Real-IP": "198.51.100.1",
      "X-Request-Id": 'a "number"',
    };
    const { status } = await ask({ url: `${await at(gatewayPorts.https)}/d/x?y=%22z%22`, ca, headers });
    assert.equal(status, 302);
    await eventually(
      async () => Promise.resolve(program.log.includes('"event":"access"')),
      () => program.log,
    );
    const line = program.log.split("\n").find((each) => each.includes('"event":"access"')) ?? assert.fail();
    const { time, bytes, seconds, ...rest } = JSON.parse(line) as Record<string, unknown>;
    assert.deepEqual([typeof time, typeof bytes, typeof seconds], ["string", "number", "number"]);
    assert.deepEqual(rest, {
      event: "access",
      door: "grafana",
      id: 'a "number"',
      user: "-",
      client: "192.0.2.7",
      host: 'another "host"',
      method: "GET",
      uri: "/d/x?y=%22z%22",
      agent: 'a "program"',
      status: 302,
    });
  });

  it("of a team ask Prometheus for the team's metrics alone", async () => {
    const asked: string[] = [];
    const { certificate, key } = authority.issue({ usages: ["server auth"] });
    const prometheus = https.createServer({ cert: certificate, key }, (request, response) => {
      asked.push(
        new URL(request.url ?? "", "https://prometheus").searchParams.get("query") ?? request.url ?? "",
      );
      response.end(JSON.stringify({ status: "success", data: { resultType: "vector", result: [] } }));
    });
    servers.push(prometheus);
    const door = doorOf("gateway-metrics-payments");
    door.stage.route(
      "https://pharos-prometheus.monitoring.svc:9090",
      `https://${await listening(prometheus)}`,
    );
    const here = `127.0.0.1:${await door.stage.port("payments", 8080)}`;
    door.stage.route("127.0.0.1:8080", here);
    const { args } = await door.stage.container("payments", podOf(door), "prom-label-proxy");
    const program = new RunningProgram("prom-label-proxy", labelProxy, args);
    started.push(program);
    const status = async (question: string): Promise<number> =>
      (await fetch(`http://${here}${question}`)).status;
    await eventually(
      async () => (await status("/healthz")) === 200,
      () => program.log,
    );
    assert.equal(await status("/api/v1/query?query=up"), 200);
    assert.equal(await status(`/api/v1/query?query=${encodeURIComponent('up{team="ledger"}')}`), 400);
    assert.equal(await status("/api/v1/status/config"), 404);
    assert.equal(await status("/query"), 200);
    assert.deepEqual(asked, ['up{team="payments"}', "/query"]);
  });
});
