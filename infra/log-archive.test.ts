import assert from "node:assert/strict";
import type { Recording } from "../components/testing/record";
import { recordStack } from "./testing/stacks";

/** Registering a whole stack takes a second, and ten on a busy machine. */
const PATIENCE_MS = 60_000;

/** What of the way to the archive a stack has. */
function wayOf({ resources }: Recording): string[] {
  return resources
    .filter(({ type }) => !type.startsWith("pharos:"))
    .filter(
      ({ name, inputs }) =>
        name.includes("log-archiver") || JSON.stringify(inputs).includes("log-archiver-to-"),
    )
    .map(({ type, name }) => `${type.split(":").at(-1)} ${name}`)
    .sort();
}

describe("the way of logs into the locked archive", function () {
  this.timeout(PATIENCE_MS);

  it("is closed as the settings are: no role, no flow, no pipeline", async () => {
    const recording = await recordStack("us-east-1");
    assert.deepEqual(wayOf(recording), []);
    const { data } = recording.get("kubernetes:core/v1:ConfigMap", "logstash-settings").inputs as {
      data: Record<string, string>;
    };
    assert.deepEqual(
      Object.keys(data).filter((name) => name.startsWith("archive")),
      [],
    );
  });

  it("is whole once it is opened: a role that only adds, a flow, a pipeline with the bucket's key", async () => {
    // Past the check of the settings, which refuse it until logs are masked.
    const recording = await recordStack("us-east-1", { logs: { archive: "on", gigabytesPerDay: 5 } });
    assert.deepEqual(wayOf(recording), [
      "NetworkPolicy namespaces-traffic-logging-log-archiver-to-archive",
      "NetworkPolicy namespaces-traffic-logging-log-archiver-to-pod-identity",
      "PodIdentityAssociation pod-log-archiver-association",
      "Role pod-log-archiver-role",
      "RolePolicy pod-log-archiver-policy",
    ]);
    const { policy } = recording.get("aws:iam/rolePolicy:RolePolicy", "pod-log-archiver-policy").inputs as {
      policy: string;
    };
    const { Statement } = JSON.parse(policy) as { Statement: { Action: string[]; Resource: string[] }[] };
    assert.deepEqual(
      Statement.map(({ Action }) => Action),
      [
        ["s3:AbortMultipartUpload", "s3:PutObject"],
        ["kms:Decrypt", "kms:GenerateDataKey"],
      ],
    );
    const { data } = recording.get("kubernetes:core/v1:ConfigMap", "logstash-settings").inputs as {
      data: Record<string, string>;
    };
    assert.match(data["archive.conf"] ?? "", /bucket => "pharos-production-us-east-1-log-archive"/);
    const scripts = recording.get("kubernetes:core/v1:ConfigMap", "logstash-scripts").inputs as {
      data: Record<string, string>;
    };
    assert.ok(scripts.data["logstash_archive.rb"]);
    const pods = recording.get("kubernetes:apps/v1:StatefulSet", "logstash-pods");
    assert.ok(JSON.stringify(pods.inputs).includes('{"name":"ARCHIVE_KEY","value":"arn:of:'), "no key");
    assert.ok(
      pods.dependsOn.some((name) => name.startsWith("pod-log-archiver")),
      pods.dependsOn.join(),
    );
  });
});
