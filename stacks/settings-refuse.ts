import type { z } from "zod";

/** What an error says about a value; path, value, file and line are added by whoever knows them. */
export interface Refusal {
  /** What is wrong, as a sentence whose subject is the setting: "is below the legal minimum of 365 days". */
  readonly problem: string;
  /** What may stand there; by default what the schema says. */
  readonly allowed?: string;
  /** What to do, in the imperative. */
  readonly fix?: string;
}

/** Refuses a value from inside a zod check, with more to say than zod's own issues carry. */
export function refuse<T>(context: z.core.ParsePayload<T>, { problem, ...params }: Refusal): void {
  context.issues.push({ code: "custom", message: problem, input: context.value, params });
}
