import { globToRegExp } from "./glob";

/** The operations a fault can hit. */
const OPERATIONS = ["check", "create", "update", "delete", "read", "invoke"] as const;
export type Operation = (typeof OPERATIONS)[number];

/** A failure or a delay that the sandbox shall play. */
export interface Fault {
  /** The type token (of an invoke: the function's) it hits; `*` stands for any characters. @default every type */
  type?: string | undefined;
  /** The operation it hits. @default every operation */
  operation?: Operation | undefined;
  /** The resource's name in the program; `*` stands for any characters. @default every name */
  name?: string | undefined;
  /** Only the n-th matching call, counted from 1 over the life of the sandbox. @default every matching call */
  nth?: number | undefined;
  /** Also creates, updates and invokes of a preview. Checks and reads do not say what they belong to and always count. @default false */
  preview?: boolean | undefined;
  /** Refuse the call with this message, or answer it this many milliseconds later. */
  action: { fail: string } | { delayMs: number };
}

/** One call of the engine, as faults see it. */
export interface Call {
  type: string;
  operation: Operation;
  name: string;
  preview: boolean;
}

/** The environment variable that carries faults to the sandbox's process, as a JSON list. */
export const FAULTS_VARIABLE = "PHAROS_SANDBOX_FAULTS";

/** Reads the variable's text. @throws Error that names what is wrong with it */
export function parseFaults(text: string | undefined): Fault[] {
  if (text === undefined || text === "") return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`${FAULTS_VARIABLE} is not JSON: ${text}`);
  }
  if (!Array.isArray(value)) throw new Error(`${FAULTS_VARIABLE} is not a list: ${text}`);
  value.forEach((fault: unknown, index) => {
    const problem = problemWith(fault);
    if (problem !== undefined) throw new Error(`${FAULTS_VARIABLE}[${index}]: ${problem}`);
  });
  return value as Fault[];
}

/** How each part of a fault must look. Written by hand: a schema library would cost half of the sandbox's start-up time. */
const PARTS: Readonly<Record<string, { allowed: string; fits: (value: unknown) => boolean }>> = {
  type: { allowed: "a string", fits: (value) => typeof value === "string" },
  name: { allowed: "a string", fits: (value) => typeof value === "string" },
  operation: {
    allowed: `one of ${OPERATIONS.join(", ")}`,
    fits: (value) => OPERATIONS.some((operation) => operation === value),
  },
  nth: { allowed: "an integer from 1", fits: (value) => Number.isInteger(value) && Number(value) >= 1 },
  preview: { allowed: "true or false", fits: (value) => typeof value === "boolean" },
  action: { allowed: '{"fail": "message"} or {"delayMs": milliseconds}', fits: isAction },
};

function isAction(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Object.keys(value).length !== 1) return false;
  const { fail, delayMs } = value as { fail?: unknown; delayMs?: unknown };
  return (typeof fail === "string" && fail !== "") || (typeof delayMs === "number" && delayMs >= 0);
}

function problemWith(fault: unknown): string | undefined {
  if (typeof fault !== "object" || fault === null) return `${JSON.stringify(fault)} is not an object`;
  const stranger = Object.keys(fault).find((key) => PARTS[key] === undefined);
  if (stranger !== undefined)
    return `"${stranger}" is not a part of a fault (${Object.keys(PARTS).join(", ")})`;
  for (const [key, part] of Object.entries(PARTS)) {
    const value = (fault as Record<string, unknown>)[key];
    if ((value !== undefined || key === "action") && !part.fits(value))
      return `"${key}" is ${JSON.stringify(value)}; it must be ${part.allowed}`;
  }
  return undefined;
}

/** Decides for each call what, if anything, shall go wrong with it. */
export class FaultInjector {
  private readonly plans: { fault: Fault; matches: (call: Call) => boolean; seen: number }[];

  constructor(faults: readonly Fault[]) {
    this.plans = faults.map((fault) => ({ fault, matches: matcher(fault), seen: 0 }));
  }

  /** The milliseconds to wait, and the message to fail with, if any. Counts the call. */
  next(call: Call): { delayMs: number; fail: string | undefined } {
    const outcome: { delayMs: number; fail: string | undefined } = { delayMs: 0, fail: undefined };
    for (const plan of this.plans) {
      if (!plan.matches(call)) continue;
      plan.seen += 1;
      if (plan.fault.nth !== undefined && plan.fault.nth !== plan.seen) continue;
      if ("fail" in plan.fault.action) outcome.fail ??= plan.fault.action.fail;
      else outcome.delayMs += plan.fault.action.delayMs;
    }
    return outcome;
  }
}

function matcher(fault: Fault): (call: Call) => boolean {
  const type = globToRegExp(fault.type ?? "*");
  const name = globToRegExp(fault.name ?? "*");
  return (call) =>
    (fault.operation === undefined || fault.operation === call.operation) &&
    (!call.preview || fault.preview === true) &&
    type.test(call.type) &&
    name.test(call.name);
}
