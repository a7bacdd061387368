/* eslint-disable @typescript-eslint/no-unsafe-member-access -- inputs of every type there is: a wrong path fails the test */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { globalAlertGroups } from "../../../content/alerts";
import { renderGroups } from "../../../content/alerts/render";
import { regionCertificates } from "../../../content/certificates";
import { blockRetention } from "../../../content/thanos/history";
import { limitsFile } from "../../../content/thanos/limits";
import { days } from "../../../content/units";
import { describeWithShared, sharedPath } from "../../../engine/testing/shared";
import type { Recording, Registered } from "../../testing/record";
import { planThanos } from "./region-plan";
import { history, hub, podOf, registerThanos, shapes, workloads } from "./testing/registered-thanos";

const argsOf = (name: string, recording: Recording): readonly string[] => {
  const found = workloads(recording).find(({ inputs }) => inputs["metadata"].name === name);
  return podOf(found ?? assert.fail(name)).containers[0].args;
};

/** A component's registrations take a tenth of a second, and some seconds on a busy machine. */
const PATIENCE_MS = 30_000;

describe("Thanos", function () {
  this.timeout(PATIENCE_MS);
  const recordings = new Map<string, Recording>();
  before(async () => {
    for (const [name, shape] of Object.entries(shapes)) recordings.set(name, await registerThanos(shape));
  });
  const recordingOf = (name: string): Recording => recordings.get(name) ?? assert.fail(name);

  it("runs what each region needs, and nothing else", () => {
    const running = (name: string): string[] =>
      workloads(recordingOf(name))
        .map(({ type, inputs }) =>
          [type.split(":").at(-1), inputs["metadata"].name, inputs["spec"].replicas].join(" ").trim(),
        )
        .sort();
    const served = [
      "Deployment thanos-query 2",
      "Deployment thanos-query-frontend 2",
      "StatefulSet thanos-compactor 1",
      "StatefulSet thanos-store 2",
    ];
    assert.deepEqual(running("hub"), [
      "Deployment thanos-query 2",
      "Deployment thanos-query-frontend 2",
      "Deployment thanos-receive 3",
      "StatefulSet thanos-compactor 1",
      "StatefulSet thanos-ingester-us-east-1a 1",
      "StatefulSet thanos-ingester-us-east-1b 1",
      "StatefulSet thanos-ingester-us-east-1c 1",
      "StatefulSet thanos-ruler 2",
      "StatefulSet thanos-store 2",
    ]);
    assert.deepEqual(running("a spoke that keeps its history"), served);
    assert.deepEqual(running("a spoke whose history is the hub's"), [
      "CronJob thanos-expiry",
      "Deployment thanos-replicator 1",
    ]);
  });

  it("tells the hub's rulers every rule over all regions, and its routers what a region may bring", () => {
    const told = (name: string): unknown => {
      const { data } = recordingOf("hub").get("kubernetes:core/v1:ConfigMap", name).inputs;
      const files = Object.entries(data as Record<string, string>);
      return Object.fromEntries(files.map(([file, text]) => [file, JSON.parse(text) as unknown]));
    };
    assert.deepEqual(told("thanos-thanos-global-rules"), { "rules.yml": renderGroups(globalAlertGroups) });
    const { present } = hub;
    assert.ok(present);
    assert.deepEqual(told("thanos-thanos-limits"), {
      "limits.json": JSON.parse(limitsFile(present, "/etc/thanos/roots/roots.pem")) as unknown,
    });
  });

  it("says where history is asked, and whether it takes metrics in", () => {
    const frontend = "https://thanos-query-frontend.monitoring.svc.cluster.local:10902";
    assert.deepEqual(
      Object.keys(shapes).map((name) => recordingOf(name).outputs),
      [
        { queryUrl: frontend, takesMetrics: true },
        { queryUrl: frontend, takesMetrics: true },
        { queryUrl: frontend, takesMetrics: false },
        { queryUrl: "none", takesMetrics: false },
      ],
    );
  });

  it("writes each sample three times, into three zones which the ring names truly", () => {
    const recording = recordingOf("a hub with many series");
    const ring = JSON.parse(
      recording.get("kubernetes:core/v1:ConfigMap", "thanos-thanos-hashring").inputs["data"][
        "hashring.json"
      ] as string,
    ) as [{ endpoints: { address: string; az: string }[] }];
    const sets = workloads(recording).filter(({ inputs }) =>
      (inputs["metadata"].name as string).startsWith("thanos-ingester-"),
    );
    const expected = sets.flatMap(({ inputs }) =>
      Array.from({ length: inputs["spec"].replicas as number }, (_, index) => ({
        address: `${inputs["metadata"].name}-${index}.${inputs["spec"].serviceName}.monitoring.svc.cluster.local:10901`,
        az: inputs["spec"].template.spec.nodeSelector["topology.kubernetes.io/zone"] as string,
      })),
    );
    assert.equal(expected.length, 9);
    assert.deepEqual(ring, [{ hashring: "all", endpoints: expected }]);
    assert.ok(argsOf("thanos-receive", recording).includes("--receive.replication-factor=3"));
  });

  it("keeps the present for two days, and uploads none of it", () => {
    const args = argsOf("thanos-ingester-us-east-1a", recordingOf("hub"));
    assert.ok(args.includes("--tsdb.retention=48h"));
    assert.deepEqual(
      args.filter((arg) => arg.startsWith("--objstore")),
      [],
    );
  });

  it("has one compactor for each bucket, with the periods of the retention table", () => {
    for (const name of ["hub", "a spoke that keeps its history"]) {
      const periods = argsOf("thanos-compactor", recordingOf(name)).filter((arg) =>
        /^--(retention|delete)/.test(arg),
      );
      assert.deepEqual(periods, [
        "--retention.resolution-raw=92d",
        "--retention.resolution-5m=400d",
        "--retention.resolution-1h=400d",
        "--delete-delay=7d",
      ]);
    }
    const brief = { ...history, retention: blockRetention({ "metrics-operational": days(5) }) };
    const [, compactor] = planThanos({ history: brief, copiesToHub: false });
    assert.deepEqual(
      compactor?.args.filter((arg) => /^--(retention|downsampling)/.test(arg)),
      [
        "--retention.resolution-raw=5d",
        "--retention.resolution-5m=5d",
        "--retention.resolution-1h=5d",
        "--downsampling.disable",
      ],
    );
    // Nothing compacts where the replicator reads.
    assert.ok(!planThanos({ copiesToHub: true }).some(({ role }) => role === "compactor"));
  });

  it("asks everything that has samples, and takes copies for one", () => {
    const of = (name: string, start: string): string[] =>
      argsOf("thanos-query", recordingOf(name)).filter((arg) => arg.startsWith(start));
    const endpoint = (service: string): string =>
      `--endpoint=dnssrv+_grpc._tcp.${service}.monitoring.svc.cluster.local`;
    assert.deepEqual(
      of("hub", "--endpoint"),
      ["pharos-thanos-discovery", "thanos-store", "thanos-ingester", "thanos-ruler"].map(endpoint),
    );
    assert.deepEqual(
      of("a spoke that keeps its history", "--endpoint"),
      ["pharos-thanos-discovery", "thanos-store"].map(endpoint),
    );
    assert.deepEqual(
      of("hub", "--query.replica-label"),
      ["prometheus_replica", "receive_replica", "tenant_id", "ruler_replica"].map(
        (label) => `--query.replica-label=${label}`,
      ),
    );
  });

  it("finds by DNS only Services that there are, at ports that they have", () => {
    for (const recording of recordings.values()) {
      const services = new Map(
        recording
          .ofType("kubernetes:core/v1:Service")
          .map(({ inputs }) => [
            inputs["metadata"].name as string,
            (inputs["spec"].ports as { name: string }[]).map(({ name }) => name),
          ]),
      );
      // kube-prometheus-stack and its operator make these.
      services.set("pharos-thanos-discovery", ["grpc"]);
      services.set("alertmanager-operated", ["http-web"]);
      const asked = workloads(recording)
        .flatMap((workload) => podOf(workload).containers[0].args)
        .flatMap((arg) => [...arg.matchAll(/_([a-z-]+)\._tcp\.([a-z-]+)\./g)]);
      assert.deepEqual(
        asked.filter(([, port = "", service = ""]) => services.get(service)?.includes(port) !== true),
        [],
      );
    }
  });

  it("starts the door anew when a region's root comes, which it reads once, and nothing else", () => {
    const lives = workloads(recordingOf("hub")).flatMap((workload) => {
      const [{ livenessProbe, lifecycle, volumeMounts }] = podOf(workload).containers;
      const { exec } = livenessProbe;
      return exec === undefined ? [] : [{ name: workload.name, exec, lifecycle, volumeMounts }];
    });
    const roots = "/etc/thanos/peers/roots.pem";
    assert.deepEqual(
      lives.map(({ name, exec, lifecycle }) => [name, exec, lifecycle]),
      [
        [
          "thanos-thanos-receive",
          { command: ["cmp", "-s", roots, "/run/as-read/file"] },
          { postStart: { exec: { command: ["cp", roots, "/run/as-read/file"] } } },
        ],
      ],
    );
    assert.ok(lives[0]?.volumeMounts.some(({ mountPath }) => mountPath === "/run/as-read"));
  });

  it("serves nothing in the clear, and nothing below TLS 1.3", () => {
    for (const recording of recordings.values()) {
      const { data } = recording.get("kubernetes:core/v1:ConfigMap", "thanos-thanos-web").inputs;
      assert.deepEqual(Object.keys(data as object), ["web.yml"]);
      assert.deepEqual(JSON.parse((data as Record<string, string>)["web.yml"] ?? ""), {
        tls_server_config: {
          cert_file: "/etc/thanos/tls/tls.crt",
          key_file: "/etc/thanos/tls/tls.key",
          min_version: "TLS13",
        },
      });
    }
    for (const recording of recordings.values()) {
      for (const workload of workloads(recording).filter(({ type }) => !type.endsWith(":CronJob"))) {
        const { args, ports, livenessProbe, readinessProbe } = podOf(workload).containers[0];
        const has = (flag: string): boolean => args.some((arg) => arg.startsWith(`--${flag}`));
        assert.ok(has("http.config="), workload.name);
        assert.equal(readinessProbe.httpGet?.scheme, "HTTPS", workload.name);
        if (livenessProbe.httpGet !== undefined) assert.equal(livenessProbe.httpGet.scheme, "HTTPS");
        for (const { name } of ports) {
          if (name === "grpc") assert.ok(has("grpc-server-tls-client-ca="), workload.name);
          if (name === "remote-write") assert.ok(has("remote-write.server-tls-client-ca="), workload.name);
        }
        // What takes samples in listens once more, without TLS.
        assert.equal(has("receive.capnproto-address=127.0.0.1:"), args[0] === "receive", workload.name);
      }
    }
  });

  it("runs as nobody in particular, with nothing writable but its volume, on encrypted volumes", () => {
    for (const recording of recordings.values()) {
      for (const workload of workloads(recording)) {
        const { serviceAccountName, containers, initContainers = [] } = podOf(workload);
        assert.match(serviceAccountName, /^thanos(-replicator|-serving)?$/);
        for (const { securityContext } of [...containers, ...initContainers])
          assert.deepEqual(securityContext, {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"] },
          });
      }
      for (const { inputs } of recording.ofType("kubernetes:apps/v1:StatefulSet"))
        assert.deepEqual(
          (inputs["spec"].volumeClaimTemplates as { spec: { storageClassName: string } }[]).map(
            ({ spec }) => spec.storageClassName,
          ),
          ["encrypted-gp3"],
        );
    }
  });

  it("is scraped by HTTPS, each under its own name, and lets one pod of a kind go at a time", () => {
    for (const recording of recordings.values()) {
      for (const { inputs } of recording.ofType("kubernetes:monitoring.coreos.com/v1:ServiceMonitor")) {
        const { name } = inputs["metadata"] as { name: string };
        assert.deepEqual(inputs["spec"], {
          selector: { matchLabels: { "app.kubernetes.io/name": name } },
          endpoints: [
            {
              port: "http",
              scheme: "https",
              tlsConfig: {
                ca: { configMap: { name: "trust-roots", key: "roots.pem" } },
                serverName: name,
                minVersion: "TLS13",
              },
            },
          ],
        });
      }
      for (const { inputs } of recording.ofType("kubernetes:policy/v1:PodDisruptionBudget")) {
        const { name } = inputs["metadata"] as { name: string };
        assert.deepEqual(inputs["spec"], {
          maxUnavailable: 1,
          selector: { matchLabels: { "app.kubernetes.io/name": name } },
        });
      }
    }
  });

  it("lets in whom a region's root vouches for, under the name by which spokes come", () => {
    const args = argsOf("thanos-receive", recordingOf("hub"));
    assert.deepEqual(
      args.filter((arg) => arg.startsWith("--remote-write.server-tls")),
      [
        "--remote-write.server-tls-cert=/etc/thanos/door/tls.crt",
        "--remote-write.server-tls-key=/etc/thanos/door/tls.key",
        "--remote-write.server-tls-client-ca=/etc/thanos/peers/roots.pem",
      ],
    );
    const door = regionCertificates({
      organization: "acme",
      environment: "staging",
      region: "us-east-1",
      ingestHost: "door.example",
      sends: false,
      uploads: true,
      logPaths: [],
    }).find(({ secretName }) => secretName === "thanos-receive-tls");
    assert.deepEqual([door?.dnsNames, door?.usages], [["door.example"], ["server auth"]]);
  });

  it("mounts what its arguments name, and only what there is", () => {
    for (const recording of recordings.values()) {
      const made = new Set(
        recording.resources
          .filter(({ type }) => /:(Secret|ConfigMap)$/.test(type))
          .map(({ inputs }) => (inputs["metadata"]?.name as string | undefined) ?? ""),
      );
      // cert-manager and trust-manager make these.
      for (const name of ["thanos-tls", "thanos-receive-tls", "trust-roots", "peer-roots"]) made.add(name);
      for (const workload of workloads(recording)) {
        const { containers, volumes } = podOf(workload);
        const sources = volumes
          .filter(({ emptyDir }) => emptyDir === undefined)
          .map(({ secret, configMap }) => secret?.secretName ?? configMap?.name ?? "");
        assert.deepEqual(
          sources.filter((name) => !made.has(name)),
          [],
          workload.name,
        );
        const mounts = containers[0].volumeMounts.map(({ mountPath }) => mountPath);
        const named = containers[0].args.flatMap((arg) => arg.match(/\/(?:etc|var)\/thanos\/[a-z-]+/g) ?? []);
        assert.deepEqual(
          [...new Set(named)].filter((folder) => !mounts.includes(folder)),
          [],
          workload.name,
        );
      }
    }
  });

  it("waits for certificates, roles and what it reads, and is found by monitors and budgets", () => {
    for (const recording of recordings.values()) {
      for (const { name, dependsOn } of workloads(recording)) {
        for (const before of ["role", "thanos-thanos-web", "thanos-thanos-object-store"])
          assert.ok(dependsOn.includes(before), `${name} waits for ${before}`);
      }
      const roles = (type: string): string[] =>
        recording
          .ofType(type)
          .map(({ inputs }) => inputs["metadata"].name as string)
          .sort();
      const single = ["thanos-compactor", "thanos-replicator"];
      const services = roles("kubernetes:core/v1:Service");
      assert.deepEqual(roles("kubernetes:monitoring.coreos.com/v1:ServiceMonitor"), services);
      assert.deepEqual(
        roles("kubernetes:policy/v1:PodDisruptionBudget"),
        services.filter((name) => !single.includes(name)),
      );
    }
  });

  it("copies blocks as they were cut, for as long as the hub remembers them", () => {
    const recording = recordingOf("a spoke whose history is the hub's");
    const args = argsOf("thanos-replicator", recording);
    assert.deepEqual(args.slice(0, 3), ["tools", "bucket", "replicate"]);
    for (const flag of [
      "--compaction=1",
      "--resolution=0s",
      "--min-time=-6d",
      "--ignore-marked-for-deletion",
    ])
      assert.ok(args.includes(flag), flag);
    const { initContainers, containers } = podOf(
      workloads(recording).find(({ type }) => type.endsWith(":CronJob")) ?? assert.fail("no job"),
    );
    assert.deepEqual(
      [...(initContainers ?? []), ...containers].map((container) => container.args.slice(2)),
      [
        [
          "retention",
          "--objstore.config-file=/etc/thanos/object-store/objstore.yml",
          "--retention.resolution-raw=14d",
        ],
        ["cleanup", "--objstore.config-file=/etc/thanos/object-store/objstore.yml", "--delete-delay=0s"],
      ],
    );
  });

  it("has no credentials in what it is told of buckets", () => {
    for (const recording of recordings.values()) {
      for (const { inputs } of recording.ofType("kubernetes:core/v1:Secret")) {
        // The provider's SDK marks what is in a Secret as secret.
        const { value } = inputs["stringData"] as { value: Record<string, string> };
        const config = JSON.parse(value["objstore.yml"] ?? "") as { config: object };
        assert.deepEqual(Object.keys(config.config), ["bucket", "endpoint", "region", "aws_sdk_auth"]);
      }
    }
  });

  describeWithShared("against the strict schemas", ["schemas", "apps"], () => {
    const folders: Readonly<Record<string, string>> = {
      Deployment: "apps/deployment_v1.json",
      StatefulSet: "apps/statefulset_v1.json",
      CronJob: "batch/cronjob_v1.json",
      Service: "core/service_v1.json",
      PodDisruptionBudget: "policy/poddisruptionbudget_v1.json",
      ServiceMonitor: "monitoring.coreos.com/servicemonitor_v1.json",
      ServiceAccount: "core/serviceaccount_v1.json",
    };
    const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
    const errorsOf = (kind: string, file: string, all: readonly Registered[]): string[] => {
      const text = readFileSync(sharedPath("schemas", ...file.split("/")), "utf8").replaceAll("(?i)", "");
      const validate = ajv.compile(JSON.parse(text) as object);
      return all
        .filter(({ type }) => type.endsWith(`:${kind}`))
        .flatMap(({ name, inputs }) =>
          validate(inputs)
            ? []
            : (validate.errors ?? []).map((error) => `${name} ${error.instancePath} ${error.message}`),
        );
    };
    for (const [kind, file] of Object.entries(folders)) {
      it(`are valid: every ${kind}`, () => {
        const all = [...recordings.values()].flatMap(({ resources }) => resources);
        assert.ok(all.some(({ type }) => type.endsWith(`:${kind}`)));
        assert.deepEqual(errorsOf(kind, file, all), []);
      });
    }

    it("are refused with a typing error", () => {
      const router = recordingOf("hub").get("kubernetes:apps/v1:Deployment", "thanos-thanos-receive");
      const mutant = { ...router, inputs: structuredClone(router.inputs) };
      Object.assign(podOf(mutant).containers[0], { comand: [] });
      assert.deepEqual(errorsOf("Deployment", folders["Deployment"] ?? "", [mutant]), [
        "thanos-thanos-receive /spec/template/spec/containers/0 must NOT have additional properties",
      ]);
    });
  });
});
