import type { Violation } from "./outcome";
import { originOfUrn } from "./resource-types";

/**
 * A waiver lets one violation pass for a limited time: who asked, who agreed, why, until when, and what protects meanwhile. It covers a
 * finding, never a rule or a part of the stack.
 */
export interface Waiver {
  readonly id: string;
  /** Id of the rule. */
  readonly policy: string;
  /** Reason code of the violation. */
  readonly reasonCode: string;
  /** URN of the judged resource; `*` stands for any run of characters between two `::`. */
  readonly urn: string;
  readonly reason: string;
  readonly owner: string;
  readonly author: string;
  readonly approver: string;
  readonly ticket: string;
  /** `YYYY-MM-DD`, UTC: the day on which it was approved. */
  readonly approvedOn: string;
  /** `YYYY-MM-DD`, UTC: the last day on which it holds. */
  readonly expires: string;
  readonly compensatingControl: string;
}

/** Why a waiver does not hold. It then covers nothing, and is a violation itself. */
export interface WaiverFault {
  /** The waiver's id, or its place in the file where it has none. */
  readonly waiver: string;
  /** The rule it is for, where that can be told. */
  readonly policy?: string;
  readonly reason: "expired" | "malformed";
  /** What is wrong, the value and what is allowed, without the full stop. */
  readonly message: string;
  readonly fix: string;
}

export interface WaiverBook {
  readonly valid: readonly Waiver[];
  readonly faults: readonly WaiverFault[];
}

/** Longest life of a waiver: after half a year the reason is looked at again, by people. */
const LONGEST_WAIVER_DAYS = 180;
/** A reason shorter than this says nothing. */
const SHORTEST_REASON = 20;
/** A name in a URN pattern has to spell out at least so many characters, or it is a pattern for everything. */
const SHORTEST_LITERAL = 3;
const MILLISECONDS_PER_DAY = 86_400_000;

const FIELDS = [
  "id",
  "policy",
  "reasonCode",
  "urn",
  "reason",
  "owner",
  "author",
  "approver",
  "ticket",
  "approvedOn",
  "expires",
  "compensatingControl",
] as const satisfies readonly (keyof Waiver)[];

const CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * Judges the content of a waiver file.
 * @param content the file as parsed data
 * @param today `YYYY-MM-DD`, UTC: given, so that the same file and day always say the same
 */
export function readWaivers(content: unknown, today: string): WaiverBook {
  const entries = entriesOf(content);
  if (!Array.isArray(entries)) return { valid: [], faults: [entries] };
  const judged = entries.map((entry, index) => judgeWaiver(entry, `entry ${index + 1}`, today));
  const waivers = judged.flatMap(({ waiver }) => waiver ?? []);
  const seen = new Set<string>();
  const repeated = new Set(waivers.filter(({ id }) => seen.has(id) || !seen.add(id)).map(({ id }) => id));
  return {
    valid: waivers.filter(({ id }) => !repeated.has(id)),
    faults: [
      ...judged.flatMap(({ fault }) => fault ?? []),
      ...[...repeated].map((id) =>
        malformed(
          id,
          undefined,
          `'id' ${id} stands in the file more than once; an id names one waiver`,
          "give each waiver an id of its own",
        ),
      ),
    ],
  };
}

/** The file could not be read or parsed at all. */
export function unreadableWaivers(message: string): WaiverBook {
  return {
    valid: [],
    faults: [malformed("the file", undefined, `it cannot be read: ${message}`, "mend the file")],
  };
}

/** The waiver that covers a violation, if there is one. */
export function waiverFor(
  book: WaiverBook,
  rule: string,
  urn: string,
  violation: Violation,
): Waiver | undefined {
  return book.valid.find(
    (waiver) =>
      waiver.policy === rule && waiver.reasonCode === violation.reason && matchesUrn(waiver.urn, urn),
  );
}

/** Whether a waiver could cover anything in this stack at all: one for another stack is not unused here. */
export function concernsStack(waiver: Waiver, stackUrn: string): boolean {
  const origin = originOfUrn(stackUrn);
  const [head = "", project = ""] = waiver.urn.split("::");
  return (
    origin !== undefined &&
    glob(head).test(`urn:pulumi:${origin.stack}`) &&
    glob(project).test(origin.project)
  );
}

/** Whether a URN fits a pattern, part by part: a star never reaches across `::`. */
export function matchesUrn(pattern: string, urn: string): boolean {
  const wanted = pattern.split("::");
  const parts = urn.split("::");
  return wanted.length === parts.length && wanted.every((part, index) => glob(part).test(parts[index]!));
}

function glob(pattern: string): RegExp {
  return new RegExp(`^${pattern.split("*").map(escape).join(".*")}$`, "s");
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

function entriesOf(content: unknown): unknown[] | WaiverFault {
  const whole = (message: string) =>
    malformed("the file", undefined, message, "see the head of the file for its form");
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    return whole("it should hold 'version' and 'waivers'");
  }
  const { version, waivers, ...rest } = content as Record<string, unknown>;
  const [stranger] = Object.keys(rest);
  if (stranger !== undefined) return whole(`'${stranger}' is not known; 'version' and 'waivers' are`);
  if (version !== 1) return whole(`'version' is ${shown(version)}; 1 is the only one there is`);
  return Array.isArray(waivers) ? waivers : whole(`'waivers' is ${shown(waivers)}; a list is expected`);
}

