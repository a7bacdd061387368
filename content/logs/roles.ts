import { people } from "../people";
import { jaegerIndices, type StoreUser } from "./names";
import { type LogClass, logClassNames, patternsOf } from "./streams";

/** Who may do what in the log store, in the words of Elasticsearch's and Kibana's APIs. Nothing here needs a licence. */

/** A role of Elasticsearch, as far as the platform needs it. */
interface RoleBody {
  readonly cluster: readonly string[];
  readonly indices: readonly { readonly names: readonly string[]; readonly privileges: readonly string[] }[];
}

const everyStream = logClassNames.flatMap(patternsOf);

/** Writes and does not read; makes a stream whose template there is. */
const shipper: RoleBody = {
  cluster: ["monitor"],
  indices: [{ names: everyStream, privileges: ["auto_configure", "create_doc", "view_index_metadata"] }],
};
/** Writes what was seen at runtime and nothing else. */
const securityShipper: RoleBody = {
  cluster: ["monitor"],
  indices: [{ names: ["logs-falco.alerts-*"], privileges: ["auto_configure", "create_doc"] }],
};

/** What each program that signs in may do. Its role has its user's name. */
export const programRoles: Readonly<Record<StoreUser, RoleBody>> = {
  logstash: shipper,
  fluentd: shipper,
  collector: shipper,
  falcosidekick: securityShipper,
  // Jaeger makes templates and the first index of each kind itself.
  jaeger: {
    cluster: ["manage_ilm", "manage_index_templates", "monitor"],
    indices: [{ names: [`${jaegerIndices}*`], privileges: ["all"] }],
  },
  // prometheus-community/elasticsearch_exporter, README, "Elasticsearch 7.x security privileges".
  exporter: {
    cluster: ["monitor", "monitor_snapshot", "read_ilm", "read_slm"],
    indices: [{ names: ["*"], privileges: ["monitor", "view_index_metadata"] }],
  },
  // What everybody may read for whom its door opens.
  explorer: {
    cluster: ["monitor"],
    indices: [{ names: patternsOf("application"), privileges: ["read", "view_index_metadata"] }],
  },
};

/** All programs, in the order of the table. */
export const storeUsers = Object.keys(programRoles) as StoreUser[];

/** Name of a program's role and user. */
export function programName(user: StoreUser): string {
  return `pharos-${user}`;
}

/** A space of Kibana: what belongs together for one kind of reader. */
interface Space {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

/** Spaces, by the class of logs that is read in each. */
export const spaces: Readonly<Record<LogClass, Space>> = {
  application: {
    id: "operations",
    name: "Operations",
    description: "Logs of applications and of the platform.",
  },
  security: { id: "audit", name: "Audit", description: "Who did what: security logs, for auditors." },
};

/** Which role of `content/people.ts` reads which class. */
const readers: Readonly<Record<string, LogClass>> = {
  "logs-reader": "application",
  "audit-reader": "security",
};

/** Elastic's own role; it is there. */
const SUPERUSER = "superuser";

/** The roles of people, as Kibana's API takes them: what they may read, and in which space. */
export function personRoleBodies() {
  const names = new Set(Object.values(people).flatMap(({ kibana }) => kibana));
  names.delete(SUPERUSER);
  return Object.fromEntries(
    [...names].sort().map((name) => {
      const logClass = readers[name];
      if (logClass === undefined) {
        throw new Error(
          `the role '${name}' of content/people.ts reads no class of logs; those of content/logs/roles.ts are ${Object.keys(readers).join(", ")}`,
        );
      }
      return [
        name,
        {
          elasticsearch: {
            cluster: [],
            indices: [{ names: patternsOf(logClass), privileges: ["read", "view_index_metadata"] }],
            run_as: [],
          },
          kibana: [{ base: ["read"], feature: {}, spaces: [spaces[logClass].id] }],
        },
      ];
    }),
  );
}
