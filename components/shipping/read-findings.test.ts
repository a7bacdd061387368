import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SECURITY_SCRIPT, securityScripts } from "../../content/logs-shipping/scripts";
import { recordParams } from "../../content/logs-shipping/security-reader-config";
import { flowLogFields } from "../../content/security-logs";
import { documentOf, readOnce, signed } from "./read-findings";

const script = {
  text: securityScripts()[SECURITY_SCRIPT] ?? "",
  params: recordParams({
    environment: "production",
    cluster: "acme-production-eu-west-1",
    flowFields: flowLogFields,
  }),
};

/** An event as EventBridge hands it on ("Creating custom responses to GuardDuty findings" of the user guide has its form). */
const event = (id: string, more: object = {}) => ({
  version: "0",
  id: "cd2d702e-ab31-411b-9344-793ce56b1bc7",
  "detail-type": "GuardDuty Finding",
  source: "aws.guardduty",
  account: "111122223333",
  time: "2026-11-26T21:05:00Z",
  region: "eu-west-1",
  resources: [],
  detail: {
    schemaVersion: "2.0",
    accountId: "111122223333",
    region: "eu-west-1",
    partition: "aws",
    id,
    arn: `arn:aws:guardduty:eu-west-1:111122223333:detector/d/finding/${id}`,
    type: "PrivilegeEscalation:Kubernetes/PrivilegedContainer",
    resource: { resourceType: "EKSCluster", eksClusterDetails: { name: "acme-production-eu-west-1" } },
    service: {
      serviceName: "guardduty",
      action: { actionType: "KUBERNETES_API_CALL" },
      eventFirstSeen: "2026-11-26T20:58:00.000Z",
      archived: false,
      count: 1,
    },
    severity: 5,
    createdAt: "2026-11-26T21:00:00.000Z",
    updatedAt: "2026-11-26T21:00:00.000Z",
    title: "Privileged container launched on the Kubernetes cluster.",
    description: "A privileged container was launched.",
    ...more,
  },
});

/** SQS and Elasticsearch in one server, as far as the reader knows them. */
class Fake {
  readonly calls: string[] = [];
  readonly documents: { index: string; id?: string; fields: Record<string, unknown> }[] = [];
  readonly deleted: string[] = [];
  /** What the store answers for a document, by its index; made unless said. */
  readonly statuses = new Map<string, number>();
  private constructor(
    private readonly server: Server,
    private readonly messages: readonly string[],
  ) {}

