import { teams } from "../applications/teams";
import { prometheusName, prometheusStatefulSet } from "../metrics/names";
import type { AlertTest } from "./rule";

const whose = { application: "payments", team: "payments" };
const service = { ...whose, job: "payments-api" };
const target = (instance: string) => ({ ...service, instance });
const own = { job: prometheusName, pod: `${prometheusStatefulSet}-0` };

function series(name: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return `${name}{${pairs.join(",")}}`;
}

/** Two pods that share the team's series, and one of another team that has few. */
function samples(share: number): Record<string, string> {
  const half = Math.round((share * teams.payments.seriesBudget) / 2);
  const name = "scrape_samples_post_metric_relabeling";
  return {
    [series(name, target("a"))]: `${half}x120`,
    [series(name, target("b"))]: `${half}x120`,
    [series(name, { application: "ledger", team: "ledger", job: "ledger-node", instance: "c" })]: "100x120",
    [series(name, { job: "kubelet", instance: "d" })]: "1000000x120",
  };
}

const up = (first: string, second: string): Record<string, string> => ({
  [series("up", target("a"))]: first,
  [series("up", target("b"))]: second,
});

const refused = (values: string): Record<string, string> => ({
  [series("prometheus_target_scrapes_exceeded_sample_limit_total", own)]: values,
});

/** Cases of the group `application-health`: for each rule one where it fires, one a minute earlier, and one where all is well. */
export const applicationHealthTests: readonly AlertTest[] = [
  {
    alert: "SeriesBudgetNearlySpent",
    when: "nine tenths are spent",
    series: samples(0.9),
    at: "30m",
    fires: [{ team: "payments" }],
  },
  {
    alert: "SeriesBudgetNearlySpent",
    when: "its time has not passed",
    series: samples(0.9),
    at: "29m",
    fires: [],
  },
  {
    alert: "SeriesBudgetNearlySpent",
    when: "three quarters are spent, and the platform has as many as it likes",
    series: samples(0.75),
    at: "60m",
    fires: [],
  },

  {
    alert: "ApplicationTargetsDown",
    when: "no pod answers",
    series: up("0x60", "0x60"),
    at: "10m",
    fires: [service],
  },
  {
    alert: "ApplicationTargetsDown",
    when: "its time has not passed",
    series: up("0x60", "0x60"),
    at: "9m",
    fires: [],
  },
  {
    alert: "ApplicationTargetsDown",
    when: "one of two answers",
    series: up("1x60", "0x60"),
    at: "30m",
    fires: [],
  },

  // Last found after ten minutes; more than ten minutes ago from the 21st on, and then for five.
  {
    alert: "ApplicationVanished",
    when: "it was there for ten minutes",
    series: up("1x10 _x60", "1x5 _x60"),
    at: "26m",
    fires: [service],
  },
  {
    alert: "ApplicationVanished",
    when: "its time has not passed",
    series: up("1x10 _x60", "1x5 _x60"),
    at: "25m",
    fires: [],
  },
  {
    alert: "ApplicationVanished",
    when: "one pod is left",
    series: up("1x10 _x60", "1x90"),
    at: "60m",
    fires: [],
  },
  { alert: "ApplicationVanished", when: "it was never there", series: {}, at: "60m", fires: [] },

  // A rate needs two samples.
  {
    alert: "ScrapesOverLimit",
    when: "scrapes are refused",
    series: refused("0+2x60"),
    at: "11m",
    fires: [{ ...own, limit: "samples" }],
  },
  {
    alert: "ScrapesOverLimit",
    when: "its time has not passed",
    series: refused("0+2x60"),
    at: "10m",
    fires: [],
  },
  { alert: "ScrapesOverLimit", when: "none is refused", series: refused("7x60"), at: "30m", fires: [] },
  {
    alert: "ScrapesOverLimit",
    when: "their answers are too long",
    series: { [series("prometheus_target_scrapes_exceeded_body_size_limit_total", own)]: "0+5x30" },
    at: "15m",
    fires: [{ ...own, limit: "bytes" }],
  },
];
