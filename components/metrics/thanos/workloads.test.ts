import assert from "node:assert/strict";
import type { Recording, Registered } from "../../testing/record";
import { podOf, registerThanos, shapes, workloads } from "./testing/registered-thanos";

/** Files that a program reads, by their folder in `/etc/thanos`. */
const SOURCES = {
  tls: { name: "thanos-tls", secret: { secretName: "thanos-tls" } },
  roots: { name: "trust-roots", configMap: { name: "trust-roots" } },
  web: { name: "thanos-web", configMap: { name: "thanos-web" } },
  peers: { name: "peer-roots", configMap: { name: "peer-roots" } },
  door: { name: "thanos-receive-tls", secret: { secretName: "thanos-receive-tls" } },
  ring: { name: "thanos-hashring", configMap: { name: "thanos-hashring" } },
  limits: { name: "thanos-limits", configMap: { name: "thanos-limits" } },
  rules: { name: "thanos-global-rules", configMap: { name: "thanos-global-rules" } },
  "object-store": { name: "thanos-object-store", secret: { secretName: "thanos-object-store" } },
  "hub-object-store": { name: "thanos-hub-object-store", secret: { secretName: "thanos-hub-object-store" } },
} as const;
type Folder = keyof typeof SOURCES;
const COMMON: readonly Folder[] = ["tls", "roots", "web"];

const HTTP = ["--http-address=0.0.0.0:10902", "--http.config=/etc/thanos/web/web.yml"];
const GRPC = [
  "--grpc-address=0.0.0.0:10901",
  "--grpc-server-tls-cert=/etc/thanos/tls/tls.crt",
  "--grpc-server-tls-key=/etc/thanos/tls/tls.key",
  "--grpc-server-tls-client-ca=/etc/thanos/roots/roots.pem",
];
const ASKS_BY_GRPC = [
  "--grpc-client-tls-secure",
  "--grpc-client-tls-cert=/etc/thanos/tls/tls.crt",
  "--grpc-client-tls-key=/etc/thanos/tls/tls.key",
  "--grpc-client-tls-ca=/etc/thanos/roots/roots.pem",
  "--grpc-client-server-name=thanos",
];
const STORE = "--objstore.config-file=/etc/thanos/object-store/objstore.yml";
const ROOTS = { ca_file: "/etc/thanos/roots/roots.pem" };
const hostOf = (service: string): string => `${service}.monitoring.svc.cluster.local`;
const sourcesOf = (...services: readonly string[]): string[] =>
  services.map((service) => `--endpoint=dnssrv+_grpc._tcp.${hostOf(service)}`);

/** What a program is told, as whom it runs, and what it reads. */
interface Program {
  readonly account: string;
  /** Without the last argument, which all have. */
  readonly args: readonly string[];
  readonly files: readonly Folder[];
  /** Folder of the volume that it writes to. */
  readonly data?: string;
}

const ingester: Program = {
  account: "thanos-serving",
  args: [
    "receive",
    ...HTTP,
    ...GRPC,
    "--remote-write.address=0.0.0.0:19291",
    "--remote-write.server-tls-cert=/etc/thanos/tls/tls.crt",
    "--remote-write.server-tls-key=/etc/thanos/tls/tls.key",
    "--remote-write.server-tls-client-ca=/etc/thanos/roots/roots.pem",
    "--receive.capnproto-address=127.0.0.1:0",
    "--tsdb.path=/var/thanos/receive",
    "--tsdb.retention=48h",
    "--tsdb.out-of-order.time-window=2h",
    "--tsdb.max-exemplars=100000",
    '--label=receive_replica="$(POD_NAME)"',
  ],
  files: COMMON,
  data: "/var/thanos/receive",
};

const query = (...services: readonly string[]): Program => ({
  account: "thanos-serving",
  args: [
    "query",
    ...HTTP,
    ...GRPC,
    ...ASKS_BY_GRPC,
    ...sourcesOf("pharos-thanos-discovery", ...services),
    "--query.replica-label=prometheus_replica",
    "--query.replica-label=receive_replica",
    "--query.replica-label=tenant_id",
    "--query.replica-label=ruler_replica",
    "--query.auto-downsampling",
    "--query.max-concurrent=20",
    "--query.timeout=2m",
  ],
  files: COMMON,
});

