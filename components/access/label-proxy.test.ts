import assert from "node:assert/strict";
import { tenantDoors, tenantDoorsOf } from "../../content/access/tenants";
import { checkValues } from "../../content/charts/check-values";
import { keyIndexes } from "../../content/charts/indexes";
import { type DoorInputs, gatewayValues } from "./gateway-values";
import { gatewayPods } from "./pod-sizes";

const identity: DoorInputs["identity"] = {
  issuerUrl: "https://id.example.com",
  clientId: "pharos-gateway",
  groupsClaim: "groups",
  scopes: ["openid"],
  groups: { viewer: ["all"], operator: ["ops"], "on-call": [], auditor: [], admin: ["root"] },
  tenants: { payments: ["pay", "cards"] },
  domain: "pharos.example.com",
};
const doorOf = (team: string) => tenantDoors.find(({ tenant }) => tenant === team) ?? assert.fail(team);
const valuesOf = (team: string) => gatewayValues({ door: doorOf(team), region: "eu-west-1", identity });
const settingOf = (team: string, key: string): unknown => {
  const line = valuesOf(team)
    .config.configFile.split("\n")
    .find((each) => each.startsWith(`${key} = `));
  return JSON.parse(line?.slice(key.length + 3) ?? assert.fail(key));
};
const proxyOf = (team: string) => {
  const { extraContainers = [] } = valuesOf(team);
  assert.equal(extraContainers.length, 1);
  return extraContainers[0]!;
};

describe("doors of teams", () => {
  it("let in the team's groups alone, and neither those of other teams nor those who see everything", () => {
    assert.deepEqual(settingOf("payments", "allowed_groups"), ["pay", "cards"]);
    // Without a group oauth2-proxy would let everybody in.
    assert.deepEqual(settingOf("trading", "allowed_groups"), ["pharos:nobody"]);
  });

  it("lead to what stands in the same pod, over the one plain address that nobody else reaches", () => {
    assert.deepEqual(settingOf("payments", "upstreams"), ["http://127.0.0.1:8080/"]);
    assert.equal(
      settingOf("payments", "redirect_url"),
      "https://metrics-payments.eu-west-1.pharos.example.com/oauth2/callback",
    );
    assert.equal(settingOf("payments", "pass_authorization_header"), false);
  });

  it("have the team in the proxy's arguments, and ask no header and no parameter for it", () => {
    assert.deepEqual(proxyOf("payments").args, [
      "--insecure-listen-address=127.0.0.1:8080",
      "--upstream=https://pharos-prometheus.monitoring.svc:9090",
      "--upstream-ca-cert=/etc/pharos/roots/roots.pem",
      "--label=team",
      "--label-value=payments",
      "--enable-label-apis",
      "--error-on-replace",
      "--unsafe-passthrough-paths=/query,/alerts,/assets,/favicon.svg",
    ]);
    for (const { tenant } of tenantDoors)
      assert.deepEqual(
        proxyOf(tenant).args.filter((flag) => /label-value|header|query-param|regex/.test(flag)),
        [`--label-value=${tenant}`],
      );
  });

  it("have a second container that is bounded, without rights, and asked in its own pod whether it lives", () => {
    const { args, ...proxy } = proxyOf("payments");
    assert.equal(args.length, 8);
    const health = {
      exec: { command: ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/healthz"] },
      timeoutSeconds: 5,
    };
    assert.deepEqual(proxy, {
      name: "prom-label-proxy",
      image: "quay.io/prometheuscommunity/prom-label-proxy:v0.13.0",
      livenessProbe: health,
      readinessProbe: health,
      resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "128Mi" } },
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      },
      volumeMounts: [{ name: "roots", mountPath: "/etc/pharos/roots", readOnly: true }],
    });
    const { podSecurityContext, extraVolumes } = valuesOf("payments");
    assert.equal(podSecurityContext.runAsNonRoot, true);
    assert.ok(extraVolumes.some(({ name }) => name === "roots"));
  });

  it("have only keys that the pinned chart knows", () => {
    for (const { tenant } of tenantDoors)
      assert.deepEqual(checkValues(keyIndexes["oauth2-proxy"], valuesOf(tenant)), []);
  });

  it("are there for the teams that have a group, and two pods of two containers each", () => {
    assert.deepEqual(
      tenantDoorsOf({ payments: ["pay"], trading: [] }).map(({ name }) => name),
      ["metrics-payments"],
    );
    assert.deepEqual(tenantDoorsOf(), []);
    const [pods] = gatewayPods(tenantDoorsOf({ payments: ["pay"] }));
    assert.deepEqual(
      [pods?.count, pods?.containers.map(({ requests }) => requests.memory)],
      [2, ["48Mi", "32Mi"]],
    );
  });
});
