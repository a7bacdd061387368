import type { PanelRef } from "../dashboards/panels";

/** Identities of the dashboards of applications and their panels; see `content/dashboards/panels.ts`. */

/** Uid of an application's dashboard. */
export function applicationUid(application: string): string {
  return `pharos-app-${application}`;
}

/** Panels that every application's dashboard has; objectives have 10 to 99 and, for what is left, 900 more, metrics 100 to 899. */
export const templatePanels = {
  targetsUp: 1,
  series: 2,
  restarts: 3,
  requests: 4,
  errors: 5,
  duration: 6,
  processor: 7,
  memory: 8,
  network: 9,
} as const;

/** The panel with the shares of bad events of an objective. */
export function objectivePanel(application: string, panel: number): PanelRef {
  return { dashboard: applicationUid(application), panel };
}

const LEFT = 900;

/** Number of the panel with what is left of an objective's budget. */
export function budgetPanel(panel: number): number {
  return LEFT + panel;
}
