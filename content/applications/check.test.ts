import assert from "node:assert/strict";
import type { Application, DeclaredMetric, Objective, Service } from "./application";
import { applications } from ".";
import { applicationFaults, refuseFaults, regionFaults } from "./check";
import { applicationTeams, teams } from "./teams";
import { example } from "./testing/example";

const [service] = example.services as [Service];
const [orders] = service.metrics as [DeclaredMetric];
const [accepted, speed] = example.objectives as [Objective, Objective];

const withService = (change: Partial<Service>): Application => ({
  ...example,
  services: [{ ...service, ...change }],
});
const withMetric = (change: Partial<DeclaredMetric>): Application =>
  withService({ metrics: [{ ...orders, ...change }, ...service.metrics.slice(1)] });
const withObjective = (change: Partial<Objective>): Application => ({
  ...example,
  objectives: [{ ...accepted, ...change }, speed],
});
const withSpeed = (within: number): Application => ({
  ...example,
  objectives: [accepted, { ...speed, indicator: { kind: "latency", metric: "order_seconds", within } }],
});

/** What is declared, and everything that is said of it. */
const refused: readonly (readonly [string, Application, readonly string[]])[] = [
  [
    "a name that Kubernetes does not take",
    { ...example, name: "Orders" },
    [
      "the name 'Orders' of the application cannot be used: it must be lower case words joined by hyphens, at most 30 characters",
    ],
  ],
  [
    "a name that is too long",
    { ...example, name: "a".repeat(31) },
    [
      `the name '${"a".repeat(31)}' of the application cannot be used: it must be lower case words joined by hyphens, at most 30 characters`,
    ],
  ],
  [
    "logs of a class that the log store cannot keep",
    { ...example, logs: "sec-17a4-b" },
    [
      "orders says that its logs are sec-17a4-b, but what the log store keeps can be changed and is deleted on time: gdpr-app-telemetry or gdpr-security-log is allowed; records that must be kept go to a locked bucket, and card data belongs in no log",
    ],
  ],
  [
    "nothing to watch",
    { ...example, services: [], objectives: [] },
    ["orders has no service, so that there is nothing to watch: name at least one"],
  ],
  [
    "two services of one name",
    { ...example, services: [service, { ...service, metrics: [service.metrics[2]!] }] },
    [
      "orders has the service 'orders-api' twice: each needs a name of its own",
      "orders declares open_orders in two services, so that an objective or a panel would add them up: declare it in one, or give the other a name of its own",
    ],
  ],
  [
    "no metric at all",
    { ...withService({ metrics: [] }), objectives: [] },
    [
      "orders/orders-api declares no metric, so that everything it exposes would be dropped: declare what it has",
    ],
  ],
  [
    "half a pod",
    withService({ mostPods: 0.5 }),
    ["orders/orders-api may have 0.5 pods; a whole number of 1 or more is allowed"],
  ],
  [
    "plain text without a reason",
    withService({ plainTextBecause: " " }),
    [
      "orders/orders-api serves its metrics without TLS and gives no reason: write one, or remove plainTextBecause",
    ],
  ],
  [
    "a metric twice",
    withService({ metrics: [...service.metrics, orders] }),
    [
      "orders/orders-api declares orders_total twice: remove one",
      "orders gives the number 100 to two panels: each needs one of its own",
    ],
  ],
  [
    "a counter without its ending",
    { ...withMetric({ name: "orders" }), objectives: [speed] },
    [
      "orders/orders-api declares the counter orders, whose name has to end in _total: rename it where it is exposed",
    ],
  ],
  [
    "a gauge that looks like a counter",
    { ...withMetric({ type: "gauge" }), objectives: [speed] },
    [
      "orders/orders-api declares the gauge orders_total, whose name has to end in anything but _total, _bucket, _count and _sum: rename it where it is exposed",
    ],
  ],
  [
    "a name that Prometheus keeps for recordings",
    { ...withMetric({ name: "orders:all_total" }), objectives: [speed] },
    [
      "orders/orders-api declares a metric 'orders:all_total'; names are lower case words and numbers joined by single underscores",
    ],
  ],
  [
    "buckets of a counter",
    withMetric({ buckets: [1] }),
    [
      "orders/orders-api gives buckets to orders_total, which is a counter: remove them, or make it a histogram",
    ],
  ],
  [
    "a histogram without buckets",
    { ...withMetric({ name: "orders_seconds", type: "histogram" }), objectives: [speed] },
    ["orders/orders-api declares the histogram orders_seconds without buckets: name their upper bounds"],
  ],
  [
    "buckets out of order",
    {
      ...withMetric({ name: "orders_seconds", type: "histogram", buckets: [1, 0.5] }),
      objectives: [speed],
    },
    ["orders/orders-api declares orders_seconds with the buckets 1, 0.5; finite, rising bounds are allowed"],
  ],
  [
    "a label that names a person",
    withMetric({ labels: { result: 3, customer_id: 100 } }),
    [
      "orders/orders-api gives orders_total the label 'customer_id', which names a person or a single thing: metrics leave their jurisdiction and are not masked, so put it into the log or the trace instead",
    ],
  ],
  [
    "a label that Prometheus gives",
    withMetric({ labels: { result: 3, pod: 1 } }),
    [
      "orders/orders-api gives orders_total the label 'pod', which Prometheus gives every series: rename it where it is exposed",
    ],
  ],
  [
    "a label in capitals, without values",
    withMetric({ labels: { result: 3, Venue: 0 } }),
    [
      "orders/orders-api gives orders_total the label 'Venue'; lower case letters, digits and underscores are allowed",
      "orders/orders-api gives the label 'Venue' of orders_total 0 values; a whole number from 1 to 1000 is allowed",
    ],
  ],
  [
    "a panel by a label that is not there",
    withMetric({ panel: { id: 100, title: "Orders", about: "business", by: "venue" } }),
    [
      "orders/orders-api draws orders_total by the label 'venue', which it does not declare; it declares result",
    ],
  ],
  [
    "a panel whose number is the template's",
    withMetric({ panel: { id: 9, title: "Orders", about: "business" } }),
    ["orders gives its panel 'Orders' the number 9; 100 to 899 is allowed"],
  ],
  [
    "more samples than a scrape may have",
    withService({ mostPods: 1, metrics: [{ ...orders, labels: { result: 17, route: 1000 } }] }),
    [
      "orders/orders-api may bring 21250 samples in one scrape, of which Prometheus takes 20000: take labels off its largest metric, or give it fewer values",
      "the objective 'speed' of orders reads order_seconds, which no service of the application declares: declare it, or read another",
      "the team trading may have up to 21255 series (orders 21255), but its budget is 20000: take labels or values off its largest metrics, lower mostPods, or raise the budget in content/applications/teams.ts and metrics.activeSeries with it",
    ],
  ],
  [
    "two objectives of one name and panel",
    { ...example, objectives: [accepted, accepted] },
    [
      "orders has the objective 'accepted' twice: each needs a name of its own",
      "orders gives the panel 10 to two objectives: each needs one of its own",
    ],
  ],
  [
    "a share that cannot burn fast",
    withObjective({ share: 0.93 }),
    [
      "the objective 'accepted' of orders promises a share of 0.93; more than 0.9306, below which fast burning cannot be told, up to 0.99999 is allowed",
    ],
  ],
  [
    "a promise that nothing ever fails",
    withObjective({ share: 1 }),
    [
      "the objective 'accepted' of orders promises a share of 1; more than 0.9306, below which fast burning cannot be told, up to 0.99999 is allowed",
    ],
  ],
  [
    "slow burning that is more urgent than fast",
    withObjective({ fast: "P2", slow: "P1" }),
    [
      "the objective 'accepted' of orders is P1 when it burns slowly and P2 when it burns fast: exchange them",
    ],
  ],
  [
    "a name and a panel that cannot be",
    withObjective({ name: "All Good", panel: 100 }),
    [
      "the objective 'All Good' of orders cannot have this name: lower case words joined by hyphens are allowed",
      "the objective 'All Good' of orders has the panel 100; 10 to 99 is allowed",
    ],
  ],
  [
    "a runbook that does not say what to do",
    withObjective({ runbook: { cause: ["A fault."], check: ["The log."], act: [] } }),
    ["the objective 'accepted' of orders has a runbook without 'act': whoever is paged reads it first"],
  ],
  [
    "an objective about a label that is not there",
    withObjective({
      indicator: { kind: "events", metric: "orders_total", counted: { side: '="buy"' }, bad: {} },
    }),
    ["the objective 'accepted' of orders asks for the label 'side' of orders_total, which has result"],
  ],
  [
    "events of a gauge",
    withObjective({ indicator: { kind: "events", metric: "open_orders", bad: {} } }),
    [
      "the objective 'accepted' of orders counts open_orders, which is a gauge: a counter or a histogram is allowed",
    ],
  ],
  [
    "times of a counter",
    withObjective({ indicator: { kind: "latency", metric: "orders_total", within: 1 } }),
    [
      "the objective 'accepted' of orders measures times by orders_total, which is a counter: a histogram is allowed",
    ],
  ],
  [
    "a time between buckets",
    withSpeed(0.5),
    [
      "the objective 'speed' of orders promises 0.5 s, which is no bucket of order_seconds: one of 0.1, 1, 2.5 is allowed, or one more bucket",
    ],
  ],
];

