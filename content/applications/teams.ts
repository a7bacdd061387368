/**
 * The teams that answer for applications, and how many series each may have. A team's name is the label `team` of its targets, series and
 * alerts, and so of what notifies it.
 */

/** What the platform gives a team. */
export interface TeamFacts {
  /** What it answers for, in a sentence without a subject. */
  readonly answersFor: string;
  /**
   * Most series that each Prometheus of a region may keep for the team. The limits of its monitors are refused where they could add up to
   * more, so that a team cannot take the room of another.
   */
  readonly seriesBudget: number;
}

/** Every team with applications. */
export const teams = {
  payments: { answersFor: "takes and settles payments", seriesBudget: 30_000 },
  trading: { answersFor: "takes orders and routes them to venues", seriesBudget: 20_000 },
  accounts: { answersFor: "keeps accounts, and lets people in", seriesBudget: 25_000 },
  risk: { answersFor: "scores transactions for fraud", seriesBudget: 10_000 },
  ledger: { answersFor: "runs the nodes of the chain", seriesBudget: 60_000 },
  gateway: { answersFor: "runs the chain's interfaces for clients", seriesBudget: 25_000 },
} as const satisfies Record<string, TeamFacts>;

/** A team with applications. */
export type ApplicationTeam = keyof typeof teams;

/** All of them, in the order of the table. */
export const applicationTeams = Object.keys(teams) as ApplicationTeam[];

/** Share of a budget from which its team is told: what is left is room for a month of ordinary growth. */
export const BUDGET_WARNING_SHARE = 0.8;
