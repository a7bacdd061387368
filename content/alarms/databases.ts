import type { Alarm } from "./alarm";

const GIB = 2 ** 30;

/** The Aurora cluster of Grafana. */
export const databases: readonly Alarm[] = [
  {
    name: "DatabaseAtCapacity",
    watches: "database",
    severity: "P2",
    summary: "The database has grown to the largest capacity that it may have",
    series: { value: { metric: "AWS/RDS ACUUtilization", statistic: "Average" } },
    condition: {
      is: "above",
      threshold: 95,
      unit: "percent of maxCapacity",
      because:
        "beyond, it gets slower instead of larger; half an hour is longer than any of Grafana's own bursts",
    },
    period: 300,
    periods: 6,
    missing: { means: "unknown", because: "a stopped database reports nothing, and is noticed by its users" },
    runbook: {
      cause: ["More users or dashboards than it was sized for, or one statement that reads everything."],
      check: [
        "Performance Insights of the writer: the statements by load.",
        "Grafana's own dashboard: requests, logins.",
      ],
      act: [
        "One bad statement: end it, and find the panel or the alert behind it.",
        "Otherwise raise `database.maxCapacity` and update the stack: it grows in place.",
      ],
    },
  },
  {
    name: "DatabaseConnectionsNearLimit",
    watches: "databaseInstance",
    severity: "P2",
    summary: "The database has few connections left",
    series: { value: { metric: "AWS/RDS DatabaseConnections", statistic: "Maximum" } },
    condition: {
      is: "above",
      threshold: { percent: 80, of: "connections" },
      unit: "connections",
      because: "the rest is for people who come to mend it; the limit follows from the largest capacity",
    },
    period: 60,
    periods: 5,
    missing: { means: "good", because: "nobody is connected" },
    runbook: {
      cause: ["Connections leak, or too many replicas of Grafana keep pools that are too large."],
      check: ["`select usename, state, count(*) from pg_stat_activity group by 1, 2`"],
      act: [
        "Idle connections of one client: restart it.",
        "Otherwise lower its pool, or raise `database.maxCapacity`.",
      ],
    },
  },
  {
    name: "DatabaseReplicaLagging",
    watches: "database",
    severity: "P2",
    summary: "The database's reader is behind its writer",
    series: { value: { metric: "AWS/RDS AuroraReplicaLagMaximum", statistic: "Maximum" } },
    condition: {
      is: "above",
      threshold: 1000,
      unit: "milliseconds",
      because:
        "readers share the writer's storage and lag by less than 100 ms; Aurora restarts one that falls far behind",
    },
    period: 60,
    periods: 10,
    missing: { means: "good", because: "an idle cluster reports no lag" },
    runbook: {
      cause: ["The reader is too small for what the writer writes, or runs a long statement."],
      check: ["Capacity of both instances on the dashboard.", "`select * from aurora_replica_status()`"],
      act: [
        "End the long statement.",
        "If it does not catch up: reboot the reader; the writer is not touched.",
      ],
    },
  },
  {
    name: "DatabaseLocalStorageLow",
    watches: "databaseInstance",
    severity: "P2",
    summary: "A database instance has little room for temporary files",
    series: { value: { metric: "AWS/RDS FreeLocalStorage", statistic: "Minimum" } },
    condition: {
      is: "below",
      threshold: GIB,
      unit: "bytes",
      because: "sorts and indices that do not fit into memory need it, and fail without",
    },
    period: 300,
    periods: 3,
    missing: { means: "unknown", because: "a stopped instance reports nothing" },
    runbook: {
      cause: ["A large sort, an index that is built, or the logs of the database."],
      check: [
        "`select pid, query from pg_stat_activity where state = 'active'`",
        "Temporary bytes in `pg_stat_database`.",
      ],
      act: ["End the statement.", "More capacity brings more local storage: raise `database.maxCapacity`."],
    },
  },
  {
    name: "DatabaseVolumeLarge",
    watches: "database",
    severity: "P3",
    summary: "The database holds far more than Grafana needs",
    series: { value: { metric: "AWS/RDS VolumeBytesUsed", statistic: "Maximum" } },
    condition: {
      is: "above",
      threshold: 20 * GIB,
      unit: "bytes",
      because:
        "users, dashboards and alert states take a few hundred megabytes; the volume itself ends at 128 TiB",
    },
    period: 3600,
    periods: 3,
    missing: { means: "good", because: "an empty volume" },
    runbook: {
      cause: [
        "History of alert states or annotations is never deleted, or another program uses the database.",
      ],
      check: [
        "`select relname, pg_size_pretty(pg_total_relation_size(relid)) from pg_catalog.pg_statio_user_tables order by pg_total_relation_size(relid) desc limit 10`",
      ],
      act: [
        "Set Grafana's retention of annotations and state history.",
        "Move what is not Grafana's elsewhere.",
      ],
    },
  },
];
