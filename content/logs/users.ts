import { tracingNamespace } from "../tracing/charts";
import { dashboardsNamespace } from "../versions";
import { loggingNamespace, type StoreUser } from "./names";

/** Namespaces of programs that run elsewhere than the log store. */
const elsewhere: Partial<Record<StoreUser, string>> = {
  jaeger: tracingNamespace,
  explorer: dashboardsNamespace,
};

/** Namespace in which a program finds its credentials. */
export function userNamespace(user: StoreUser): string {
  return elsewhere[user] ?? loggingNamespace;
}
