import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import Ajv from "ajv";
import { checkValues } from "../../content/charts/check-values";
import { keyIndexes } from "../../content/charts/indexes";
import { desiredState } from "../../content/logs/desired-state";
import { sizeLogStore } from "../../content/logs/sizing";
import { onStatefulNodes } from "../../content/node-pools";
import { describeWithShared, sharedPath } from "../../engine/testing/shared";
import { record, type Recording } from "../testing/record";
import { bootstrapFiles, bootstrapJobSpec, bootstrapRules } from "./bootstrap-plan";
import { eckOperatorValues } from "./eck-operator-values";
import { elasticsearchExporterValues } from "./elasticsearch-exporter-values";
import { type ElasticsearchInputs, elasticsearchSpec } from "./elasticsearch-spec";
import { kibanaSpec } from "./kibana-spec";
import { LogStore } from "./log-store";
import { snapshotPodParts } from "./object-store";

const size = sizeLogStore({ gigabytesPerDay: 5, traces: { spansPerSecond: 5000, keptPercent: 2 } });
const state = desiredState({
  shards: 1,
  retention: {},
  buckets: { application: "apps", security: "security" },
});
const inAws: ElasticsearchInputs<string> = {
  size,
  store: { kind: "aws", region: "eu-west-1", roleArn: "arn:aws:iam::111122223333:role/search" },
  storageClassName: "encrypted-gp3",
  lifetime: "permanent",
  statefulPlacement: onStatefulNodes,
};
const elsewhere: ElasticsearchInputs<string> = {
  ...inAws,
  store: {
    kind: "s3-compatible",
    endpoint: "https://objects.example.com",
    region: "us-east-1",
    secretName: "object-store",
  },
  lifetime: "temporary",
};

const make = (): Promise<Recording> =>
  record(() => {
    const [monitoringCrds, certificate, policy, cluster] = ["crds", "certificate", "policy", "cluster"].map(
      (name) => new ConfigMap(name, {}),
    ) as [ConfigMap, ConfigMap, ConfigMap, ConfigMap];
    return new LogStore("logs", {
      ...inAws,
      namespace: "logging",
      state,
      monitoringCrds,
      certificates: [certificate],
      snapshotsAfter: [policy],
      cluster,
    }).ready.urn;
  });

/** A component's registrations take a tenth of a second, and some seconds on a busy machine. */
const PATIENCE_MS = 20_000;

