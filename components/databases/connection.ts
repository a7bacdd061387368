/**
 * How a program reaches a PostgreSQL database, whoever made it: ours in AWS, or one that is there already. Connections are encrypted and the
 * server's certificate is checked (`sslmode=verify-full`) in either case.
 * @typeParam Value what host and names are: texts, or what AWS has yet to make
 */
export interface DatabaseConnection<Value = string> {
  /** Name of the server that takes writes. */
  readonly host: Value;
  readonly port: number;
  readonly database: string;
  /** User of the program; it owns the database, and nothing else. */
  readonly user: string;
  readonly authentication: DatabaseAuthentication;
}

/** How the user proves who it is. */
export type DatabaseAuthentication =
  | {
      /** With a token of IAM that lives for 15 minutes; there is no password. */
      readonly by: "iam";
      /** Region that the token is signed for. */
      readonly region: string;
    }
  | {
      /** With a password. */
      readonly by: "password";
      /** Kubernetes secret with the password, in the namespace of the program. */
      readonly secretName: string;
    };

/** Where PostgreSQL listens unless told otherwise. */
export const POSTGRES_PORT = 5432;

/** What the settings say of a database that is there already. */
export interface ExistingDatabase {
  readonly host: string;
  /** @default 5432 */
  readonly port?: number;
  readonly database: string;
  readonly user: string;
  readonly secretName: string;
}

/** The connection to a database that is there already. Pharos makes nothing there and does not read the password. */
export function existingDatabase(existing: ExistingDatabase): DatabaseConnection {
  const { host, port = POSTGRES_PORT, database, user, secretName } = existing;
  return { host, port, database, user, authentication: { by: "password", secretName } };
}
