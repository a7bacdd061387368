import { applicationTeams, BUDGET_WARNING_SHARE, teams } from "../applications/teams";
import { applicationsPanel } from "../dashboards/panels";
import { prometheusName } from "../metrics/names";
import { applicationHealthTests } from "./application-health-tests";
import type { AlertGroup, AlertRule } from "./rule";

/** What belongs to an application carries it; what belongs to the platform does not. */
const ofApplications = `application!=""`;

/** The budgets of the teams as series, so that one query compares them all. */
const budgets = applicationTeams
  .map((team) => `label_replace(vector(${teams[team].seriesBudget}), "team", "${team}", "", "")`)
  .join(" or ");

/** Series of each team; each half of the Prometheus pair counts its own. */
export const seriesOfTeams = `sum by (team) (scrape_samples_post_metric_relabeling{${ofApplications}})`;

/** Share of its budget that each team has spent. */
export const budgetSpent = `${seriesOfTeams} / on (team) (${budgets})`;

/** Share of what should answer that answers, by service. */
export const targetsUp = `avg by (team, application, job) (up{${ofApplications}})`;
/** Below it, a service is worse off than by a rolling update. */
export const TARGETS_UP_CRITICAL = 0.5;

/** Seconds since Prometheus last found a service, for those that it found within six hours. */
export const sinceFound = `time() - max by (team, application, job) (max_over_time(timestamp(up{${ofApplications}})[6h:1m]))`;
/** A service that is put into another place is back sooner. */
export const SINCE_FOUND_CRITICAL_SECONDS = 600;

const exceeded = (limit: "sample" | "body_size", named: string): string =>
  `label_replace(rate(prometheus_target_scrapes_exceeded_${limit}_limit_total{job="${prometheusName}"}[5m]), "limit", "${named}", "", "")`;

/** Scrapes a second that brought more than they may, by what was too much. */
export const scrapesOverLimit = `${exceeded("sample", "samples")} or ${exceeded("body_size", "bytes")}`;

const rules: readonly AlertRule[] = [
  {
    alert: "SeriesBudgetNearlySpent",
    expr: `(${budgetSpent}) > ${BUDGET_WARNING_SHARE}`,
    for: "30m",
    severity: "P2",
    team: "of-the-series",
    summary: "The team {{ $labels.team }} has used most of its series",
    description:
      "Nothing is lost yet. Limits of the monitors keep the team within its budget, by refusing whole scrapes: what grows further goes blind.",
    runbook: {
      cause: [
        "More pods than before, each with its own series.",
        "A label has more values than were thought of: a route that is no template, a code that is a text.",
      ],
      check: [
        "Series of the team's applications on the dashboard: a jump is a release, a slope is growth.",
        "In Prometheus, the metrics with the most series: `topk(10, count by (__name__) ({team=…}))`.",
      ],
      act: [
        "Take off what nobody asks for: a label, a metric in the application's declaration.",
        "If all of it is needed, raise the team's budget in `content/applications/teams.ts`, and `metrics.activeSeries` with it.",
      ],
    },
    panel: applicationsPanel("budgets"),
  },
  {
    alert: "ApplicationTargetsDown",
    expr: `(${targetsUp}) < ${TARGETS_UP_CRITICAL}`,
    for: "10m",
    severity: "P2",
    team: "of-the-series",
    summary: "Most of {{ $labels.job }} in {{ $labels.application }} does not answer Prometheus",
    description:
      "Its metrics have holes, and so have its objectives: while this lasts, their alerts see only what is left.",
    runbook: {
      cause: [
        "Its pods crash or do not become ready.",
        "It brings more samples than declared, or longer labels, and the whole scrape is refused.",
        "It does not show the certificate of the secret `<service>-tls`, or shows one that has ended.",
      ],
      check: [
        "The page of targets in Prometheus: its error names the reason.",
        "Restarts on the application's dashboard.",
      ],
      act: [
        "Refused for samples: declare what is new in `content/applications`, or take it off.",
        "Refused for TLS: mount the secret, and have the program read it again when it changes.",
        "Not ready: see the pod's log.",
      ],
    },
    panel: applicationsPanel("targetsUp"),
  },
  {
    alert: "ApplicationVanished",
    expr: `(${sinceFound}) > ${SINCE_FOUND_CRITICAL_SECONDS}`,
    for: "5m",
    severity: "P2",
    team: "of-the-series",
    summary: "{{ $labels.job }} of {{ $labels.application }} is not there any more",
    description:
      "Prometheus finds nothing of it to scrape, so that its objectives have nothing to say. It ends by itself after six hours.",
    runbook: {
      cause: [
        "It was scaled to nothing, deleted or renamed.",
        "Its Service or its pods lost the label `app.kubernetes.io/name`, or the port its name.",
      ],
      check: [
        "Whether pods of that name run in the namespace.",
        "Labels of its Service, or of its pods where there is none, against its declaration.",
      ],
      act: [
        "If it is gone on purpose, take it out of `content/applications`.",
        "If it was renamed, rename the service in its declaration as well.",
      ],
    },
    panel: applicationsPanel("lastSeen"),
  },
  {
    alert: "ScrapesOverLimit",
    expr: `(${scrapesOverLimit}) > 0`,
    for: "10m",
    severity: "P2",
    team: "platform",
    summary: "{{ $labels.pod }} refuses scrapes that bring more {{ $labels.limit }} than they may",
    description: "Whoever is refused has no metrics while it lasts. ApplicationTargetsDown names it.",
    runbook: {
      cause: ["An application exposes more than it declares: a new metric's labels, or values without end."],
      check: [
        "The page of targets in Prometheus: `sample limit exceeded` or `body size limit exceeded`, and where.",
      ],
      act: [
        "Tell the team, which takes the label off or declares it.",
        "Do not lift the limit by hand: it follows from the declaration and comes back.",
      ],
    },
    panel: applicationsPanel("scrapesOverLimit"),
  },
];

/** Whether what applications expose arrives, and whether their teams stay within their budgets. */
export const applicationHealth: AlertGroup = {
  name: "application-health",
  rules,
  tests: applicationHealthTests,
};