describe("LogStore", function () {
  this.timeout(PATIENCE_MS);

  it("has values that the pinned charts know, of the right types", () => {
    assert.deepEqual(checkValues(keyIndexes["eck-operator"], eckOperatorValues()), []);
    assert.deepEqual(
      checkValues(keyIndexes["prometheus-elasticsearch-exporter"], elasticsearchExporterValues()),
      [],
    );
  });

  it("is watched by an exporter that knows the store by the region's roots, and itself by a user whom the cluster keeps", () => {
    const { es, extraEnvSecrets, extraVolumes, extraVolumeMounts, serviceAccount } =
      elasticsearchExporterValues();
    assert.deepEqual(
      [es.uri, es.sslSkipVerify, es.ssl],
      [
        "https://logs-es-http.logging.svc:9200",
        false,
        {
          enabled: true,
          useExistingSecrets: true,
          ca: { path: "/etc/pharos/roots/roots.pem" },
          client: { enabled: false },
        },
      ],
    );
    assert.deepEqual(extraVolumes, [{ name: "roots", configMap: { name: "trust-roots" } }]);
    assert.deepEqual(extraVolumeMounts, [{ name: "roots", mountPath: "/etc/pharos/roots", readOnly: true }]);
    const secret = "elasticsearch-user-exporter";
    assert.deepEqual(extraEnvSecrets, {
      ES_USERNAME: { secret, key: "username" },
      ES_PASSWORD: { secret, key: "password" },
    });
    assert.equal(serviceAccount.automountServiceAccountToken, false);
  });

  it("has an operator of this namespace alone, whose webhook lets pass nothing unjudged, and which tells nobody", () => {
    const { managedNamespaces, webhook, telemetry, config } = eckOperatorValues();
    assert.deepEqual(managedNamespaces, ["logging"]);
    assert.deepEqual(webhook, {
      enabled: true,
      port: 9443,
      failurePolicy: "Fail",
      manageCerts: false,
      certManagerCert: "elastic-operator-webhook-tls",
      certsSecret: "elastic-operator-webhook-tls",
    });
    assert.deepEqual(telemetry, { disabled: true });
    assert.deepEqual(config, {
      setDefaultSecurityContext: "true",
      metrics: { port: "8443", secureMode: { enabled: true } },
    });
  });

  it("is made in its order: definitions, operator, Elasticsearch, Kibana, what is put there, who reads it", async () => {
    const { resources } = await make();
    assert.deepEqual(
      resources
        .filter(({ parent }) => parent === "logs")
        .map(
          ({ type, name, dependsOn }) =>
            `${type.split(":").at(-1)} ${name}: ${[...dependsOn].sort().join(", ")}`,
        )
        .sort(),
      [
        "ConfigMap logs-bootstrap-program: ",
        "Elasticsearch logs-elasticsearch: logs-crds, logs-elasticsearch-account, logs-operator, policy",
        "Job logs-bootstrap: logs-bootstrap-account, logs-bootstrap-binding, logs-bootstrap-dashboards-binding, logs-bootstrap-program, logs-bootstrap-tracing-binding, logs-elasticsearch, logs-kibana",
        "Kibana logs-kibana: logs-crds, logs-elasticsearch, logs-operator",
        "PodDisruptionBudget logs-kibana-budget: ",
        "Release logs-crds: ",
        "Release logs-exporter: crds, logs-bootstrap",
        "Release logs-operator: certificate, crds, logs-crds",
        "Role logs-bootstrap-dashboards-role: ",
        "Role logs-bootstrap-role: ",
        "Role logs-bootstrap-tracing-role: ",
        "RoleBinding logs-bootstrap-binding: logs-bootstrap-account, logs-bootstrap-role",
        "RoleBinding logs-bootstrap-dashboards-binding: logs-bootstrap-account, logs-bootstrap-dashboards-role",
        "RoleBinding logs-bootstrap-tracing-binding: logs-bootstrap-account, logs-bootstrap-tracing-role",
        "ServiceAccount logs-bootstrap-account: ",
        "ServiceAccount logs-elasticsearch-account: ",
      ],
    );
  });

  it("passes no password through Pulumi", async () => {
    const recording = await make();
    assert.deepEqual(recording.ofType("kubernetes:core/v1:Secret"), []);
    assert.doesNotMatch(JSON.stringify(recording.resources.map(({ inputs }) => inputs)), /changeme/);
  });

  it("says that Elasticsearch may hold what is kept longest, and waits for both to be there", async () => {
    const recording = await make();
    const metadata = (kind: string, name: string) =>
      recording.get(kind, name).inputs["metadata"] as { labels?: unknown; annotations: unknown };
    const elasticsearch = metadata(
      "kubernetes:elasticsearch.k8s.elastic.co/v1:Elasticsearch",
      "logs-elasticsearch",
    );
    assert.deepEqual(elasticsearch.labels, { "pharos/record-class": "gdpr-security-log" });
    assert.deepEqual(elasticsearch.annotations, {
      "pulumi.com/waitFor": "jsonpath={.status.phase}=Ready",
    });
    assert.deepEqual(metadata("kubernetes:kibana.k8s.elastic.co/v1:Kibana", "logs-kibana").annotations, {
      "pulumi.com/waitFor": "jsonpath={.status.health}=green",
    });
  });

  it("gives the job a name that changes with what it does, and only then", () => {
    const { name, data } = bootstrapFiles(state);
    assert.match(name, /^log-store-bootstrap-[0-9a-f]{10}$/);
    assert.equal(bootstrapFiles(structuredClone(state)).name, name);
    assert.notEqual(bootstrapFiles({ ...state, namespace: "other" }).name, name);
    assert.deepEqual(Object.keys(data), ["apply-state.js", "state.json"]);
    // It runs alone: nothing but what Node.js has itself.
    const needed = [...(data["apply-state.js"] ?? "").matchAll(/require\("([^"]+)"\)/g)].map(
      ([, found]) => found,
    );
    assert.deepEqual(needed, ["node:crypto", "node:fs", "node:http", "node:https"]);
  });

  it("lets the job read the Secrets that it makes, and no others", () => {
    const rules = (...users: readonly string[]) => [
      { apiGroups: [""], resources: ["secrets"], verbs: ["create"] },
      {
        apiGroups: [""],
        resources: ["secrets"],
        resourceNames: users.map((user) => `elasticsearch-user-${user}`),
        verbs: ["get"],
      },
    ];
    assert.deepEqual(
      bootstrapRules(state, "logging"),
      rules("logstash", "fluentd", "collector", "falcosidekick", "exporter"),
    );
    assert.deepEqual(bootstrapRules(state, "tracing"), rules("jaeger"));
  });
});