describe("what teams declare", () => {
  it("is taken where it is right", () => assert.deepEqual(applicationFaults(example), []));

  for (const [what, application, faults] of refused)
    it(`is refused with ${what}`, () => assert.deepEqual(applicationFaults(application), faults));

  it("is refused with every fault at once", () => {
    assert.throws(() => refuseFaults("orders", ["one.", "another."]), {
      message: "orders cannot be watched:\n  one.\n  another.",
    });
    refuseFaults("orders", []);
  });
});

describe("the applications of a region", () => {
  it("have no fault, alone or together", () => {
    assert.deepEqual(applications.flatMap(applicationFaults), []);
    assert.deepEqual(regionFaults(applications), []);
  });

  it("are refused where two share a name, or a team's budget is spent by several", () => {
    const [first] = applications as [Application];
    const { seriesBudget } = teams.payments;
    assert.deepEqual(regionFaults([first, first]), [
      "there are two applications 'payments', which would share a namespace: rename one",
      `the team payments may have up to 39300 series (payments 19650, payments 19650), but its budget is ${seriesBudget}: take labels or values off its largest metrics, lower mostPods, or raise the budget in content/applications/teams.ts and metrics.activeSeries with it`,
    ]);
  });

  it("leave room for what Prometheus is sized for by default, whatever the teams spend of their budgets", () => {
    const budgets = applicationTeams.reduce((sum, team) => sum + teams[team].seriesBudget, 0);
    assert.ok(budgets <= 500_000, `${budgets}`);
  });
});
