import assert from "node:assert/strict";
import { createContext, runInContext } from "node:vm";
import { datasetNames } from "../logs/streams";
import { flowLogFields } from "../security-logs";
import { SECURITY_SCRIPT, securityScripts } from "./scripts";

const PLACE = {
  environment: "production",
  cluster: "acme-production-eu-west-1",
  flow_fields: [...flowLogFields],
};

/** As much of Filebeat's event as the script touches: fields by dotted names, times as they are. */
class Event {
  readonly fields = new Map<string, unknown>();
  cancelled = false;
  constructor(key: string, message: string) {
    this.fields.set("aws.s3.object.key", key).set("message", message);
  }
  Get(name: string): unknown {
    return this.fields.get(name);
  }
  Put(name: string, value: unknown): void {
    this.fields.set(name, value);
  }
  Delete(name: string): void {
    this.fields.delete(name);
  }
  Cancel(): void {
    this.cancelled = true;
  }
}

/** What a record becomes, without what is the same in all; undefined if it is dropped. */
function read(key: string, message: string): Record<string, unknown> | undefined {
  const event = new Event(key, message);
  const context = createContext({ event, params: PLACE });
  runInContext(`${securityScripts()[SECURITY_SCRIPT]}\nregister(params); process(event);`, context);
  if (event.cancelled) return undefined;
  // Through JSON, as it travels: times become text.
  const all = JSON.parse(JSON.stringify(Object.fromEntries(event.fields))) as Record<string, unknown>;
  const same: Record<string, unknown> = {
    "ecs.version": "9.0.0",
    "data_stream.type": "logs",
    "data_stream.namespace": "production",
    "cloud.provider": "aws",
    "aws.s3.object.key": key,
    "event.original": message,
    "@metadata.op_type": "create",
  };
  for (const [name, value] of Object.entries(same)) {
    assert.deepEqual(all[name], value, name);
    delete all[name];
  }
  const dataset = all["event.dataset"];
  assert.ok(
    datasetNames.some((known) => known === dataset),
    String(dataset),
  );
  assert.equal(all["data_stream.dataset"], dataset);
  assert.equal(all["@metadata.stream"], `logs-${String(dataset)}-production`);
  for (const name of ["data_stream.dataset", "@metadata.stream"]) delete all[name];
  return all;
}