describe("Elasticsearch", () => {
  const { nodeSets, ...spec } = elasticsearchSpec(inAws);

  it("keeps its volumes, but for a trial", () => {
    assert.equal(spec.volumeClaimDeletePolicy, "DeleteOnScaledownOnly");
    assert.equal(elasticsearchSpec(elsewhere).volumeClaimDeletePolicy, "DeleteOnScaledownAndClusterDeletion");
  });

  it("has masters that hold no data, and a node set for each tier, all over the zones", () => {
    assert.deepEqual(
      nodeSets.map(({ name, count, config, zoneAwareness }) => [
        name,
        count,
        config["node.roles"],
        zoneAwareness,
      ]),
      [
        ["master", 3, ["master"], {}],
        ["hot", 3, ["data_content", "data_hot", "ingest"], {}],
        ["warm", 3, ["data_warm"], {}],
        ["cold", 3, ["data_cold"], {}],
      ],
    );
  });

  it("runs restricted, on nodes for what has volumes, with as much memory as it asks for", () => {
    for (const { podTemplate } of nodeSets) {
      const { securityContext, nodeSelector, containers } = podTemplate.spec as typeof podTemplate.spec & {
        nodeSelector: unknown;
      };
      assert.deepEqual(
        [securityContext.runAsNonRoot, securityContext.seccompProfile.type, nodeSelector],
        [true, "RuntimeDefault", { "pharos.io/pool": "stateful" }],
      );
      for (const { securityContext: own, resources } of containers) {
        assert.deepEqual(own, {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
          runAsNonRoot: true,
        });
        assert.equal(resources.requests.memory, resources.limits.memory);
      }
    }
  });

  it("names its image, and is restarted when it takes no connection for five minutes, not when it waits for its cluster", () => {
    const ask = { tcpSocket: { port: 9300 }, periodSeconds: 30, timeoutSeconds: 5 };
    for (const { podTemplate } of nodeSets) {
      const [{ image, startupProbe, livenessProbe, ...others }] = podTemplate.spec.containers as [
        (typeof podTemplate.spec.containers)[0] & object,
      ];
      assert.equal(image, "docker.elastic.co/elasticsearch/elasticsearch:9.5.6");
      assert.deepEqual(startupProbe, { ...ask, failureThreshold: 20 });
      assert.deepEqual(livenessProbe, { ...ask, failureThreshold: 10 });
      // ECK's own, which it asks to be left.
      assert.ok(!("readinessProbe" in others));
    }
  });

  it("speaks TLS by the region's authority, and carries no key to the Kubernetes API", () => {
    assert.deepEqual(spec.http, { tls: { certificate: { secretName: "elasticsearch-serving-tls" } } });
    assert.equal(spec.serviceAccountName, "elasticsearch");
    assert.deepEqual(
      nodeSets.map(({ podTemplate }) => podTemplate.spec.automountServiceAccountToken),
      [false, false, false, false],
    );
  });

  it("takes an encrypted volume a node, and one node out at a time", () => {
    assert.deepEqual(spec.updateStrategy, { changeBudget: { maxSurge: 0, maxUnavailable: 1 } });
    for (const { name, volumeClaimTemplates } of nodeSets) {
      const [claim] = volumeClaimTemplates as [(typeof volumeClaimTemplates)[0]];
      assert.deepEqual(volumeClaimTemplates, [
        {
          metadata: { name: "elasticsearch-data" },
          spec: {
            accessModes: ["ReadWriteOnce"],
            storageClassName: "encrypted-gp3",
            resources: claim.spec.resources,
          },
        },
      ]);
      assert.equal(claim.spec.resources.requests.storage, `${size.nodes[name].volumeGiB}Gi`);
    }
  });

  it("fetches nothing from Elastic, maps no memory, and deletes old snapshots hourly", () => {
    assert.deepEqual(nodeSets[0]?.config, {
      "node.roles": ["master"],
      "node.store.allow_mmap": false,
      "slm.retention_schedule": "0 45 * * * ?",
      "ingest.geoip.downloader.enabled": false,
      "xpack.ml.enabled": false,
      "s3.client.default.region": "eu-west-1",
    });
  });

  it("brings a token of the cluster to STS, from the one folder in which it may read it", () => {
    const [{ podTemplate }] = nodeSets as [(typeof nodeSets)[0]];
    const folder = "/usr/share/elasticsearch/config/repository-s3";
    assert.deepEqual(podTemplate.spec.containers[0]?.env, [
      { name: "AWS_REGION", value: "eu-west-1" },
      { name: "AWS_ROLE_ARN", value: "arn:aws:iam::111122223333:role/search" },
      { name: "AWS_WEB_IDENTITY_TOKEN_FILE", value: `${folder}/aws-web-identity-token-file` },
      { name: "AWS_STS_REGIONAL_ENDPOINTS", value: "regional" },
    ]);
    assert.deepEqual(podTemplate.spec.volumes, [
      {
        name: "aws-token",
        projected: {
          sources: [
            {
              serviceAccountToken: {
                audience: "sts.amazonaws.com",
                expirationSeconds: 86_400,
                path: "aws-web-identity-token-file",
              },
            },
          ],
        },
      },
    ]);
  });

  it("would use Pod Identity from 9.6 on, by a property that goes before what EKS sets", () => {
    const { env, volumes } = snapshotPodParts(inAws.store, "9.6.0");
    assert.deepEqual(env, [
      { name: "AWS_REGION", value: "eu-west-1" },
      {
        name: "ES_JAVA_OPTS",
        value:
          "-Daws.containerAuthorizationTokenFile=/usr/share/elasticsearch/config/repository-s3/eks-pod-identity-token",
      },
    ]);
    assert.deepEqual(
      volumes[0]?.projected.sources[0]?.serviceAccountToken.audience,
      "pods.eks.amazonaws.com",
    );
  });

  it("takes the keys of a store that is not AWS's into its keystore, and their address into its settings", () => {
    const { secureSettings, nodeSets: others } = elasticsearchSpec(elsewhere);
    assert.deepEqual(secureSettings, [
      {
        secretName: "object-store",
        entries: [
          { key: "access-key-id", path: "s3.client.default.access_key" },
          { key: "secret-access-key", path: "s3.client.default.secret_key" },
        ],
      },
    ]);
    const { config, podTemplate } = others[0] ?? assert.fail();
    assert.deepEqual(
      Object.entries(config).filter(([key]) => key.startsWith("s3.")),
      [
        ["s3.client.default.region", "us-east-1"],
        ["s3.client.default.endpoint", "https://objects.example.com"],
        ["s3.client.default.path_style_access", true],
      ],
    );
    assert.equal(JSON.stringify(podTemplate).includes("AWS_"), false);
  });
});

