/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-call -- inputs of every type there is: a wrong path fails the test */
import assert from "node:assert/strict";
import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import { doors } from "../../content/access/doors";
import { checkValues } from "../../content/charts/check-values";
import { keyIndexes } from "../../content/charts/indexes";
import { generatedSecrets, secretEntries } from "../../content/secrets";
import { record, type Recording } from "../testing/record";
import { Gateway, type GatewayArgs } from "./gateway";
import { gatewayValues } from "./gateway-values";

const identity = {
  issuerUrl: "https://id.example.com",
  clientId: "pharos-gateway",
  groupsClaim: "groups",
  scopes: ["openid", "offline_access"],
  groups: { viewer: ["all"], operator: ["ops"], "on-call": [], auditor: ["audit"], admin: ["root"] },
  tenants: {},
  domain: "pharos.example.com",
};

const doorOf = (name: string) => doors.find((door) => door.name === name) ?? assert.fail(name);
const valuesOf = (name: string, groups: Partial<typeof identity.groups> = {}) =>
  gatewayValues({
    door: doorOf(name),
    region: "eu-west-1",
    identity: { ...identity, groups: { ...identity.groups, ...groups } },
  });

/** The program's file as Helm writes it, by key. */
function fileOf(values: ReturnType<typeof gatewayValues>): Record<string, unknown> {
  const rendered = values.config.configFile.replaceAll('{{"{{"}}', "{{");
  const lines = rendered.trimEnd().split("\n");
  return Object.fromEntries(
    lines.map((line) => {
      const [, key = "", value = ""] = /^(\w+) = (.*)$/.exec(line) ?? assert.fail(line);
      return [key, JSON.parse(value)];
    }),
  );
}

/** A line's template with the fields that Go quotes between quotes, as it would write plain words. */
const unquoted = (line: string): string => line.replace(/\{\{printf "%q" \.(\w+)\}\}/g, '"{{.$1}}"');

const make = (entrance: GatewayArgs["entrance"]): Promise<Recording> =>
  record(() => {
    const secret = new ConfigMap("secret", {});
    const args = { namespace: "access", region: "eu-west-1", identity, doors, entrance, after: [secret] };
    return new Gateway("gateway", args).address;
  });
const ingress = (recording: Recording) =>
  recording.get("kubernetes:networking.k8s.io/v1:Ingress", "gateway-entrance");

/** A component's registrations take a tenth of a second, and some seconds on a busy machine. */
const PATIENCE_MS = 20_000;