describe("AWS's security records become documents", () => {
  it("of CloudTrail: a call that was refused", () => {
    const record = {
      eventTime: "2026-11-26T21:00:00Z",
      eventID: "6f1c",
      eventSource: "kms.amazonaws.com",
      eventName: "Decrypt",
      awsRegion: "eu-west-1",
      recipientAccountId: "111122223333",
      sourceIPAddress: "203.0.113.9",
      userAgent: "aws-cli/2",
      readOnly: true,
      errorCode: "AccessDenied",
      errorMessage: "no",
      userIdentity: { principalId: "AROA:me", sessionContext: { sessionIssuer: { userName: "reader" } } },
    };
    assert.deepEqual(
      read("AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/26/x.json.gz", JSON.stringify(record)),
      {
        "@metadata._id": "6f1c",
        "@timestamp": "2026-11-26T21:00:00.000Z",
        "event.dataset": "aws.cloudtrail",
        "event.id": "6f1c",
        "event.kind": "event",
        "event.provider": "kms.amazonaws.com",
        "event.action": "Decrypt",
        "event.category": ["configuration"],
        "event.type": ["denied"],
        "event.outcome": "failure",
        "error.code": "AccessDenied",
        "error.message": "no",
        "user.id": "AROA:me",
        "user.name": "reader",
        "source.address": "203.0.113.9",
        "source.ip": "203.0.113.9",
        "user_agent.original": "aws-cli/2",
        "cloud.region": "eu-west-1",
        "cloud.account.id": "111122223333",
        "related.user": ["reader", "AROA:me"],
        "related.ip": ["203.0.113.9"],
      },
    );
  });

  it("of CloudTrail: a sign-in at the console that failed without an error, and a call by a service", () => {
    const trail = "AWSLogs/111122223333/CloudTrail/x.json.gz";
    const time = { eventTime: "2026-11-26T21:00:00Z" };
    const signIn = read(
      trail,
      JSON.stringify({
        ...time,
        eventSource: "signin.amazonaws.com",
        responseElements: { ConsoleLogin: "Failure" },
      }),
    );
    assert.deepEqual(
      [signIn?.["event.category"], signIn?.["event.outcome"]],
      [["authentication"], "failure"],
    );
    const service = read(
      trail,
      JSON.stringify({ ...time, eventSource: "s3.amazonaws.com", sourceIPAddress: "config.amazonaws.com" }),
    );
    assert.deepEqual(
      [service?.["source.address"], service?.["source.ip"], service?.["event.type"]],
      ["config.amazonaws.com", undefined, ["change"]],
    );
  });

  it("of flow logs: a connection that was refused; names of columns and empty windows are none", () => {
    const key = "flow-logs/AWSLogs/111122223333/vpcflowlogs/x.log.gz";
    const line =
      "5 111122223333 eni-1 198.51.100.4 10.0.3.7 40000 22 6 3 180 1795726740 1795726800 REJECT OK vpc-1 subnet-1 euw1-az1 2 IPv4 198.51.100.4 10.0.3.7 - - ingress -";
    assert.deepEqual(read(key, line), {
      "@timestamp": "2026-11-26T21:00:00.000Z",
      "event.dataset": "aws.vpcflow",
      "event.kind": "event",
      "event.category": ["network"],
      "event.type": ["connection", "denied"],
      "event.action": "reject",
      "event.outcome": "failure",
      "event.start": "2026-11-26T20:59:00.000Z",
      "event.end": "2026-11-26T21:00:00.000Z",
      "source.ip": "198.51.100.4",
      "source.port": 40_000,
      "destination.ip": "10.0.3.7",
      "destination.port": 22,
      "network.iana_number": "6",
      "network.transport": "tcp",
      "network.type": "ipv4",
      "network.bytes": 180,
      "network.packets": 3,
      "cloud.account.id": "111122223333",
      "related.ip": ["198.51.100.4", "10.0.3.7"],
    });
    assert.equal(read(key, flowLogFields.join(" ")), undefined);
    assert.equal(
      read(key, "5 111122223333 eni-1 - - - - - - - 1795726740 1795726800 - NODATA - - - - - - - - - - -"),
      undefined,
    );
  });

  it("of Kubernetes' audit log: a call that the cluster forbade", () => {
    const record = {
      kind: "Event",
      auditID: "a1",
      stage: "ResponseComplete",
      stageTimestamp: "2026-11-26T21:00:00.123456Z",
      verb: "create",
      requestURI: "/api/v1/namespaces/finance/pods/api-0/exec?command=sh",
      user: { username: "eve", uid: "u-7" },
      sourceIPs: ["10.0.3.7"],
      userAgent: "kubectl",
      objectRef: { resource: "pods", subresource: "exec", namespace: "finance", name: "api-0" },
      responseStatus: { code: 403 },
      annotations: { "authorization.k8s.io/decision": "forbid" },
    };
    assert.deepEqual(read("eks-audit/2026/11/26/x.gz", JSON.stringify(record)), {
      "@metadata._id": "a1-ResponseComplete",
      "@timestamp": "2026-11-26T21:00:00.123Z",
      "event.dataset": "aws.eks_audit",
      "event.id": "a1-ResponseComplete",
      "event.kind": "event",
      "event.provider": "kube-apiserver",
      "event.action": "create",
      "event.category": ["iam"],
      "event.type": ["denied"],
      "event.outcome": "failure",
      "http.response.status_code": 403,
      "url.path": "/api/v1/namespaces/finance/pods/api-0/exec",
      "user.name": "eve",
      "user.id": "u-7",
      "source.ip": "10.0.3.7",
      "user_agent.original": "kubectl",
      "orchestrator.type": "kubernetes",
      "orchestrator.namespace": "finance",
      "orchestrator.resource.type": "pods/exec",
      "orchestrator.resource.name": "api-0",
      "orchestrator.cluster.name": "acme-production-eu-west-1",
      "related.user": ["eve"],
      "related.ip": ["10.0.3.7"],
    });
  });

  it("of the cluster's authenticator: somebody whom it did not let in", () => {
    const line =
      'time="2026-11-26T21:00:00Z" level=warning msg="access denied" error="ARN is not \\"mapped\\"" arn="arn:aws:iam::111122223333:user/eve"';
    assert.deepEqual(read("eks-audit/2026/11/26/x.gz", line), {
      "@timestamp": "2026-11-26T21:00:00.000Z",
      "event.dataset": "aws.eks_audit",
      "event.kind": "event",
      "event.provider": "aws-iam-authenticator",
      "event.action": "access-denied",
      "event.category": ["authentication"],
      "event.type": ["denied"],
      "event.outcome": "failure",
      "error.message": 'ARN is not "mapped"',
      "user.id": "arn:aws:iam::111122223333:user/eve",
      "orchestrator.type": "kubernetes",
      "orchestrator.cluster.name": "acme-production-eu-west-1",
      "related.user": ["arn:aws:iam::111122223333:user/eve"],
    });
  });

  it("of AWS Config: a resource that is gone", () => {
    const item = {
      configurationItemCaptureTime: "2026-11-26T21:00:00.000Z",
      configurationItemStatus: "ResourceDeleted",
      configurationStateId: 7,
      awsRegion: "eu-west-1",
      awsAccountId: "111122223333",
      resourceType: "AWS::S3::Bucket",
      resourceId: "b",
      resourceName: "b",
    };
    assert.deepEqual(read("config/AWSLogs/x/ConfigHistory/x.json.gz", JSON.stringify(item)), {
      "@metadata._id": "b-7",
      "@timestamp": "2026-11-26T21:00:00.000Z",
      "event.dataset": "aws.config",
      "event.id": "b-7",
      "event.kind": "state",
      "event.provider": "config.amazonaws.com",
      "event.action": "ResourceDeleted",
      "event.category": ["configuration"],
      "event.type": ["deletion"],
      "cloud.region": "eu-west-1",
      "cloud.account.id": "111122223333",
      "resource.type": "AWS::S3::Bucket",
      "resource.id": "b",
      "resource.name": "b",
    });
  });

  it("of GuardDuty: a finding, with its severity as a whole number", () => {
    const record = {
      id: "f1",
      updatedAt: "2026-11-26T21:00:00.000Z",
      type: "UnauthorizedAccess:IAMUser/TorIPCaller",
      severity: 5.3,
      title: "Calls from a Tor exit node",
      region: "eu-west-1",
      accountId: "111122223333",
      resource: { resourceType: "AccessKey", accessKeyDetails: { userName: "eve" } },
      service: { action: { actionType: "AWS_API_CALL" } },
    };
    assert.deepEqual(read("guardduty/AWSLogs/x.jsonl.gz", JSON.stringify(record)), {
      "@metadata._id": "f1-2026-11-26T21:00:00.000Z",
      "@timestamp": "2026-11-26T21:00:00.000Z",
      "event.dataset": "aws.guardduty",
      "event.id": "f1-2026-11-26T21:00:00.000Z",
      "event.kind": "alert",
      "event.provider": "guardduty.amazonaws.com",
      "event.action": "AWS_API_CALL",
      "event.category": ["intrusion_detection"],
      "event.type": ["info"],
      "event.severity": 53,
      "rule.name": "UnauthorizedAccess:IAMUser/TorIPCaller",
      message: "Calls from a Tor exit node",
      "cloud.region": "eu-west-1",
      "cloud.account.id": "111122223333",
      "resource.type": "AccessKey",
      "user.name": "eve",
      "related.user": ["eve"],
    });
  });

  it("that cannot be read are put aside with the reason, whole", () => {
    const reasons = [
      ["elsewhere/x.gz", "text", "Error: no service writes elsewhere/x.gz"],
      ["flow-logs/x.gz", "5 1 2", "Error: a flow has 3 fields"],
      ["eks-audit/x.gz", "time=x msg=hello", "Error: the authenticator neither lets in nor refuses"],
      ["AWSLogs/111122223333/CloudTrail/x.gz", "{}", "Error: no time: undefined"],
    ] as const;
    for (const [key, text, reason] of reasons)
      assert.deepEqual(read(key, text), {
        "event.dataset": "deadletter.app",
        "event.kind": "pipeline_error",
        "error.message": reason,
      });
  });
});
