/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment -- documents of three APIs */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { basic, type Endpoints } from "../apply-state";

/**
 * Elasticsearch, Kibana and Kubernetes as far as the bootstrap job knows them, in one server that keeps what it is given. It answers in the
 * words of the real ones (reference of each API): wrapped under names, with versions and defaults that nobody asked for, settings in steps
 * and as text. For tests.
 */
export class FakeApis {
  /** Everything that changed something, in order. */
  readonly writes: string[] = [];
  private readonly objects = new Map<string, any>();
  private readonly refused = new Map<string, { status: number; text: string }>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeApis> {
    const server = createServer();
    const apis = new FakeApis(server);
    server.on("request", (request, response) => void apis.answer(request, response));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return apis;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  get endpoints(): Endpoints {
    const url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    const elastic = { url, authorization: SUPERUSER };
    return { elasticsearch: elastic, kibana: elastic, kubernetes: { url, authorization: TOKEN } };
  }

  /** Changes what is there, behind everybody's back. */
  change(path: string, how: (object: any) => void): void {
    how(this.objects.get(path));
  }

  remove(path: string): void {
    this.objects.delete(path);
  }

  /** Refuses to take something. */
  refuse(path: string, status: number, text: string): void {
    this.refused.set(path, { status, text });
  }

  /** The Secrets that are there. */
  secrets(): { name: string; username: string; password: string }[] {
    return [...this.objects]
      .filter(([path]) => path.includes("/secrets/"))
      .map(([, { metadata, data }]) => ({
        name: String(metadata.name),
        username: decode(data.username),
        password: decode(data.password),
      }));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString("utf8");
    const { method = "", url: path = "" } = request;
    const { status, body } = this.handle(method, path, text === "" ? undefined : JSON.parse(text), request);
    response.writeHead(status, { "content-type": "application/json" });
    response.end(typeof body === "string" || body === undefined ? body : JSON.stringify(body));
  }

  private handle(
    method: string,
    path: string,
    body: any,
    { headers }: IncomingMessage,
  ): { status: number; body?: unknown } {
    const kubernetes = path.startsWith("/api/v1/");
    if (path === "/_security/_authenticate") {
      const known = [...this.objects].some(
        ([at, user]) =>
          at.startsWith("/_security/user/") &&
          user.enabled === true &&
          headers.authorization === basic(at.split("/").at(-1)!, user.password),
      );
      return known ? { status: 200, body: {} } : { status: 401, body: {} };
    }
    if (headers.authorization !== (kubernetes ? TOKEN : SUPERUSER)) return { status: 401, body: "unknown" };
    if (method === "GET") {
      const found = this.objects.get(path);
      return found === undefined ? { status: 404, body: {} } : { status: 200, body: shown(path, found) };
    }
    const refusal = this.refused.get(path);
    if (refusal !== undefined) return { status: refusal.status, body: refusal.text };
    if (path.startsWith("/api/") && !kubernetes && headers["kbn-xsrf"] === undefined) return { status: 400 };
    this.writes.push(`${method} ${path}`);
    if (kubernetes) {
      const data = Object.fromEntries(
        Object.entries(body.stringData as Record<string, string>).map(([key, value]) => [
          key,
          Buffer.from(value).toString("base64"),
        ]),
      );
      const { stringData: _stringData, ...rest } = body;
      this.objects.set(`${path}/${body.metadata.name}`, { ...rest, data });
      return { status: 201, body: {} };
    }
    if (path === "/api/spaces/space") {
      this.objects.set(`${path}/${body.id}`, body);
      return { status: 200, body };
    }
    // Kibana's API has no PUT for a space that is not there.
    if (path.startsWith("/api/spaces/") && !this.objects.has(path)) return { status: 404, body: {} };
    this.objects.set(path, body);
    if (path.startsWith("/api/security/role/")) return { status: 204 };
    return { status: 200, body: { acknowledged: true } };
  }
}

const SUPERUSER = basic("elastic", "superuser's password");
const TOKEN = "Bearer token of the job";

/** How each API shows what it was given. */
function shown(path: string, object: any): unknown {
  const name = path.split("/").at(-1)!;
  if (path.startsWith("/_ilm/policy/")) {
    const policy = structuredClone(object.policy);
    for (const phase of Object.values<any>(policy.phases)) {
      if (phase.actions.delete !== undefined) phase.actions.delete = { delete_searchable_snapshot: true };
    }
    return { [name]: { version: 1, modified_date: "2026-01-01T00:00:00.000Z", policy, in_use_by: {} } };
  }
  if (path.startsWith("/_component_template/"))
    return {
      component_templates: [{ name, component_template: { ...object, template: inSteps(object.template) } }],
    };
  if (path.startsWith("/_index_template/"))
    return {
      index_templates: [
        { name, index_template: { ...object, data_stream: { hidden: false, allow_custom_routing: false } } },
      ],
    };
  if (path.startsWith("/_snapshot/")) return { [name]: { ...object, uuid: "a-uuid" } };
  if (path.startsWith("/_slm/policy/"))
    return {
      [name]: { version: 2, modified_date_millis: 1, policy: object, next_execution_millis: 2, stats: {} },
    };
  if (path.startsWith("/_security/role/"))
    return {
      [name]: {
        ...object,
        cluster: [...object.cluster].reverse(),
        indices: object.indices.map((each: object) => ({ ...each, allow_restricted_indices: false })),
        applications: [],
        run_as: [],
        metadata: {},
        transient_metadata: { enabled: true },
      },
    };
  if (path.startsWith("/_security/user/")) {
    const { password: _password, ...user } = object;
    return { [name]: { username: name, ...user, full_name: null, email: null, metadata: {} } };
  }
  if (path.startsWith("/api/spaces/")) return { disabledFeatures: [], color: "#aabbcc", ...object };
  if (path.startsWith("/api/security/role/"))
    return { name, metadata: {}, transient_metadata: { enabled: true }, _transform_error: [], ...object };
  return object;
}

/** Settings as Elasticsearch gives them back: dots as steps, values as text. */
function inSteps(template: any): any {
  const index: Record<string, any> = {};
  for (const [key, value] of Object.entries<unknown>(template.settings)) {
    const steps = key.split(".");
    const last = steps.pop()!;
    let node = index;
    for (const step of steps) node = node[step] ??= {};
    node[last] = String(value);
  }
  return { ...template, settings: index };
}

function decode(text: string): string {
  return Buffer.from(text, "base64").toString("utf8");
}
