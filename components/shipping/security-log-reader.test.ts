import assert from "node:assert/strict";
import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import { parse } from "yaml";
import { flowLogFields } from "../../content/security-logs";
import { record } from "../testing/record";
import { SecurityLogReader } from "./security-log-reader";

interface PodSpec {
  readonly serviceAccountName: string;
  readonly containers: readonly {
    readonly name: string;
    readonly command?: readonly string[];
    readonly env: readonly { readonly name: string; readonly value: string }[];
    readonly securityContext: { readonly readOnlyRootFilesystem: boolean };
  }[];
}

const make = (queues: Readonly<Record<string, string>>) =>
  record(() => {
    const role = new ConfigMap("role", {});
    return new SecurityLogReader("security-log-reader", {
      place: { environment: "staging", cluster: "acme-staging-eu-west-1", flowFields: flowLogFields },
      region: "eu-west-1",
      queues,
      findings: "https://sqs/findings",
      after: [role],
    });
  });

describe("the reader of AWS's security records", () => {
  for (const [title, queues, ids] of [
    ["its own", { securityLogs: "https://sqs/logs" }, ["securityLogs"]],
    [
      "its own and the trail's, where the stack makes the trail",
      { securityLogs: "https://sqs/logs", trail: "https://sqs/trail" },
      ["securityLogs", "trail"],
    ],
  ] as const) {
    it(`reads from queues: ${title}`, async () => {
      const recording = await make(queues);
      const { inputs, dependsOn } = recording.get(
        "kubernetes:apps/v1:Deployment",
        "security-log-reader-pods",
      );
      const { replicas, template } = inputs["spec"] as {
        readonly replicas: number;
        readonly template: { readonly spec: PodSpec };
      };
      assert.equal(replicas, 2);
      assert.ok(dependsOn.includes("role"));
      assert.equal(template.spec.serviceAccountName, "security-log-reader");
      const [container] = template.spec.containers;
      assert.equal(container?.securityContext.readOnlyRootFilesystem, true);
      const { data } = recording.get("kubernetes:core/v1:ConfigMap", "security-log-reader-config").inputs as {
        readonly data: Readonly<Record<string, string>>;
      };
      const config = parse(data["filebeat.yml"] ?? "") as {
        readonly "filebeat.inputs": readonly { readonly id: string; readonly queue_url: string }[];
      };
      assert.deepEqual(
        config["filebeat.inputs"].map(({ id }) => id),
        ids,
      );
      // Each address is a variable that the pod has.
      const variables = new Map(container?.env.map(({ name, value }) => [`\${${name}}`, value]));
      assert.deepEqual(
        config["filebeat.inputs"].map(({ queue_url }) => variables.get(queue_url)),
        Object.values(queues),
      );
    });
  }

  it("reads findings from the queue that has them, by a program of its own", async () => {
    const recording = await make({ securityLogs: "https://sqs/logs" });
    const { inputs } = recording.get("kubernetes:apps/v1:Deployment", "security-log-reader-pods");
    const { containers } = (inputs["spec"] as { readonly template: { readonly spec: PodSpec } }).template
      .spec;
    const findings = containers.find(({ name }) => name === "findings") ?? assert.fail();
    assert.deepEqual(
      findings.env.map(({ name, value }) => [name, value]),
      [
        ["AWS_REGION", "eu-west-1"],
        ["FINDINGS_QUEUE", "https://sqs/findings"],
        ["STORE_URL", "https://logs-es-http.logging.svc:9200"],
        ["USER_FOLDER", "/etc/store"],
        ["ROOTS_FILE", "/etc/roots/roots.pem"],
        ["RECORDS_SCRIPT", "/etc/filebeat-scripts/security_records.js"],
        [
          "RECORDS_PARAMS",
          JSON.stringify({
            environment: "staging",
            cluster: "acme-staging-eu-west-1",
            flow_fields: flowLogFields,
          }),
        ],
        ["ALIVE_FILE", "/var/lib/findings/alive"],
      ],
    );
    const { data } = recording.get("kubernetes:core/v1:ConfigMap", "security-log-reader-scripts").inputs as {
      readonly data: Readonly<Record<string, string>>;
    };
    const [, program = ""] = findings.command ?? [];
    const text = data[program.replace("/etc/filebeat-scripts/", "")] ?? assert.fail(program);
    // Alone in a container: it may load nothing that Node.js does not bring.
    const loaded = [...text.matchAll(/require\("([^"]+)"\)/g)].map(([, module]) => module);
    assert.deepEqual([...new Set(loaded)].sort(), [
      "node:crypto",
      "node:fs",
      "node:http",
      "node:https",
      "node:vm",
    ]);
  });
});