/** What every region has that serves history. */
const history: Readonly<Record<string, Program>> = {
  "thanos-store": {
    account: "thanos",
    args: [
      "store",
      ...HTTP,
      ...GRPC,
      "--data-dir=/var/thanos/store",
      STORE,
      "--index-cache-size=1024MB",
      "--store.grpc.touched-series-limit=500000",
    ],
    files: [...COMMON, "object-store"],
    data: "/var/thanos/store",
  },
  "thanos-compactor": {
    account: "thanos",
    args: [
      "compact",
      "--wait",
      ...HTTP,
      "--data-dir=/var/thanos/compact",
      STORE,
      "--retention.resolution-raw=92d",
      "--retention.resolution-5m=400d",
      "--retention.resolution-1h=400d",
      "--delete-delay=7d",
    ],
    files: [...COMMON, "object-store"],
    data: "/var/thanos/compact",
  },
  "thanos-query-frontend": {
    account: "thanos-serving",
    args: [
      "query-frontend",
      ...HTTP,
      `--query-frontend.downstream-url=https://${hostOf("thanos-query")}:10902`,
      `--query-frontend.downstream-tripper-config=${JSON.stringify({ tls_config: ROOTS, max_idle_conns_per_host: 100 })}`,
      "--query-range.split-interval=24h",
      '--query-range.response-cache-config={"type":"IN-MEMORY","config":{"max_size":"512MB"}}',
      "--labels.split-interval=24h",
    ],
    files: COMMON,
  },
};

const queries = [
  {
    http_config: { tls_config: ROOTS },
    static_configs: [`${hostOf("thanos-query")}:10902`],
    scheme: "https",
  },
];
const alertmanagers = [
  {
    http_config: { tls_config: { ...ROOTS, server_name: "pharos-alertmanager" } },
    static_configs: [`dnssrv+_http-web._tcp.${hostOf("alertmanager-operated")}`],
    scheme: "https",
    api_version: "v2",
  },
];

/** Kind of region → workload → program. */
const programs: Readonly<Record<string, Readonly<Record<string, Program>>>> = {
  hub: {
    ...history,
    "thanos-query": query("thanos-store", "thanos-ingester", "thanos-ruler"),
    "thanos-ingester-us-east-1a": ingester,
    "thanos-ingester-us-east-1b": ingester,
    "thanos-ingester-us-east-1c": ingester,
    "thanos-receive": {
      account: "thanos-serving",
      args: [
        "receive",
        ...HTTP,
        ...GRPC,
        "--remote-write.address=0.0.0.0:19291",
        "--remote-write.server-tls-cert=/etc/thanos/door/tls.crt",
        "--remote-write.server-tls-key=/etc/thanos/door/tls.key",
        "--remote-write.server-tls-client-ca=/etc/thanos/peers/roots.pem",
        "--remote-write.client-tls-secure",
        "--remote-write.client-tls-cert=/etc/thanos/tls/tls.crt",
        "--remote-write.client-tls-key=/etc/thanos/tls/tls.key",
        "--remote-write.client-tls-ca=/etc/thanos/roots/roots.pem",
        "--remote-write.client-server-name=thanos",
        "--receive.replication-factor=3",
        "--receive.hashrings-file=/etc/thanos/ring/hashring.json",
        "--receive.tenant-certificate-field=commonName",
        "--receive.limits-config-file=/etc/thanos/limits/limits.json",
        "--receive.hashrings-algorithm=ketama",
        "--receive.capnproto-address=127.0.0.1:0",
        '--label=receive_router="$(POD_NAME)"',
      ],
      files: [...COMMON, "peers", "door", "ring", "limits"],
    },
    "thanos-ruler": {
      account: "thanos",
      args: [
        "rule",
        ...HTTP,
        ...GRPC,
        "--data-dir=/var/thanos/rule",
        "--rule-file=/etc/thanos/rules/rules.yml",
        "--eval-interval=30s",
        "--tsdb.retention=48h",
        STORE,
        `--query.config=${JSON.stringify(queries)}`,
        `--alertmanagers.config=${JSON.stringify({ alertmanagers })}`,
        '--label=cluster="acme-staging-us-east-1"',
        '--label=ruler_replica="$(POD_NAME)"',
        "--alert.label-drop=ruler_replica",
      ],
      files: [...COMMON, "object-store", "rules"],
      data: "/var/thanos/rule",
    },
  },
  "a spoke that keeps its history": { ...history, "thanos-query": query("thanos-store") },
  "a spoke whose history is the hub's": {
    "thanos-replicator": {
      account: "thanos-replicator",
      args: [
        "tools",
        "bucket",
        "replicate",
        ...HTTP,
        STORE,
        "--objstore-to.config-file=/etc/thanos/hub-object-store/objstore.yml",
        "--compaction=1",
        "--resolution=0s",
        "--min-time=-6d",
        "--ignore-marked-for-deletion",
      ],
      files: [...COMMON, "object-store", "hub-object-store"],
    },
  },
};

