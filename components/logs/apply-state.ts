/**
 * What the bootstrap job runs, alone in a container of Node.js: this file without anything besides. It brings Elasticsearch and Kibana to
 * the state that it is given, and changes nothing that is as it should be, so that it can run as often as one likes.
 */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import * as http from "node:http";
import * as https from "node:https";
import type { DesiredObject, DesiredState, DesiredUser } from "../../content/logs/desired-state";

/** An API and how one signs in to it. */
export interface Endpoint {
  /** Origin, such as `https://logs-es-http.logging.svc:9200`. */
  readonly url: string;
  /** PEM of whom to trust. @default those that Node.js trusts */
  readonly ca?: string;
  readonly authorization: string;
}

/** The three APIs that the job talks to. */
export interface Endpoints {
  readonly elasticsearch: Endpoint;
  readonly kibana: Endpoint;
  readonly kubernetes: Endpoint;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Until then an API has answered or is not there; the job is started again. */
const PATIENCE_MS = 60_000;
/** More than any password of a person: 256 bits. */
const PASSWORD_BYTES = 32;

/**
 * Brings everything to its state, in order.
 * @returns what was changed, a line each; empty when nothing was
 * @throws Error with the answer when an API refuses something
 */
export async function applyState(state: DesiredState, endpoints: Endpoints): Promise<string[]> {
  const changes: string[] = [];
  for (const object of state.objects) changes.push(...(await applyObject(object, endpoints[object.api])));
  for (const user of state.users) changes.push(...(await applyUser(user, endpoints)));
  return changes;
}

async function applyObject(object: DesiredObject, endpoint: Endpoint): Promise<string[]> {
  const { path, body, at = [], createAt } = object;
  const { status, body: answer } = await ask(endpoint, "GET", path, undefined, [200, 404]);
  const isThere = status === 200;
  if (isThere && !differs(body, stepInto(answer, at))) return [];
  if (!isThere && createAt !== undefined) await ask(endpoint, "POST", createAt, body, [200, 201]);
  else await ask(endpoint, "PUT", path, body, [200, 201, 204]);
  return [`${isThere ? "changed" : "made"} ${path}`];
}

/** A user whose password only the Secret has. Whoever deletes the Secret and starts the job again changes the password. */
async function applyUser(
  { name, roles, secretName, namespace }: DesiredUser,
  { elasticsearch, kubernetes }: Endpoints,
): Promise<string[]> {
  const changes: string[] = [];
  const secrets = `/api/v1/namespaces/${namespace}/secrets`;
  const found = await ask(kubernetes, "GET", `${secrets}/${secretName}`, undefined, [200, 404]);
  let password: string;
  if (found.status === 200) {
    const { data } = found.body as { data?: Record<string, string> };
    password = Buffer.from(data?.["password"] ?? "", "base64").toString("utf8");
    if (password === "")
      throw new Error(`the Secret ${namespace}/${secretName} holds no password; delete it`);
  } else {
    password = randomBytes(PASSWORD_BYTES).toString("base64url");
    const body = {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: secretName, namespace, labels: { "app.kubernetes.io/managed-by": "pharos" } },
      type: "kubernetes.io/basic-auth",
      stringData: { username: name, password },
    };
    await ask(kubernetes, "POST", secrets, body, [201]);
    changes.push(`made secret ${secretName}`);
  }
  const path = `/_security/user/${name}`;
  const { status, body } = await ask(elasticsearch, "GET", path, undefined, [200, 404]);
  const signsIn = { ...elasticsearch, authorization: basic(name, password) };
  const asItShouldBe =
    status === 200 &&
    !differs({ roles, enabled: true }, stepInto(body, [name])) &&
    (await ask(signsIn, "GET", "/_security/_authenticate", undefined, [200, 401])).status === 200;
  if (!asItShouldBe) {
    await ask(elasticsearch, "PUT", path, { password, roles, enabled: true }, [200]);
    changes.push(`${status === 200 ? "changed" : "made"} ${path}`);
  }
  return changes;
}

