import { ConcurrentUpdateError } from "@pulumi/pulumi/automation";
import type { Diagnostic } from "../model";
import type { EventLog } from "./events";
import { describeLock, type Lock } from "./locks";

/** What the description of a failed operation may need to know beyond the engine's error. */
export interface Circumstances {
  stack: string;
  /** How often the user asked the run to stop. */
  stopped: number;
  /** Locks on the stack at that moment. */
  locks: readonly Lock[];
}

/** The engine's words around the cause of a failed step. */
const STEP = /^(?:creating|updating|deleting|reading|replacing) (?:urn:\S+): /;

/**
 * The cause of a failed operation in one line each: the sentence about a lock, the resource and its cause, what the program refused.
 * Policy violations are not repeated: they are results of their own.
 */
export function describeFailure(
  error: unknown,
  log: EventLog,
  { stack, stopped, locks }: Circumstances,
): Diagnostic[] {
  if (error instanceof ConcurrentUpdateError) {
    const [lock] = locks;
    const sentence = lock ? describeLock(stack, lock) : `stack ${stack} is being updated by another process`;
    return [{ severity: "error", message: `${sentence}: wait until it has ended and run the command again` }];
  }
  const causes: Diagnostic[] = [];
  for (const { urn, type, operation } of log.failed) {
    const said = log.diagnostics.find(
      (diagnostic) => diagnostic.severity === "error" && diagnostic.urn === urn,
    );
    const cause = oneLine((said?.message ?? "the provider gave no reason").replace(STEP, ""));
    causes.push({
      severity: "error",
      message: `could not ${operation} ${type} ${nameOf(urn)}: ${cause}`,
      urn,
    });
  }
  if (stopped > 0) {
    const message =
      stopped === 1
        ? "stopped on request; what was under way has been finished and recorded"
        : "stopped at once; what was under way may be half done, and the next update says so";
    causes.push({ severity: "error", message });
  }
  if (causes.length > 0 || log.refusals > 0) return causes; // violations are told as results of their own
  if (log.diagnostics.some(({ severity }) => severity === "error")) return []; // the program or the engine has said it already
  return [{ severity: "error", message: lastWords(error) }];
}

/** All messages of an operation that failed: the engine's, without what ours say better, and ours. */
export function describeRun(error: unknown, log: EventLog, circumstances: Circumstances): Diagnostic[] {
  const described = describeFailure(error, log, circumstances);
  const kept = log.diagnostics.filter(
    (said) => !isRepeated(said, described) && !(ended(log, circumstances) && isEcho(said)),
  );
  return [...kept, ...described];
}

/** Whether something made the engine give up what else it was about to do. */
function ended({ failed }: EventLog, { stopped }: Circumstances): boolean {
  return stopped > 0 || failed.length > 0;
}

/** Whether a message is but an echo of that: what the engine was about to do. */
function isEcho(said: Diagnostic): boolean {
  return /context cancell?ed$/.test(said.message);
}

/** Whether a description of ours says what the engine's message says of the same resource. */
function isRepeated(said: Diagnostic, described: readonly Diagnostic[]): boolean {
  return said.severity === "error" && said.urn !== undefined && described.some(({ urn }) => urn === said.urn);
}

/** The last part of a URN. */
function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** What an error without any event says: the CLI's `error:` line, else the first line of the message. */
export function lastWords(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const line =
    /^error: (.*)$/m.exec(text)?.[1] ?? text.split("\n").find((part) => part.trim() !== "") ?? text;
  return oneLine(line);
}