  static async start(messages: readonly string[]): Promise<Fake> {
    const server = createServer();
    const fake = new Fake(server, messages);
    server.on("request", (request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        const { headers, url = "" } = request;
        fake.calls.push(String(headers["x-amz-target"] ?? url));
        const answer = fake.answer(headers, Buffer.concat(parts).toString("utf8"));
        response.statusCode = answer === undefined ? 403 : 200;
        response.end(
          JSON.stringify(answer ?? { message: "The security token included in the request is invalid." }),
        );
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  private answer(headers: NodeJS.Dict<string | string[]>, body: string): unknown {
    const target = headers["x-amz-target"];
    if (target === undefined) return this.bulk(body);
    if (headers["x-amz-security-token"] !== "token") return undefined;
    if (target === "AmazonSQS.ReceiveMessage")
      return {
        Messages: this.messages.map((Body, index) => ({
          MessageId: `m${index}`,
          ReceiptHandle: `r${index}`,
          Body,
        })),
      };
    const { Entries } = JSON.parse(body) as { Entries: { ReceiptHandle: string }[] };
    this.deleted.push(...Entries.map(({ ReceiptHandle }) => ReceiptHandle));
    return { Successful: [] };
  }

  private bulk(body: string): unknown {
    const lines = body
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const items = [];
    for (let at = 0; at < lines.length; at += 2) {
      const { create } = lines[at] as { create: { _index: string; _id?: string } };
      const { _index: index, _id: id } = create;
      const isThere = id !== undefined && this.documents.some((known) => known.id === id);
      const status = this.statuses.get(index) ?? (isThere ? 409 : 201);
      if (status === 201)
        this.documents.push({ index, ...(id !== undefined && { id }), fields: lines[at + 1] ?? {} });
      items.push({
        create: { status, ...(status >= 400 && { error: { reason: "failed to parse field" } }) },
      });
    }
    return { items };
  }
}

describe("the reader of GuardDuty's findings", () => {
  const running: Fake[] = [];
  afterEach(async () => {
    for (const fake of running.splice(0)) await fake.stop();
  });

  async function withMessages(...messages: readonly string[]) {
    const fake = await Fake.start(messages);
    running.push(fake);
    const token = { accessKeyId: "A", secretAccessKey: "S", sessionToken: "token" };
    const read = (sessionToken = "token") =>
      readOnce(
        {
          url: `${fake.url}/111122223333/findings`,
          region: "eu-west-1",
          credentials: () => Promise.resolve({ ...token, sessionToken }),
        },
        { url: fake.url, authorization: "Basic x" },
        script,
      );
    return { fake, read };
  }

  it("makes of an event the same document as of an exported finding, under an id of its own", () => {
    const { stream, id, fields } = documentOf(JSON.stringify(event("f1")), script);
    const { "event.original": original, ...rest } = JSON.parse(JSON.stringify(fields)) as Record<
      string,
      unknown
    >;
    assert.deepEqual(JSON.parse(String(original)), event("f1").detail);
    assert.deepEqual(
      { stream, id, ...rest },
      {
        stream: "logs-aws.guardduty-production",
        id: "f1-2026-11-26T21:00:00.000Z",
        "ecs.version": "9.0.0",
        "data_stream.type": "logs",
        "data_stream.dataset": "aws.guardduty",
        "data_stream.namespace": "production",
        "event.dataset": "aws.guardduty",
        "cloud.provider": "aws",
        "@timestamp": "2026-11-26T21:00:00.000Z",
        "event.id": "f1-2026-11-26T21:00:00.000Z",
        "event.kind": "alert",
        "event.provider": "guardduty.amazonaws.com",
        "event.action": "KUBERNETES_API_CALL",
        "event.category": ["intrusion_detection"],
        "event.type": ["info"],
        "event.severity": 50,
        "rule.name": "PrivilegeEscalation:Kubernetes/PrivilegedContainer",
        message: "Privileged container launched on the Kubernetes cluster.",
        "cloud.region": "eu-west-1",
        "cloud.account.id": "111122223333",
        "resource.type": "EKSCluster",
      },
    );
  });

  it("files what is there, and takes it away then; what is there already counts as filed", async () => {
    const { fake, read } = await withMessages(JSON.stringify(event("f1")), JSON.stringify(event("f2")));
    assert.deepEqual(await read(), { taken: 2, filed: 2 });
    assert.deepEqual(fake.calls, ["AmazonSQS.ReceiveMessage", "/_bulk", "AmazonSQS.DeleteMessageBatch"]);
    assert.deepEqual(
      fake.documents.map(({ index, id }) => [index, id]),
      [
        ["logs-aws.guardduty-production", "f1-2026-11-26T21:00:00.000Z"],
        ["logs-aws.guardduty-production", "f2-2026-11-26T21:00:00.000Z"],
      ],
    );
    assert.deepEqual(await read(), { taken: 2, filed: 2 });
    assert.equal(fake.documents.length, 2);
    assert.deepEqual(fake.deleted, ["r0", "r1", "r0", "r1"]);
  });

  it("leaves what the store cannot take now in its queue", async () => {
    const { fake, read } = await withMessages(JSON.stringify(event("f1")));
    fake.statuses.set("logs-aws.guardduty-production", 429);
    assert.deepEqual(await read(), { taken: 1, filed: 0 });
    assert.deepEqual([fake.deleted, fake.documents], [[], []]);
  });

  it("puts aside, whole and with the reason, what the store refuses for good and what it cannot read", async () => {
    const refused = JSON.stringify(event("f1"));
    const noTime = JSON.stringify(event("f2", { updatedAt: "soon" }));
    const { fake, read } = await withMessages(refused, "hello", '{"detail-type":"x"}', noTime);
    fake.statuses.set("logs-aws.guardduty-production", 400);
    assert.deepEqual(await read(), { taken: 4, filed: 4 });
    assert.deepEqual(
      fake.documents.map(({ index, fields }) => [index, fields["error.message"], fields["event.original"]]),
      [
        ["hello", "the message is no JSON"],
        ['{"detail-type":"x"}', "the message has no detail"],
        [JSON.stringify(event("f2", { updatedAt: "soon" }).detail), "Error: no time: soon"],
        [refused, "failed to parse field"],
      ].map(([original, reason]) => ["logs-deadletter.app-production", reason, original]),
    );
    assert.deepEqual(fake.deleted, ["r0", "r1", "r2", "r3"]);
  });

  it("leaves it in its queue if it cannot be put aside either", async () => {
    const { fake, read } = await withMessages("hello");
    fake.statuses.set("logs-deadletter.app-production", 503);
    assert.deepEqual(await read(), { taken: 1, filed: 0 });
    assert.deepEqual(fake.deleted, []);
  });

  it("asks the store nothing where there is no message", async () => {
    const { fake, read } = await withMessages();
    assert.deepEqual(await read(), { taken: 0, filed: 0 });
    assert.deepEqual(fake.calls, ["AmazonSQS.ReceiveMessage"]);
  });

  it("says what AWS answered where it is not let in", async () => {
    const { fake, read } = await withMessages("hello");
    await assert.rejects(read("other"), {
      message: `POST ${fake.url}/ answered 403: {"message":"The security token included in the request is invalid."}`,
    });
  });
});

describe("AWS's signature", () => {
  // Of AWS's own suite of examples for version 4: get-vanilla and post-vanilla.
  const credentials = {
    accessKeyId: "AKIDEXAMPLE",
    secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  };
  for (const [method, signature] of [
    ["GET", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"],
    ["POST", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"],
  ] as const)
    it(`is that of AWS's example of a ${method}`, () => {
      const { authorization } = signed(
        { method, host: "example.amazonaws.com", path: "/", headers: {}, body: "" },
        { region: "us-east-1", service: "service", credentials, at: new Date("2015-08-30T12:36:00Z") },
      );
      assert.equal(
        authorization,
        `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=${signature}`,
      );
    });
});
