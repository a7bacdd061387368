import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import * as https from "node:https";

/** How long things may take that a program does by itself, such as to start: seconds, and much longer on a busy machine. */
const WITHIN_MS = 60_000;
/** How often it is asked meanwhile. */
const ASK_EVERY_MS = 100;
/** How long a program that is asked to end may take. */
const ENDS_WITHIN_MS = 20_000;

/** Whom to ask, and what to show. */
export interface Request {
  readonly url: string;
  /** Public roots that are trusted, PEM. */
  readonly ca: string;
  /** Name that the server's certificate has to have. @default - the one of the address */
  readonly servername?: string;
  /** What the asker shows of itself. */
  readonly client?: { readonly certificate: string; readonly key: string };
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Asks by HTTPS; rejects where no connection comes about. */
export function ask({ url, ca, servername, client, method, headers, body }: Request): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = https.request(
      url,
      {
        ca,
        agent: false,
        ...(servername === undefined ? {} : { servername }),
        ...(client === undefined ? {} : { cert: client.certificate, key: client.key }),
        ...(method === undefined ? {} : { method }),
        ...(headers === undefined ? {} : { headers }),
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => (text += part));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
        response.on("error", reject);
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

/** Waits until something is so; a question that fails counts as no. */
export async function eventually(holds: () => Promise<boolean>, otherwise: () => string): Promise<void> {
  const deadline = Date.now() + WITHIN_MS;
  while (!(await holds().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`not within ${WITHIN_MS / 1000} s: ${otherwise()}`);
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
}

/** What was started and not stopped. It ends with its parent, too. */
const running = new Set<ChildProcess>();
process.once("exit", () => running.forEach((child) => child.kill("SIGKILL")));

/** A program that goes on until it is told to end. */
export class RunningProgram {
  private said = "";
  private readonly process: ChildProcess;

  constructor(
    readonly name: string,
    command: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv = process.env,
  ) {
    this.process = spawn(command, [...args], { env, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => (this.said += text));
    this.process.on("error", ({ message }) => (this.said += message));
    running.add(this.process);
  }

  /** All that it wrote, to either stream. */
  get log(): string {
    return this.said;
  }

  /** Waits until it answers with 200. */
  async ready(request: Request): Promise<void> {
    await eventually(
      async () => {
        if (this.hasEnded) return true;
        return (await ask(request)).status === 200;
      },
      () => `${this.name} does not answer ${request.url} with 200:\n${this.said}`,
    );
    if (this.hasEnded) throw new Error(`${this.name} ended by itself:\n${this.said}`);
  }

  /** Lets it end as a cluster would. */
  async stop(): Promise<void> {
    running.delete(this.process);
    if (this.hasEnded) return;
    const ended = once(this.process, "exit");
    this.process.kill("SIGTERM");
    const force = setTimeout(() => this.process.kill("SIGKILL"), ENDS_WITHIN_MS);
    await ended;
    clearTimeout(force);
  }

  private get hasEnded(): boolean {
    return (
      this.process.pid === undefined || this.process.exitCode !== null || this.process.signalCode !== null
    );
  }
}
