import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import Ajv from "ajv";
import { describeWithShared, sharedPath } from "../../engine/testing/shared";
import { type Recording, record } from "../testing/record";
import { RuntimeSecurity, type RuntimeSecurityArgs } from "./runtime-security";

const RELEASE = "kubernetes:helm.sh/v3:Release";
const BUDGET = "kubernetes:policy/v1:PodDisruptionBudget";

function recorded(change: Partial<RuntimeSecurityArgs> = {}): Promise<Recording> {
  return record(() => {
    const monitoringCrds = new ConfigMap("crds", {});
    const certificate = new ConfigMap("certificate", {});
    new RuntimeSecurity("runtime-security", {
      settings: { organization: "example", environment: "production", region: "eu-west-1" },
      namespace: "runtime-security",
      nodeAgentsNamespace: "node-agents",
      alertmanagerNamespace: "monitoring",
      servingSecret: "falcosidekick-serving-tls",
      monitoringCrds,
      after: [certificate],
      auditLog: { clusterName: "example-platform", region: "eu-west-1" },
      ...change,
    });
  });
}

describe("runtime security, as registered", () => {
  it("is three releases and a budget, each in its namespace, what forwards events first", async () => {
    const { resources } = await recorded();
    const first = ["crds", "certificate"];
    assert.deepEqual(
      resources
        .filter(({ type }) => type === RELEASE)
        .map(({ name, inputs, dependsOn }) =>
          [name, inputs["name"], inputs["chart"], inputs["namespace"], ...dependsOn].map(String),
        )
        .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
      [
        [
          "runtime-security-falco",
          "falco",
          "falco",
          "node-agents",
          ...first,
          "runtime-security-falcosidekick",
        ],
        [
          ...["runtime-security-falco-k8s-audit", "falco-k8s-audit", "falco", "runtime-security"],
          ...first,
          "runtime-security-falcosidekick",
        ],
        ["runtime-security-falcosidekick", "falcosidekick", "falcosidekick", "runtime-security", ...first],
      ],
    );
    assert.deepEqual(
      resources
        .filter(({ type, parent }) => !type.endsWith("ConfigMap") && parent !== "runtime-security")
        .map(({ name }) => name),
      ["runtime-security"],
    );
  });

  it("has no audit log where nobody said where it is", async () => {
    const recording = await recorded({ auditLog: undefined as never });
    assert.deepEqual(
      recording.ofType(RELEASE).map(({ name }) => name),
      ["runtime-security-falcosidekick", "runtime-security-falco"],
    );
  });

  it("sends events over TLS to its own Falcosidekick, and alerts to every member of Alertmanager", async () => {
    const recording = await recorded();
    for (const release of ["runtime-security-falco", "runtime-security-falco-k8s-audit"]) {
      const { falco } = recording.get(RELEASE, release).inputs["values"] as {
        falco: { http_output: object };
      };
      assert.deepEqual(falco.http_output, {
        enabled: true,
        url: "https://falcosidekick.runtime-security.svc:2801/",
        ca_cert: "/etc/pharos/roots/roots.pem",
      });
    }
    const { config } = recording.get(RELEASE, "runtime-security-falcosidekick").inputs["values"] as {
      config: { alertmanager: { hostport: string } };
    };
    assert.deepEqual(
      config.alertmanager.hostport.split(","),
      [0, 1, 2].map(
        (member) =>
          `https://alertmanager-pharos-alertmanager-${member}.alertmanager-operated.monitoring.svc:9093`,
      ),
    );
  });

  it("lets one of the two Falcosidekicks be taken away at a time", async () => {
    const { inputs } = (await recorded()).get(BUDGET, "runtime-security-falcosidekick-budget");
    assert.deepEqual(inputs["spec"], {
      minAvailable: 1,
      selector: {
        matchLabels: {
          "app.kubernetes.io/name": "falcosidekick",
          "app.kubernetes.io/instance": "falcosidekick",
        },
      },
    });
  });
});

describeWithShared("runtime security against the schemas", ["schemas", "policy"], () => {
  it("registers a valid budget", async () => {
    const file = sharedPath("schemas", "policy", "poddisruptionbudget_v1.json");
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(
      JSON.parse(readFileSync(file, "utf8")) as object,
    );
    const { inputs } = (await recorded()).get(BUDGET, "runtime-security-falcosidekick-budget");
    validate(inputs);
    assert.deepEqual(validate.errors ?? [], []);
    assert.ok(!validate({ ...inputs, spec: { minAvailble: 1 } }));
  });
});