describe("Kibana", () => {
  const resources = { requests: { cpu: "500m", memory: "2Gi" }, limits: { memory: "2Gi" } };
  const spec = kibanaSpec(resources);

  it("asks for a new sign-in after a quarter of an hour unused and at the end of a day, and sends nothing to Elastic", () => {
    assert.deepEqual(spec.config, {
      "xpack.security.session.idleTimeout": "15m",
      "xpack.security.session.lifespan": "10h",
      "csp.strict": true,
      "telemetry.optIn": false,
      "telemetry.allowChangingOptInStatus": false,
      "newsfeed.enabled": false,
      "map.includeElasticMapsService": false,
      "xpack.fleet.isAirGapped": true,
    });
  });

  it("is two in two zones, over TLS, that may write nowhere and do not know the Kubernetes API", () => {
    const { version, count, elasticsearchRef, http, podTemplate } = spec;
    assert.match(version, /^9\.\d+\.\d+$/);
    assert.deepEqual([count, elasticsearchRef], [2, { name: "logs" }]);
    assert.deepEqual(http, { tls: { certificate: { secretName: "kibana-serving-tls" } } });
    assert.deepEqual(podTemplate.spec, {
      automountServiceAccountToken: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 1000,
        runAsGroup: 1000,
        fsGroup: 1000,
        seccompProfile: { type: "RuntimeDefault" },
      },
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          minDomains: 2,
          topologyKey: "topology.kubernetes.io/zone",
          whenUnsatisfiable: "DoNotSchedule",
          labelSelector: { matchLabels: { "kibana.k8s.elastic.co/name": "logs" } },
        },
      ],
      containers: [
        {
          name: "kibana",
          image: "docker.elastic.co/kibana/kibana:9.5.6",
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"] },
            runAsNonRoot: true,
          },
          resources,
          startupProbe: {
            tcpSocket: { port: 5601 },
            periodSeconds: 30,
            timeoutSeconds: 5,
            failureThreshold: 20,
          },
          livenessProbe: {
            tcpSocket: { port: 5601 },
            periodSeconds: 30,
            timeoutSeconds: 5,
            failureThreshold: 10,
          },
        },
      ],
    });
  });
});