describe("values of oauth2-proxy", () => {
  it("have only keys that the pinned version knows", () => {
    for (const { name } of doors)
      assert.deepEqual(checkValues(keyIndexes["oauth2-proxy"], valuesOf(name)), []);
  });

  it("know people by the issuer, and let in the groups of the door alone", () => {
    const file = fileOf(valuesOf("alertmanager"));
    assert.equal(file["provider"], "oidc");
    assert.equal(file["oidc_issuer_url"], "https://id.example.com");
    assert.equal(file["redirect_url"], "https://alertmanager.eu-west-1.pharos.example.com/oauth2/callback");
    assert.deepEqual(file["allowed_groups"], ["ops", "root"]);
    assert.deepEqual(fileOf(valuesOf("prometheus"))["allowed_groups"], ["all", "ops", "audit", "root"]);
  });

  it("let nobody in where no group may, though oauth2-proxy takes none for everybody", () => {
    const nobody = { operator: [], admin: [] };
    assert.deepEqual(fileOf(valuesOf("alertmanager", nobody))["allowed_groups"], ["pharos:nobody"]);
  });

  it("hand the token on to who reads it, and to nobody else", () => {
    assert.deepEqual(
      doors.map(({ name }) => [name, fileOf(valuesOf(name))["pass_authorization_header"]]),
      [
        ["grafana", true],
        ["prometheus", false],
        ["alertmanager", false],
        ["thanos", false],
        ["jaeger", false],
        ["explorer", true],
        ["kibana", false],
      ],
    );
  });

  it("listen and call over TLS alone", () => {
    const { httpScheme, extraArgs, metrics, service, ...values } = valuesOf("grafana");
    const file = fileOf(valuesOf("grafana"));
    assert.equal(httpScheme, "https");
    assert.deepEqual(service, { portNumber: 4443, appProtocol: "https" });
    assert.deepEqual(extraArgs, {
      "http-address": "-",
      "metrics-address": "-",
      "metrics-secure-address": "0.0.0.0:44180",
      "metrics-tls-cert-file": "/etc/pharos/serving/tls.crt",
      "metrics-tls-key-file": "/etc/pharos/serving/tls.key",
    });
    assert.deepEqual(
      [file["tls_cert_file"], file["tls_key_file"]],
      ["/etc/pharos/serving/tls.crt", "/etc/pharos/serving/tls.key"],
    );
    assert.deepEqual(values.extraVolumes, [
      { name: "serving", secret: { secretName: "gateway-serving-tls" } },
      { name: "roots", configMap: { name: "trust-roots" } },
    ]);
    assert.deepEqual(values.extraVolumeMounts, [
      { name: "serving", mountPath: "/etc/pharos/serving", readOnly: true },
      { name: "roots", mountPath: "/etc/pharos/roots", readOnly: true },
    ]);
    assert.deepEqual(values.extraEnv.at(-1), {
      name: "SSL_CERT_DIR",
      value: "/etc/ssl/certs:/etc/pharos/roots",
    });
    assert.equal(metrics.serviceMonitor.scheme, "https");
    assert.equal(file["tls_min_version"], "TLS1.3");
    assert.deepEqual(
      doors.map(({ name }) => fileOf(valuesOf(name))["upstreams"]),
      [
        ["https://grafana.dashboards.svc:3000/"],
        ["https://pharos-prometheus.monitoring.svc:9090/"],
        ["https://pharos-alertmanager.monitoring.svc:9093/"],
        ["https://thanos-query-frontend.monitoring.svc:10902/"],
        ["https://jaeger-query.tracing.svc:16686/"],
        ["https://grafana-explorer.dashboards.svc:3000/"],
        ["https://logs-kb-http.logging.svc:5601/"],
      ],
    );
    assert.ok(!JSON.stringify(valuesOf("grafana")).includes("insecure"));
  });

  it("keep sessions in cookies that other hosts and scripts do not get", () => {
    const file = fileOf(valuesOf("grafana"));
    assert.deepEqual(
      ["cookie_name", "cookie_secure", "cookie_httponly"].map((key) => file[key]),
      ["__Host-pharos-grafana", true, true],
    );
  });

  it("have secrets by name alone, those that the cluster copies or makes", () => {
    const { extraEnv, proxyVarsAsSecrets } = valuesOf("grafana");
    assert.equal(proxyVarsAsSecrets, false);
    const known = [
      ...secretEntries.flatMap(({ name, copiedTo, keys }) => keys.map((key) => [copiedTo, name, key])),
      ...generatedSecrets.map(({ name, namespace, key }) => [namespace, name, key]),
    ].map((parts) => parts.join("/"));
    const wanted = extraEnv.flatMap((variable) =>
      "valueFrom" in variable ? [variable.valueFrom.secretKeyRef] : [],
    );
    assert.deepEqual(
      wanted.map(({ name, key }) => `access/${name}/${key}`),
      ["access/gateway-client/client-secret", "access/gateway-cookies/cookie-secret"],
    );
    for (const { name, key } of wanted) assert.ok(known.includes(`access/${name}/${key}`), name);
  });

  it("write down who looked at what, as JSON, past Helm's own templates", () => {
    const { configFile } = valuesOf("grafana").config;
    assert.doesNotMatch(configFile.replaceAll('{{"{{"}}', ""), /\{\{/);
    const line = String(fileOf(valuesOf("grafana"))["request_logging_format"]);
    const quoted = ["RequestURI", "UserAgent"];
    const written = unquoted(line).replace(/\{\{\.(\w+)\}\}/g, (_, name: string) => {
      if (quoted.includes(name)) return '"/d/x?y=\\"z\\""';
      return ["StatusCode", "ResponseSize", "RequestDuration"].includes(name) ? "12" : name;
    });
    assert.deepEqual(JSON.parse(written), {
      event: "access",
      door: "grafana",
      time: "Timestamp",
      id: "RequestID",
      user: "Username",
      client: "Client",
      host: "Host",
      method: "RequestMethod",
      uri: '/d/x?y="z"',
      agent: '/d/x?y="z"',
      status: 12,
      bytes: 12,
      seconds: 12,
    });
  });

  it("write down who signs in, and who could not", () => {
    const line = String(fileOf(valuesOf("kibana"))["auth_logging_format"]);
    const written = unquoted(line).replace(/\{\{\.(\w+)\}\}/g, (_, name: string) =>
      name === "UserAgent" ? '"Mozilla"' : name,
    );
    assert.deepEqual(JSON.parse(written), {
      event: "sign-in",
      door: "kibana",
      time: "Timestamp",
      id: "RequestID",
      user: "Username",
      client: "Client",
      host: "Host",
      method: "RequestMethod",
      agent: "Mozilla",
      outcome: "Status",
    });
  });

  it("are two pods a door in two zones, of which one may go, without rights", () => {
    const values = valuesOf("grafana");
    assert.equal(values.replicaCount, 2);
    assert.deepEqual(values.podDisruptionBudget, { enabled: true, minAvailable: 1 });
    const [spread] = values.topologySpreadConstraints;
    assert.deepEqual(
      [spread?.minDomains, spread?.whenUnsatisfiable, spread?.labelSelector.matchLabels],
      [2, "DoNotSchedule", { "app.kubernetes.io/instance": "oauth2-proxy-grafana" }],
    );
    assert.equal(values.serviceAccount.automountServiceAccountToken, false);
    assert.equal(values.podSecurityContext.runAsNonRoot, true);
    assert.equal(values.securityContext.readOnlyRootFilesystem, true);
    assert.ok(values.resources.limits.memory);
  });
});

describe("Gateway", function () {
  this.timeout(PATIENCE_MS);

  it("is a pair a door and one entrance, which the doors precede", async () => {
    const recording = await make({ by: "aws" });
    assert.deepEqual(recording.lines.sort(), [
      "kubernetes:core/v1:ConfigMap secret",
      "kubernetes:eks.amazonaws.com/v1:IngressClassParams gateway-balancer < gateway",
      "kubernetes:helm.sh/v3:Release gateway-alertmanager < gateway",
      "kubernetes:helm.sh/v3:Release gateway-explorer < gateway",
      "kubernetes:helm.sh/v3:Release gateway-grafana < gateway",
      "kubernetes:helm.sh/v3:Release gateway-jaeger < gateway",
      "kubernetes:helm.sh/v3:Release gateway-kibana < gateway",
      "kubernetes:helm.sh/v3:Release gateway-prometheus < gateway",
      "kubernetes:helm.sh/v3:Release gateway-thanos < gateway",
      "kubernetes:networking.k8s.io/v1:Ingress gateway-entrance < gateway",
      "kubernetes:networking.k8s.io/v1:IngressClass gateway-class < gateway",
      "pharos:access:Gateway gateway",
    ]);
    for (const { name } of doors) {
      const release = recording.get("kubernetes:helm.sh/v3:Release", `gateway-${name}`);
      assert.equal(release.inputs["name"], `oauth2-proxy-${name}`);
      assert.ok(release.dependsOn.includes("secret"), name);
      assert.ok(ingress(recording).dependsOn.includes(`gateway-${name}`), name);
    }
    // It owns a load balancer, which would stay without it.
    assert.equal(ingress(recording).deletedWith, undefined);
  });

  it("leads each host to its door over TLS, from inside the network", async () => {
    const recording = await make({ by: "aws" });
    const { spec, metadata } = ingress(recording).inputs;
    assert.deepEqual(spec.rules[0], {
      host: "grafana.eu-west-1.pharos.example.com",
      http: {
        paths: [
          {
            path: "/",
            pathType: "Prefix",
            backend: { service: { name: "oauth2-proxy-grafana", port: { number: 4443 } } },
          },
        ],
      },
    });
    assert.equal(spec.rules.length, doors.length);
    // Every host over TLS; AWS finds the certificate by the hosts.
    assert.deepEqual(spec.tls, [{ hosts: doors.map(({ name }) => `${name}.eu-west-1.pharos.example.com`) }]);
    assert.deepEqual(metadata.annotations, {
      "alb.ingress.kubernetes.io/listen-ports": '[{"HTTPS":443}]',
      "alb.ingress.kubernetes.io/ssl-policy": "ELBSecurityPolicy-TLS13-1-2-2021-06",
      "alb.ingress.kubernetes.io/target-type": "ip",
      "alb.ingress.kubernetes.io/backend-protocol": "HTTPS",
      "alb.ingress.kubernetes.io/healthcheck-protocol": "HTTPS",
      "alb.ingress.kubernetes.io/healthcheck-path": "/ping",
    });
    const balancer = recording.get("kubernetes:eks.amazonaws.com/v1:IngressClassParams", "gateway-balancer");
    assert.deepEqual(balancer.inputs["spec"], {
      scheme: "internal",
      loadBalancerAttributes: [
        { key: "routing.http.drop_invalid_header_fields.enabled", value: "true" },
        { key: "routing.http.desync_mitigation_mode", value: "strictest" },
      ],
    });
    const { inputs } = recording.get("kubernetes:networking.k8s.io/v1:IngressClass", "gateway-class");
    assert.deepEqual(inputs["spec"], {
      controller: "eks.amazonaws.com/alb",
      parameters: { apiGroup: "eks.amazonaws.com", kind: "IngressClassParams", name: "pharos-gateway" },
    });
  });

  it("takes the controller of a cluster that is there already, with its certificate", async () => {
    const recording = await make({ by: "controller", ingressClass: "internal" });
    const { spec, metadata } = ingress(recording).inputs;
    assert.equal(spec.ingressClassName, "internal");
    assert.deepEqual(
      spec.tls.map(({ secretName }: { secretName: string }) => secretName),
      ["gateway-public-tls"],
    );
    assert.equal(metadata.annotations, undefined);
    assert.deepEqual(recording.ofType("kubernetes:networking.k8s.io/v1:IngressClass"), []);
  });
});