/**
 * Whether something that is there is not what it should be. What APIs add by themselves does not count, nor do numbers and flags that they
 * give back as text, keys with dots that they give back as steps, and the order of words.
 */
export function differs(wanted: unknown, found: unknown): boolean {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(found) || found.length !== wanted.length) return true;
    const [left, right] = [wanted, found].map((list: unknown[]) =>
      list.every((item) => typeof item === "string") ? [...list].sort() : list,
    ) as [unknown[], unknown[]];
    return left.some((item, index) => differs(item, right[index]));
  }
  if (isTree(wanted)) {
    if (!isTree(found)) return true;
    const [left, right] = [inSteps(wanted), inSteps(found)];
    return Object.entries(left).some(([key, below]) => differs(below, right[key]));
  }
  return isTree(found) || Array.isArray(found) || String(wanted) !== String(found);
}

type Tree = Record<string, unknown>;

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `{ "index.codec": "x" }` → `{ index: { codec: "x" } }`. */
function inSteps(tree: Tree): Tree {
  const result: Tree = {};
  for (const [key, value] of Object.entries(tree)) {
    const steps = key.split(".");
    const last = steps.pop() ?? key;
    let node = result;
    for (const step of steps) {
      const below = node[step];
      node = node[step] = isTree(below) ? below : {};
    }
    const there = node[last];
    node[last] = isTree(there) && isTree(value) ? { ...there, ...value } : value;
  }
  return result;
}

function stepInto(value: unknown, steps: readonly (string | number)[]): unknown {
  return steps.reduce<unknown>(
    (node, step) => (typeof node === "object" && node !== null ? (node as Tree)[step] : undefined),
    value,
  );
}

/** @throws Error if the answer is none of those that are expected */
async function ask(
  endpoint: Endpoint,
  method: string,
  path: string,
  body: unknown,
  expected: readonly number[],
): Promise<Answer> {
  const { status, text } = await send(endpoint, method, path, body);
  if (!expected.includes(status)) throw new Error(`${method} ${path} answered ${status}: ${text}`);
  return { status, body: text === "" ? undefined : (JSON.parse(text) as unknown) };
}

function send(
  { url, ca, authorization }: Endpoint,
  method: string,
  path: string,
  body: unknown,
): Promise<{ status: number; text: string }> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    authorization,
    accept: "application/json",
    "kbn-xsrf": "pharos", // Kibana takes no change without it
    ...(text === undefined
      ? {}
      : { "content-type": "application/json", "content-length": Buffer.byteLength(text) }),
  };
  return new Promise((resolve, reject) => {
    const options = { method, headers, timeout: PATIENCE_MS, ...(ca === undefined ? {} : { ca }) };
    const request = (url.startsWith("https:") ? https : http).request(
      new URL(path, url),
      options,
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("error", reject);
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString("utf8") }),
        );
      },
    );
    request.on("timeout", () => request.destroy(new Error(`${method} ${path}: no answer`)));
    request.on("error", reject);
    request.end(text);
  });
}

/** The header by which a user signs in. */
export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}

/** Reads what the job mounts and says, and does it. */
async function main(): Promise<void> {
  const read = (variable: string): string => {
    const file = process.env[variable];
    if (file === undefined) throw new Error(`${variable} is not set`);
    return readFileSync(file, "utf8").trim();
  };
  const say = (variable: string): string => process.env[variable] ?? "";
  const ca = read("ROOTS_FILE");
  const authorization = basic(say("STORE_USER"), read("PASSWORD_FILE"));
  const changes = await applyState(JSON.parse(read("STATE_FILE")) as DesiredState, {
    elasticsearch: { url: say("ELASTICSEARCH_URL"), ca, authorization },
    kibana: { url: say("KIBANA_URL"), ca, authorization },
    kubernetes: {
      url: "https://kubernetes.default.svc",
      ca: read("KUBERNETES_CA_FILE"),
      authorization: `Bearer ${read("KUBERNETES_TOKEN_FILE")}`,
    },
  });
  process.stdout.write(`${changes.length === 0 ? "nothing to change" : changes.join("\n")}\n`);
}

if (require.main === module) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