describe("the job that puts the log store right", () => {
  it("runs restricted, with the key to the API that it makes Secrets with, for half an hour at most", () => {
    const { activeDeadlineSeconds, template } = bootstrapJobSpec("log-store-bootstrap-0123456789");
    const { spec } = template;
    assert.deepEqual(
      [activeDeadlineSeconds, spec.serviceAccountName, spec.automountServiceAccountToken, spec.restartPolicy],
      [1800, "log-store-bootstrap", true, "Never"],
    );
    assert.equal(spec.securityContext.runAsNonRoot, true);
    assert.deepEqual(
      spec.containers.map(({ securityContext }) => securityContext.readOnlyRootFilesystem),
      [true],
    );
    assert.deepEqual(
      spec.containers.flatMap(({ volumeMounts }) => volumeMounts.filter(({ readOnly }) => !readOnly)),
      [],
    );
  });
});

describeWithShared("the log store's custom resources", ["schemas", "elasticsearch.k8s.elastic.co"], () => {
  const errors = (group: string, kind: string, version: string, spec: unknown): string[] => {
    const file = sharedPath("schemas", group, `${kind.toLowerCase()}_v1.json`);
    const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(
      JSON.parse(readFileSync(file, "utf8")) as object,
    );
    validate({ apiVersion: `${group}/${version}`, kind, metadata: { name: "logs" }, spec });
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };

  it("are what ECK takes", function () {
    this.timeout(PATIENCE_MS);
    for (const inputs of [inAws, elsewhere])
      assert.deepEqual(
        errors("elasticsearch.k8s.elastic.co", "Elasticsearch", "v1", elasticsearchSpec(inputs)),
        [],
      );
    assert.deepEqual(errors("kibana.k8s.elastic.co", "Kibana", "v1", kibanaSpec(size.kibana)), []);
  });

  it("would not be with a key that it does not know", function () {
    this.timeout(PATIENCE_MS);
    assert.deepEqual(
      errors("kibana.k8s.elastic.co", "Kibana", "v1", { ...kibanaSpec(size.kibana), replicas: 2 }),
      ["/spec must NOT have additional properties"],
    );
  });
});
