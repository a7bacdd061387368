import { applications } from "../content/applications";
import { type Application, logsOf, metricsAtOf, mostPodsOf } from "../content/applications/application";
import { alertNames, budgetOf, severitiesOf } from "../content/applications/burn-rate";
import { everyWorkload, LOG_PATH_LABEL, logPathOf } from "../content/applications/log-path";
import { applicationLabels } from "../content/applications/namespace";
import { applicationUid } from "../content/applications/panels";
import {
  APPLICATIONS_SHARE,
  sampleLimitOf,
  seriesOf,
  seriesOfRegion,
  seriesOfService,
} from "../content/applications/series";
import { applicationTeams, BUDGET_WARNING_SHARE, teams } from "../content/applications/teams";
import { TLS_FOLDER, tracingConfigName } from "../content/applications/tracing";
import { sizePrometheus } from "../content/metrics/sizing";
import { table } from "../content/markdown-table";
import { days } from "../content/units";

/** File with the applications that are watched, relative to the project's root. */
export const APPLICATIONS_FILE = "docs/applications.md";

const percent = (share: number): string => `${Number((share * 100).toFixed(4))} %`;

const INTRODUCTION = `# Applications

<!-- Made from content/applications/ by \`node dist/stacks/generate.js\`. Do not edit by hand. -->

A team writes what its application is: a name, its services, the metrics that they expose, and what it promises
([an example](examples/monitored-application.ts)). From it follow the namespace, the scrapes and their limits, the way of its logs, tracing,
alerts with their runbooks, and a dashboard. Applications of finance are there where \`workloads.finance\` is true, those of the chain where
\`workloads.dag\` is.

## What a team does

1. Declare it in \`content/applications/\`, and add it to the list in \`index.ts\`. A mistake is told with every other one, before anything is
   made.
2. Give its pods the label \`app.kubernetes.io/name: <service>\`, and its Service the same name and label.
3. Mount the secret \`<service>-tls\` at \`${TLS_FOLDER}\`. Serve metrics with \`tls.crt\` and \`tls.key\`, and read them again when they change:
   they hold 90 days and are renewed after 60. \`ca.crt\` is the region's root. A service that cannot serve TLS says why by
   \`plainTextBecause\`, which stands on its monitor.
4. Take the environment of the ConfigMap \`${tracingConfigName}\` (\`envFrom\`), and set \`OTEL_SERVICE_NAME\`.
5. Write logs to the console, one JSON object a line.
6. Add NetworkPolicies for whom it calls and who calls it. What is there lets it speak with itself, ask for names, be scraped and send traces;
   everything else is refused.

In a namespace that is made elsewhere (\`existingNamespace\`) the platform changes nothing, and asks for these labels:

${table(
  ["Label", "For an application of finance"],
  Object.entries(applicationLabels(applications[0]!)).map(([name, value]) => [`\`${name}\``, `\`${value}\``]),
)}
Logs go one way: \`${LOG_PATH_LABEL}\` has one value a namespace, \`logstash\` for finance and \`fluentd\` for the chain. Shippers know
namespaces by their names, so the application says in which it runs. What logs hold is
\`gdpr-app-telemetry\` unless the application says \`gdpr-security-log\`; other classes are refused, because the log store can change and
delete what it keeps.
`;

const SERIES = `## Series and budgets

A metric has as many series as its labels have combinations, and a histogram that many for each bucket and three more. A scrape may bring a
quarter more than declared, and is refused whole above that; what is not declared is dropped before it counts. A service has as many targets as
pods at most, each with five series of Prometheus' own. The sum over a team's applications must fit its budget, so no team can take the room of
another. At ${percent(BUDGET_WARNING_SHARE)} of a budget the alert SeriesBudgetNearlySpent tells its team.

All applications of a stack together may have ${percent(APPLICATIONS_SHARE)} of \`metrics.activeSeries\`; more is refused with the settings.
`;

const OBJECTIVES = `## Promises

An error budget is what may go wrong in 30 days. Alerts look at how fast it burns, over two windows at once, as Google's "The Site Reliability
Workbook" has it: 14.4 times too fast over an hour and 5 minutes or 6 times over 6 hours and 30 minutes ("fast"), 3 times over a day and 2 hours
or once over 3 days and 6 hours ("slowly"). Raw series are read over 5 minutes alone; the longer windows are made of two recorded series, and
those go to the hub.
`;

/** The page. */
export function applicationsDocs(): string {
  return [
    INTRODUCTION,
    SERIES,
    budgets(),
    totals(),
    OBJECTIVES,
    objectives(),
    "## Each application\n",
    ...applications.map(section),
  ].join("\n");
}

function budgets(): string {
  const { byTeam } = seriesOfRegion(applications);
  return table(
    ["Team", "Answers for", "Budget", "Declared at most", "Share"],
    applicationTeams.map((team) => {
      const { answersFor, seriesBudget } = teams[team];
      const series = byTeam[team] ?? 0;
      return [
        `\`${team}\``,
        answersFor,
        String(seriesBudget),
        String(series),
        percent(series / seriesBudget),
      ];
    }),
  );
}

/** How long the region's own Prometheus keeps them by default. */
const RETENTION = days(15);

function totals(): string {
  const rows = [
    ["finance", applications.filter(({ workload }) => workload === "finance")],
    ["dag", applications.filter(({ workload }) => workload === "dag")],
    ["both, in one region", applications],
    ["both, in three regions", undefined],
  ] as const;
  const both = seriesOfRegion(applications).total;
  return table(
    ["Workload", "Series at most", "Samples a second", "Memory of each Prometheus", "Volume for 15 days"],
    rows.map(([name, some]) => {
      const total = some === undefined ? 3 * both : seriesOfRegion(some).total;
      const nothing = sizePrometheus({ activeSeries: 0, retention: RETENTION });
      const size = sizePrometheus({ activeSeries: total, retention: RETENTION });
      return [
        name,
        String(total),
        String(Math.round(size.samplesPerSecond)),
        some === undefined ? "a region's each" : `${size.memoryMiB - nothing.memoryMiB} MiB`,
        some === undefined ? "a region's each" : `${size.storageGiB} GiB`,
      ];
    }),
  );
}

function objectives(): string {
  return table(
    ["Application", "Promise", "May go wrong", "Burns fast", "Burns slowly"],
    applications.flatMap((application) =>
      application.objectives.map((objective) => {
        const { fast, slow } = alertNames(application, objective);
        const severities = severitiesOf(objective);
        return [
          application.name,
          objective.promise,
          percent(budgetOf(objective)),
          `[${severities.fast}](runbooks/${fast}.md)`,
          `[${severities.slow}](runbooks/${slow}.md)`,
        ];
      }),
    ),
  );
}

function section(application: Application): string {
  const { name, title, workload, team, services } = application;
  return [
    `### ${title}\n`,
    `Namespace \`${name}\`, workload \`${workload}\`, team \`${team}\`; logs by ${logPathOf(application.workload, everyWorkload)}, class \`${logsOf(application)}\`; up to ${seriesOf(application)} series; dashboard \`/d/${applicationUid(name)}\`.\n`,
    table(
      ["Service", "Found by", "Metrics at", "Most pods", "Samples a scrape", "Series", "Metrics"],
      services.map((service) => {
        const { port, path } = metricsAtOf(service);
        return [
          `\`${service.name}\``,
          service.discovery === "pods" ? "its pods" : "its Service",
          `${port}${path}`,
          String(mostPodsOf(service)),
          String(sampleLimitOf(service)),
          String(seriesOfService(service)),
          String(service.metrics.length),
        ];
      }),
    ),
  ].join("\n");
}
