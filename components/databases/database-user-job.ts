import { databaseRoots } from "../../content/database-roots";
import { containerResources, restrictedContainer, restrictedPod } from "../../content/metrics/pod-security";
import type { PodSize } from "../../content/namespace-size";
import { postgresClientImage } from "../../content/versions";
import type { DatabaseConnection } from "./connection";

/** `postgres` in the image. */
const USER = 70;

/** The client alone: it sends five statements. */
const SIZE = containerResources({ cpuMillicores: 10, memoryMiB: 32, memoryLimitMiB: 64 });

/** Name of the job, and the label by which its way to the database is open. */
const NAME = "database-user";

/** The pods of the job. */
export const databaseUserPods: readonly PodSize[] = [{ name: NAME, count: 1, containers: [SIZE] }];

/** A database that is being made anew takes some minutes; retries wait longer each time, up to six minutes. */
const RETRIES = 6;

const ROOTS_FOLDER = "/etc/pharos/database";
/** Secrets are files: variables go on to whatever a program starts or dumps. */
const MASTER_FOLDER = "/etc/pharos/master";
const PASSWORD_FOLDER = "/etc/pharos/password";

/** The Secrets with which the job logs in, and which it sets. */
export interface DatabaseLogins {
  /** Secret with `username` and `password` of the database's administrator. */
  readonly masterSecret: string;
  /** Secret with the user's password, and its key. */
  readonly passwordSecret: { readonly name: string; readonly key: string };
}

/**
 * Makes the user unless it is there, and gives it the database. Whoever gives something away has to be a member of who gets it
 * (PostgreSQL, "ALTER DATABASE"). `\password` makes the verifier in the client; it asks twice, and reads what it is given.
 */
const SCRIPT = [
  `export PGUSER="$(cat "$MASTER_FOLDER/username")" PGPASSWORD="$(cat "$MASTER_FOLDER/password")"`,
  `password="$(cat "$PASSWORD_FILE")"`,
  `psql --set ON_ERROR_STOP=1 --set user="$DATABASE_USER" --set database="$PGDATABASE" <<'SQL'`,
  "select format('create role %I login', :'user') where not exists (select from pg_roles where rolname = :'user') \\gexec",
  `grant :"user" to current_user;`,
  `alter database :"database" owner to :"user";`,
  "SQL",
  `printf '%s\\n%s\\n' "$password" "$password" | psql --set ON_ERROR_STOP=1 --command "\\password $DATABASE_USER"`,
].join("\n");

/** The job, as Kubernetes takes it. */
export function databaseUserJob<Text>(
  namespace: Text,
  { host, port, database, user }: DatabaseConnection<Text>,
  { masterSecret, passwordSecret }: DatabaseLogins,
) {
  const labels = { "app.kubernetes.io/name": NAME };
  return {
    metadata: { name: NAME, namespace, labels },
    spec: {
      backoffLimit: RETRIES,
      template: {
        metadata: { labels },
        spec: {
          restartPolicy: "Never",
          automountServiceAccountToken: false,
          securityContext: restrictedPod(USER, USER),
          containers: [
            {
              name: "psql",
              image: postgresClientImage,
              command: ["sh", "-euc", SCRIPT],
              env: [
                { name: "PGHOST", value: host },
                { name: "PGPORT", value: String(port) },
                { name: "PGDATABASE", value: database },
                { name: "PGSSLMODE", value: "verify-full" },
                { name: "PGSSLROOTCERT", value: `${ROOTS_FOLDER}/${databaseRoots.key}` },
                { name: "DATABASE_USER", value: user },
                { name: "MASTER_FOLDER", value: MASTER_FOLDER },
                { name: "PASSWORD_FILE", value: `${PASSWORD_FOLDER}/${passwordSecret.key}` },
              ],
              resources: SIZE,
              securityContext: {
                ...restrictedContainer,
                capabilities: { drop: ["ALL"] },
                runAsNonRoot: true,
              },
              volumeMounts: [
                { name: "roots", mountPath: ROOTS_FOLDER, readOnly: true },
                { name: "master", mountPath: MASTER_FOLDER, readOnly: true },
                { name: "password", mountPath: PASSWORD_FOLDER, readOnly: true },
              ],
            },
          ],
          volumes: [
            { name: "roots", configMap: { name: databaseRoots.name } },
            { name: "master", secret: { secretName: masterSecret } },
            { name: "password", secret: { secretName: passwordSecret.name } },
          ],
        },
      },
    },
  };
}
