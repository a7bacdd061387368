/**
 * What the second container of the reader of security records runs, alone in a container of Node.js: this file without anything besides.
 * Filebeat reads files that queues announce, and no messages that are records themselves; GuardDuty's findings come as such, minutes after
 * they are made, also where another account manages the detector and exports nothing to us. A message goes from its queue when its finding
 * is in the log store, or is put aside there, and not before.
 */
import { createHash, createHmac } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import * as http from "node:http";
import * as https from "node:https";
import { createContext, runInContext } from "node:vm";

/** Where messages come from, and how requests are signed. */
export interface QueueEnd {
  /** `https://sqs.eu-west-1.amazonaws.com/111122223333/findings` */
  readonly url: string;
  readonly region: string;
  readonly credentials: () => Promise<Credentials>;
}

/** Where documents go. */
export interface StoreEnd {
  readonly url: string;
  readonly authorization: string;
  /** PEM of whom to trust. @default those that Node.js trusts */
  readonly ca?: string;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What makes a document of a finding: `security_records.js`, with what it is told of its place. */
export interface RecordScript {
  readonly text: string;
  readonly params: Readonly<Record<string, unknown>>;
}

interface Message {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
}

interface Document {
  readonly stream: string;
  readonly id?: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Messages of one request, the most that SQS gives. */
const MESSAGES = 10;
/** The longest that SQS waits for a message. */
const WAIT_SECONDS = 20;
const PATIENCE_MS = 60_000;
/** The folder that the script knows findings by. */
const FOLDER = "guardduty/";
const DEAD_LETTERS = "deadletter.app";

/** Takes messages once, files their findings, and takes away what is filed. @returns how many were there, and how many were filed */
export async function readOnce(
  queue: QueueEnd,
  store: StoreEnd,
  script: RecordScript,
): Promise<{ taken: number; filed: number }> {
  const answer = await askQueue(queue, "ReceiveMessage", {
    QueueUrl: queue.url,
    MaxNumberOfMessages: MESSAGES,
    WaitTimeSeconds: WAIT_SECONDS,
  });
  const messages = ((answer as { Messages?: Message[] }).Messages ?? []).map((message) => ({
    message,
    document: documentOf(message.Body, script),
  }));
  if (messages.length === 0) return { taken: 0, filed: 0 };
  const statuses = await file(
    store,
    messages.map(({ document }) => document),
  );
  // What the store refuses for good is put aside; what it cannot take now comes again.
  const refused = messages.filter((_, index) => isRefused(statuses[index]?.status));
  const aside = await file(
    store,
    refused.map(({ message, document }) =>
      deadLetter(
        message.Body,
        String(statuses[messages.findIndex((each) => each.document === document)]?.reason),
        script,
      ),
    ),
  );
  const done = messages.filter(({ document }, index) => {
    const place = refused.findIndex((each) => each.document === document);
    return isFiled(place < 0 ? statuses[index]?.status : aside[place]?.status);
  });
  if (done.length > 0)
    await takeAway(
      queue,
      done.map(({ message }) => message),
    );
  return { taken: messages.length, filed: done.length };
}

/** Made now, or there already. */
const isFiled = (status: number | undefined): boolean => status === 201 || status === 200 || status === 409;
/** Refused for what it is, not for who asks or when. */
const isRefused = (status: number | undefined): boolean => status === 400;

async function takeAway(queue: QueueEnd, messages: readonly Message[]): Promise<void> {
  const answer = (await askQueue(queue, "DeleteMessageBatch", {
    QueueUrl: queue.url,
    Entries: messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
  })) as { Failed?: readonly { Code?: string }[] };
  // They come again, and are refused as being there already.
  if ((answer.Failed ?? []).length > 0) log("some messages stay in their queue", answer.Failed);
}

/** The document of a message: of the finding in it, or of the message as it is where there is none to be read. */
export function documentOf(body: string, script: RecordScript): Document {
  let finding: unknown;
  try {
    finding = (JSON.parse(body) as { detail?: unknown }).detail;
  } catch {
    return deadLetter(body, "the message is no JSON", script);
  }
  if (typeof finding !== "object" || finding === null)
    return deadLetter(body, "the message has no detail", script);
  return runScript(JSON.stringify(finding), script);
}

/** Runs the script as Filebeat does: a function that reads and writes the fields of an event. */
function runScript(text: string, { text: program, params }: RecordScript): Document {
  const fields = new Map<string, unknown>([
    ["aws.s3.object.key", FOLDER],
    ["message", text],
  ]);
  const event = {
    Get: (name: string) => fields.get(name),
    Put: (name: string, value: unknown) => void fields.set(name, value),
    Delete: (name: string) => void fields.delete(name),
    Cancel: () => undefined,
  };
  runInContext(`${program}\nregister(params); process(event);`, createContext({ event, params }));
  fields.delete("aws.s3.object.key");
  const [stream, id] = ["@metadata.stream", "@metadata._id"].map((name) => fields.get(name));
  const kept = [...fields].filter(([name]) => !name.startsWith("@metadata."));
  return {
    stream: String(stream),
    ...(typeof id === "string" && { id }),
    fields: Object.fromEntries(kept),
  };
}

function deadLetter(original: string, reason: string, { params }: RecordScript): Document {
  const namespace = String(params["environment"]);
  return {
    stream: `logs-${DEAD_LETTERS}-${namespace}`,
    fields: {
      "@timestamp": new Date().toISOString(),
      "ecs.version": "9.0.0",
      "event.kind": "pipeline_error",
      "event.dataset": DEAD_LETTERS,
      "event.original": original,
      "error.message": reason,
      "data_stream.type": "logs",
      "data_stream.dataset": DEAD_LETTERS,
      "data_stream.namespace": namespace,
      "cloud.provider": "aws",
    },
  };
}

interface Filed {
  readonly status: number;
  readonly reason?: string;
}

/** @returns what became of each document, in their order */
async function file(store: StoreEnd, documents: readonly Document[]): Promise<readonly Filed[]> {
  if (documents.length === 0) return [];
  const lines = documents.flatMap(({ stream, id, fields }) => [
    { create: { _index: stream, ...(id !== undefined && { _id: id }) } },
    fields,
  ]);
  const body = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  const headers = { authorization: store.authorization, "content-type": "application/x-ndjson" };
  const text = await send(new URL("/_bulk", store.url), "POST", headers, body, store.ca);
  const { items } = JSON.parse(text) as {
    items: readonly { create: { status: number; error?: { reason?: string } } }[];
  };
  return items.map(({ create }) => ({
    status: create.status,
    ...(create.error?.reason !== undefined && { reason: create.error.reason }),
  }));
}

async function askQueue(queue: QueueEnd, action: string, body: unknown): Promise<unknown> {
  const text = JSON.stringify(body);
  const url = new URL("/", queue.url);
  const headers = signed(
    {
      method: "POST",
      host: url.host,
      path: "/",
      headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": `AmazonSQS.${action}` },
      body: text,
    },
    { region: queue.region, service: "sqs", credentials: await queue.credentials(), at: new Date() },
  );
  const answer = await send(url, "POST", headers, text);
  return answer === "" ? {} : (JSON.parse(answer) as unknown);
}

/** What is signed of a request. */
export interface Signable {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Signing {
  readonly region: string;
  readonly service: string;
  readonly credentials: Credentials;
  readonly at: Date;
}

/** The headers of a request with AWS's signature, version 4 ("Signing AWS API requests" of the IAM user guide). */
export function signed(
  request: Signable,
  { region, service, credentials, at }: Signing,
): Record<string, string> {
  const time = at.toISOString().replace(/[-:]|\.\d{3}/g, "");
  const all: Record<string, string> = {
    ...request.headers,
    host: request.host,
    "x-amz-date": time,
    ...(credentials.sessionToken !== undefined && { "x-amz-security-token": credentials.sessionToken }),
  };
  const names = Object.keys(all).sort();
  const canonical = [
    request.method,
    request.path,
    "",
    ...names.map((name) => `${name}:${all[name]}`),
    "",
    names.join(";"),
    hash(request.body),
  ].join("\n");
  const scope = [time.slice(0, 8), region, service, "aws4_request"];
  const toSign = ["AWS4-HMAC-SHA256", time, scope.join("/"), hash(canonical)].join("\n");
  const key = scope.reduce<string | Buffer>(
    (secret, part) => createHmac("sha256", secret).update(part).digest(),
    `AWS4${credentials.secretAccessKey}`,
  );
  const signature = createHmac("sha256", key).update(toSign).digest("hex");
  const credential = `${credentials.accessKeyId}/${scope.join("/")}`;
  return {
    ...all,
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(";")}, Signature=${signature}`,
  };
}

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Credentials of the pod's role, from the agent of EKS Pod Identity; it gives the same until they are about to end. */
async function podCredentials(env: NodeJS.ProcessEnv): Promise<Credentials> {
  const [url = "", tokenFile = ""] = [
    env["AWS_CONTAINER_CREDENTIALS_FULL_URI"],
    env["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"],
  ];
  const authorization = readFileSync(tokenFile, "utf8").trim();
  const given = JSON.parse(await send(new URL(url), "GET", { authorization })) as {
    AccessKeyId: string;
    SecretAccessKey: string;
    Token: string;
  };
  return {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    sessionToken: given.Token,
  };
}

/** @throws Error with the answer, if it is no success */
function send(
  url: URL,
  method: string,
  headers: Readonly<Record<string, string>>,
  body = "",
  ca?: string,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? https : http).request(
      url,
      {
        method,
        headers: { ...headers, ...(body !== "" && { "content-length": Buffer.byteLength(body) }) },
        timeout: PATIENCE_MS,
        ...(ca !== undefined && { ca }),
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(parts).toString("utf8");
          const { statusCode = 0 } = response;
          if (statusCode >= 200 && statusCode < 300) resolve(text);
          else reject(new Error(`${method} ${url.origin}${url.pathname} answered ${statusCode}: ${text}`));
        });
      },
    );
    request.on("timeout", () => request.destroy(new Error(`${url.origin} does not answer`)));
    request.on("error", reject);
    request.end(body);
  });
}

function log(message: string, more?: unknown): void {
  process.stdout.write(`${JSON.stringify({ message, ...(more !== undefined && { more }) })}\n`);
}

/** Reads until something fails: the container is then started again, and what was not filed comes again. */
async function main(env: NodeJS.ProcessEnv): Promise<void> {
  const needed = (name: string): string => {
    const value = env[name];
    if (value === undefined || value === "") throw new Error(`the variable ${name} is missing`);
    return value;
  };
  const secret = (name: string): string => readFileSync(`${needed("USER_FOLDER")}/${name}`, "utf8").trim();
  const queue = {
    url: needed("FINDINGS_QUEUE"),
    region: needed("AWS_REGION"),
    credentials: () => podCredentials(env),
  };
  const store = {
    url: needed("STORE_URL"),
    authorization: `Basic ${Buffer.from(`${secret("username")}:${secret("password")}`).toString("base64")}`,
    ca: readFileSync(needed("ROOTS_FILE"), "utf8"),
  };
  const script = {
    text: readFileSync(needed("RECORDS_SCRIPT"), "utf8"),
    params: JSON.parse(needed("RECORDS_PARAMS")) as Record<string, unknown>,
  };
  for (;;) {
    const { taken, filed } = await readOnce(queue, store, script);
    if (filed < taken)
      log(`${taken - filed} of ${taken} findings wait: the log store does not take them now`);
    writeFileSync(needed("ALIVE_FILE"), "");
  }
}

if (require.main === module)
  main(process.env).catch((error: unknown) => {
    log(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
