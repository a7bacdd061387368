/** Lines as programs write them, and the document that each becomes. For tests. */

const ID = "0f5ba8f4cfa1fd6bd8f8a9ee1fbe2d6b3c7c1fd0a5a1f3a2bb6c6c3d5c0e9f71";
const TAKEN = "2026-11-26T21:00:00.500Z";

/** A line and where it was read. */
export interface Line {
  readonly message?: string;
  /** Instead of a text: its bytes, hexadecimal. */
  readonly hex?: string;
  readonly file: string;
  readonly offset: number;
  readonly node: string;
  readonly stream: "stdout" | "stderr";
  /** When the container's runtime took it. */
  readonly time: string;
}

export interface LineCase {
  readonly title: string;
  readonly line: Line;
  /** What is in the document besides what is in each one of this container; `reason` of one that cannot be read. */
  readonly becomes: Readonly<Record<string, unknown>> | { readonly reason: string };
}

export function line(namespace: string, container: string, message: string, time: string = TAKEN): Line {
  const file = `/var/log/containers/${container}-0_${namespace}_${container}-${ID}.log`;
  return { message, file, offset: 4096, node: "ip-10-0-1-7", stream: "stdout", time };
}

export const lineCases: readonly LineCase[] = [
  {
    title: "JSON of a service with numbers for levels and milliseconds for times",
    line: line(
      "payments",
      "transfer",
      '{"level":30,"time":1795726800123,"pid":1,"msg":"transfer booked","trace_id":"4BF92F3577B34DA6A3CE929D0E0E4736","span_id":"00f067aa0ba902b7","user_id":"c-81","client_ip":"2001:db8::7","method":"POST","path":"/transfers","status":201,"duration_ms":12.5}',
    ),
    becomes: {
      "@timestamp": "2026-11-26T21:00:00.123Z",
      message: "transfer booked",
      "log.level": "info",
      "trace.id": "4bf92f3577b34da6a3ce929d0e0e4736",
      "span.id": "00f067aa0ba902b7",
      "user.id": "c-81",
      "source.ip": "2001:db8::7",
      "related.user": ["c-81"],
      "related.ip": ["2001:db8::7"],
      "http.request.method": "POST",
      "url.path": "/transfers",
      "http.response.status_code": 201,
      "event.duration": 12_500_000,
      "pharos.fields": { pid: "1" },
    },
  },
  {
    title: "JSON in the schema already, nested and dotted",
    line: line(
      "accounts",
      "ledger",
      '{"@timestamp":"2026-11-26T20:59:58.250+00:00","log.level":"ERROR","log":{"logger":"c.e.Ledger"},"message":"refused","service":{"name":"ledger-api","version":"1.4.2"},"error":{"type":"java.lang.IllegalStateException","message":"closed","stack_trace":"java.lang.IllegalStateException: closed\\n\\tat c.e.Ledger.add(Ledger.java:7)"}}',
    ),
    becomes: {
      "@timestamp": "2026-11-26T20:59:58.250Z",
      message: "refused",
      "log.level": "error",
      "log.logger": "c.e.Ledger",
      "service.name": "ledger-api",
      "service.version": "1.4.2",
      "error.type": "java.lang.IllegalStateException",
      "error.message": "closed",
      "error.stack_trace": "java.lang.IllegalStateException: closed\n\tat c.e.Ledger.add(Ledger.java:7)",
    },
  },
  {
    title: "JSON whose values do not fit the fields of their names",
    line: line(
      "accounts",
      "rates",
      '{"msg":{"pair":"EURUSD"},"level":"loud","status":"running","client_ip":"10.0.0.0/8","trace_id":"00000000000000000000000000000000","user":7,"time":"yesterday"}',
    ),
    becomes: {
      message:
        '{"msg":{"pair":"EURUSD"},"level":"loud","status":"running","client_ip":"10.0.0.0/8","trace_id":"00000000000000000000000000000000","user":7,"time":"yesterday"}',
      "pharos.time_refused": "yesterday",
      "pharos.level_said": "loud",
      "pharos.fields": {
        "msg.pair": "EURUSD",
        status: "running",
        client_ip: "10.0.0.0/8",
        trace_id: "00000000000000000000000000000000",
        user: "7",
      },
    },
  },
  {
    title: "JSON that was cut off",
    line: line("accounts", "rates", '{"msg":"a very long'),
    becomes: { message: '{"msg":"a very long' },
  },
  {
    title: "JSON that is only a list",
    line: line("accounts", "rates", '[{"msg":"no"}]'),
    becomes: { message: '[{"msg":"no"}]' },
  },
  {
    title: "a time of last year, which no clock of ours shows",
    line: line("accounts", "rates", '{"ts":1764190800,"msg":"replayed"}'),
    becomes: { message: "replayed", "pharos.time_refused": "1764190800" },
  },
  {
    title: "seconds with a fraction, and nanoseconds",
    line: line("accounts", "rates", '{"ts":1795726799.000001,"msg":"tick"}'),
    becomes: { "@timestamp": "2026-11-26T20:59:59.000001Z", message: "tick" },
  },
  {
    title: "nanoseconds since 1970",
    line: line("accounts", "rates", '{"ts":"1795726799000000007","msg":"tock"}'),
    becomes: { "@timestamp": "2026-11-26T20:59:59.000000007Z", message: "tock" },
  },
  {
    title: "pairs of Prometheus, with a quotation in a quotation",
    line: line(
      "monitoring",
      "prometheus",
      'time=2026-11-26T21:00:00.456Z level=WARN source=scrape.go:1 component="scrape manager" msg="no \\"up\\"" err="context deadline exceeded"',
    ),
    becomes: {
      "@timestamp": "2026-11-26T21:00:00.456Z",
      message: 'no "up"',
      "log.level": "warn",
      "log.logger": "scrape manager",
      "error.message": "context deadline exceeded",
      "pharos.fields": { source: "scrape.go:1" },
    },
  },
  {
    title: "a sentence with an equals sign, which is no pair",
    line: line("monitoring", "prometheus", "retries=3 exhausted, giving up"),
    becomes: { message: "retries=3 exhausted, giving up" },
  },
  {
    title: "Kubernetes' own form, which leaves out the year, at its turn",
    line: line(
      "kube-system",
      "kube-proxy",
      'I1231 23:59:59.999500       1 proxier.go:805] "SyncProxyRules complete" elapsed="1ms"',
      "2027-01-01T00:00:00.100Z",
    ),
    becomes: {
      "@timestamp": "2026-12-31T23:59:59.999500Z",
      message: '"SyncProxyRules complete" elapsed="1ms"',
      "log.level": "info",
      "log.logger": "proxier.go:805",
    },
  },
  {
    title: "a ledger's node, which leaves out the year and fills up with blanks",
    line: line("ledger", "node", "WARN [11-26|20:59:59.750] Parent unknown                 block=0x5a…c1"),
    becomes: {
      "@timestamp": "2026-11-26T20:59:59.750Z",
      message: "Parent unknown                 block=0x5a…c1",
      "log.level": "warn",
    },
  },
  {
    title: "Java with its trace, joined on the node",
    line: line(
      "accounts",
      "clearing",
      "2026-11-26 21:00:00,321 [main] ERROR c.e.Clearing - failed\njava.lang.IllegalStateException: no\n\tat c.e.Clearing.run(Clearing.java:3)",
    ),
    becomes: {
      "@timestamp": "2026-11-26T21:00:00.321Z",
      message:
        "c.e.Clearing - failed\njava.lang.IllegalStateException: no\n\tat c.e.Clearing.run(Clearing.java:3)",
      "log.level": "error",
    },
  },
  {
    title: "text that begins with a date but names no level",
    line: line("accounts", "batch", "2026-11-26 21:00:00 started run 7"),
    becomes: { message: "2026-11-26 21:00:00 started run 7" },
  },
  {
    title: "bytes that are no text",
    line: { ...line("chain", "node", ""), hex: "706565722000ff21" },
    becomes: { message: "peer \uFFFD!" },
  },
  { title: "nothing", line: line("chain", "node", ""), becomes: { message: "" } },
  {
    title: "a file that is no container's",
    line: { ...line("accounts", "rates", "x"), file: "/var/log/messages" },
    becomes: {
      reason: `PharosFields::Unreadable: the file's name says no container: "/var/log/messages"`,
    },
  },
];

/** What every document of a line's container holds. */
export function commonTo({ file, node, time, stream }: Line): Record<string, unknown> {
  const [, pod = "", namespace = "", container = ""] =
    /\/([^/_]+)_([^/_]+)_([^/_]+)-[0-9a-f]{64}\.log$/.exec(file) ?? [];
  const stamp = new Date(time).toISOString();
  return {
    "@timestamp": stamp,
    "event.created": stamp,
    "event.kind": "event",
    "ecs.version": "9.0.0",
    "service.name": container,
    "container.name": container,
    "container.id": ID,
    "host.name": node,
    "log.file.path": file,
    "orchestrator.type": "kubernetes",
    "orchestrator.namespace": namespace,
    "orchestrator.resource.type": "pod",
    "orchestrator.resource.name": pod,
    "pharos.stream": stream,
  };
}