const get = (path: string) => ({ httpGet: { path, port: "http", scheme: "HTTPS" }, timeoutSeconds: 5 });
const asRead = { name: "as-read", mountPath: "/run/as-read" };
/** The name of an object in its namespace. */
const nameOf = (inputs: Registered["inputs"]): string => (inputs["metadata"] as { name: string }).name;
const mountsOf = (files: readonly Folder[]) =>
  files.map((folder) => ({
    name: SOURCES[folder].name,
    mountPath: `/etc/thanos/${folder}`,
    readOnly: true,
  }));

/** A component's registrations take a tenth of a second, and some seconds on a busy machine. */
const PATIENCE_MS = 30_000;

describe("the workloads of Thanos", function () {
  this.timeout(PATIENCE_MS);
  const recordings = new Map<string, Recording>();
  before(async () => {
    for (const [name, shape] of Object.entries(shapes)) recordings.set(name, await registerThanos(shape));
  });
  const recordingOf = (name: string): Recording => recordings.get(name) ?? assert.fail(name);
  /** Those that run on, by name. */
  const runningIn = (name: string) =>
    new Map(
      workloads(recordingOf(name))
        .filter(({ type }) => !type.endsWith(":CronJob"))
        .map((workload) => [nameOf(workload.inputs), workload]),
    );

  for (const [kind, expected] of Object.entries(programs))
    describe(`in ${kind}`, () => {
      it("are those", () => {
        assert.deepEqual([...runningIn(kind).keys()].sort(), Object.keys(expected).sort());
      });

      for (const [name, { account, args, files, data }] of Object.entries(expected))
        it(`${name} is told this, as this account, and reads these files, and no others`, () => {
          const door = name === "thanos-receive";
          const { serviceAccountName, initContainers, containers, volumes } = podOf(
            runningIn(kind).get(name) ?? assert.fail(name),
          );
          assert.deepEqual([serviceAccountName, initContainers, containers.length], [account, undefined, 1]);
          assert.deepEqual(containers[0].args, [...args, "--enable-auto-gomemlimit"]);
          assert.deepEqual(volumes, [
            ...files.map((folder) => SOURCES[folder]),
            ...(door ? [{ name: "as-read", emptyDir: { medium: "Memory", sizeLimit: "1Mi" } }] : []),
          ]);
          assert.deepEqual(containers[0].volumeMounts, [
            ...mountsOf(files),
            ...(data === undefined ? [] : [{ name: "data", mountPath: data }]),
            ...(door ? [asRead] : []),
          ]);
        });
    });

  it("are asked over HTTPS alone whether they start, live and are ready", () => {
    for (const kind of Object.keys(programs))
      for (const [name, workload] of runningIn(kind)) {
        const [{ startupProbe, livenessProbe, readinessProbe }] = podOf(workload).containers;
        assert.deepEqual(
          { startupProbe, livenessProbe, readinessProbe },
          {
            startupProbe: { ...get("/-/ready"), periodSeconds: 10, failureThreshold: 180 },
            livenessProbe: {
              ...(name === "thanos-receive"
                ? {
                    exec: { command: ["cmp", "-s", "/etc/thanos/peers/roots.pem", "/run/as-read/file"] },
                    timeoutSeconds: 5,
                  }
                : get("/-/healthy")),
              periodSeconds: 30,
              failureThreshold: 4,
            },
            readinessProbe: { ...get("/-/ready"), periodSeconds: 5, failureThreshold: 3 },
          },
          `${kind}: ${name}`,
        );
      }
  });

  it("that end a spoke's blocks mark first, and delete then, with the region's bucket alone", () => {
    const expiry = recordingOf("a spoke whose history is the hub's").get(
      "kubernetes:batch/v1:CronJob",
      "thanos-thanos-expiry",
    );
    const { serviceAccountName, initContainers, containers, volumes } = podOf(expiry);
    assert.equal(serviceAccountName, "thanos");
    assert.deepEqual(volumes, [SOURCES["object-store"]]);
    assert.deepEqual(
      [...(initContainers ?? []), ...containers].map(({ args, volumeMounts }) => ({ args, volumeMounts })),
      [
        ["tools", "bucket", "retention", STORE, "--retention.resolution-raw=14d"],
        ["tools", "bucket", "cleanup", STORE, "--delete-delay=0s"],
      ].map((args) => ({ args, volumeMounts: mountsOf(["object-store"]) })),
    );
  });

  it("never run twice where two would work on the same blocks, and find their Services", () => {
    for (const kind of Object.keys(programs))
      for (const [name, { type, inputs }] of runningIn(kind)) {
        const { strategy, serviceName, volumeClaimTemplates } = inputs["spec"] as Record<string, unknown>;
        const service = name.replace(/-us-east-1.$/, "");
        assert.deepEqual(
          [strategy, serviceName],
          type.endsWith(":StatefulSet")
            ? [undefined, service]
            : [name === "thanos-replicator" ? { type: "Recreate" } : undefined, undefined],
          name,
        );
        assert.deepEqual(
          ((volumeClaimTemplates ?? []) as { metadata: { name: string } }[]).map(
            ({ metadata }) => metadata.name,
          ),
          programs[kind]?.[name]?.data === undefined ? [] : ["data"],
          name,
        );
      }
  });

  it("are found by Services of their names, at their own addresses where each is asked for itself", () => {
    const http = { name: "http", port: 10902, targetPort: "http" };
    const grpc = { name: "grpc", port: 10901, targetPort: "grpc" };
    const write = { name: "remote-write", port: 19291, targetPort: "remote-write" };
    const each = { clusterIP: "None", publishNotReadyAddresses: false };
    const expected: Readonly<Record<string, object>> = {
      "thanos-receive": { ports: [http, grpc, write] },
      // The ring names ingesters that are about to start.
      "thanos-ingester": { ports: [http, grpc, write], clusterIP: "None", publishNotReadyAddresses: true },
      "thanos-query": { ports: [http, grpc] },
      "thanos-query-frontend": { ports: [http] },
      "thanos-store": { ports: [http, grpc], ...each },
      "thanos-ruler": { ports: [http, grpc], ...each },
      "thanos-compactor": { ports: [http], ...each },
      "thanos-replicator": { ports: [http] },
    };
    const found = new Map<string, unknown>();
    for (const recording of recordings.values())
      for (const { inputs } of recording.ofType("kubernetes:core/v1:Service")) {
        const name = nameOf(inputs);
        found.set(name, inputs["spec"]);
        assert.deepEqual(inputs["spec"], {
          selector: { "app.kubernetes.io/name": name },
          ...expected[name],
        });
      }
    assert.deepEqual([...found.keys()].sort(), Object.keys(expected).sort());
  });

  it("know where the buckets are, and have no credentials for them", () => {
    const told = recordingOf("a spoke whose history is the hub's")
      .ofType("kubernetes:core/v1:Secret")
      .map(({ inputs }) => {
        // The provider's SDK marks what is in a Secret as secret.
        const { value } = inputs["stringData"] as { value: Record<string, string> };
        const files = Object.entries(value).map(([file, text]) => [file, JSON.parse(text) as unknown]);
        return [nameOf(inputs), Object.fromEntries(files)] as const;
      });
    const bucket = (name: string) => ({
      "objstore.yml": {
        type: "S3",
        config: {
          bucket: name,
          endpoint: "s3.us-east-1.amazonaws.com",
          region: "us-east-1",
          aws_sdk_auth: true,
        },
      },
    });
    assert.deepEqual(Object.fromEntries(told), {
      "thanos-object-store": bucket("blocks"),
      "thanos-hub-object-store": bucket("hubs-blocks"),
    });
  });
});
