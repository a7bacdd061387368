import { testRule } from "../../testing/cases";
import { switchCases } from "../../testing/switch-cases";
import { databasesAreNotPublic } from "./net-rds-01";

describe("NET-RDS-01", () => {
  testRule(
    databasesAreNotPublic,
    switchCases({
      types: databasesAreNotPublic.types,
      path: ["publiclyAccessible"],
      wanted: false,
      byDefault: false,
      reason: "public",
      message:
        "'publiclyAccessible' is not false: the database gets an address on the internet; false is required. To mend it: set publiclyAccessible to false.",
    }),
  );
});
