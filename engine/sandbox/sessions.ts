import type { PreviewRun } from "./claims";
import { CloudError } from "./errors";
import type { ConfiguredProvider } from "./provider";

/**
 * Connections remembered; the oldest are forgotten. The engine opens one for each provider of a program and does not say when it
 * closes it.
 */
const REMEMBERED = 2_000;

interface Session {
  run: PreviewRun;
  provider?: ConfiguredProvider;
}

/**
 * Who is at the other end of a connection. Requests do not say which of a program's providers they are meant for; but the engine
 * opens a connection for each, so what it configured over a connection holds for the rest of it.
 */
export class Sessions {
  private readonly sessions = new Map<string, Session>();

  /** @param runs the runs known to all of the sandbox's providers */
  constructor(
    private readonly runs: Map<string, PreviewRun>,
    private readonly now: () => number = Date.now,
  ) {}

  /** A connection of the engine that listens at `engine`. */
  open(peer: string, engine: string): void {
    const run = this.runs.get(engine) ?? { engine, lastSeen: 0 };
    run.lastSeen = this.now();
    this.runs.set(engine, run);
    this.sessions.delete(peer);
    this.sessions.set(peer, { run });
    forgetOldest(this.sessions);
    forgetOldest(this.runs);
  }

  /** The run a connection belongs to. One that never shook hands is a run of its own. */
  run(peer: string): PreviewRun {
    return this.session(peer).run;
  }

  configure(peer: string, provider: ConfiguredProvider): void {
    this.session(peer).provider = provider;
  }

  /** @throws CloudError where the connection's provider was not configured */
  provider(peer: string): ConfiguredProvider {
    const { provider } = this.session(peer);
    if (provider === undefined) throw new CloudError("precondition", "the provider was not configured");
    return provider;
  }

  private session(peer: string): Session {
    if (!this.sessions.has(peer)) this.open(peer, peer);
    const session = this.sessions.get(peer);
    if (session === undefined) throw new Error(`no session for ${peer}`);
    session.run.lastSeen = this.now();
    return session;
  }
}

function forgetOldest(map: Map<string, unknown>): void {
  for (const key of map.keys()) {
    if (map.size <= REMEMBERED) return;
    map.delete(key);
  }
}