function judgeWaiver(entry: unknown, place: string, today: string): { waiver?: Waiver; fault?: WaiverFault } {
  if (typeof entry !== "object" || entry === null) {
    return {
      fault: malformed(place, undefined, `it is ${shown(entry)}; an object is expected`, "mend the entry"),
    };
  }
  const given = entry as Record<string, unknown>;
  const name = typeof given["id"] === "string" && given["id"] !== "" ? given["id"] : place;
  const policy = typeof given["policy"] === "string" ? given["policy"] : undefined;
  const wrong = faultOf(given, today);
  if (wrong !== undefined) return { fault: malformed(name, policy, wrong, "mend the entry, or take it out") };
  const waiver = given as unknown as Waiver;
  if (waiver.expires < today) {
    return {
      fault: {
        waiver: name,
        ...(policy !== undefined && { policy }),
        reason: "expired",
        message: `it expired on ${waiver.expires} (today is ${today})`,
        fix: `comply with ${waiver.policy}, or have the waiver approved anew and for at most ${LONGEST_WAIVER_DAYS} days`,
      },
    };
  }
  return { waiver };
}

/** The first thing that is wrong with a waiver. */
function faultOf(given: Record<string, unknown>, today: string): string | undefined {
  const missing = FIELDS.find((field) => typeof given[field] !== "string" || given[field].trim() === "");
  if (missing !== undefined) return `'${missing}' is ${shown(given[missing])}; a text is expected`;
  const stranger = Object.keys(given).find((field) => !(FIELDS as readonly string[]).includes(field));
  if (stranger !== undefined) return `'${stranger}' is not known; ${FIELDS.join(", ")} are`;
  const waiver = given as unknown as Waiver;
  if (!CODE.test(waiver.reasonCode)) {
    return `'reasonCode' is '${waiver.reasonCode}'; the code of one violation is expected, such as 'rotation-off'`;
  }
  if (waiver.reason.trim().length < SHORTEST_REASON) {
    return `'reason' has ${waiver.reason.trim().length} characters; at least ${SHORTEST_REASON} are expected`;
  }
  if (samePerson(waiver.approver, waiver.author)) {
    return `'approver' is the author, ${waiver.author}; somebody else has to approve`;
  }
  return urnFault(waiver.urn) ?? dateFault(waiver, today);
}

function urnFault(pattern: string): string | undefined {
  const parts = pattern.split("::");
  const [head = "", , chain = "", ...names] = parts;
  if (parts.length < 4 || !head.startsWith("urn:pulumi:")) {
    return `'urn' is '${pattern}'; a pattern such as 'urn:pulumi:us-east-1::pharos::*aws:s3/bucket:Bucket::audit-*' is expected`;
  }
  const type = chain.slice(Math.max(chain.lastIndexOf("$"), chain.lastIndexOf("*")) + 1);
  if (!/^[^:]+:[^:]*:[^:]+$/.test(type)) {
    return `'urn' is '${pattern}'; its third part has to end with a whole type, such as '*aws:s3/bucket:Bucket'`;
  }
  if (names.join("::").replaceAll("*", "").length < SHORTEST_LITERAL) {
    return `'urn' is '${pattern}'; its name has to spell out at least ${SHORTEST_LITERAL} characters: a waiver covers a finding, not a rule`;
  }
  return undefined;
}

function dateFault({ approvedOn, expires }: Waiver, today: string): string | undefined {
  const from = dayNumber(approvedOn);
  const until = dayNumber(expires);
  if (from === undefined) return `'approvedOn' is '${approvedOn}'; a day such as 2026-01-31 is expected`;
  if (until === undefined) return `'expires' is '${expires}'; a day such as 2026-01-31 is expected`;
  if (approvedOn > today) return `'approvedOn' is ${approvedOn}, which is after today (${today})`;
  if (until < from) return `'expires' is ${expires}, which is before it was approved (${approvedOn})`;
  if (until - from > LONGEST_WAIVER_DAYS) {
    return `it is for ${until - from} days (${approvedOn} to ${expires}); at most ${LONGEST_WAIVER_DAYS} are allowed`;
  }
  return undefined;
}

/** Days since 1970; undefined for what is no day of the calendar. */
function dayNumber(text: string): number | undefined {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, text.length) !== text) return undefined;
  return time / MILLISECONDS_PER_DAY;
}

function samePerson(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

function malformed(waiver: string, policy: string | undefined, message: string, fix: string): WaiverFault {
  return { waiver, ...(policy !== undefined && { policy }), reason: "malformed", message, fix };
}

function shown(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "empty";
  if (typeof value === "string") return `'${value}'`;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return Array.isArray(value) ? "a list" : "an object";
}
