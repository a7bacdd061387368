import { UserError } from "../user-error";
import { type Application, type DeclaredMetric, logsOf, namespaceOf, type Service } from "./application";
import { metricFaults } from "./check-metrics";
import { objectiveFaults } from "./check-objectives";
import { logRecordClasses } from "./log-path";
import { sampleLimitOf, seriesOf, seriesOfRegion } from "./series";
import { applicationTeams, type ApplicationTeam, teams } from "./teams";

/** What is wrong with what a team declares, all of it at once. Each fault is a sentence that says what is allowed and what to do. */

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** Names of namespaces have 63 characters; the rest is for what is made from the name. */
const LONGEST_NAME = 30;
/** More in one answer takes longer to read than it may, and nobody looks at it all. */
const MOST_SAMPLES = 20_000;

/** Faults of one application; none is an empty list. */
export function applicationFaults(application: Application): string[] {
  const { name, services, objectives } = application;
  return [
    ...nameFaults("the application", name),
    ...logFaults(application),
    ...(services.length === 0
      ? [`${name} has no service, so that there is nothing to watch: name at least one`]
      : []),
    ...repeated(services.map((service) => service.name)).map(
      (service) => `${name} has the service '${service}' twice: each needs a name of its own`,
    ),
    ...services.flatMap((service) => serviceFaults(application, service)),
    ...repeatedMetrics(services).map(
      (metric) =>
        `${name} declares ${metric} in two services, so that an objective or a panel would add them up: declare it in one, or give the other a name of its own`,
    ),
    ...objectiveFaults(name, objectives, services),
    ...panelFaults(application),
    ...budgetFaults([application]),
  ];
}

/** Faults of a region's applications taken together. That Prometheus has room for them is checked with the settings. */
export function regionFaults(applications: readonly Application[]): string[] {
  return [
    ...repeated(applications.map(({ name }) => name)).map(
      (name) => `there are two applications '${name}', which would share a namespace: rename one`,
    ),
    ...namespaceFaults(applications),
    ...budgetFaults(applications),
  ];
}

/** Logs of a namespace go one way, which its workload decides. */
function namespaceFaults(applications: readonly Application[]): string[] {
  return [...new Set(applications.map(namespaceOf))].flatMap((namespace) => {
    const inside = applications.filter((application) => namespaceOf(application) === namespace);
    if (new Set(inside.map(({ workload }) => workload)).size < 2) return [];
    return [
      `the namespace '${namespace}' has applications of both workloads (${inside.map(({ name, workload }) => `${name} of ${workload}`).join(", ")}), whose logs would go two ways: give one another namespace`,
    ];
  });
}

/** @throws UserError with every fault, where there is one */
export function refuseFaults(what: string, faults: readonly string[]): void {
  if (faults.length > 0) throw new UserError(`${what} cannot be watched:\n  ${faults.join("\n  ")}`);
}

function nameFaults(what: string, name: string): string[] {
  if (NAME.test(name) && name.length <= LONGEST_NAME) return [];
  return [
    `the name '${name}' of ${what} cannot be used: it must be lower case words joined by hyphens, at most ${LONGEST_NAME} characters`,
  ];
}

function logFaults(application: Application): string[] {
  const recordClass = logsOf(application);
  if (logRecordClasses.includes(recordClass)) return [];
  return [
    `${application.name} says that its logs are ${recordClass}, but what the log store keeps can be changed and is deleted on time: ${logRecordClasses.join(" or ")} is allowed; records that must be kept go to a locked bucket, and card data belongs in no log`,
  ];
}

function serviceFaults(application: Application, service: Service): string[] {
  const where = `${application.name}/${service.name}`;
  const samples = sampleLimitOf(service);
  const { plainTextBecause, mostPods = 1 } = service;
  return [
    ...nameFaults(`a service of ${application.name}`, service.name),
    ...(Number.isInteger(mostPods) && mostPods > 0
      ? []
      : [`${where} may have ${mostPods} pods; a whole number of 1 or more is allowed`]),
    ...(plainTextBecause?.trim() === ""
      ? [`${where} serves its metrics without TLS and gives no reason: write one, or remove plainTextBecause`]
      : []),
    ...(service.metrics.length === 0
      ? [`${where} declares no metric, so that everything it exposes would be dropped: declare what it has`]
      : []),
    ...(samples > MOST_SAMPLES
      ? [
          `${where} may bring ${samples} samples in one scrape, of which Prometheus takes ${MOST_SAMPLES}: take labels off its largest metric, or give it fewer values`,
        ]
      : []),
    ...repeated(service.metrics.map((metric) => metric.name)).map(
      (metric) => `${where} declares ${metric} twice: remove one`,
    ),
    ...service.metrics.flatMap((metric) => metricFaults(where, metric)),
  ];
}

/** Metrics that two services of an application have, but for those of the process, which nobody adds up. */
function repeatedMetrics(services: readonly Service[]): string[] {
  const shared = (metric: DeclaredMetric): boolean => /^(process|http_server)_/.test(metric.name);
  return repeated(
    services.flatMap(({ metrics }) => [
      ...new Set(metrics.filter((metric) => !shared(metric)).map(({ name }) => name)),
    ]),
  );
}

/** Panels of metrics have the numbers from 100 on; those below are the template's and the objectives'. */
const FIRST_METRIC_PANEL = 100;
const LAST_METRIC_PANEL = 899;

function panelFaults({ name, services }: Application): string[] {
  const panels = services.flatMap(({ metrics }) => metrics.flatMap(({ panel }) => panel ?? []));
  return [
    ...repeated(panels.map(({ id }) => String(id))).map(
      (id) => `${name} gives the number ${id} to two panels: each needs one of its own`,
    ),
    ...panels
      .filter(({ id }) => !Number.isInteger(id) || id < FIRST_METRIC_PANEL || id > LAST_METRIC_PANEL)
      .map(
        ({ id, title }) =>
          `${name} gives its panel '${title}' the number ${id}; ${FIRST_METRIC_PANEL} to ${LAST_METRIC_PANEL} is allowed`,
      ),
  ];
}

function budgetFaults(applications: readonly Application[]): string[] {
  const { byTeam } = seriesOfRegion(applications);
  return applicationTeams.flatMap((team) => {
    const series = byTeam[team] ?? 0;
    const budget = teams[team].seriesBudget;
    if (series <= budget) return [];
    return [
      `the team ${team} may have up to ${series} series (${spread(applications, team)}), but its budget is ${budget}: take labels or values off its largest metrics, lower mostPods, or raise the budget in content/applications/teams.ts and metrics.activeSeries with it`,
    ];
  });
}

function spread(applications: readonly Application[], team: ApplicationTeam): string {
  return applications
    .filter((application) => application.team === team)
    .map((application) => `${application.name} ${seriesOf(application)}`)
    .join(", ");
}

/** What is in a list more than once, each once. */
export function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
