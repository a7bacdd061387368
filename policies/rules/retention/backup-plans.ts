import { orDefault, type Read, type Reader } from "../../evaluation/reader";

export const PLAN = "aws:backup/plan:Plan";
export const VAULT = "aws:backup/vault:Vault";

/** A rule of a backup plan. */
export interface PlanRule {
  readonly path: string;
  /** Whether it makes a backup every day or more often. */
  readonly daily: Read<boolean>;
  /** Days until a backup is deleted; absent where it never is. */
  readonly deleteAfter: Read<number>;
  /** Days until it moves to cold storage; absent where it never does. */
  readonly coldAfter: Read<number>;
  readonly copies: Read<readonly Reader[]>;
}

export function planRulesOf(
  inputs: Reader,
): Exclude<Read<readonly PlanRule[]>, { readonly state: "absent" }> {
  const rules = orDefault(inputs.at("rules").list(), []);
  return rules.state === "unknown" ? rules : { state: "value", value: rules.value.map(planRuleOf) };
}

function planRuleOf(rule: Reader): PlanRule {
  return {
    path: rule.path,
    daily: isDaily(rule),
    deleteAfter: positive(rule.at("lifecycle", "deleteAfter").number()),
    coldAfter: positive(rule.at("lifecycle", "coldStorageAfter").number()),
    copies: rule.at("copyActions").list(),
  };
}

/** The provider writes 0 where there is no such day. */
export function positive(days: Read<number>): Read<number> {
  return days.state === "value" && days.value <= 0 ? { state: "absent" } : days;
}

/** Minutes of a day, and of the units in which a rate is written. */
const DAY = 24 * 60;
const UNITS: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: DAY };

/** Whether a schedule falls on every day: a rate of a day or less, or a cron expression that leaves out no day, month or year. */
function isDaily(rule: Reader): Read<boolean> {
  const schedule = rule.at("schedule").filledText();
  if (schedule.state === "unknown") return schedule;
  if (schedule.state === "absent") return { state: "value", value: false };
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule.value) ?? [];
  if (count !== undefined) return { state: "value", value: Number(count) * UNITS[unit!]! <= DAY };
  const [, fields] = /^cron\(([^)]*)\)$/.exec(schedule.value) ?? [];
  const [, , day, month, weekday, year] = (fields ?? "").trim().split(/\s+/);
  const every = (field: string | undefined) =>
    field !== undefined && ["*", "?", "*/1", "1/1", "1-31", "1-7", "SUN-SAT", "MON-SUN"].includes(field);
  return { state: "value", value: [day, month, weekday, year ?? "*"].every(every) && day !== undefined };
}
