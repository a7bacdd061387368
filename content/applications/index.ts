import type { Application, Workload } from "./application";
import { chain } from "./dag/chain";
import { ledger } from "./dag/ledger";
import { ledgerGateway } from "./dag/ledger-gateway";
import { accounts } from "./finance/accounts";
import { fraudScoring } from "./finance/fraud";
import { payments } from "./finance/payments";
import { trading } from "./finance/trading";

/** Every application that the platform watches, in the order in which they are made. */
export const applications: readonly Application[] = [
  payments,
  trading,
  accounts,
  fraudScoring,
  chain,
  ledger,
  ledgerGateway,
];

/** Those of the workloads that a stack has. */
export function applicationsOf(workloads: Readonly<Record<Workload, boolean>>): Application[] {
  return applications.filter(({ workload }) => workloads[workload]);
}
